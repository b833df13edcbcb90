import { isDay } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** MyKad: date of birth, place of birth, order. No check digit. */
export const myNric = identifier({
  name: 'my-nric',
  about: 'Malaysia: MyKad',
  forms: ['999999-99-9999', '999999999999'],
  words: ['mykad', 'my kad', 'nric', 'ic no', 'ic number', 'no ic', 'kad pengenalan', 'no kp'],
  valid: (value) =>
    isDay(value.slice(0, 2), value.slice(2, 4), value.slice(4, 6)) &&
    /^\d{6}(?:0[1-9]|1[0-6]|[2-5]\d|59|8[2-9])/.test(value),
  examples: {
    hits: [
      ['MyKad 850730-14-5678', '850730-14-5678'],
      ['IC No: 920411101234', '920411101234'],
      ['no. kad pengenalan 790102-08-4321.', '790102-08-4321'],
      ['nric=020315-01-0001', '020315-01-0001'],
    ],
    misses: [
      'MyKad 851330-14-5678',
      'IC no 850730-00-5678',
      'order 850730-14-5678',
      'MyKad 850730-14-56789',
      'MyKad 850730-18-5678',
      'IC No: 920411191234',
      'it is 850730-14-5678',
      'MyKad 850730-14-56787',
      'MyKad x850730-14-5678',
      'MyKad 850730-14-5678-4A',
    ],
  },
});
