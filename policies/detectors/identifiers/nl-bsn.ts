import { isMadeUp, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Burgerservicenummer: nine digits that pass the elfproef (weights 9 to 2 and -1; RvIG). */
export const nlBsn = identifier({
  name: 'nl-bsn',
  about: 'Netherlands: BSN',
  forms: ['999999999', '9999~99~999', '999~999~999'],
  words: ['bsn', 'burgerservicenummer', 'burger service nummer', 'sofinummer', 'sofi nummer', 'sofi', 'persoonsnummer'],
  valid: (value) => weighted(value, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !isMadeUp(value),
  examples: {
    hits: [
      ['BSN 718811094', '718811094'],
      ['burgerservicenummer: 4957.74.017', '4957.74.017'],
      ['mijn bsn is 229921796.', '229921796'],
      ['sofinummer=557 201 330', '557 201 330'],
    ],
    misses: [
      'BSN 718811096',
      'burgerservicenummer: 4957.74.011',
      'it is 718811094',
      'BSN 7188110947',
      'BSN x718811094',
      'BSN 718811094-4A',
    ],
  },
});
