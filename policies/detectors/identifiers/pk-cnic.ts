import { isMadeUp } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Computerised national identity card: region, order, sex. No check digit. */
export const pkCnic = identifier({
  name: 'pk-cnic',
  about: 'Pakistan: CNIC',
  forms: ['99999-9999999-9'],
  words: ['cnic', 'nicop', 'national identity*', 'shanakhti card'],
  valid: (value) => /^[1-7]\d{12}$/.test(value) && !isMadeUp(value),
  examples: {
    hits: [
      ['CNIC: 35202-1234567-1', '35202-1234567-1'],
      ['cnic no 42101-7654321-8', '42101-7654321-8'],
      ['NICOP 61101-2345678-3.', '61101-2345678-3'],
      ['National Identity Card 37405-9876543-2', '37405-9876543-2'],
    ],
    misses: [
      'CNIC 85202-1234567-1',
      '35202-1234567-1',
      'CNIC 35202-1234567-12',
      'CNIC 3520-21234567-1',
      'it is 35202-1234567-1',
      'CNIC: 35202-1234567-17',
      'CNIC: x35202-1234567-1',
      'CNIC: 35202-1234567-1-4A',
    ],
  },
});
