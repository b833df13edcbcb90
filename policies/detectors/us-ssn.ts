import type { Detector } from '../detector.ts';
import { charSet, hasNumber, search, trailingCut } from '../pattern.ts';

const run = charSet(/[\d .-]/);
const digit = charSet(/\d/);
const before = charSet(/[\w.+-]/);
const reach = 16;
const context = 40;

const candidate =
  /(?<![\w.+-]|\d )(?!000|666|9)\d{3}(?:([ -])(?!00)\d{2}\1(?!0000)\d{4}|(?!00)\d{2}(?!0000)\d{4})(?!\w|[.-]\w| \d)/g;
/** What may still become one, with the sign behind it that a letter or digit would make part of it. */
const cut = /(?:\d{1,8}|\d{3}[ -]\d{0,2}|\d{3}[ -]\d{2}[ -]\d{0,3}|(?:\d{9}|\d{3}[ -]\d{2}[ -]\d{4})[ .-]?)$/y;
const word = /\b(?:ssn|ss#|soc(?:ial)?\.? sec(?:urity)?)\b/i;

/**
 * US social security numbers: areas 000, 666 and 900–999, group 00 and serial 0000 are never issued
 * (SSA, "Social Security Number Randomization"). Nine bare digits count only behind a word that says so.
 */
export const usSsn: Detector = {
  name: 'us-ssn',
  category: 'pii',
  label: 'US_SSN',
  reach,
  context,
  hint: hasNumber,
  open: (text, from = 0) => trailingCut(text, from, run, reach, begins, cut),
  detect: (text, from = 0) =>
    search(text, from, candidate, (start, source) => {
      const told = word.test(text.slice(Math.max(0, start - context), start));
      if (source.length === 9 && !told) return undefined;
      const score = told ? 0.95 : source.charAt(3) === '-' ? 0.85 : 0.55;
      return { start, end: start + source.length, score };
    }),
  examples: {
    hits: [
      ['SSN: 219-45-6780.', '219-45-6780'],
      ['my number is 536-22-8145', '536-22-8145'],
      ['social security number 536228145 ok', '536228145'],
      ['536 22 8145', '536 22 8145'],
      ['(401-55-1234)', '401-55-1234'],
    ],
    misses: [
      '000-12-3456',
      '666-12-3456',
      '900-12-3456',
      '219-00-6780',
      '219-45-0000',
      '536228145',
      '1-219-45-6780',
      '219-45-67801',
      '219-45 6780',
      '12 536 22 8145',
    ],
  },
};

function begins(text: string, at: number): boolean {
  const last = text.charCodeAt(at - 1);
  if (digit[text.charCodeAt(at)] !== 1 || before[last] === 1) return false;
  return last !== 32 || digit[text.charCodeAt(at - 2)] !== 1;
}
