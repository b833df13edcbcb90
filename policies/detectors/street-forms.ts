import {
  type Address,
  type Certainty,
  colon,
  comma,
  dot,
  finished,
  mostNames,
  newline,
  percent,
} from './street-ends.ts';
import { isCapital, isDigit, isLetter, type Reading } from './street-letters.ts';
import { numberFirst } from './street-numbered.ts';
import {
  articles,
  beforeVia,
  behindGenitive,
  beside,
  capitalOnly,
  dottedWords,
  endings,
  firmTypes,
  joiners,
  looseEndings,
  numberWords,
  ownWords,
  types,
} from './street-words.ts';

/** The address that begins here. Reads on from the place alone, but for what leads up to `via`. */
export function addressAt(reading: Reading): Address | undefined {
  const { start } = reading;
  return isDigit(reading.code(start)) ? numberFirst(reading, start) : nameFirst(reading, start);
}

/** Box numbers, and streets whose name stands before the number. */
function nameFirst(reading: Reading, start: number): Address | undefined {
  const box = boxNumber(reading, start);
  if (box !== undefined) return finished(reading, box, 'sure');
  let end = reading.word(start);
  if (end === start) return undefined;
  const first = reading.text.slice(start, end).toLowerCase();
  const capital = isCapital(reading.code(start));
  const dotted = reading.is(end, '.') || (first === 'c' && reading.is(end, '/'));
  const type = dotted && types.has(first + reading.text.charAt(end)) ? end + 1 : types.has(first) ? end : 0;
  if (type > 0 && (capital || !capitalOnly.has(first))) {
    if (first === 'via' && !capital && !ledUp(reading.text, start)) return typed(reading, type, 'unsure');
    return typed(reading, type, firmTypes.has(first) ? 'firm' : 'sure');
  }
  if (!capital) return undefined;
  const lying = beside.has(first);
  let certainty = certaintyOf(first, dotted);
  let at = dotted ? end + 1 : end;
  let named = !lying;
  let before = first;
  for (let count = 0; certainty === 'unsure' && count < 3; count++) {
    if (at > end && end - start > 4) return undefined;
    const next = reading.blanks(at);
    if (next === at || reading.unlike(next, ownWords, behindGenitive, dottedWords, articles, numberWords)) break;
    const stop = reading.word(next);
    if (stop === next) break;
    const small = reading.text.slice(next, stop).toLowerCase();
    const own =
      named &&
      (ownWords.has(small) ||
        (before.endsWith('s') && behindGenitive.has(small)) ||
        (dottedWords.has(small) && reading.is(stop, '.')));
    if (isCapital(reading.code(next))) {
      // One word before that of the street itself; more only behind `Am` and the like.
      if (!lying && count > 0) return undefined;
      // What is a street's name by itself begins there.
      if (!own && certaintyOf(small, false) !== 'unsure') return undefined;
      named = true;
    } else if (!own && !(lying && articles.has(small))) break;
    before = small;
    end = stop;
    at = reading.is(end, '.') ? end + 1 : end;
    if (own) certainty = 'loose';
  }
  return named ? housed(reading, at, certainty) : undefined;
}

function certaintyOf(word: string, dotted: boolean): Certainty {
  if (dotted && !word.endsWith('str')) return 'unsure';
  if (endings.test(word)) return 'sure';
  return looseEndings.test(word) ? 'loose' : 'unsure';
}

/** Behind `Via`, `Calle`, `ul.`: joiners and capitals, and then the number. */
function typed(reading: Reading, from: number, sure: Certainty): Address | undefined {
  let at = from;
  let named = false;
  for (let count = 0; count < mostNames; count++) {
    const next = reading.blanks(at);
    if (next === at && at !== from) break;
    const day = count === 0 ? reading.digits(next, 2) : next;
    const begin = day > next ? reading.blanks(day) : next;
    const stop = reading.word(begin);
    if (stop === begin) break;
    const word = reading.text.slice(begin, stop);
    const capital = isCapital(word.charCodeAt(0)) || /^d?[dl]['’]\p{Lu}/u.test(word);
    if (!capital && !joiners.has(word) && !joiners.has(`${word}.`)) break;
    named ||= capital;
    at = reading.is(stop, '.') && stop - begin < 5 ? stop + 1 : stop;
  }
  return named ? housed(reading, at, sure) : undefined;
}

/** The number of the house, and what follows it. */
function housed(reading: Reading, from: number, certainty: Certainty): Address | undefined {
  const parted = reading.is(from, ',');
  const behind = parted ? from + 1 : from;
  let at = reading.blanks(behind);
  if (at === behind && !parted) return undefined;
  if (!isDigit(reading.code(at))) {
    if (reading.unlike(at, numberWords)) return undefined;
    at = numberSign(reading, at);
  }
  const start = at;
  const end = reading.digits(at, 4);
  if (end === at || reading.is(at, '0')) return undefined;
  at = isLetter(reading.code(end)) ? end + 1 : spacedLetter(reading, end);
  if (reading.is(at, '-') || reading.is(at, '/')) {
    const more = reading.digits(at + 1, 4);
    if (more === at + 1) return undefined;
    at = isLetter(reading.code(more)) ? more + 1 : more;
  }
  const next = reading.code(at);
  if (isLetter(next) || isDigit(next) || next === percent || next === colon) return undefined;
  if ((next === dot || next === comma) && isDigit(reading.code(at + 1))) return undefined;
  // `Avenue School, 600 Oak Road`: the number is another's.
  if (parted && certainty === 'firm' && numberFirst(reading, start) !== undefined) return undefined;
  return finished(reading, at, certainty);
}

/** `12 a`, where no sentence goes on: "Via Roma 10 a Milano". */
function spacedLetter(reading: Reading, at: number): number {
  if (!reading.is(at, ' ') || !/[a-h]/i.test(reading.text.charAt(at + 1))) return at;
  const next = reading.code(at + 2);
  return next === dot || next === comma || next === newline ? at + 2 : at;
}

/** `nº `, `n. `, `Nr. ` */
function numberSign(reading: Reading, at: number): number {
  let end = reading.word(at);
  if (end === at || !numberWords.has(reading.text.slice(at, end).toLowerCase())) return at;
  for (let signs = 0; signs < 2 && (reading.is(end, '.') || reading.is(end, 'º') || reading.is(end, '°')); signs++)
    end++;
  return reading.blanks(end);
}

const boxes: ReadonlyArray<readonly string[]> = [
  ['p', 'o', 'box'],
  ['po', 'box'],
  ['post', 'office', 'box'],
  ['postfach'],
  ['postbus'],
  ['postboks'],
  ['apartado', 'postal'],
  ['apartado', 'de', 'correos'],
  ['casella', 'postale'],
  ['caixa', 'postal'],
  ['boîte', 'postale'],
  ['gpo', 'box'],
];
const boxBeginnings = new Set(boxes.map(([first]) => first));

/** `P.O. Box 12`, `Postfach 10 20 30` */
function boxNumber(reading: Reading, start: number): number | undefined {
  const first = reading.text.slice(start, reading.word(start)).toLowerCase();
  if (!boxBeginnings.has(first)) return undefined;
  for (const words of boxes) {
    if (words[0] !== first) continue;
    let at = start;
    let matches = true;
    for (const word of words) {
      const end = reading.word(at);
      if (reading.text.slice(at, end).toLowerCase() !== word) {
        matches = false;
        break;
      }
      at = reading.is(end, '.') ? end + 1 : end;
      at = reading.blanks(at);
    }
    if (!matches) continue;
    if (reading.is(at, '#')) at++;
    let end = reading.digits(at, 6);
    while (end > at && end - at < 9 && reading.is(end, ' ') && isDigit(reading.code(end + 1))) {
      const more = reading.digits(end + 1, 3);
      if (more === end + 1) break;
      end = more;
    }
    if (end > at && !isLetter(reading.code(end)) && !isDigit(reading.code(end))) return end;
  }
  return undefined;
}

function ledUp(text: string, start: number): boolean {
  const before = /(\p{L}+):? $/u.exec(text.slice(Math.max(0, start - 14), start));
  return before !== null && beforeVia.has(before[1]!.toLowerCase());
}
