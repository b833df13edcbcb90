import { digitAt, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Medicare numbers: eight digits, a check digit (weights 1 3 7 9), the issue, and maybe the person. */
export const auMedicare = identifier({
  name: 'au-medicare',
  about: 'Australia: Medicare number',
  forms: [
    '9999 99999 9',
    '9999999999',
    '9999 99999 9 9',
    '9999 99999 9-9',
    '9999 99999 9/9',
    '9999-99999-9',
    '99999999999',
  ],
  words: ['medicare*'],
  valid: (value) => /^[2-6]/.test(value) && weighted(value, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(value, 8),
  examples: {
    hits: [
      ['Medicare: 2886 03218 1', '2886 03218 1'],
      ['medicare number 4253246261', '4253246261'],
      ['Medicare card 3809 73615 2/1.', '3809 73615 2/1'],
      ['medicare_no=58023797711', '58023797711'],
    ],
    misses: [
      'Medicare: 2886 03212 1',
      'medicare number 4253246221',
      'it is 2886 03218 1',
      'Medicare: 2886 03218 17',
      'Medicare: x2886 03218 1',
      'Medicare: 2886 03218 1-4A',
    ],
  },
});
