import { digitAt, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** TAJ, nine digits (weights 3, 7), and the tax identification of persons, ten that begin with 8 (modulo 11). */
export const huTaj = identifier({
  name: 'hu-taj',
  about: 'Hungary: TAJ and tax identification',
  forms: ['999~999~999', '999999999', '9999999999'],
  words: ['taj', 'taj szam', 'tajszam', 'adoazonosito*', 'ado azonosito*'],
  valid: (value) => {
    if (value.length === 9) return weighted(value, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === digitAt(value, 8);
    return value.charAt(0) === '8' && weighted(value, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === digitAt(value, 9);
  },
  examples: {
    hits: [
      ['TAJ: 208 488 211', '208 488 211'],
      ['TAJ-szám 367510251', '367510251'],
      ['adóazonosító jele 8994617248', '8994617248'],
      ['taj=378-674-209', '378-674-209'],
    ],
    misses: [
      'TAJ: 208 488 212',
      'TAJ-szám 367510256',
      'it is 208 488 211',
      'TAJ: 208 488 2117',
      'TAJ: x208 488 211',
      'TAJ: 208 488 211-4A',
    ],
  },
});
