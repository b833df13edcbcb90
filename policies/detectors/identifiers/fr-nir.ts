import { rest } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

const shape = /^[1-478]\d\d(?:0[1-9]|1[0-2]|[23]\d|4[0-2])(?:0[1-9]|[1-8]\d|9[0-9]|2[AB])\d{8}$/;

/** Numéro d'inscription au répertoire: sex, year, month, place, order, and a key of the rest by 97; Corsica has letters (Insee). */
export const frNir = identifier({
  name: 'fr-nir',
  about: 'France: NIR (sécurité sociale)',
  forms: [
    '999999999999999',
    '9999999999999~99',
    '999999A99999999',
    '999999A999999~99',
    '9~99~99~9A~999~999~99',
    '9~99~99~99~999~999~99',
  ],
  alone: ['9~99~99~99~999~999~99', '9~99~99~9A~999~999~99'],
  words: [
    'nir',
    'securite sociale',
    'numero de securite sociale',
    'num secu',
    'numero secu',
    'n secu',
    'secu',
    'insee',
    'social security',
    'assure social',
    'carte vitale',
  ],
  valid: (value) => {
    if (!shape.test(value)) return false;
    const digits = value.slice(0, 13).replace('2A', '19').replace('2B', '18');
    return 97 - rest(digits, 97) === Number(value.slice(13));
  },
  examples: {
    hits: [
      ['NIR 2 85 05 78 812 956 15', '2 85 05 78 812 956 15'],
      ['n° de sécurité sociale : 285057807950945', '285057807950945'],
      ['né en Corse, 1 70 03 2A 287 580 57', '1 70 03 2A 287 580 57'],
      ['numéro sécu 2781133034621 27.', '2781133034621 27'],
    ],
    misses: [
      'NIR 2 85 05 78 812 956 11',
      'n° de sécurité sociale : 285057807950941',
      'it is 285057807950945',
      'NIR 2 85 05 78 812 956 157',
      'NIR x2 85 05 78 812 956 15',
      'NIR 2 85 05 78 812 956 15-4A',
    ],
  },
});
