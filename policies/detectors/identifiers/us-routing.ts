import { isMadeUp, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** ABA routing numbers: eight digits and a check digit (weights 3, 7, 1), beginning as the Federal Reserve assigns. */
export const usRouting = identifier({
  name: 'us-routing',
  about: 'United States: bank routing number',
  forms: ['999999999'],
  words: ['routing*', 'aba', 'rtn'],
  valid: (value) =>
    /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)/.test(value) &&
    weighted(value, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 &&
    !isMadeUp(value),
  examples: {
    hits: [
      ['routing number 079913924', '079913924'],
      ['ABA: 124734579', '124734579'],
      ['the routing no. is 304598315.', '304598315'],
      ['routingNumber=020665975', '020665975'],
    ],
    misses: [
      'routing number 079913926',
      'ABA: 124734577',
      'it is 079913924',
      'routing number 0799139247',
      'routing number x079913924',
      'routing number 079913924-4A',
    ],
  },
});
