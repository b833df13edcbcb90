import { isDay, luhn, verhoeff } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Matricule: date of birth, order, a check digit by Luhn and one by Verhoeff (CCSS). */
export const luMatricule = identifier({
  name: 'lu-matricule',
  about: 'Luxembourg: matricule',
  forms: ['9999999999999', '99999999~999~99', '9999~99~99~999~99'],
  words: ['matricule', 'numero d identification', 'identification nationale', 'sozialversicherungsnummer', 'cns'],
  valid: (value) =>
    isDay(value.slice(0, 4), value.slice(4, 6), value.slice(6, 8)) &&
    luhn(value.slice(0, 12)) &&
    verhoeff(value.slice(0, 11) + value.charAt(12)),
  examples: {
    hits: [
      ['matricule 1985073040636', '1985073040636'],
      ['N° matricule: 1992 04 11 304 75', '1992 04 11 304 75'],
      ['matricule=1979010275777', '1979010275777'],
      ['CNS 2002031570339.', '2002031570339'],
    ],
    misses: [
      'matricule 1985073040639',
      'N° matricule: 1992 04 11 304 77',
      'it is 1985073040636',
      'matricule 19850730406367',
      'matricule x1985073040636',
      'matricule 1985073040636-4A',
    ],
  },
});
