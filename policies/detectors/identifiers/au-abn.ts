import { weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Australian business numbers: eleven digits, the first two check digits (modulo 89). */
export const auAbn = identifier({
  name: 'au-abn',
  about: 'Australia: ABN',
  forms: ['99 999 999 999', '99999999999'],
  words: ['abn', 'australian business*'],
  valid: (value) =>
    value.charAt(0) !== '0' && (weighted(value, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0,
  examples: {
    hits: [
      ['ABN 11 082 645 508', '11 082 645 508'],
      ['abn: 79460782185', '79460782185'],
      ['Australian Business Number 77 058 017 349.', '77 058 017 349'],
      ['abn=95793741171', '95793741171'],
    ],
    misses: [
      'ABN 11 082 645 588',
      'abn: 79460782183',
      'it is 11 082 645 508',
      'ABN 11 082 645 5087',
      'ABN x11 082 645 508',
      'ABN 11 082 645 508-4A',
    ],
  },
});
