import { isDay } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** RFC: letters of the name, date, and three characters, the last a check digit (SAT). */
export const mxRfc = identifier({
  name: 'mx-rfc',
  about: 'Mexico: RFC',
  forms: ['AAAA999999XXX', 'AAA999999XXX', 'AAAA-999999-XXX', 'AAA-999999-XXX'],
  alone: ['AAAA999999XXX'],
  words: ['rfc', 'registro federal de contribuyentes'],
  valid: (value) => {
    const padded = value.padStart(13, ' ');
    if (!isDay(padded.slice(4, 6), padded.slice(6, 8), padded.slice(8, 10))) return false;
    let sum = 0;
    for (let i = 0; i < 12; i++) {
      const code = padded.charAt(i) === ' ' ? 37 : Number.parseInt(padded.charAt(i), 36);
      // The sign & has its place behind N.
      sum += (code > 23 && code < 36 ? code + 1 : code) * (13 - i);
    }
    return '0123456789A'.charAt((11 - (sum % 11)) % 11) === padded.charAt(12);
  },
  examples: {
    hits: [
      ['RFC: GARC850730AB2', 'GARC850730AB2'],
      ['rfc LOPM920411QW8', 'LOPM920411QW8'],
      ['RFC de la empresa ABC010203XYA.', 'ABC010203XYA'],
      ['el suyo es HEGG560427MV2', 'HEGG560427MV2'],
    ],
    misses: [
      'RFC: GARC850730AB9',
      'rfc LOPM920411QW4',
      'it is ABC010203XYA',
      'RFC: GARC850730AB27',
      'RFC: xGARC850730AB2',
      'RFC: GARC850730AB2-4A',
    ],
  },
});
