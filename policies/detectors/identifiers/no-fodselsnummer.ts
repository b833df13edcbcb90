import { isDay, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Fødselsnummer and D-nummer (day plus 40): date of birth, order, two check digits (modulo 11). */
export const noFodselsnummer = identifier({
  name: 'no-fodselsnummer',
  about: 'Norway: fødselsnummer',
  forms: ['99999999999', '999999 99999'],
  words: [
    'fødselsnummer',
    'fodselsnummer',
    'fnr',
    'f nr',
    'personnummer',
    'd nummer',
    'national identity*',
    'norwegian id',
  ],
  valid: (value) => {
    const day = Number(value.slice(0, 2)) % 40;
    if (!isDay(value.slice(4, 6), value.slice(2, 4), String(day))) return false;
    const first = weighted(value, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11;
    return first === 0 && weighted(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
  },
  examples: {
    hits: [
      ['fødselsnummer 15078587773', '15078587773'],
      ['Fnr: 010190 90562', '010190 90562'],
      ['D-nummer 55078548257,', '55078548257'],
      ['fodselsnummer=28026427667', '28026427667'],
    ],
    misses: [
      'fødselsnummer 15078587779',
      'Fnr: 010190 90572',
      'it is 15078587773',
      'fødselsnummer 150785877737',
      'fødselsnummer x15078587773',
      'fødselsnummer 15078587773-4A',
    ],
  },
});
