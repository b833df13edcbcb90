import { digitAt, isDay } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Rentenversicherungsnummer: area, date of birth, letter of the name, order, check digit (VKVV § 4). */
export const deSocialInsurance = identifier({
  name: 'de-social-insurance',
  about: 'Germany: pension insurance number',
  forms: ['99999999A999', '99~999999~A~999'],
  words: [
    'sozialversicherungsnummer',
    'versicherungsnummer',
    'rentenversicherungsnummer',
    'rentenversicherung*',
    'sv nummer',
    'svnr',
    'sv nr',
    'rvnr',
    'rv nummer',
    'social insurance*',
  ],
  valid: (value) => {
    const day = Number(value.slice(2, 4)) % 50;
    if (!isDay(value.slice(6, 8), value.slice(4, 6), String(day))) return false;
    const digits = value.slice(0, 8) + String(value.charCodeAt(8) - 64).padStart(2, '0') + value.slice(9, 11);
    let sum = 0;
    for (let i = 0; i < 12; i++) {
      const product = digitAt(digits, i) * [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1][i]!;
      sum += Math.floor(product / 10) + (product % 10);
    }
    return sum % 10 === digitAt(value, 11);
  },
  examples: {
    hits: [
      ['Rentenversicherungsnummer 65 070649 C 730', '65 070649 C 730'],
      ['SV-Nummer: 12190367K648', '12190367K648'],
      ['Sozialversicherungsnummer 15 070649 M 924.', '15 070649 M 924'],
      ['rvnr=65170839J811', '65170839J811'],
    ],
    misses: [
      'Rentenversicherungsnummer 65 070649 C 736',
      'SV-Nummer: 12190367K644',
      'it is 65 070649 C 730',
      'Rentenversicherungsnummer 65 070649 C 7307',
      'Rentenversicherungsnummer x65 070649 C 730',
      'Rentenversicherungsnummer 65 070649 C 730-4A',
    ],
  },
});
