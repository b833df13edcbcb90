import { digitAt, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** T.C. kimlik numarası: nine digits and two check digits. */
export const trKimlik = identifier({
  name: 'tr-kimlik',
  about: 'Turkey: T.C. kimlik no',
  forms: ['99999999999'],
  words: ['kimlik*', 'tckn', 'tc no', 't c no', 'turkish id*'],
  valid: (value) => {
    if (value.charAt(0) === '0') return false;
    const tenth = weighted(value, [7, -1, 7, -1, 7, -1, 7, -1, 7]) % 10;
    const eleventh = weighted(value, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10;
    return (tenth + 10) % 10 === digitAt(value, 9) && eleventh === digitAt(value, 10);
  },
  examples: {
    hits: [
      ['T.C. Kimlik No: 11158294630', '11158294630'],
      ['TCKN 47114780664', '47114780664'],
      ['kimlik numarası 21632158266.', '21632158266'],
      ['tckn=54248483514', '54248483514'],
    ],
    misses: [
      'T.C. Kimlik No: 11158294631',
      'TCKN 47114780661',
      'it is 11158294630',
      'T.C. Kimlik No: 111582946307',
      'T.C. Kimlik No: x11158294630',
      'T.C. Kimlik No: 11158294630-4A',
    ],
  },
});
