import { rest } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Rijksregisternummer, numéro national: date of birth, order, and a key of the rest by 97. */
export const beNational = identifier({
  name: 'be-national',
  about: 'Belgium: national register number',
  forms: ['99999999999', '99.99.99-999.99', '99.99.99 999.99', '99 99 99 999 99', '999999-999-99', '999999-99999'],
  alone: ['99.99.99-999.99'],
  words: [
    'rijksregisternummer',
    'rijksregister*',
    'registre national',
    'numero national',
    'niss',
    'insz',
    'national number',
    'nationaalnummer',
    'nrn',
  ],
  valid: (value) => {
    const month = Number(value.slice(2, 4)) % 20;
    if (month > 12 || Number(value.slice(4, 6)) > 31) return false;
    const key = Number(value.slice(9));
    return 97 - rest(value.slice(0, 9), 97) === key || 97 - rest(`2${value.slice(0, 9)}`, 97) === key;
  },
  examples: {
    hits: [
      ['Rijksregisternummer: 85.07.30-635.08', '85.07.30-635.08'],
      ['numéro national 85073030180', '85073030180'],
      ['NISS 92 04 11 752 34', '92 04 11 752 34'],
      ['son n° 00.02.15-776.49.', '00.02.15-776.49'],
    ],
    misses: [
      'Rijksregisternummer: 85.07.30-635.07',
      'numéro national 85073030188',
      'it is 85073030180',
      'Rijksregisternummer: 85.07.30-635.087',
      'Rijksregisternummer: x85.07.30-635.08',
      'Rijksregisternummer: 85.07.30-635.08-4A',
    ],
  },
});
