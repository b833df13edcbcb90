import { isDay } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** CPR numbers: date of birth and four digits; since 2007 without a check digit (CPR-kontoret). */
export const dkCpr = identifier({
  name: 'dk-cpr',
  about: 'Denmark: CPR number',
  forms: ['999999-9999', '9999999999', '999999 9999'],
  words: ['cpr', 'cprnr', 'cpr nummer', 'cpr nr', 'personnummer'],
  valid: (value) => isDay(value.slice(4, 6), value.slice(2, 4), value.slice(0, 2)),
  examples: {
    hits: [
      ['CPR: 070761-4285', '070761-4285'],
      ['cpr-nr. 1502851234', '1502851234'],
      ['Mit CPR-nummer er 290284-0011.', '290284-0011'],
      ['cprnr=010190 2345', '010190 2345'],
    ],
    misses: [
      'CPR 320185-1234',
      'cpr 151385-1234',
      'ref 070761-4285',
      'CPR: x070761-4285',
      'it is 070761-4285',
      'CPR: 070761-42857',
      'CPR: 070761-4285-4A',
    ],
  },
});
