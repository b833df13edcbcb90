import { isDay, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** EMŠO and JMBG of the successors of Yugoslavia: date of birth, region, order, check digit (modulo 11). */
export const siEmso = identifier({
  name: 'si-emso',
  about: 'Slovenia and others: EMŠO, JMBG',
  forms: ['9999999999999'],
  words: ['emso', 'jmbg', 'maticni broj', 'матични број', 'јмбг', 'maticna stevilka'],
  valid: (value) => {
    if (!isDay(value.slice(5, 7), value.slice(2, 4), value.slice(0, 2))) return false;
    return weighted(value, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
  },
  examples: {
    hits: [
      ['EMŠO: 0101985958123', '0101985958123'],
      ['JMBG 1507985371084', '1507985371084'],
      ['matični broj 2802964197101.', '2802964197101'],
      ['emso=3112999083718', '3112999083718'],
    ],
    misses: [
      'EMŠO: 0101985958120',
      'JMBG 1507985371083',
      'it is 0101985958123',
      'EMŠO: 01019859581237',
      'EMŠO: x0101985958123',
      'EMŠO: 0101985958123-4A',
    ],
  },
});
