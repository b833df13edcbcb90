import { digitAt, weighted } from '../../checksums.ts';
import { identifier } from '../../identifier.ts';

/** Thai citizen identity: twelve digits and a check digit (weights 13 to 2, modulo 11). */
export const thId = identifier({
  name: 'th-id',
  about: 'Thailand: citizen identity',
  forms: ['9-9999-99999-99-9', '9 9999 99999 99 9', '9999999999999'],
  alone: ['9-9999-99999-99-9'],
  words: ['บัตรประชาชน', 'เลขประจำตัวประชาชน', 'thai id', 'citizen id', 'thai national id'],
  valid: (value) => (11 - (weighted(value, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digitAt(value, 12),
  examples: {
    hits: [
      ['เลขประจำตัวประชาชน 1-4346-80540-72-3', '1-4346-80540-72-3'],
      ['Thai ID: 3439146527495', '3439146527495'],
      ['hers is 5-0601-17494-03-9.', '5-0601-17494-03-9'],
      ['บัตรประชาชน 1 1749 10722 43 0', '1 1749 10722 43 0'],
    ],
    misses: [
      'เลขประจำตัวประชาชน 1-4346-80540-72-8',
      'Thai ID: 3439146527492',
      'it is 3439146527495',
      'เลขประจำตัวประชาชน 1-4346-80540-72-37',
      'เลขประจำตัวประชาชน x1-4346-80540-72-3',
      'เลขประจำตัวประชาชน 1-4346-80540-72-3-4A',
    ],
  },
});
