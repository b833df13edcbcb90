import type { Detector, Match } from '../detector.ts';
import { streetReach } from './street-ends.ts';
import { addressAt } from './street-forms.ts';
import { isCapital, isDigit, isInner, isLetter, Reading } from './street-letters.ts';
import { inner, mayBeNamed } from './street-numbers.ts';
import { tailReach } from './street-tail.ts';
import { types } from './street-words.ts';

/** With what is looked at behind it. */
const reach = streetReach + tailReach + 4;
const number = /\d{1,6}/g;
/** What leads up to `via`. */
const context = 16;

/**
 * Street addresses with their number, and the flat, town and code behind it; box numbers of the post. Every one has
 * a number, so that a text without digits costs nothing. A stream waits from a number or a word with a capital on
 * while that and what follows may still become a street: mostly for the word in flight, for two words with
 * capitals, for the rest of a name behind `Calle` and the like, and behind a street while a town may follow.
 */
export const streetAddress: Detector = {
  name: 'street-address',
  category: 'pii',
  label: 'ADDRESS',
  reach,
  context,
  hint: (text) => /\d/.test(text),
  open(text, from = 0) {
    const floor = Math.max(from, text.length - reach);
    for (let at = floor; at < text.length; at++) {
      if (!begins(text, at)) continue;
      const reading = new Reading(text, at);
      addressAt(reading);
      if (reading.touched) return at;
    }
    return text.length;
  },
  detect(text, from = 0) {
    const found: Match[] = [];
    let done = from;
    number.lastIndex = from;
    for (let hit = number.exec(text); hit !== null; hit = number.exec(text)) {
      const match = around(text, done, hit.index, number.lastIndex);
      if (match === undefined) continue;
      found.push(match);
      done = match.end;
      number.lastIndex = done;
    }
    return found;
  },
  examples: {
    hits: [
      ['I live at 12 Oak Street, thanks', '12 Oak Street'],
      ['Ship it to 742 Evergreen Terrace, Springfield, IL 62704.', '742 Evergreen Terrace, Springfield, IL 62704'],
      ['221B Baker Street, London NW1 6XE', '221B Baker Street, London NW1 6XE'],
      ['1600 5th Ave. NW, Apt 4B, Seattle, WA 98101-1234', '1600 5th Ave. NW, Apt 4B, Seattle, WA 98101-1234'],
      ['to 4 St. John\u2019s Close, please', '4 St. John\u2019s Close'],
      ['P.O. Box 1234, Boise, ID 83701', 'P.O. Box 1234, Boise, ID 83701'],
      ['Postfach 10 20 30', 'Postfach 10 20 30'],
      ['Ich wohne in der Hauptstr. 12a in Köln', 'Hauptstr. 12a'],
      ['Berliner Straße 7, 10115 Berlin', 'Berliner Straße 7, 10115 Berlin'],
      ['Am Markt 3, 20099 Hamburg', 'Am Markt 3, 20099 Hamburg'],
      ['au 12 bis rue de la Paix, 75002 Paris', '12 bis rue de la Paix, 75002 Paris'],
      ['Calle Mayor 5, 3º B', 'Calle Mayor 5, 3º B'],
      ['abito in via Roma 10 a Milano', 'via Roma 10'],
      ['Rua Augusta, 120', 'Rua Augusta, 120'],
      ['Kerkstraat 12, 1017 GP Amsterdam', 'Kerkstraat 12, 1017 GP Amsterdam'],
      ['Storgatan 5, 111 22 Stockholm', 'Storgatan 5, 111 22 Stockholm'],
      ['ul. Marszałkowska 12/3, 00-590 Warszawa', 'ul. Marszałkowska 12/3, 00-590 Warszawa'],
      ['Kossuth utca 5', 'Kossuth utca 5'],
      ['Király u. 15.', 'Király u. 15'],
      ['in Ibsens gate 5, 0255 Oslo', 'Ibsens gate 5, 0255 Oslo'],
      ['8 The Green, Dover, DE 19901', '8 The Green, Dover, DE 19901'],
      ['Piazza 4 Novembre 12', 'Piazza 4 Novembre 12'],
      ['Delta 116, Apt. 4', 'Delta 116, Apt. 4'],
      ['ул. Ленина, д. 5', 'ул. Ленина, д. 5'],
    ],
    misses: [
      'in 5 way',
      'There are 12 streets in the old town.',
      'the 2008 Wall Street crash',
      'a 2 TB Hard Drive',
      'the 9 Supreme Court justices',
      'Am Markt 3 gab es Fisch',
      'Platz 5, Gruppe 3',
      'we sent it via Python 3',
      'on May 5, 2024 London',
      'Chapter 12 Road to War',
      'Kerkstraat is closed',
      'Invoice 2024-01 of 5,000',
      'Brigade 12, Kapitel 5',
      'Windows 10, Office 365',
      'die Bundesstraße 216',
      'The 12 Angry Men, a film of 1957',
      'the 3 French street performers',
    ],
  },
};

/** The address whose first or last number this is, from `from` on. */
function around(text: string, from: number, start: number, end: number): Match | undefined {
  const before = text.charCodeAt(start - 1);
  if (isLetter(before) || isDigit(before) || isDigit(text.charCodeAt(end))) return undefined;
  const named = firstWords(text, Math.max(from, start - streetReach), start);
  for (let i = named.length - 1; i >= 0; i--) {
    const match = begins(text, named[i]!) ? matchAt(text, named[i]!) : undefined;
    if (match !== undefined && match.end >= end) return match;
  }
  return mayBeNamed(text, end) && begins(text, start) ? matchAt(text, start) : undefined;
}

const none: readonly number[] = [];

/** Where the words begin that may be a street's name before this number, the last first. */
function firstWords(text: string, floor: number, number: number): readonly number[] {
  let at = number;
  let found: number[] | undefined;
  for (let left = 9; left > 0; left--) {
    const behind = at;
    while (at > floor && behind - at < 5 && isBetween(text.charCodeAt(at - 1))) at--;
    const stop = at;
    while (at > floor && isOfWord(text.charCodeAt(at - 1))) at--;
    if (at === stop || stop === behind) break;
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      // `Piazza 4 Novembre 12`: a day, and only what the street is behind it.
      if (found === undefined || left === 1 || stop - at > 2) break;
      left = 2;
    } else if (!isCapital(code) && !inner.has(text.slice(at, stop))) break;
    found ??= [];
    found.push(at);
  }
  return found ?? none;
}

function matchAt(text: string, start: number): Match | undefined {
  const address = addressAt(new Reading(text, start));
  return address === undefined ? undefined : { start, ...address };
}

/** Blanks, commas, dots and other signs before a number. */
function isBetween(code: number): boolean {
  return (
    code === 32 ||
    code === 35 ||
    code === 44 ||
    code === 46 ||
    code === 47 ||
    code === 0xa0 ||
    code === 0xba ||
    code === 0xb0
  );
}

function isOfWord(code: number): boolean {
  return isLetter(code) || isInner(code) || isDigit(code);
}

/** A number or a word of which an address may be made, behind nothing that it belongs to. */
function begins(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const digit = isDigit(code);
  if (!digit && !isLetter(code)) return false;
  if (at > 0) {
    const before = text.charCodeAt(at - 1);
    if (isLetter(before) || isDigit(before) || before === 95 || before === 39 || before === 45 || before === 0x2019)
      return false;
    if (
      digit &&
      (before === 46 || before === 47 || before === 36 || before === 0x20ac || before === 0xa3 || before === 43)
    ) {
      return false;
    }
  }
  if (digit || isCapital(code)) return true;
  return (smallBeginnings.get(code) ?? nothing).some((word) => mayBe(text, at, word));
}

const nothing: readonly string[] = [];
const smallBeginnings = new Map<number, string[]>();
for (const word of [...types, 'postfach', 'postbus', 'p']) {
  const code = word.charCodeAt(0);
  smallBeginnings.set(code, [...(smallBeginnings.get(code) ?? nothing), word]);
}

/** The word stands here, or the text ends within it. */
function mayBe(text: string, at: number, word: string): boolean {
  const left = text.length - at;
  return left < word.length ? word.startsWith(text.slice(at)) : text.startsWith(word, at);
}
