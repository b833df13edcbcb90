import { identifier } from '../../identifier.ts';

/** Driver numbers: five of the surname filled up with 9, date of birth with the sex, initials, and three characters (DVLA). */
export const ukDrivingLicence = identifier({
  name: 'uk-driving-licence',
  about: 'United Kingdom: driving licence',
  forms: ['AAAAA999999AA9AA', 'AXXXX999999AX9AA', 'AAAAA999999XXXAA', 'AXXXX999999XXXAA'],
  alone: ['AAAAA999999AA9AA'],
  words: ['driving licence*', 'driver number', 'licence*', 'dvla'],
  valid: (value) =>
    /^[A-Z]{1,5}9{0,4}\d[0156]\d(?:0[1-9]|[12]\d|3[01])\d(?:99|[A-Z][A-Z9])[A-Z\d][A-Z]{2}$/.test(value) &&
    value.length === 16,
  examples: {
    hits: [
      ['driving licence MORGA657054SM9IJ', 'MORGA657054SM9IJ'],
      ['licence no. LEE99751157JR9AB', 'LEE99751157JR9AB'],
      ['it is FARME100165AB5EW.', 'FARME100165AB5EW'],
      ['driver number smith803156db1kk', 'smith803156db1kk'],
    ],
    misses: [
      'licence MORGA687054SM9IJ',
      'driving licence MORGA657004SM9IJ',
      'driving licence MORGA657054SM9I',
      'driving licence MORGA657054SM9IJ8',
      'it is LEE99751157JR9AB',
      'driving licence MORGA657054SM9IJ7',
      'driving licence xMORGA657054SM9IJ',
      'driving licence MORGA657054SM9IJ-4A',
    ],
  },
});
