import { digitAt, isDay, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Unified civil numbers: date of birth (the century in the month), order, check digit (weights 2 4 8 5 10 9 7 3 6). */
export const bgEgn = identifier({
  name: 'bg-egn',
  about: 'Bulgaria: EGN',
  forms: ['9999999999'],
  words: ['егн', 'egn', 'единен граждански номер'],
  valid: (value) => {
    const month = Number(value.slice(2, 4)) % 20;
    if (!isDay(value.slice(0, 2), String(month), value.slice(4, 6))) return false;
    return (weighted(value, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === digitAt(value, 9);
  },
  examples: {
    hits: [
      ['ЕГН: 8507309503', '8507309503'],
      ['EGN 9204114540', '9204114540'],
      ['egn=0243157622', '0243157622'],
      ['моето ЕГН е 7901027151.', '7901027151'],
    ],
    misses: [
      'ЕГН: 8507309504',
      'EGN 9204114549',
      'it is 8507309503',
      'ЕГН: 85073095037',
      'ЕГН: x8507309503',
      'ЕГН: 8507309503-4A',
    ],
  },
});
