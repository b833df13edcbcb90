import { isDay, luhn } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Personnummer and samordningsnummer: date of birth (day plus 60), order, check digit (Luhn; Skatteverket). */
export const sePersonnummer = identifier({
  name: 'se-personnummer',
  about: 'Sweden: personnummer',
  forms: ['999999-9999', '99999999-9999', '999999+9999', '9999999999', '999999999999'],
  words: [
    'personnummer',
    'person nr',
    'personnr',
    'pnr',
    'samordningsnummer',
    'personal identity*',
    'personal number',
    'swedish id',
  ],
  valid: (value) => {
    const short = value.slice(-10);
    const day = Number(short.slice(4, 6)) % 60;
    return isDay(value.slice(0, -8), short.slice(2, 4), String(day)) && luhn(short);
  },
  examples: {
    hits: [
      ['personnummer 850730-1029', '850730-1029'],
      ['Personnr: 199204114145', '199204114145'],
      ['mitt personnummer är 790102-2637.', '790102-2637'],
      ['samordningsnummer 850790-1562', '850790-1562'],
    ],
    misses: [
      'Faktura 850730-1234',
      'personnummer 850730-1023',
      'Personnr: 199204114144',
      'it is 850730-1029',
      'personnummer 850730-10297',
      'personnummer x850730-1029',
      'personnummer 850730-1029-4A',
    ],
  },
});
