import { digitAt, isDay, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** ИИН: date of birth, century and sex, order, check digit (modulo 11, twice). */
export const kzIin = identifier({
  name: 'kz-iin',
  about: 'Kazakhstan: IIN',
  forms: ['999999999999'],
  words: ['иин', 'жсн', 'iin'],
  valid: (value) => {
    if (!isDay(value.slice(0, 2), value.slice(2, 4), value.slice(4, 6))) return false;
    let left = weighted(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
    if (left === 10) left = weighted(value, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
    return left === digitAt(value, 11);
  },
  examples: {
    hits: [
      ['ИИН 850730643602', '850730643602'],
      ['ЖСН: 920411811925', '920411811925'],
      ['iin=790102441932', '790102441932'],
      ['ИИН клиента 020315301173.', '020315301173'],
    ],
    misses: [
      'ИИН 850730643603',
      'ЖСН: 920411811923',
      'it is 850730643602',
      'ИИН 8507306436027',
      'ИИН x850730643602',
      'ИИН 850730643602-4A',
    ],
  },
});
