import { digitAt, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** ИНН of persons, twelve digits with two check digits, and of companies, ten with one (ФНС). */
export const ruInn = identifier({
  name: 'ru-inn',
  about: 'Russia: INN',
  forms: ['999999999999', '9999999999'],
  words: ['инн', 'inn'],
  valid: (value) => {
    if (value.length === 10) return checkDigit(value, [2, 4, 10, 3, 5, 9, 4, 6, 8]);
    return checkDigit(value, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) && checkDigit(value, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
  },
  examples: {
    hits: [
      ['ИНН 777077269402', '777077269402'],
      ['INN: 506977599497', '506977599497'],
      ['ИНН организации 7790886445.', '7790886445'],
      ['инн=788809316429', '788809316429'],
    ],
    misses: [
      'ИНН 777077269406',
      'INN: 506977599490',
      'it is 777077269402',
      'ИНН 7770772694027',
      'ИНН x777077269402',
      'ИНН 777077269402-4A',
    ],
  },
});

function checkDigit(value: string, weights: readonly number[]): boolean {
  return (weighted(value, weights) % 11) % 10 === digitAt(value, weights.length);
}
