import { digitAt, isMadeUp, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** NHS numbers: ten digits, the last a check digit (modulo 11; NHS Data Dictionary, "NHS Number"). */
export const ukNhs = identifier({
  name: 'uk-nhs',
  about: 'United Kingdom: NHS number',
  forms: ['9999999999', '999~999~9999'],
  words: ['nhs', 'nhs number', 'health service number'],
  valid: (value) => {
    const sum = weighted(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]);
    return (11 - (sum % 11)) % 11 === digitAt(value, 9) && !isMadeUp(value);
  },
  examples: {
    hits: [
      ['NHS number: 657 683 3571.', '657 683 3571'],
      ['nhs_no=6730099283', '6730099283'],
      ['Patient (NHS 845-892-4811) was seen', '845-892-4811'],
      ['{"nhsNumber": "6408695612"}', '6408695612'],
    ],
    misses: [
      'call 943 476 5919 now',
      'NHS number: 657 683 3572.',
      'nhs_no=6730099282',
      'it is 657 683 3571',
      'NHS number: 657 683 35717.',
      'NHS number: x657 683 3571.',
      'NHS number: 657 683 3571-4A.',
    ],
  },
});
