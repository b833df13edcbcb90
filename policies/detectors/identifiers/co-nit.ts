import { digitAt } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** NIT: nine digits or ten and a check digit (weights from 3 to 41; DIAN). */
export const coNit = identifier({
  name: 'co-nit',
  about: 'Colombia: NIT',
  forms: ['999.999.999-9', '999999999-9', '9.999.999.999-9'],
  words: ['nit'],
  valid: (value) => {
    const weights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43];
    let sum = 0;
    for (let i = 0; i < value.length - 1; i++) sum += digitAt(value, value.length - 2 - i) * weights[i]!;
    const left = sum % 11;
    return (left < 2 ? left : 11 - left) === digitAt(value, value.length - 1);
  },
  examples: {
    hits: [
      ['NIT: 857.166.954-3', '857.166.954-3'],
      ['nit 943689655-2', '943689655-2'],
      ['NIT 1.017.632.864-1.', '1.017.632.864-1'],
      ['con NIT 860.536.320-3', '860.536.320-3'],
    ],
    misses: [
      'NIT: 857.166.954-4',
      'nit 943689655-9',
      'it is 857.166.954-3',
      'NIT: 857.166.954-37',
      'NIT: x857.166.954-3',
      'NIT: 857.166.954-3-4A',
    ],
  },
});
