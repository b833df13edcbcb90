import { isMadeUp, luhn } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Partita IVA: ten digits and a check digit (Luhn). */
export const itPartitaIva = identifier({
  name: 'it-partita-iva',
  about: 'Italy: partita IVA',
  forms: ['99999999999'],
  words: ['partita iva', 'p iva', 'piva', 'p i'],
  valid: (value) => luhn(value) && !isMadeUp(value),
  examples: {
    hits: [
      ['Partita IVA 00996159075', '00996159075'],
      ['P.IVA: 23030148342', '23030148342'],
      ['piva=47184954320', '47184954320'],
      ['la sua partita IVA è 55343544346.', '55343544346'],
    ],
    misses: [
      'Partita IVA 00996159073',
      'P.IVA: 23030148343',
      'it is 00996159075',
      'Partita IVA 009961590757',
      'Partita IVA x00996159075',
      'Partita IVA 00996159075-4A',
    ],
  },
});
