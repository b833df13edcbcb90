import { extended, mix, wordStart } from '../injection/hash.ts';
import { letters, NONE, tabled } from '../names/letters.ts';

export const HARM_BITS = 16;
/** Units of a word that its own features are made of. */
const longestWord = 24;
/** Most features of a word by itself. */
export const mostFeatures = 4 * longestWord;
const cacheBits = 12;
const [gramSeed, wordSeed, pairSeed, tripleSeed, skipSeed] = [
  0x3c6e_f372, 0x1b87_3593, 0x2545_f491, 0x6a09_e667, 0x510e_527f,
];

/** The place of a feature in the table of harm. */
export function placeOf(seed: number, value: number): number {
  return Math.imul(mix(seed, value), 0x9e37_79b1) >>> (32 - HARM_BITS);
}

/** A word with the one before, with the two before, with the one before that. */
export function contextPlaces(two: number, one: number, hash: number, places: Int32Array): number {
  places[0] = placeOf(pairSeed, Math.imul(one, 31) + hash);
  places[1] = placeOf(tripleSeed, Math.imul(Math.imul(two, 31) + one, 31) + hash);
  places[2] = placeOf(skipSeed, Math.imul(two, 31) + hash);
  return 3;
}

/** What a reader makes of a word's own features. */
export type Weigh = (places: Int32Array, count: number) => number;

/** One word after another. */
export interface Words {
  start: number;
  end: number;
  hash: number;
  /** What `weigh` made of it: remembered, since prose says the same words again and again. */
  own: number;
  /** Reads the word at or behind `at`; false when there is none. */
  read(text: string, at: number): boolean;
}

export function createWords(weigh: Weigh): Words {
  const { kind, folded } = letters();
  const units = new Uint16Array(longestWord);
  const places = new Int32Array(mostFeatures);
  const [known1, known2, knownOwn] = [0, 1, 2].map(() => new Int32Array(1 << cacheBits)) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const isPart = (unit: number): boolean => (unit < tabled ? kind[unit] !== NONE : isFarLetter(unit));

  /** The word, and 3 to 5 letters of it with its ends. */
  function ownPlaces(hash: number, length: number): number {
    let count = 0;
    places[count++] = placeOf(wordSeed, hash);
    for (let from = -1; from + 2 <= length; from++) {
      let gram: number = gramSeed;
      for (let at = from; at < from + 5 && at <= length; at++) {
        gram = extended(gram, at === -1 || at === length ? 1 : units[at]!);
        if (at - from >= 2 && count < mostFeatures) places[count++] = placeOf(gramSeed, gram);
      }
    }
    return count;
  }

  const words: Words = {
    start: 0,
    end: 0,
    hash: 0,
    own: 0,
    read(text, from) {
      let at = from;
      while (at < text.length && !isPart(text.charCodeAt(at))) at++;
      if (at >= text.length) return false;
      words.start = at;
      let h1 = wordStart;
      let h2 = 0;
      let length = 0;
      for (; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        if (!isPart(unit)) {
          // Within a word an apostrophe says nothing, and other marks stand for a letter.
          if (at + 1 >= text.length || !isPart(text.charCodeAt(at + 1))) break;
          if (unit === 39 || unit === 0x2019) continue;
          if (unit !== 42 && unit !== 33 && unit !== 36 && unit !== 64) break;
        }
        const one = unit < tabled ? folded[unit]! : unit;
        h1 = extended(h1, one);
        h2 = Math.imul(h2 + one, 0x2c1b_3c6d);
        if (length < longestWord) units[length++] = one;
        // Chinese and Japanese have no gaps between words.
        if (unit >= 0x3041 && unit < 0xac00) {
          at++;
          break;
        }
      }
      words.end = at;
      words.hash = h1;
      const slot = Math.imul(h1, 0x9e37_79b1) >>> (32 - cacheBits);
      if (known1[slot] !== h1 || known2[slot] !== h2) {
        known1[slot] = h1;
        known2[slot] = h2;
        knownOwn[slot] = weigh(places, ownPlaces(h1, length));
      }
      words.own = knownOwn[slot]!;
      return true;
    },
  };
  return words;
}

function isFarLetter(unit: number): boolean {
  return (unit >= 0x3041 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7a3);
}
