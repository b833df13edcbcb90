import { digitAt, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** CUIT and CUIL: kind, eight digits, check digit (modulo 11; AFIP). */
export const arCuit = identifier({
  name: 'ar-cuit',
  about: 'Argentina: CUIT and CUIL',
  forms: ['99-99999999-9', '99999999999', '99 99999999 9'],
  alone: ['99-99999999-9'],
  words: ['cuit', 'cuil'],
  valid: (value) => {
    if (!/^(?:2[0347]|3[034])/.test(value)) return false;
    const check = (11 - (weighted(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
    return check === digitAt(value, 10);
  },
  examples: {
    hits: [
      ['CUIT: 20-05464735-3', '20-05464735-3'],
      ['cuil 27600640777', '27600640777'],
      ['el suyo es 30-87088231-5.', '30-87088231-5'],
      ['cuit=23879336783', '23879336783'],
    ],
    misses: [
      'CUIT: 20-05464735-7',
      'cuil 27600640772',
      'it is 27600640777',
      'CUIT: 20-05464735-37',
      'CUIT: x20-05464735-3',
      'CUIT: 20-05464735-3-4A',
    ],
  },
});
