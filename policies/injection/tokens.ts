import { extended, mix, placeOf, seeds, wordStart } from './hash.ts';
import { FIRST_LETTER, foldFar, foldWord, GAP, isIdeograph, letterTable, tableSize } from './letters.ts';
import { classes, reversedWords, rotatedWords, stems } from './lexicon.ts';
import { meantBy } from './spelling.ts';

/** Units of a word that its own features are made of; the rest of a longer one is read over. */
const longestWord = 24;
const cacheBits = 13;
const blockSize = 512;
const takenBits = 14;

/** Words of these classes say that a text is not what it seems; they are no features. */
export const firstHidden = classes.length;
const [ROTATED, REVERSED, LEET] = [firstHidden, firstHidden + 1, firstHidden + 2];
export const SINGLE = firstHidden + 3;

/** Class by the hash of a stem; exact words have theirs apart. */
interface Lexicon {
  readonly begins: Map<number, number>;
  readonly exact: Map<number, number>;
  /** A bit for each stem of either kind: most beginnings of most words are none. */
  readonly taken: Uint8Array;
  /** First units of stems in ideographs, so that nothing is looked up for the others. */
  readonly ideographs: Set<number>;
}

let lexicon: Lexicon | undefined;

function lexiconOf(): Lexicon {
  if (lexicon !== undefined) return lexicon;
  const begins = new Map<number, number>();
  const exact = new Map<number, number>();
  const ideographs = new Set<number>();
  classes.forEach((name, index) => {
    if (name === 'none') return;
    for (const stem of stems[name].split(/\s+/)) {
      const units = foldWord(stem);
      if (units.length === 0) continue;
      const hash = units.reduce(extended, wordStart);
      const places = stem.endsWith('.') ? exact : begins;
      // The first class that claims a stem has it.
      if (!places.has(hash)) places.set(hash, index);
      if (isIdeograph(units[0]! - FIRST_LETTER)) ideographs.add(units[0]!);
    }
  });
  for (const [about, words] of [
    [ROTATED, rotatedWords],
    [REVERSED, reversedWords],
  ] as const) {
    for (const word of words.split(/\s+/)) exact.set(foldWord(word).reduce(extended, wordStart), about);
  }
  const taken = new Uint8Array(1 << takenBits);
  for (const hash of [...begins.keys(), ...exact.keys()]) taken[hash >>> (32 - takenBits)] = 1;
  lexicon = { begins, exact, taken, ideographs };
  return lexicon;
}

/** What a reader makes of a word's own features: the sum of their weights. */
export type Weigh = (places: Int32Array, count: number) => number;

/** Words one after another, a block of them at a time; the arrays are overwritten by the next block. */
export interface Tokens {
  readonly hash: Int32Array;
  readonly klass: Uint8Array;
  readonly own: Int32Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** How many there are in the block. */
  count: number;
  /** Where the next block begins; the length of the text behind the last. */
  next: number;
  read(text: string, at: number): void;
}

/** Features of a word by itself: it, and 3 to 5 letters of it with its ends. */
function ownPlaces(units: Uint16Array, length: number, hash: number, places: Int32Array): number {
  let count = 0;
  places[count++] = placeOf(mix(seeds.word, hash));
  for (let from = -1; from + 2 <= length; from++) {
    let gram: number = seeds.gram;
    for (let at = from; at < from + 5 && at <= length; at++) {
      gram = extended(gram, at === -1 || at === length ? 1 : units[at]!);
      if (at - from >= 2) places[count++] = placeOf(gram ^ (gram >>> 15));
    }
  }
  return count;
}

/**
 * What the features of a word by itself count for: a long word has dozens, all of which say the same, and would
 * outshout its neighbours.
 */
export function ownShare(features: number): number {
  return 2 / Math.sqrt(features);
}

/** A letter by itself, or letters with digits among them that look like others. */
function lookOf(units: Uint16Array, length: number): number {
  if (length === 1) return units[0]! >= FIRST_LETTER + 97 ? SINGLE : 0;
  let digits = 0;
  let letters = 0;
  for (let i = 0; i < length; i++) {
    const unit = units[i]! - FIRST_LETTER;
    if (unit >= 97 && unit <= 122) letters++;
    else if (unit === 48) digits++;
    else return 0;
  }
  return letters > 0 && digits > 0 && length > 2 && length < 16 ? LEET : 0;
}

export function createTokens(weigh: Weigh): Tokens {
  const letters = letterTable();
  const { begins, exact, taken, ideographs } = lexiconOf();
  // What is known of a word: prose says the same ones again and again. Told apart by two hashes.
  // Side by side, so that a word is one line of the processor's cache: both, its hash and what it adds.
  const known = new Int32Array(4 << cacheBits);
  const knownClass = new Uint8Array(1 << cacheBits);
  const units = new Uint16Array(longestWord);
  const places = new Int32Array(4 * longestWord + 8);
  const [hash, own, start, end] = [0, 1, 2, 3].map(() => new Int32Array(blockSize)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const klass = new Uint8Array(blockSize);

  function learn(slot: number, text: string, from: number, to: number, h1: number, h2: number): void {
    const first = text.charCodeAt(from);
    // A row of a mark is two of it, however long.
    const isMark = first < tableSize && letters[first]! < FIRST_LETTER;
    let length = Math.min(to - from, isMark ? 2 : longestWord);
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(from + i);
      units[i] = unit < tableSize ? letters[unit]! : foldFar(unit);
    }
    let about = classOf(length, to - from <= longestWord);
    let hash = h1;
    const word = about === 0 && length === to - from ? meantBy(units, length) : undefined;
    if (word !== undefined) {
      units.set(word);
      length = word.length;
      hash = word.reduce(extended, wordStart);
      about = classOf(length, true);
    }
    if (about === 0) about = lookOf(units, length);
    known[4 * slot] = h1;
    known[4 * slot + 1] = h2;
    known[4 * slot + 2] = hash;
    known[4 * slot + 3] = weigh(places, ownPlaces(units, length, hash, places));
    knownClass[slot] = about;
  }

  function classOf(length: number, whole: boolean): number {
    let about = 0;
    let prefix = wordStart;
    for (let i = 0; i < length; i++) {
      prefix = extended(prefix, units[i]!);
      if (taken[prefix >>> (32 - takenBits)] === 1) about = begins.get(prefix) ?? about;
    }
    if (whole && taken[prefix >>> (32 - takenBits)] === 1) about = exact.get(prefix) ?? about;
    return about;
  }

  /** How many ideographs from here on are a word of the lexicon; 1 when none is. */
  function ideographsAt(text: string, at: number): number {
    let prefix = wordStart;
    let length = 1;
    for (let i = 0; i < 5 && at + i < text.length; i++) {
      const unit = text.charCodeAt(at + i);
      if (!isIdeograph(unit)) break;
      prefix = extended(prefix, FIRST_LETTER + unit);
      if (begins.has(prefix)) length = i + 1;
    }
    return length;
  }

  const tokens: Tokens = {
    hash,
    klass,
    own,
    start,
    end,
    count: 0,
    next: 0,
    read(text, from) {
      const { length } = text;
      let at = from;
      let count = 0;
      while (at < length && count < blockSize) {
        let unit = text.charCodeAt(at);
        let folded = unit < tableSize ? letters[unit]! : foldFar(unit);
        if (folded === GAP) {
          at++;
          continue;
        }
        const first = at;
        let h1 = wordStart;
        let h2 = 0;
        if (folded < FIRST_LETTER) {
          // Of a row of the same mark it tells only whether it is one.
          h1 = extended(h1, folded);
          at++;
          if (at < length && text.charCodeAt(at) === unit) {
            h1 = extended(h1, folded);
            do at++;
            while (at < length && text.charCodeAt(at) === unit);
          }
          h2 = h1;
        } else if (unit >= 0x3041 && isIdeograph(unit)) {
          const size = ideographs.has(folded) ? ideographsAt(text, at) : 1;
          for (const last = at + size; at < last; at++) {
            h1 = extended(h1, FIRST_LETTER + text.charCodeAt(at));
            h2 = Math.imul(h2 + text.charCodeAt(at), 0x2c1b_3c6d);
          }
        } else {
          do {
            h1 = extended(h1, folded);
            h2 = Math.imul(h2 + folded, 0x2c1b_3c6d);
            if (++at === length) break;
            unit = text.charCodeAt(at);
            folded = unit < tableSize ? letters[unit]! : isIdeograph(unit) ? GAP : foldFar(unit);
          } while (folded >= FIRST_LETTER);
        }
        const slot = Math.imul(h1, 0x9e37_79b1) >>> (32 - cacheBits);
        const place = 4 * slot;
        if (known[place] !== h1 || known[place + 1] !== h2) learn(slot, text, first, at, h1, h2);
        hash[count] = known[place + 2]!;
        klass[count] = knownClass[slot]!;
        own[count] = known[place + 3]!;
        start[count] = first;
        end[count] = at;
        count++;
      }
      tokens.count = count;
      tokens.next = count < blockSize ? length : at;
    },
  };
  return tokens;
}
