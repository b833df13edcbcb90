import { extended, wordStart } from '../injection/hash.ts';
import { FIRST_LETTER, foldWord } from '../injection/letters.ts';
import { UNASKED } from '../injection/tokens.ts';
import { mostShort, unitsOf } from '../units.ts';
import { askedPhrases } from './injection-asked.ts';
import { englishPhrases, markPhrases, type Phrase } from './injection-english.ts';
import { orderPhrases } from './injection-orders.ts';
import { phrasesElsewhere } from './injection-phrases-elsewhere.ts';
import { phrasesFurther } from './injection-phrases-further.ts';

/** A stem that somebody waits for: a word that begins so or, up to three letters, is so. */
interface Stem {
  /** Its letters from the fifth on, in lower case. */
  readonly rest: string;
  /** Bits of the phrases that need it. */
  bits: number;
  readonly starts: Start[];
}

/** Stems with the same first four letters. */
interface Group {
  readonly packed: number;
  readonly stems: Stem[];
}

interface Start {
  readonly phrase: Phrase;
  /** Bits of which one must be seen; 0 for none. */
  readonly needs: number;
}

// The last four letters roll through one integer, and a table says whether any stem begins so: no
// branch for each word, which is what a loop over prose spends its time on. Only where a phrase can
// begin is its expression tried.
const bits = 14;
const taken = new Uint16Array(1 << bits);
/** By the place that `taken` gives: 0 is nobody's. */
const groups: Group[] = [{ packed: 0, stems: [] }];
/** By a character that each has, and most texts have none of. */
const marks: Array<readonly [mark: string, starts: Start[], has: string]> = [];
/** Those of scripts that most texts have no letter of. */
const farMarks: typeof marks = [];
const far = /[\u0400-\u0fff\u3040-\ud7a3]/;

/** Letters in lower case, one byte each, and 0 for all else; Latin letters beyond the first 256 share some. */
const letters = Uint8Array.from({ length: 592 }, (_, code) => {
  if (code > 191) return 0xc0 | (code & 0x3f);
  const lower = code | 32;
  return code < 128 && lower >= 97 && lower <= 122 ? lower : 0;
});

/** Stems by the hash of their letters without accents, a short one with its end. */
const beginnings = new Map<number, Stem[]>();
/** A bit for each of them, by its first bits: most words begin none. */
const begun = new Uint8Array(1 << 14);

function begins(hash: number): readonly Stem[] | undefined {
  return begun[hash >>> 18] === 1 ? beginnings.get(hash) : undefined;
}

/** Set in what has been seen at the beginning: what needs nothing else asks for it. */
const ALWAYS = 1 << 31;

/** What a word means to phrases: bits of those that need it, and bits of which one must be seen for those it begins. */
interface Meaning {
  readonly bits: number;
  readonly wants: number;
}

/** By their marks. Words of stems one after another may mean anything: beyond so many a word is one nobody looked at. */
const meanings: Meaning[] = [];
export const mostMeanings = 1024;
/** Nothing; and what a word means that nobody looked at is found out where it stands. */
meanings[0] = { bits: 0, wants: 0 };
meanings[UNASKED] = { bits: 0, wants: 0 };

function markOfMeaning(bits: number, wants: number): number {
  if (bits === 0 && wants === 0) return 0;
  const known = meanings.findIndex((each) => each.bits === bits && each.wants === wants);
  if (known !== -1) return known;
  return meanings.length < mostMeanings ? meanings.push({ bits, wants }) - 1 : UNASKED;
}

const chunk = 16_384;
const bytes = Buffer.alloc(chunk);

const needs: string[] = [];
for (const phrase of [
  ...englishPhrases,
  ...orderPhrases,
  ...askedPhrases,
  ...phrasesElsewhere,
  ...phrasesFurther,
  ...markPhrases,
]) {
  const start: Start = { phrase, needs: phrase.needs === undefined ? 0 : bitOf(phrase.needs) };
  for (const anchor of phrase.anchors.split(' ')) {
    if (letterAt(anchor, 0) !== 0) stemOf(anchor).starts.push(start);
    else markOf(far.test(anchor) ? farMarks : marks, anchor).push(start);
  }
}

function markOf(list: typeof marks, mark: string): Start[] {
  const known = list.find(([each]) => each === mark);
  if (known !== undefined) return known[1];
  const starts: Start[] = [];
  list.push([mark, starts, mark.match(/[<[(]/)?.[0] ?? mark]);
  return starts;
}

/** Phrases that need the same words share a bit; should the bits run out, two lists share one. */
function bitOf(words: string): number {
  let place = needs.indexOf(words);
  if (place === -1) place = needs.push(words) - 1;
  const bit = 1 << (place % 31);
  for (const word of words.split(' ')) stemOf(word).bits |= bit;
  return bit;
}

function stemOf(word: string): Stem {
  // A short word is known by the gap behind it, and one of two letters by the gap before it too.
  const size = word.length < 4 ? word.length + 1 : 4;
  let packed = 0;
  for (let i = 0; i < size; i++) packed = (packed << 8) | (i < word.length ? letterAt(word, i) : 0);
  const folded = foldWord(word).reduce(extended, wordStart);
  const beginning = word.length < 4 ? extended(folded, 0) : folded;
  begun[beginning >>> 18] = 1;
  // Whoever finds its place taken goes to the next free one; there are a hundred times more.
  let slot = slotOf(packed);
  while (taken[slot] !== 0 && groups[taken[slot]!]!.packed !== packed) slot = (slot + 1) & (taken.length - 1);
  if (taken[slot] === 0) taken[slot] = groups.push({ packed, stems: [] }) - 1;
  const { stems } = groups[taken[slot]!]!;
  const rest = word.slice(4).toLowerCase();
  const known = stems.find((stem) => stem.rest === rest);
  if (known !== undefined) return known;
  const stem: Stem = { rest, bits: 0, starts: [] };
  stems.push(stem);
  beginnings.set(beginning, [...(beginnings.get(beginning) ?? []), stem]);
  return stem;
}

function slotOf(packed: number): number {
  return Math.imul(packed, 0x9e37_79b1) >>> (32 - bits);
}

function isLatin(folded: number): boolean {
  return folded >= FIRST_LETTER + 97 && folded <= FIRST_LETTER + 122;
}

/**
 * The mark of a word: whether a phrase may begin in it, or what it needs stand there. Of units as the model reads them,
 * so that who reads for it need not read again for the phrases. Digits part words here, which there they do not.
 */
export function meaningOf(units: Uint16Array, length: number): number {
  let [bits, wants] = [0, 0];
  const add = (stems: readonly Stem[] | undefined): void => {
    for (const stem of stems ?? []) {
      bits |= stem.bits;
      for (const { needs: wanted } of stem.starts) wants |= wanted === 0 ? ALWAYS : wanted;
    }
  };
  for (let from = 0; from < length; from++) {
    if (from > 0 && isLatin(units[from - 1]!)) continue;
    let hash = wordStart;
    let to = from;
    while (to < length && isLatin(units[to]!)) {
      hash = extended(hash, units[to++]!);
      if (to >= from + 4) add(begins(hash));
    }
    if (to < from + 4) add(begins(extended(hash, 0)));
  }
  return markOfMeaning(bits, wants);
}

function letterAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < letters.length ? letters[code]! : 0;
}

/** What its lowest byte would not stand for: that of a dash or a quotation mark is no letter. */
const beyond = /[^\x00-\xff\u2010-\u2027]/;

/** Writes the text's letters, or bytes that stand for them, and returns how many. */
function write(text: string): number {
  if (!beyond.test(text)) return bytes.write(text, 'latin1');
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[i] = code < 256 ? code : code < 592 ? 0xc0 | (code & 0x3f) : 32;
  }
  return text.length;
}

interface Places {
  readonly at: number[];
  readonly starts: Start[][];
  seen: number;
}

/** The word whose last four letters, or letters and gaps, are `packed` ends at `end`, the gap included. */
function look(text: string, packed: number, end: number, places: Places): void {
  let slot = slotOf(packed);
  while (groups[taken[slot]!]!.packed !== packed) {
    slot = (slot + 1) & (taken.length - 1);
    if (taken[slot] === 0) return;
  }
  const { stems } = groups[taken[slot]!]!;
  const short = (packed & 0xff) === 0;
  const start = short && packed >>> 24 === 0 ? end - 2 : end - 3;
  for (const stem of stems) {
    if (stem.rest !== '' && !goesOn(text, end + 1, stem.rest)) continue;
    places.seen |= stem.bits;
    if (stem.starts.length === 0) continue;
    places.at.push(start);
    places.starts.push(stem.starts);
  }
}

function goesOn(text: string, at: number, rest: string): boolean {
  for (let i = 0; i < rest.length; i++) if (letterAt(text, at + i) !== letterAt(rest, i)) return false;
  return true;
}

function scan(text: string, from: number, places: Places): void {
  // Local names: the loop then keeps them in registers, which halves it.
  const [buffer, table, first] = [bytes, letters, taken];
  let packed = 0;
  for (let base = from; base < text.length; base += chunk) {
    const size = write(base === 0 && text.length <= chunk ? text : text.slice(base, base + chunk));
    for (let i = 0; i < size; i++) {
      const before = packed;
      packed = (packed << 8) | table[buffer[i]!]!;
      // In the middle of a word nothing begins.
      if (first[slotOf(packed)] !== 0 && (before >>> 24 === 0 || packed >>> 24 === 0))
        look(text, packed, base + i, places);
    }
  }
  const before = packed;
  packed <<= 8;
  if (before >>> 24 === 0 || packed >>> 24 === 0) look(text, packed, text.length, places);
}

/**
 * Reads only these words of a text, start, end and mark of each in turn, and of these only those that begin a phrase
 * of which something else is there too.
 */
function scanWords(text: string, words: readonly number[], places: Places): void {
  let seen = ALWAYS;
  for (let i = 0; i < words.length; i += 3) {
    const mark = words[i + 2]!;
    if (mark === UNASKED) scanWord(text, words[i]!, words[i + 1]!, places);
    else seen |= meanings[mark]!.bits;
  }
  seen |= places.seen;
  for (let i = 0; i < words.length; i += 3) {
    if ((meanings[words[i + 2]!]!.wants & seen) !== 0) scanWord(text, words[i]!, words[i + 1]!, places);
  }
  places.seen |= seen;
}

/** From one letter before on, and to the gap by which a short word is known. */
function scanWord(text: string, start: number, last: number, places: Places): void {
  let packed = start > 0 ? letterAt(text, start - 1) : 0;
  for (let at = start; at <= last; at++) {
    const before = packed;
    packed = (packed << 8) | (at < text.length ? letterAt(text, at) : 0);
    if (taken[slotOf(packed)] !== 0 && (before >>> 24 === 0 || packed >>> 24 === 0)) look(text, packed, at, places);
  }
}

/** Calls `visit` for each place where a phrase may begin, with each phrase that may. */
export function eachAnchor(
  text: string,
  from: number,
  words: readonly number[] | undefined,
  visit: (at: number, phrase: Phrase) => void,
): void {
  const places: Places = { at: [], starts: [], seen: 0 };
  if (words === undefined) scan(text, from, places);
  else scanWords(text, words, places);
  const [angle, bracket, round] = [text.includes('<', from), text.includes('[', from), text.includes('(', from)];
  for (const [mark, starts, has] of (text.length <= mostShort ? far.test(text) : unitsOf(text).far)
    ? [...marks, ...farMarks]
    : marks) {
    if ((has === '<' && !angle) || (has === '[' && !bracket) || (has === '(' && !round)) continue;
    for (let at = text.indexOf(mark, from); at !== -1; at = text.indexOf(mark, at + 1)) {
      places.at.push(at);
      places.starts.push(starts);
    }
  }
  for (let i = 0; i < places.at.length; i++) {
    for (const { phrase, needs: wanted } of places.starts[i]!) {
      if (wanted === 0 || (places.seen & wanted) !== 0) visit(places.at[i]!, phrase);
    }
  }
}
