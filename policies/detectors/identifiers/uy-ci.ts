import { weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Cédula de identidad: seven digits and a check digit (weights 2 9 8 7 6 3 4). */
export const uyCi = identifier({
  name: 'uy-ci',
  about: 'Uruguay: cédula',
  forms: ['9.999.999-9', '9999999-9'],
  words: ['cedula', 'cedula de identidad', 'c i', 'ci'],
  valid: (value) => weighted(value, [2, 9, 8, 7, 6, 3, 4, 1]) % 10 === 0,
  examples: {
    hits: [
      ['cédula 3.010.551-7', '3.010.551-7'],
      ['C.I.: 4533281-2', '4533281-2'],
      ['CI 1.624.049-2.', '1.624.049-2'],
      ['cedula=2694756-1', '2694756-1'],
    ],
    misses: [
      'cédula 3.010.551-1',
      'C.I.: 4533281-5',
      'it is 3.010.551-7',
      'cédula 3.010.551-77',
      'cédula x3.010.551-7',
      'cédula 3.010.551-7-4A',
    ],
  },
});
