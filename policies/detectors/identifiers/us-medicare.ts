import { identifier } from '../../identifier.ts';

/** Medicare beneficiary identifiers: eleven characters of fixed kinds without S, L, O, I, B, Z (CMS). No check digit. */
export const usMedicare = identifier({
  name: 'us-medicare',
  about: 'United States: Medicare beneficiary',
  forms: ['9AX9-AX9-AA99', '9AX9AX9AA99'],
  alone: ['9AX9-AX9-AA99'],
  words: ['mbi', 'medicare*'],
  valid: (value) =>
    /^[1-9][AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][\dAC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d\d$/.test(
      value,
    ),
  examples: {
    hits: [
      ['MBI: 1EG4-TE5-MK72', '1EG4-TE5-MK72'],
      ['Medicare ID 1EG4TE5MK73', '1EG4TE5MK73'],
      ['hers is 2QA7-W91-RT05.', '2QA7-W91-RT05'],
      ['mbi=9ac3de4fg56', '9ac3de4fg56'],
    ],
    misses: [
      'MBI 1EG4-TE5-SK72',
      'MBI 0EG4-TE5-MK72',
      'part 1EG4TE5MK73',
      'MBI 1EG4-TE5-MK7',
      'it is 1EG4TE5MK73',
      'MBI: 1EG4-TE5-MK727',
      'MBI: x1EG4-TE5-MK72',
      'MBI: 1EG4-TE5-MK72-4A',
    ],
  },
});
