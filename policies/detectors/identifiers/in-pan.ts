import { identifier } from '../../identifier.ts';

/** Permanent account numbers: five letters, the fourth the kind of holder, four digits, a letter (Income Tax Department). */
export const inPan = identifier({
  name: 'in-pan',
  about: 'India: PAN',
  forms: ['AAAAA9999A'],
  alone: ['AAAAA9999A'],
  words: ['pan', 'pan card', 'pan no', 'permanent account*'],
  valid: (value) => /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/.test(value),
  examples: {
    hits: [
      ['PAN: AKCPA1234F', 'AKCPA1234F'],
      ['pan card BNZPM2501F', 'BNZPM2501F'],
      ['hers is AAACR5055K.', 'AAACR5055K'],
      ['pan_no=dqrpk7734c', 'dqrpk7734c'],
    ],
    misses: [
      'PAN ABCDE1234F',
      'pan card AKCPA12345',
      'PAN AKCPA1234F9',
      'it is akcpa1234f',
      'it is dqrpk7734c',
      'PAN: AKCPA1234F7',
      'PAN: xAKCPA1234F',
      'PAN: AKCPA1234F-4A',
    ],
  },
});
