import { identifier } from '../../identifier.ts';

const issued = /^(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[A-D]$/;

/** National Insurance numbers: prefixes that are issued, six digits, a suffix of A to D (HMRC NIM39110). No check digit. */
export const ukNino = identifier({
  name: 'uk-nino',
  about: 'United Kingdom: National Insurance number',
  forms: ['AA999999A', 'AA 99 99 99 A', 'AA-99-99-99-A', 'AA999999 A', 'AA 999999 A'],
  alone: ['AA 99 99 99 A'],
  words: ['national insurance*', 'nino', 'ni number', 'ni no', 'insurance number'],
  valid: (value) => issued.test(value),
  examples: {
    hits: [
      ['National Insurance number AB123456C', 'AB123456C'],
      ['NINO: jg 10 37 59 a', 'jg 10 37 59 a'],
      ['his NI number is JG103759A.', 'JG103759A'],
      ['send CE 12 34 56 D to payroll', 'CE 12 34 56 D'],
    ],
    misses: [
      'NINO BG123456A',
      'NI number AB123456E',
      'ni no AB12345C',
      'part AB123456C',
      'it is AB123456C',
      'National Insurance number AB123456C7',
      'National Insurance number xAB123456C',
      'National Insurance number AB123456C-4A',
    ],
  },
});
