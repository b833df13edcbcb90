import { identifier } from '../../identifier.ts';

/** RUT and RUN: seven or eight digits and a check digit or K (modulo 11). */
export const clRut = identifier({
  name: 'cl-rut',
  about: 'Chile: RUT',
  forms: ['99.999.999-X', '9.999.999-X', '99999999-X', '9999999-X'],
  alone: ['99.999.999-X', '9.999.999-X'],
  words: ['rut', 'run n', 'rol unico*', 'cedula'],
  valid: (value) => {
    let sum = 0;
    for (let i = value.length - 2, weight = 2; i >= 0; i--, weight = weight === 7 ? 2 : weight + 1) {
      sum += (value.charCodeAt(i) - 48) * weight;
    }
    return '0123456789K'.charAt((11 - (sum % 11)) % 11) === value.slice(-1);
  },
  examples: {
    hits: [
      ['RUT: 12.366.132-K', '12.366.132-K'],
      ['rut 16063715-3', '16063715-3'],
      ['el suyo es 9.048.602-0.', '9.048.602-0'],
      ['RUT 20159409-k', '20159409-k'],
    ],
    misses: [
      'RUT: 12.366.135-K',
      'rut 16063715-1',
      'it is 16063715-3',
      'RUT: 12.366.132-K7',
      'RUT: x12.366.132-K',
      'RUT: 12.366.132-K-4A',
    ],
  },
});
