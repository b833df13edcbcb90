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
  /(?<![\w.+/-]|\d )(?:(?:00)?1[-. ])?(?:\([1-9]\d\d\)[ -]?\d{3}[-. ]|[1-9]\d\d([-.])\d{3}\1|[2-9]\d\d [2-9]\d\d )\d{4}(?!(?!x\d)\w|[-.](?!(?:office|fax|mobile|cell|home|work)\b)\w| \d{3})/gi;
/** Trunk prefix 0 and 9 to 11 digits in groups; or two by two with dots. */
const trunk = /(?<![\w.+,:/-]|\d )\(?0[1-9](?:(?:\.\d\d){4}|(?:[ ()/-]{0,2}\d){7,10})(?!(?!x\d)\w|[-./ ]\d)/gi;
/** Any eight to twelve digits, or seven in groups, if a word before them says what they are. */
const told = /(?<![\w.+/-]|\d )\(?\d(?:[ ()/-]{0,2}\d){6,11}(?!\w|[-./ ]\d)/g;
/** The word right behind, and nothing of the sentence behind that: `9885 1152 (mobile)`. */
const labelled = /[ \t]?[-(]?[ \t]?(?:office|fax|mobile|cell|home|work)(?!\w| ?[a-z\d])/iy;
/** A word in flight behind a number; the blank may lead on to a letter that spoils it. */
const label =
  /[ \t]?[-(]?[ \t]?(?:o|of|off|offi|offic|f|fa|m|mo|mob|mobi|mobil|c|ce|cel|h|ho|hom|w|wo|wor|(?:office|fax|mobile|cell|home|work) ?)?$/i;
/** What each may be while it is still being written; the signs at the ends are those that would spoil it. */
const abroadCut = String.raw`(?:\+|00)(?:[1-9](?:[ ()./-]{0,2}\d){0,14}[ ()./-]{0,2})?`;
const groupedTail = String.raw`(?:\d{0,3}|\d{4}(?:x|[-.]| \d{0,2})?)`;
const groupedCut = String.raw`(?:(?:00)?1[-. ]?)?(?:\(?[1-9]?\d{0,2}|\([1-9]\d\d\)[ -]?(?:\d{0,3}|\d{3}[-. ]${groupedTail})|[1-9]\d\d[-. ](?:\d{0,3}|\d{3}[-. ]${groupedTail}))`;
const trunkCut = String.raw`\(?0(?:[1-9](?:(?:\.\d\d){0,3}(?:\.\d{0,2})?|(?:[ ()/-]{0,2}\d){0,10}[ ()/-]{0,2})[-./ ]?)?`;
const cut = new RegExp(`(?:${abroadCut}|${groupedCut}|${trunkCut})$`, 'iy');
const labelCut = /\(?(?:\d(?:[ ()./-]{0,2}\d){0,11}[ ()./-]{0,2})?$/y;
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
    return Math.min(told, openLabel(text, from), spoilt === written.length ? open : spoilt);
  },
  detect: (text, from = 0) =>
    searchAll(text, from, [
      [international, (start, source) => abroad(text, start, source)],
      [american, grouped],
      [trunk, (start, source) => athome(text, start, source)],
      [told, (start, source) => named(text, start, source) ?? behind(text, start, source)],
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
      ['+1-415-555-2671x818', '+1-415-555-2671'],
      ['(044)688-7538x87', '(044)688-7538'],
      ['Ann: 415.555.2671-Fax', '415.555.2671'],
      ['9785 1152 (mobile), or by mail', '9785 1152'],
      ['24 428557 office', '24 428557'],
      ['4155552671 fax', '4155552671'],
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
      '415-555-2671-faxes',
      '1 000 000 mobile',
      '12 345 678 mobile phones were sold',
      'of 2023-11-05 home',
      '97851152 mobile',
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

/** A number whose word may follow, or is being written. */
function openLabel(text: string, from: number): number {
  const tail = label.exec(text.slice(-14));
  const length = tail === null ? text.length : text.length - tail[0].length;
  for (const end of [text.length, length]) {
    const cut = end === text.length ? text : text.slice(0, end);
    const at = trailingCut(cut, Math.max(from, text.length - reach), run, reach, mayBegin, labelCut);
    if (at < end) return at;
  }
  return text.length;
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
    if (!isDigit(source, length - 1) || spoils(text, start + length)) continue;
    const digits = source.slice(0, length).replace('(0)', '').replace(/\D/g, '').replace(/^00/, '');
    const plan = nationalDigits(digits);
    if (plan === undefined || plan.national < plan.least || plan.national > plan.most) continue;
    return { start, end: start + length, score: 0.9 };
  }
  return undefined;
}

/** A letter or digit right behind, but for an extension: `x12`. */
function spoils(text: string, at: number): boolean {
  return /^(?!x\d)\w/i.test(text.slice(at, at + 2));
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

/** Years and thousands stand before such words too. */
function behind(text: string, start: number, source: string): Match | undefined {
  labelled.lastIndex = start + source.length;
  if (!labelled.test(text)) return undefined;
  const digits = source.replace(/\D/g, '').length;
  const grouped = /[ ()/-]/.test(source);
  if ((!grouped && digits < 10) || date.test(source) || /^\d{1,3}(?: \d{3})+$/.test(source)) return undefined;
  return { start, end: start + source.length, score: 0.7 };
}

function says(text: string, start: number): boolean {
  return word.test(text.slice(Math.max(0, start - context), start));
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
