import { isDay, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** PESEL: date of birth (the century in the month), order, and a check digit (weights 1, 3, 7, 9). */
export const plPesel = identifier({
  name: 'pl-pesel',
  about: 'Poland: PESEL',
  forms: ['99999999999'],
  words: ['pesel', 'numer ewidencyjny'],
  valid: (value) => {
    const month = Number(value.slice(2, 4)) % 20;
    const day = isDay(value.slice(0, 2), String(month), value.slice(4, 6));
    return day && weighted(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
  },
  examples: {
    hits: [
      ['PESEL: 85073009611', '85073009611'],
      ['numer PESEL 92041105147,', '92041105147'],
      ['{"pesel":"06241506279"}', '06241506279'],
      ['pesel=79010283138', '79010283138'],
    ],
    misses: [
      'PESEL: 85073009621',
      'numer PESEL 92041105149,',
      'it is 85073009611',
      'PESEL: 850730096117',
      'PESEL: x85073009611',
      'PESEL: 85073009611-4A',
    ],
  },
});
