import { digitAt } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

const shape = /^[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}\d$/;

/** Numbers of German identity cards and passports: nine characters and a check digit (weights 7, 3, 1; ICAO Doc 9303). */
export const deIdCard = identifier({
  name: 'de-id-card',
  about: 'Germany: identity card and passport numbers',
  forms: ['XXXXXXXXX9'],
  words: [
    'personalausweis*',
    'ausweisnummer',
    'ausweis nr',
    'ausweis',
    'id card',
    'identity card',
    'reisepass*',
    'passnummer',
  ],
  valid: (value) => {
    if (!shape.test(value)) return false;
    let sum = 0;
    for (let i = 0; i < 9; i++) sum += Number.parseInt(value.charAt(i), 36) * [7, 3, 1][i % 3]!;
    return sum % 10 === digitAt(value, 9);
  },
  examples: {
    hits: [
      ['Personalausweisnummer L01X00T459', 'L01X00T459'],
      ['Ausweis-Nr.: T220001237', 'T220001237'],
      ['reisepass C01X00T892', 'C01X00T892'],
      ['her id card is LZ6311T486.', 'LZ6311T486'],
    ],
    misses: [
      'Personalausweisnummer L01X00T457',
      'Ausweis-Nr.: T220001238',
      'it is L01X00T459',
      'Personalausweisnummer L01X00T4597',
      'Personalausweisnummer xL01X00T459',
      'Personalausweisnummer L01X00T459-4A',
    ],
  },
});
