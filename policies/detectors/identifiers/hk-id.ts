import { identifier } from '../../identifier.ts';

/** HKID: a letter or two, six digits, and a check digit or A in brackets (modulo 11). */
export const hkId = identifier({
  name: 'hk-id',
  about: 'Hong Kong: identity card',
  forms: ['A999999(X)', 'AA999999(X)', 'A999999X'],
  alone: ['A999999(X)', 'AA999999(X)'],
  words: ['hkid', 'hong kong id*', 'hong kong identity*', '身份證', '身份证'],
  valid: (value) => {
    if (!/^[A-Z]{1,2}\d{6}[\dA]$/.test(value)) return false;
    const padded = value.padStart(9, ' ');
    let sum = 0;
    for (let i = 0; i < 9; i++) {
      sum += (padded.charAt(i) === ' ' ? 36 : Number.parseInt(padded.charAt(i), 36)) * (i === 8 ? 1 : 9 - i);
    }
    return sum % 11 === 0;
  },
  examples: {
    hits: [
      ['HKID: A776972(8)', 'A776972(8)'],
      ['香港身份證 G878336(4)', 'G878336(4)'],
      ['hers is K637198(1).', 'K637198(1)'],
      ['hkid=Z3751059', 'Z3751059'],
    ],
    misses: [
      'HKID: A776972(4)',
      '香港身份證 G878336(2)',
      'it is Z3751059',
      'HKID: A776972(8)7',
      'HKID: xA776972(8)',
      'HKID: A776972(8)-4A',
    ],
  },
});
