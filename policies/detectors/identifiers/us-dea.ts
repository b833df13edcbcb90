import { weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** DEA registration numbers: a letter of the registrant, one of the name or 9, seven digits with a check digit. */
export const usDea = identifier({
  name: 'us-dea',
  about: 'United States: DEA number',
  forms: ['AA9999999', 'A99999999'],
  words: ['dea', 'dea number', 'dea no'],
  valid: (value) => /^[ABCDEFGHJKLMPRSTUX][A-Z9]/.test(value) && weighted(value, [1, 2, 1, 2, 1, 2, -1], 2) % 10 === 0,
  examples: {
    hits: [
      ['DEA: AB6947216', 'AB6947216'],
      ['dea number FG9313672', 'FG9313672'],
      ['(DEA B93189683)', 'B93189683'],
      ['dea_no=MS9873806', 'MS9873806'],
    ],
    misses: [
      'DEA: AB6947211',
      'dea number FG9313670',
      'it is AB6947216',
      'DEA: AB69472167',
      'DEA: xAB6947216',
      'DEA: AB6947216-4A',
    ],
  },
});
