import { digitAt, isDay } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

const shape = /^[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d$/;

/** CURP: letters of the names, date of birth, sex, state, and a check digit (RENAPO). */
export const mxCurp = identifier({
  name: 'mx-curp',
  about: 'Mexico: CURP',
  forms: ['AAAA999999AAAAAAX9'],
  alone: ['AAAA999999AAAAAAX9'],
  words: ['curp'],
  valid: (value) => {
    if (!shape.test(value) || !isDay(value.slice(4, 6), value.slice(6, 8), value.slice(8, 10))) return false;
    let sum = 0;
    for (let i = 0; i < 17; i++) {
      const code = Number.parseInt(value.charAt(i), 36);
      // Ñ has its place in the alphabet.
      sum += (code > 23 ? code + 1 : code) * (18 - i);
    }
    return (10 - (sum % 10)) % 10 === digitAt(value, 17);
  },
  examples: {
    hits: [
      ['CURP: GARC850730HDFRRL08', 'GARC850730HDFRRL08'],
      ['curp LOPM920411MJCPRR09', 'LOPM920411MJCPRR09'],
      ['la suya es HEGG560427MVZRRL04.', 'HEGG560427MVZRRL04'],
      ['"curp":"BADD110313HCMLNS06"', 'BADD110313HCMLNS06'],
    ],
    misses: [
      'CURP: GARC850730HDFRRL05',
      'curp LOPM920411MJCPRR07',
      'CURP: GARC850730HDFRRL087',
      'CURP: xGARC850730HDFRRL08',
      'CURP: GARC850730HDFRRL08-4A',
    ],
  },
});
