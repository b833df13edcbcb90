import type { Detector, Match } from '../detector.ts';
import { charSet, hasNumber, searchAll, trailingStart } from '../pattern.ts';
import { nationalDigits } from './phone-plans.ts';

const run = charSet(/[\d ().+/-]/);
const first = charSet(/[\d(+]/);
const reach = 54;
const context = 40;

/** `+` or `00`, then 7 to 15 digits with up to two separators before each (ITU-T E.123). */
const international = /(?<![\w+])(?:\+|00(?=[1-9]\d{0,2}[ ()./-]))[1-9](?:[ ()./-]{0,2}\d){6,14}/g;
/** (555) 123-4567, 555-123-4567, 1 555 123 4567 (NANPA); an extension may follow, and stays. */
const american =
  /(?<![\w.+/-]|\d )(?:(?:00)?1[-. ])?(?:\([1-9]\d\d\)[ -]?\d{3}[-. ]|[1-9]\d\d([-.])\d{3}\1|[2-9]\d\d [2-9]\d\d )\d{4}(?!(?!x\d)\w|[-.]\w| \d{3})/gi;
/** Trunk prefix 0 and 9 to 11 digits in groups; or two by two with dots. */
const trunk = /(?<![\w.+,:/-]|\d )\(?0[1-9](?:(?:\.\d\d){4}|(?:[ ()/-]{0,2}\d){7,10})(?!\w|[-./ ]\d)/g;
/** Any eight to twelve digits, if a word before them says what they are. */
const told = /(?<![\w.+/-]|\d )\d(?:[ /-]?\d){7,11}(?!\w|[-./ ]\d)/g;
const word =
  /\b(?:tel|telephone|t[eé]l[eé]phone|phone|mobile|mob|cell|call|fax|whatsapp|sms|text me|telefon|telefono|tel[eé]fono|telefone|handy|handynummer|rufnummer|m[oó]vil|celular|cellulare|portable)\b[^\d\n]{0,14}$/i;
const date = /^(?:\d{1,2}([-/ ])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([-/ ])\d{1,2}\2\d{1,2})(?!\d)/;

/** Telephone numbers, international (E.164) and as they are written at home. */
export const phone: Detector = {
  name: 'phone',
  category: 'pii',
  label: 'PHONE',
  reach,
  context,
  hint: hasNumber,
  open(text) {
    const { length } = text;
    const open = trailingStart(text, run, first, reach);
    // Behind an "x" an extension may follow, or a word that spoils the match before it.
    return open === length && /x$/i.test(text) ? trailingStart(text.slice(0, -1), run, first, reach - 1) : open;
  },
  detect: (text, from = 0) =>
    searchAll(text, from, [
      [international, (start, source) => abroad(text, start, source)],
      [american, grouped],
      [trunk, (start, source) => athome(text, start, source)],
      [told, (start, source) => named(text, start, source)],
    ]),
  examples: {
    hits: [
      ['call +49 151 23456789 now', '+49 151 23456789'],
      ['+1 (415) 555-2671', '+1 (415) 555-2671'],
      ['tel:+442079460958', '+442079460958'],
      ['+33 6 12 34 56 78, merci', '+33 6 12 34 56 78'],
      ['+49 (0)30 1234567', '+49 (0)30 1234567'],
      ['0049 151 23456789', '0049 151 23456789'],
      ['(415) 555-2671', '(415) 555-2671'],
      ['fax 415.555.2671.', '415.555.2671'],
      ['ring 1-415-555-2671', '1-415-555-2671'],
      ['020 7946 0958', '020 7946 0958'],
      ['06 12 34 56 78', '06 12 34 56 78'],
      ['06.12.34.56.78', '06.12.34.56.78'],
      ['Telefon: 0151/23456789', '0151/23456789'],
      ['my phone is 4155552671', '4155552671'],
      ['Teléfono 612 345 678', '612 345 678'],
      ['(415) 555-2671x818', '(415) 555-2671'],
      ['+1 415 555 2671 12 people', '+1 415 555 2671'],
      ['+91 98765 43210', '+91 98765 43210'],
    ],
    misses: [
      '2024-05-01 10:00:00',
      '05-12-2023 14',
      'call on 2024-01-02',
      'id 4155552671',
      'the number is 415555267',
      '415-555-2671xyz',
      '$1,234,567.89',
      '1.234.567,89',
      'version 10.2.3.4',
      '1700000000000',
      '192.168.100.200',
      '123-45-6789',
      '978-3-16-148410-0',
      'x = 5 + 123456789',
      '2024-01-02T03:04:05+01:00',
      '+12',
      '1 000 000 000',
      '555-123-4567-89',
      '0.123456789',
      'c3d4-415-555-2671',
    ],
  },
};

/** The longest prefix that ends with a group and has as many digits as its country's numbers. */
function abroad(text: string, start: number, source: string): Match | undefined {
  for (let length = source.length; length >= 8; length--) {
    if (!isDigit(source, length - 1) || /\w/.test(text.charAt(start + length))) continue;
    const digits = source.slice(0, length).replace('(0)', '').replace(/\D/g, '').replace(/^00/, '');
    const plan = nationalDigits(digits);
    if (plan === undefined || plan.national < plan.least || plan.national > plan.most) continue;
    return { start, end: start + length, score: 0.9 };
  }
  return undefined;
}

/** Areas and exchanges begin with 2 to 9; with others it is made up, or not one. */
function grouped(start: number, source: string): Match {
  const real = /^(?:(?:00)?1[-. ])?\(?[2-9]\d\d\)?[-. ]?[2-9]/.test(source);
  return { start, end: start + source.length, score: real ? 0.85 : 0.6 };
}

function athome(text: string, start: number, source: string): Match | undefined {
  const spoken = says(text, start);
  if (date.test(source) || (!spoken && !/[ /()-]|\.\d\d\./.test(source))) return undefined;
  return { start, end: start + source.length, score: spoken ? 0.9 : 0.65 };
}

function named(text: string, start: number, source: string): Match | undefined {
  return says(text, start) && !date.test(source) ? { start, end: start + source.length, score: 0.8 } : undefined;
}

function says(text: string, start: number): boolean {
  return word.test(text.slice(Math.max(0, start - context), start));
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
