import { identifier } from '../../identifier.ts';

/** Individual taxpayer identification numbers: 9, and the groups that the IRS issues. No check digit. */
export const usItin = identifier({
  name: 'us-itin',
  about: 'United States: ITIN',
  forms: ['999-99-9999', '999 99 9999', '999999999'],
  alone: ['999-99-9999'],
  words: ['itin', 'taxpayer*', 'tax id'],
  valid: (value) => /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(value),
  examples: {
    hits: [
      ['ITIN: 912-78-4321', '912-78-4321'],
      ['itin 987651234', '987651234'],
      ['his is 950-70-1234.', '950-70-1234'],
      ['taxpayer id 934 88 5678', '934 88 5678'],
    ],
    misses: [
      '912-45-4321',
      'ITIN 812-78-4321',
      '987651234',
      '912-93-4321',
      'ITIN 912-78-43210',
      'itin 987451234',
      'it is 987651234',
      'ITIN: 912-78-43217',
      'ITIN: x912-78-4321',
      'ITIN: 912-78-4321-4A',
    ],
  },
});
