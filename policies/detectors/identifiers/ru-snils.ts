import { isMadeUp, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** СНИЛС: nine digits and a control number (modulo 101). */
export const ruSnils = identifier({
  name: 'ru-snils',
  about: 'Russia: SNILS',
  forms: ['999-999-999 99', '999-999-999-99', '99999999999'],
  alone: ['999-999-999 99'],
  words: ['снилс', 'snils'],
  valid: (value) =>
    (weighted(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === Number(value.slice(9)) &&
    !isMadeUp(value.slice(0, 9)),
  examples: {
    hits: [
      ['СНИЛС 142-843-964 77', '142-843-964 77'],
      ['snils: 76896226277', '76896226277'],
      ['её номер 043-959-834 00.', '043-959-834 00'],
      ['СНИЛС=30974087998', '30974087998'],
    ],
    misses: [
      'СНИЛС 142-843-964 78',
      'snils: 76896226279',
      'it is 76896226277',
      'СНИЛС 142-843-964 777',
      'СНИЛС x142-843-964 77',
      'СНИЛС 142-843-964 77-4A',
    ],
  },
});
