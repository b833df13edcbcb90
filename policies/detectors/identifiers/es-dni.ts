import { isMadeUp } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

const letters = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** DNI and NIE: eight digits, or X, Y or Z and seven, and a letter by their rest of 23 (Real Decreto 1553/2005). */
export const esDni = identifier({
  name: 'es-dni',
  about: 'Spain: DNI and NIE',
  forms: ['99999999A', '99999999~A', '99~999~999~A', '99.999.999A', 'A9999999A', 'A~9999999~A', 'A9999999~A'],
  alone: ['99999999A', '99999999-A', 'A9999999A', 'A-9999999-A'],
  words: [
    'dni',
    'nie',
    'nif',
    'documento nacional*',
    'documento de identidad',
    'numero de identidad',
    'cedula',
    'identificacion',
    'id number',
  ],
  valid: (value) => {
    const digits = value.slice(0, -1).replace('X', '0').replace('Y', '1').replace('Z', '2');
    return /^\d{8}$/.test(digits) && letters.charAt(Number(digits) % 23) === value.slice(-1) && !isMadeUp(digits);
  },
  examples: {
    hits: [
      ['DNI 81066251Z', '81066251Z'],
      ['mi dni es 72245367-K, gracias', '72245367-K'],
      ['NIE: X0802074H', 'X0802074H'],
      ['Y-7926091-Y es el suyo', 'Y-7926091-Y'],
    ],
    misses: [
      'release 20240115',
      'DNI 81066252Z',
      'mi dni es 72245368-K, gracias',
      'DNI 81066251Z7',
      'DNI x81066251Z',
      'DNI 81066251Z-4A',
    ],
  },
});
