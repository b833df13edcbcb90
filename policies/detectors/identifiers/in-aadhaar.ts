import { isMadeUp, verhoeff } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Aadhaar: twelve digits, the first not 0 or 1, the last a check digit (Verhoeff; UIDAI). */
export const inAadhaar = identifier({
  name: 'in-aadhaar',
  about: 'India: Aadhaar',
  forms: ['9999~9999~9999', '999999999999'],
  words: ['aadhaar', 'aadhar', 'adhaar', 'adhar', 'uidai', 'uid', 'आधार', 'आधार संख्या'],
  valid: (value) => value.charAt(0) > '1' && verhoeff(value) && !isMadeUp(value),
  examples: {
    hits: [
      ['Aadhaar: 4865 4389 9143', '4865 4389 9143'],
      ['my aadhar number is 514376317204.', '514376317204'],
      ['आधार 8115-8195-3567', '8115-8195-3567'],
      ['uid_no 722258300331', '722258300331'],
    ],
    misses: [
      'Aadhaar: 4865 4389 9144',
      'my aadhar number is 514376317207.',
      'it is 4865 4389 9143',
      'Aadhaar: 4865 4389 91437',
      'Aadhaar: x4865 4389 9143',
      'Aadhaar: 4865 4389 9143-4A',
    ],
  },
});
