import { digitAt, isMadeUp, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** NIP: nine digits and a check digit (weights 6 5 7 2 3 4 5 6 7). */
export const plNip = identifier({
  name: 'pl-nip',
  about: 'Poland: NIP',
  forms: ['9999999999', '999-999-99-99', '999-99-99-999'],
  words: ['nip', 'numer identyfikacji podatkowej'],
  valid: (value) => weighted(value, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === digitAt(value, 9) && !isMadeUp(value),
  examples: {
    hits: [
      ['NIP: 371-574-32-02', '371-574-32-02'],
      ['nip 4448552811', '4448552811'],
      ['NIP 532-24-97-635.', '532-24-97-635'],
      ['"nip":"0309255326"', '0309255326'],
    ],
    misses: [
      'NIP: 371-574-32-05',
      'nip 4448552801',
      'it is 371-574-32-02',
      'NIP: 371-574-32-027',
      'NIP: x371-574-32-02',
      'NIP: 371-574-32-02-4A',
    ],
  },
});
