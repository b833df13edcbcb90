import { createFolded } from './folded.ts';
import { extended, mix, placeOf, seeds, wordStart } from './hash.ts';
import { reversedWords, rotatedWords } from './hidden-words.ts';
import { FIRST_LETTER, foldUnit, foldWord, GAP, IDEOGRAPH, isIdeograph } from './letters.ts';
import { classes, stems } from './lexicon.ts';
import { meantBy } from './spelling.ts';

/** Units of a word that its own features are made of; the rest of a longer one is read over. */
const longestWord = 24;
const cacheBits = 15;
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
    [ROTATED, rotatedWords()],
    [REVERSED, reversedWords()],
  ] as const) {
    for (const word of words) {
      const hash = foldWord(word).reduce(extended, wordStart);
      // A word that means something as it stands is that.
      if (!exact.has(hash) || exact.get(hash)! >= firstHidden) exact.set(hash, about);
    }
  }
  const taken = new Uint8Array(1 << takenBits);
  for (const hash of [...begins.keys(), ...exact.keys()]) taken[hash >>> (32 - takenBits)] = 1;
  lexicon = { begins, exact, taken, ideographs };
  return lexicon;
}

/** What a reader makes of a word's own features: up to three numbers, such as a sum of weights for each head. */
export type Weigh = (places: Int32Array, count: number, sums: Int32Array) => void;
/** A number for what somebody wants to know of a word, by its folded units and how many they are; 0 for nothing. */
export type Marks = (units: Uint16Array, length: number) => number;
/** The number of a word that is too long to be asked about. */
export const UNASKED = 1;

/** Words one after another, a block of them at a time; the arrays are overwritten by the next block. */
export interface Tokens {
  readonly hash: Int32Array;
  readonly klass: Uint8Array;
  /** What `Marks` says of it. */
  readonly mark: Int32Array;
  /** What the reader made of its own features. */
  readonly own: readonly [Int32Array, Int32Array, Int32Array];
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

function rowEnd(text: string, from: number): number {
  const mark = text.charCodeAt(from);
  let end = from + 1;
  while (end < text.length && text.charCodeAt(end) === mark) end++;
  return end;
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

/**
 * What all traffic is read by is to be made once: the engine compiles a closure that was made once with its arrays as
 * constants, and one made twice without, which takes twice as long (measured).
 */
export function createTokens(weigh: Weigh, marks?: Marks): Tokens {
  const { begins, exact, taken, ideographs } = lexiconOf();
  // What is known of a word: prose says the same ones again and again. Told apart by two hashes. Two words share a
  // place, which is one line of the processor's cache: both hashes, the one it goes by, its class, what it adds, its mark.
  const known = new Int32Array(8 << cacheBits);
  const units = new Uint16Array(longestWord);
  const places = new Int32Array(4 * longestWord + 8);
  const sums = new Int32Array(3);
  const reader = createFolded();
  const { units: row } = reader;
  const hash1 = new Int32Array(blockSize);
  const hash2 = new Int32Array(blockSize);
  const hash = new Int32Array(blockSize);
  const klass = new Uint8Array(blockSize);
  const mark = new Int32Array(blockSize);
  const [own0, own1, own2] = [0, 1, 2].map(() => new Int32Array(blockSize)) as [Int32Array, Int32Array, Int32Array];
  const start = new Int32Array(blockSize);
  const end = new Int32Array(blockSize);

  function learn(at: number, text: string, from: number, to: number, h1: number, h2: number): void {
    // A row of a mark is two of it, however long.
    const isMark = foldUnit(text.charCodeAt(from)) < FIRST_LETTER;
    let length = Math.min(to - from, isMark ? 2 : longestWord);
    for (let i = 0; i < length; i++) units[i] = foldUnit(text.charCodeAt(from + i));
    // Of the word as it stands: what it is a slip for matters to the reader alone.
    const told = marks === undefined || isMark ? 0 : to - from > longestWord ? UNASKED : marks(units, length);
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
    weigh(places, ownPlaces(units, length, hash, places), sums);
    // The other word of the place is the one that came last.
    for (let i = at; i < at + 8; i++) known[i + 8] = known[i]!;
    known[at] = h1;
    known[at + 1] = h2;
    known[at + 2] = hash;
    known[at + 3] = about;
    known[at + 4] = sums[0]!;
    known[at + 5] = sums[1]!;
    known[at + 6] = sums[2]!;
    known[at + 7] = told;
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

  /** The end of the word of the lexicon that begins with this ideograph; without one it is a word by itself. */
  function ideographsEnd(text: string, from: number): number {
    if (!ideographs.has(FIRST_LETTER + text.charCodeAt(from))) return from + 1;
    let prefix = wordStart;
    let end = from + 1;
    for (let at = from; at < from + 5 && at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (!isIdeograph(unit)) break;
      prefix = extended(prefix, FIRST_LETTER + unit);
      if (begins.has(prefix)) end = at + 1;
    }
    return end;
  }

  const tokens: Tokens = {
    hash,
    klass,
    mark,
    own: [own0, own1, own2],
    start,
    end,
    count: 0,
    next: 0,
    read(text, from) {
      const { length } = text;
      if (from === 0) reader.load(text, 0);
      let { base, limit } = reader;
      let at = from;
      let count = 0;
      while (at < length && count < blockSize) {
        if (at >= limit) ({ base, limit } = reader.load(text, at));
        let folded = row[at - base]!;
        if (folded === GAP) {
          at++;
          continue;
        }
        const first = at;
        let h1 = wordStart;
        let h2 = 0;
        if (folded >= FIRST_LETTER) {
          for (;;) {
            let i = at - base;
            do {
              h1 = extended(h1, folded);
              h2 = Math.imul(h2 + folded, 0x2c1b_3c6d);
              folded = row[++i]!;
            } while (folded >= FIRST_LETTER);
            at = base + i;
            // Behind a part stands a gap that is none.
            if (at < limit || at === length) break;
            ({ base, limit } = reader.load(text, at));
            folded = row[0]!;
            if (folded < FIRST_LETTER) break;
          }
        } else if (folded === IDEOGRAPH) {
          at = ideographsEnd(text, at);
          for (let i = first; i < at; i++) {
            h1 = extended(h1, FIRST_LETTER + text.charCodeAt(i));
            h2 = Math.imul(h2 + text.charCodeAt(i), 0x2c1b_3c6d);
          }
        } else {
          // Of a row of the same mark it tells only whether it is one.
          at = rowEnd(text, at);
          h1 = extended(h1, folded);
          if (at > first + 1) h1 = extended(h1, folded);
          h2 = h1;
        }
        hash1[count] = h1;
        hash2[count] = h2;
        start[count] = first;
        end[count] = at;
        count++;
      }
      // Apart from the loop above, whose branches nobody foresees: so the memory is asked for many words at a time.
      for (let i = 0; i < count; i++) {
        const h1 = hash1[i]!;
        const h2 = hash2[i]!;
        let place = (Math.imul(h1, 0x9e37_79b1) >>> (33 - cacheBits)) << 4;
        if (known[place] !== h1 || known[place + 1] !== h2) {
          place += 8;
          if (known[place] !== h1 || known[place + 1] !== h2) {
            place -= 8;
            learn(place, text, start[i]!, end[i]!, h1, h2);
          }
        }
        hash[i] = known[place + 2]!;
        klass[i] = known[place + 3]!;
        own0[i] = known[place + 4]!;
        own1[i] = known[place + 5]!;
        own2[i] = known[place + 6]!;
        mark[i] = known[place + 7]!;
      }
      tokens.count = count;
      tokens.next = count < blockSize ? length : at;
    },
  };
  return tokens;
}
