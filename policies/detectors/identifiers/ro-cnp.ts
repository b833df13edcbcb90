import { digitAt, isDay, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Cod numeric personal: sex, date of birth, county, order, check digit (weights 2 7 9 1 4 6 3 5 8). */
export const roCnp = identifier({
  name: 'ro-cnp',
  about: 'Romania: CNP',
  forms: ['9999999999999'],
  words: ['cnp', 'cod numeric personal', 'codul numeric personal'],
  valid: (value) => {
    if (value.charAt(0) === '0' || !isDay(value.slice(1, 3), value.slice(3, 5), value.slice(5, 7))) return false;
    const left = weighted(value, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    return (left === 10 ? 1 : left) === digitAt(value, 12);
  },
  examples: {
    hits: [
      ['CNP: 1850730840281', '1850730840281'],
      ['cod numeric personal 2920411705060', '2920411705060'],
      ['cnp=5020315700139', '5020315700139'],
      ['CNP-ul meu e 1790102017421.', '1790102017421'],
    ],
    misses: [
      'CNP: 1850730840284',
      'cod numeric personal 2920411705065',
      'it is 1850730840281',
      'CNP: 18507308402817',
      'CNP: x1850730840281',
      'CNP: 1850730840281-4A',
    ],
  },
});
