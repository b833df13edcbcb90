import { isMadeUp, luhn } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Social insurance numbers: nine digits, the last a check digit (Luhn). */
export const caSin = identifier({
  name: 'ca-sin',
  about: 'Canada: SIN',
  forms: ['999-999-999', '999 999 999', '999999999'],
  words: ['sin', 'sin number', 'social insurance*', 'assurance sociale'],
  valid: (value) => /^[1-79]/.test(value) && luhn(value) && !isMadeUp(value),
  examples: {
    hits: [
      ['SIN: 174 340 117', '174 340 117'],
      ['social insurance number 425-946-522', '425-946-522'],
      ['numéro d’assurance sociale 264 271 131.', '264 271 131'],
      ['sin=535181580', '535181580'],
    ],
    misses: [
      'SIN: 174 340 114',
      'social insurance number 425-946-527',
      'it is 174 340 117',
      'SIN: 174 340 1177',
      'SIN: x174 340 117',
      'SIN: 174 340 117-4A',
    ],
  },
});
