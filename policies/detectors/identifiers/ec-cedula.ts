import { luhn } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Cédula de identidad: province, a digit below 6, order, check digit (Luhn). */
export const ecCedula = identifier({
  name: 'ec-cedula',
  about: 'Ecuador: cédula',
  forms: ['9999999999', '999999999-9'],
  words: ['cedula', 'cedula de identidad', 'c i', 'ci'],
  valid: (value) => /^(?:0[1-9]|1\d|2[0-4]|30)[0-5]/.test(value) && luhn(value),
  examples: {
    hits: [
      ['cédula: 1733070930', '1733070930'],
      ['C.I. 0102998309', '0102998309'],
      ['Cédula de identidad 092345678-4.', '092345678-4'],
      ['cedula=1301361141', '1301361141'],
    ],
    misses: [
      'cédula: 1733070933',
      'C.I. 0102998305',
      'it is 1733070930',
      'cédula: 17330709307',
      'cédula: x1733070930',
      'cédula: 1733070930-4A',
    ],
  },
});
