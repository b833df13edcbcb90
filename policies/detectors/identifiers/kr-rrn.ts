import { digitAt, isDay, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** 주민등록번호: date of birth, sex and century, order, and a check digit, which numbers since October 2020 lack. */
export const krRrn = identifier({
  name: 'kr-rrn',
  about: 'South Korea: resident registration',
  forms: ['999999-9999999', '9999999999999'],
  alone: ['999999-9999999'],
  words: ['주민등록번호', '주민번호', '외국인등록번호', 'rrn', 'resident registration*'],
  valid: (value) =>
    /^\d{6}[1-8]/.test(value) &&
    isDay(value.slice(0, 2), value.slice(2, 4), value.slice(4, 6)) &&
    (11 - (weighted(value, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === digitAt(value, 12),
  examples: {
    hits: [
      ['주민등록번호 850730-1100521', '850730-1100521'],
      ['RRN: 920411-2783922', '920411-2783922'],
      ['그의 번호는 790102-1102401.', '790102-1102401'],
      ['주민번호=0203153896158', '0203153896158'],
    ],
    misses: [
      '주민등록번호 850730-1100523',
      'RRN: 920411-2783929',
      'it is 0203153896158',
      '주민등록번호 850730-11005217',
      '주민등록번호 x850730-1100521',
      '주민등록번호 850730-1100521-4A',
    ],
  },
});
