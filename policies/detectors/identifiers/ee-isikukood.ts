import { digitAt, isDay, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Isikukood and asmens kodas: sex and century, date of birth, order, check digit (modulo 11, twice). */
export const eeIsikukood = identifier({
  name: 'ee-isikukood',
  about: 'Estonia and Lithuania: personal code',
  forms: ['99999999999'],
  words: ['isikukood*', 'asmens kodas', 'asmens kodo', 'personal code', 'personal identification code'],
  valid: (value) => {
    if (!/^[1-8]/.test(value) || !isDay(value.slice(1, 3), value.slice(3, 5), value.slice(5, 7))) return false;
    let left = weighted(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
    if (left === 10) left = (weighted(value, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10;
    return left === digitAt(value, 10);
  },
  examples: {
    hits: [
      ['isikukood 38507302092', '38507302092'],
      ['Asmens kodas: 49204113346', '49204113346'],
      ['isikukood=50203159879', '50203159879'],
      ['minu isikukood on 47901027511.', '47901027511'],
    ],
    misses: [
      'isikukood 38507302090',
      'Asmens kodas: 49204113349',
      'it is 38507302092',
      'isikukood 385073020927',
      'isikukood x38507302092',
      'isikukood 38507302092-4A',
    ],
  },
});
