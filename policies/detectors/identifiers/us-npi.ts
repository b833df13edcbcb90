import { luhn } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** National provider identifiers: ten digits that begin with 1 or 2, by Luhn with 80840 before them (CMS). */
export const usNpi = identifier({
  name: 'us-npi',
  about: 'United States: NPI',
  forms: ['9999999999'],
  words: ['npi', 'national provider*', 'provider id*', 'provider number'],
  valid: (value) => /^[12]/.test(value) && luhn(`80840${value}`),
  examples: {
    hits: [
      ['NPI: 1367831686', '1367831686'],
      ['national provider identifier 2827780364', '2827780364'],
      ['Dr. Lee (NPI 1888265703)', '1888265703'],
      ['npi_number=1671766669', '1671766669'],
    ],
    misses: [
      'NPI: 1367831689',
      'national provider identifier 2827780384',
      'it is 1367831686',
      'NPI: 13678316867',
      'NPI: x1367831686',
      'NPI: 1367831686-4A',
    ],
  },
});
