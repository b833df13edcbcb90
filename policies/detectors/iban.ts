import type { Detector } from '../detector.ts';
import { charSet, search } from '../pattern.ts';
import { mostShort, unitsOf } from '../units.ts';

const alnum = charSet(/[A-Za-z0-9]/);
const reach = 70;

/** Lengths by country: SWIFT IBAN registry, release 99. */
const lengths = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29
   ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20
   LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29
   PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20
   YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
);

const head = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}/g;
const twoDigits = /\d\d/g;

/** International bank account numbers (ISO 13616): country, its length, and the check digits (ISO 7064 mod 97-10). */
export const iban: Detector = {
  name: 'iban',
  category: 'pii',
  label: 'IBAN',
  reach,
  hint: hasHead,
  open(text, from = 0) {
    const length = text.length;
    for (let at = Math.max(from, length - reach); at < length; at++) {
      if (!couldBegin(text, at)) continue;
      // A number that ends with the text is not finished: a further digit would spoil it.
      const stop = length - at < 4 ? 'short' : end(text, at);
      if (stop === 'short' || stop === length) return at;
    }
    return length;
  },
  detect: (text, from = 0) =>
    search(text, from, head, (start) => {
      const stop = end(text, start);
      return typeof stop === 'number' ? { start, end: stop, score: 0.95 } : undefined;
    }),
  examples: {
    hits: [
      ['IBAN DE89 3704 0044 0532 0130 00 thanks', 'DE89 3704 0044 0532 0130 00'],
      ['to GB29NWBK60161331926819.', 'GB29NWBK60161331926819'],
      ['fr14 2004 1010 0505 0001 3m02 606', 'fr14 2004 1010 0505 0001 3m02 606'],
      ['NO93-8601-1117-947', 'NO93-8601-1117-947'],
      ['CH9300762011623852957 2024', 'CH9300762011623852957'],
      ['(NL91ABNA0417164300)', 'NL91ABNA0417164300'],
      ['MT84MALT011000012345MTLCAST001S', 'MT84MALT011000012345MTLCAST001S'],
    ],
    misses: [
      'DE88 3704 0044 0532 0130 00',
      'XX89 3704 0044 0532 0130 00',
      'DE89 3704 0044 0532 0130',
      'DE89370400440532013000X',
      'the IS26 engine has 4000 parts in stock and more',
      'AT61  1904 3002 3457 3201',
    ],
  },
};

function letter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}

/** Two letters and two digits behind a boundary, as far as the text goes. */
function couldBegin(text: string, at: number): boolean {
  const left = text.length - at;
  if (!letter(text.charCodeAt(at)) || (at > 0 && alnum[text.charCodeAt(at - 1)] === 1)) return false;
  if (left > 1 && !letter(text.charCodeAt(at + 1))) return false;
  if (left > 1 && !lengths.has(text.slice(at, at + 2).toUpperCase())) return false;
  if (left > 2 && !isDigit(text.charCodeAt(at + 2))) return false;
  return left <= 3 || isDigit(text.charCodeAt(at + 3));
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Where the number that begins at `start` ends; `short` when the text is over before that. */
function end(text: string, start: number): number | 'short' | 'none' {
  const length = lengths.get(text.slice(start, start + 2).toUpperCase());
  if (length === undefined) return 'none';
  let digits = '';
  let at = start;
  while (digits.length < length) {
    if (at >= text.length) return 'short';
    const code = text.charCodeAt(at);
    if (alnum[code] === 1) digits += text.charAt(at);
    else if ((code !== 32 && code !== 45) || alnum[text.charCodeAt(at - 1)] !== 1) return 'none';
    at++;
  }
  return alnum[text.charCodeAt(at)] !== 1 && mod97(digits) ? at : 'none';
}

function mod97(source: string): boolean {
  let rest = 0;
  for (const character of source.slice(4) + source.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** From the digits backwards: they are rarer than letters, and found ten times as fast. */
function hasHead(text: string): boolean {
  if (text.length > mostShort && !unitsOf(text).pair) return false;
  twoDigits.lastIndex = 2;
  while (twoDigits.test(text)) {
    const end = twoDigits.lastIndex;
    if (isLetter(text.charCodeAt(end - 3)) && isLetter(text.charCodeAt(end - 4))) return true;
    twoDigits.lastIndex = end - 1;
  }
  return false;
}

function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122;
}
