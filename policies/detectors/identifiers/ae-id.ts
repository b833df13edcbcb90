import { luhn } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Emirates ID: 784, year of birth, order, check digit (Luhn). */
export const aeId = identifier({
  name: 'ae-id',
  about: 'United Arab Emirates: Emirates ID',
  forms: ['784-9999-9999999-9', '784999999999999'],
  alone: ['784-9999-9999999-9'],
  words: ['emirates id', 'eid', 'الهوية'],
  valid: (value) => /^784(?:19|20)/.test(value) && luhn(value),
  examples: {
    hits: [
      ['Emirates ID 784-1985-3983985-6', '784-1985-3983985-6'],
      ['EID: 784199216638751', '784199216638751'],
      ['his is 784-2002-2408142-0.', '784-2002-2408142-0'],
      ['رقم الهوية 784-1979-7148815-6', '784-1979-7148815-6'],
    ],
    misses: [
      'Emirates ID 784-1985-3983985-2',
      'EID: 784199216638758',
      'it is 784199216638751',
      'Emirates ID 784-1985-3983985-67',
      'Emirates ID x784-1985-3983985-6',
      'Emirates ID 784-1985-3983985-6-4A',
    ],
  },
});
