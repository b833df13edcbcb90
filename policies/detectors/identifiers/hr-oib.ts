import { isMadeUp, mod11and10 } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Osobni identifikacijski broj: ten digits and a check digit (ISO/IEC 7064 mod 11,10). */
export const hrOib = identifier({
  name: 'hr-oib',
  about: 'Croatia: OIB',
  forms: ['99999999999'],
  words: ['oib', 'osobni identifikacijski broj'],
  valid: (value) => mod11and10(value) && !isMadeUp(value),
  examples: {
    hits: [
      ['OIB: 58684874165', '58684874165'],
      ['osobni identifikacijski broj 20112470538', '20112470538'],
      ['oib=56540332199', '56540332199'],
      ['Njegov OIB je 25768662048.', '25768662048'],
    ],
    misses: [
      'OIB: 58684874161',
      'osobni identifikacijski broj 20112470568',
      'it is 58684874165',
      'OIB: 586848741657',
      'OIB: x58684874165',
      'OIB: 58684874165-4A',
    ],
  },
});
