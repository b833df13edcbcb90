import { digitAt, isDay, isMadeUp, luhn, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** AFM, nine digits by powers of two modulo 11; AMKA, date of birth and five digits (Luhn). */
export const grAfm = identifier({
  name: 'gr-afm',
  about: 'Greece: AFM and AMKA',
  forms: ['999999999', '99999999999'],
  words: ['αφμ', 'α φ μ', 'afm', 'αμκα', 'α μ κ α', 'amka'],
  valid: (value) =>
    value.length === 11
      ? isDay(value.slice(4, 6), value.slice(2, 4), value.slice(0, 2)) && luhn(value)
      : (weighted(value, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === digitAt(value, 8) && !isMadeUp(value),
  examples: {
    hits: [
      ['ΑΦΜ: 631032745', '631032745'],
      ['AMKA 01018578706', '01018578706'],
      ['afm=725227467', '725227467'],
      ['το ΑΜΚΑ του είναι 15078556691.', '15078556691'],
    ],
    misses: [
      'ΑΦΜ: 631032742',
      'AMKA 01018578707',
      'it is 631032745',
      'ΑΦΜ: 6310327457',
      'ΑΦΜ: x631032745',
      'ΑΦΜ: 631032745-4A',
    ],
  },
});
