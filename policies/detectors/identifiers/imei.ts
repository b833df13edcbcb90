import { isMadeUp, luhn } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** IMEI of mobile devices: fourteen digits and a check digit (Luhn; 3GPP TS 23.003). */
export const imei = identifier({
  name: 'imei',
  about: 'IMEI',
  forms: ['999999999999999', '99-999999-999999-9', '99 999999 999999 9'],
  words: ['imei'],
  valid: (value) => luhn(value) && !isMadeUp(value),
  examples: {
    hits: [
      ['IMEI: 355137317224542', '355137317224542'],
      ['imei 86-022342-036248-2', '86-022342-036248-2'],
      ['IMEI 01 879818 032069 8.', '01 879818 032069 8'],
      ['imei=991500110256013', '991500110256013'],
    ],
    misses: [
      'IMEI: 355137317224552',
      'imei 86-022342-036248-1',
      'it is 355137317224542',
      'IMEI: 3551373172245427',
      'IMEI: x355137317224542',
      'IMEI: 355137317224542-4A',
    ],
  },
});
