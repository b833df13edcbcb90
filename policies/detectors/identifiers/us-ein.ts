import { isMadeUp } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Employer identification numbers: the prefixes that the IRS has given out, and seven digits. No check digit. */
export const usEin = identifier({
  name: 'us-ein',
  about: 'United States: EIN',
  forms: ['99-9999999'],
  words: ['ein', 'fein', 'employer identification*', 'employer id*', 'federal tax id', 'tax id', 'tax identification*'],
  valid: (value) => /^(?!0[07-9]|1[7-9]|[27-8]9|49|[79]0|69|9[67])\d{9}$/.test(value) && !isMadeUp(value),
  examples: {
    hits: [
      ['EIN: 12-3456780', '12-3456780'],
      ['our FEIN is 94-2404110', '94-2404110'],
      ['Federal Tax ID 36-1234567.', '36-1234567'],
      ['ein=52-0812345', '52-0812345'],
    ],
    misses: [
      'EIN 00-1234567',
      'part 12-3456780',
      'EIN 12-34567890',
      'EIN 112-3456780',
      'EIN: 12-3456789',
      'it is 12-3456780',
      'EIN: 12-34567807',
      'EIN: x12-3456780',
      'EIN: 12-3456780-4A',
    ],
  },
});
