import { isDay, rest } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Rodné číslo: date of birth (month plus 50 for women, plus 20 where numbers ran out), and all divisible by 11. */
export const czRodneCislo = identifier({
  name: 'cz-rodne-cislo',
  about: 'Czechia and Slovakia: rodné číslo',
  forms: ['999999/9999', '9999999999'],
  alone: ['999999/9999'],
  words: ['rodne cislo', 'rodneho cisla', 'rodnym cislem', 'r c', 'rc'],
  valid: (value) => {
    const month = (Number(value.slice(2, 4)) % 50) % 20;
    return isDay(value.slice(0, 2), String(month), value.slice(4, 6)) && rest(value, 11) === 0;
  },
  examples: {
    hits: [
      ['rodné číslo 855730/2721', '855730/2721'],
      ['r.č. 9204117230', '9204117230'],
      ['RČ: 790102/2327.', '790102/2327'],
      ['je to 036215/3781', '036215/3781'],
    ],
    misses: [
      'rodné číslo 855730/2723',
      'r.č. 9204117232',
      'it is 9204117230',
      'rodné číslo 855730/27217',
      'rodné číslo x855730/2721',
      'rodné číslo 855730/2721-4A',
    ],
  },
});
