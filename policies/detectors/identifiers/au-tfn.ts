import { isMadeUp, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Tax file numbers: nine digits (weights 1 4 3 7 5 8 6 9 10, modulo 11; ATO). */
export const auTfn = identifier({
  name: 'au-tfn',
  about: 'Australia: tax file number',
  forms: ['999~999~999', '999999999'],
  words: ['tfn', 'tax file*'],
  valid: (value) => weighted(value, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0 && !isMadeUp(value),
  examples: {
    hits: [
      ['TFN: 170 817 271', '170 817 271'],
      ['tax file number 885242668', '885242668'],
      ['my TFN is 282-529-184.', '282-529-184'],
      ['tfn=797214939', '797214939'],
    ],
    misses: [
      'TFN: 170 817 273',
      'tax file number 885242678',
      'it is 170 817 271',
      'TFN: 170 817 2717',
      'TFN: x170 817 271',
      'TFN: 170 817 271-4A',
    ],
  },
});
