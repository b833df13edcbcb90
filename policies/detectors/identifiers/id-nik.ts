import { isDay } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** NIK: region, date of birth (day plus 40 for women), order. No check digit. */
export const idNik = identifier({
  name: 'id-nik',
  about: 'Indonesia: NIK',
  forms: ['9999999999999999'],
  words: ['nik', 'ktp', 'nomor induk kependudukan', 'e ktp'],
  valid: (value) =>
    /^(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-9])/.test(value) &&
    isDay(value.slice(10, 12), value.slice(8, 10), String(Number(value.slice(6, 8)) % 40)),
  examples: {
    hits: [
      ['NIK: 3174053007850001', '3174053007850001'],
      ['No. KTP 3201127004920003', '3201127004920003'],
      ['nik=7371010201790005', '7371010201790005'],
      ['Nomor induk kependudukan 5171025503020002.', '5171025503020002'],
    ],
    misses: [
      'NIK 3174053213850001',
      'NIK 0074053007850001',
      '3174053007850001',
      'NIK x3174053007850001',
      'it is 3174053007850001',
      'NIK: 31740530078500017',
      'NIK: x3174053007850001',
      'NIK: 3174053007850001-4A',
    ],
  },
});
