import { weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** NRIC and FIN: a letter, seven digits, a check letter by 11 (ICA). */
export const sgNric = identifier({
  name: 'sg-nric',
  about: 'Singapore: NRIC and FIN',
  forms: ['A9999999A'],
  alone: ['A9999999A'],
  words: ['nric', 'fin', 'fin number', 'ic number', 'ic no', 'identity card'],
  valid: (value) => {
    const first = value.charAt(0);
    if (!'STFGM'.includes(first)) return false;
    const offset = first === 'S' || first === 'F' ? 0 : first === 'M' ? 3 : 4;
    const at = (weighted(value, [2, 7, 6, 5, 4, 3, 2], 1) + offset) % 11;
    const letters = 'ST'.includes(first) ? 'JZIHGFEDCBA' : first === 'M' ? 'XWUTRQPNJLK' : 'XWUTRQPNMLK';
    return letters.charAt(at) === value.charAt(8);
  },
  examples: {
    hits: [
      ['NRIC: S8732429Z', 'S8732429Z'],
      ['my FIN is G2710374Q', 'G2710374Q'],
      ['his is T3482265J.', 'T3482265J'],
      ['nric=f8120943w', 'f8120943w'],
    ],
    misses: [
      'NRIC: S8732425Z',
      'my FIN is G2710334Q',
      'it is f8120943w',
      'NRIC: S8732429Z7',
      'NRIC: xS8732429Z',
      'NRIC: S8732429Z-4A',
    ],
  },
});
