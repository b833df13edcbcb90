import type { Detector } from '../detector.ts';
import { charSet, hasNumber, search, trailingCut } from '../pattern.ts';

const run = charSet(/[\d .-]/);
const digit = charSet(/\d/);
const before = charSet(/[\w.+-]/);
const reach = 28;

/** Unbroken, or in the groups that are printed on cards, with the same separator throughout. */
const candidate =
  /(?<![\w.+-])(?:\d{12,19}|\d{4}([ .-])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ .-])\d{6}\2\d{4,5})(?![\w]|[.-]\w)/g;

/** What may still become one, with the sign behind it that a letter or digit would make part of it. */
const cut =
  /(?:\d{1,19}|\d{4}[ .-]\d{0,6}|\d{4}[ .-]\d{6}[ .-]\d{0,5}|\d{4}(?:[ .-]\d{4}){1,2}[ .-]\d{0,4}|\d{4}(?:[ .-]\d{4}){3}[ .-]\d{0,3})[.-]?$/y;

/** Issuer identification numbers: ISO/IEC 7812-1 and the schemes' published ranges. */
const issuers: ReadonlyArray<readonly [prefix: RegExp, lengths: readonly number[]]> = [
  [/^4/, [13, 16, 19]], // Visa
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]], // Mastercard
  [/^3[47]/, [15]], // American Express
  [/^(?:6011|64[4-9]|65)/, [16, 19]], // Discover
  [/^(?:30[0-5]|3095|3[689])/, [14, 16, 19]], // Diners Club
  [/^35(?:2[89]|[3-8])/, [16, 19]], // JCB
  [/^62/, [16, 17, 18, 19]], // UnionPay
  [/^(?:5018|5020|5038|5893|6304|6759|676[1-3])/, [12, 13, 14, 15, 16, 17, 18, 19]], // Maestro
  [/^220[0-4]/, [16, 17, 18, 19]], // Mir
  [/^(?:60|81|82|508)/, [16]], // RuPay
];

/** Payment card numbers: an issuer's prefix and length, and the check digit (Luhn, ISO/IEC 7812-1 annex B). */
export const creditCard: Detector = {
  name: 'credit-card',
  category: 'pii',
  label: 'CREDIT_CARD',
  reach,
  hint: hasNumber,
  open: (text, from = 0) => trailingCut(text, from, run, reach, begins, cut),
  detect: (text, from = 0) =>
    search(text, from, candidate, (start, source) => {
      const whole = isCard(source);
      if (whole) return { start, end: start + source.length, score: 0.95 };
      // A 16-digit card with its security code behind it.
      if (source.length === 23 && isCard(source.slice(0, 19))) return { start, end: start + 19, score: 0.95 };
      return undefined;
    }),
  examples: {
    hits: [
      ['card 4111 1111 1111 1111 please', '4111 1111 1111 1111'],
      ['pay with 5555-5555-5555-4444.', '5555-5555-5555-4444'],
      ['amex: 378282246310005', '378282246310005'],
      ['3782 822463 10005', '3782 822463 10005'],
      ['number=6011111111111117&x', '6011111111111117'],
      ['4111 1111 1111 1111 123', '4111 1111 1111 1111'],
      ['4111.1111.1111.1111', '4111.1111.1111.1111'],
      ['(3530111333300000)', '3530111333300000'],
      ['30569309025904', '30569309025904'],
    ],
    misses: [
      '4111 1111 1111 1112',
      'order 1234567890123456',
      'A4111111111111111',
      '0.4111111111111111',
      '41111111111111111',
      'account 9111 1111 1111 1111',
      '1700000000000',
      '4111-1111 1111-1111',
    ],
  },
};

function begins(text: string, at: number): boolean {
  return digit[text.charCodeAt(at)] === 1 && before[text.charCodeAt(at - 1)] !== 1;
}

function isCard(source: string): boolean {
  const digits = source.replace(/\D/g, '');
  return issuers.some(([prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length)) && luhn(digits);
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let value = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) {
      value *= 2;
      if (value > 9) value -= 9;
    }
    sum += value;
  }
  return sum % 10 === 0;
}
