import type { Detector, Match } from '../detector.ts';
import { charSet, hasNumber, searchAll, trailingCut } from '../pattern.ts';
import { nationalDigits } from './phone-plans.ts';

const run = charSet(/[\d ().+/-]/);
const before = charSet(/[\w.+/-]/);
const reach = 54;
const context = 40;

/** `+` or `00`, then 7 to 15 digits with up to two separators before each (ITU-T E.123). */
const international = /(?<![\w+])(?:\+|00(?=[1-9]\d{0,2}[ ()./-]))[1-9](?:[ ()./-]{0,2}\d){6,14}/g;
/** (555) 123-4567, 555-123-4567, 1 555 123 4567 (NANPA); an extension may follow, and stays. */
const american =
  /(?<![\w.+/-]|\d )(?:(?:00)?1[-. ])?(?:\([1-9]\d\d\)[ -]?\d{3}[-. ]|[1-9]\d\d([-.])\d{3}\1|[2-9]\d\d [2-9]\d\d )\d{4}(?!(?!x\d)\w|[-.]\w| \d{3})/gi;
/** Trunk prefix 0 and 9 to 11 digits in groups; or two by two with dots. */
const trunk = /(?<![\w.+,:/-]|\d )\(?0[1-9](?:(?:\.\d\d){4}|(?:[ ()/-]{0,2}\d){7,10})(?!\w|[-./ ]\d)/g;
/** Any eight to twelve digits, or seven in groups, if a word before them says what they are. */
const told = /(?<![\w.+/-]|\d )\(?\d(?:[ ()/-]{0,2}\d){6,11}(?!\w|[-./ ]\d)/g;
/** What each may be while it is still being written; the signs at the ends are those that would spoil it. */
const abroadCut = String.raw`(?:\+|00)(?:[1-9](?:[ ()./-]{0,2}\d){0,14}[ ()./-]{0,2})?`;
const groupedTail = String.raw`(?:\d{0,3}|\d{4}(?:x|[-.]| \d{0,2})?)`;
const groupedCut = String.raw`(?:(?:00)?1[-. ]?)?(?:\(?[1-9]?\d{0,2}|\([1-9]\d\d\)[ -]?(?:\d{0,3}|\d{3}[-. ]${groupedTail})|[1-9]\d\d[-. ](?:\d{0,3}|\d{3}[-. ]${groupedTail}))`;
const trunkCut = String.raw`\(?0(?:[1-9](?:(?:\.\d\d){0,3}(?:\.\d{0,2})?|(?:[ ()/-]{0,2}\d){0,10}[ ()/-]{0,2})[-./ ]?)?`;
const cut = new RegExp(`(?:${abroadCut}|${groupedCut}|${trunkCut})$`, 'iy');
const toldCut = /\(?(?:\d(?:[ ()/-]{0,2}\d){0,11}[ ()/-]{0,2}[./]?)?$/y;
const word =
  /\b(?:tel|telephone|t[eé]l[eé]phone|phone|mobile|mob|cell|call|fax|whatsapp|sms|text me|answering|reach (?:me|us|him|her|them)|telefon|telefono|tel[eé]fono|telefone|handy|handynummer|rufnummer|m[oó]vil|celular|cellulare|portable)\b[^\d\n]{0,14}$/i;
const date = /^(?:\d{1,2}([-/ ])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([-/ ])\d{1,2}\2\d{1,2})(?!\d)/;

/** Telephone numbers, international (E.164) and as they are written at home. */
export const phone: Detector = {
  name: 'phone',
  category: 'pii',
  label: 'PHONE',
  reach,
  context,
  hint: hasNumber,
  open(text, from = 0) {
    const open = trailingCut(text, from, run, reach, begins, cut);
    // Behind an "x" an extension may follow, or a word that spoils the match before it.
    const written = open === text.length && /x$/i.test(text) ? text.slice(0, -1) : text;
    const spoilt = written === text ? open : trailingCut(written, from, run, reach - 1, begins, cut);
    const told = trailingCut(text, from, run, reach, mayBeTold, toldCut);
    return Math.min(told, spoilt === written.length ? open : spoilt);
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
      ['not answering at 785 8949', '785 8949'],
      ['call (11) 4706-6184 today', '(11) 4706-6184'],
    ],
    misses: [
      '2024-05-01 10:00:00',
      '05-12-2023 14',
      'call on 2024-01-02',
      'id 4155552671',
      'the number is 415555267',
      'call count 1000000',
      'phone 785 894',
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

function begins(text: string, at: number): boolean {
  if (text.charAt(at) !== '+') {
    if (mayBegin(text, at)) return true;
    // "00" stands for "+", also where nothing else may begin.
    if (text.charAt(at) !== '0' || !'0'.startsWith(text.charAt(at + 1))) return false;
  }
  return !/[\w+]/.test(text.charAt(at - 1));
}

function mayBegin(text: string, at: number): boolean {
  const last = text.charCodeAt(at - 1);
  if (before[last] === 1 || (last === 32 && isDigit(text, at - 2))) return false;
  return isDigit(text, at) || text.charAt(at) === '(';
}

function mayBeTold(text: string, at: number): boolean {
  return (isDigit(text, at) || text.charAt(at) === '(') && mayBegin(text, at) && says(text, at);
}

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
  const grouped = /[ ()/-]/.test(source) || source.length > 7;
  return grouped && says(text, start) && !date.test(source)
    ? { start, end: start + source.length, score: 0.8 }
    : undefined;
}

function says(text: string, start: number): boolean {
  return word.test(text.slice(Math.max(0, start - context), start));
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
