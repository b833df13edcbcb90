import { weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Personal Public Service numbers: seven digits, a check letter by 23, and maybe a letter more. */
export const iePps = identifier({
  name: 'ie-pps',
  about: 'Ireland: PPS number',
  forms: ['9999999A', '9999999AA'],
  words: ['pps*', 'ppsn', 'personal public service*'],
  valid: (value) => {
    const second = value.length > 8 ? value.charCodeAt(8) - 64 : 0;
    if (second > 9 && second !== 23) return false;
    const sum = weighted(value, [8, 7, 6, 5, 4, 3, 2]) + (second % 23) * 9;
    return 'WABCDEFGHIJKLMNOPQRSTUV'.charAt(sum % 23) === value.charAt(7);
  },
  examples: {
    hits: [
      ['PPS number 1166677B', '1166677B'],
      ['PPSN: 6995931PA', '6995931PA'],
      ['my pps no. is 4497670J.', '4497670J'],
      ['ppsn=1210996K', '1210996K'],
    ],
    misses: [
      'PPS number 1166672B',
      'PPSN: 6995937PA',
      'it is 1166677B',
      'PPS number 1166677B7',
      'PPS number x1166677B',
      'PPS number 1166677B-4A',
    ],
  },
});
