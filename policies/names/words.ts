import { extended, wordStart } from '../injection/hash.ts';
import { type Gazetteer, gazetteer } from './gazetteer.ts';
import { CAPITAL, DIGIT, letters, NONE, SMALL, tabled } from './letters.ts';

/** What a word is by its letters; what is below `LOWER` is none. */
export const [BREAK, MARK, CODE, LOWER, UNCASED, TITLE, UPPER, INITIAL, MIXED] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/** A longer word is no part of a name, and nothing is known beyond it. */
export const longestWord = 32;
/** So many spaces, like the end of a line, part what has nothing to do with each other. */
export const widestGap = 8;
const blockSize = 1024;

/** Words one after another, a block of them at a time. */
export interface Words {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly kind: Uint8Array;
  /** Of the folded word; of a mark, the mark. */
  readonly hash: Int32Array;
  /** What lists say of it. */
  readonly about: Uint16Array;
  /** Spaces before it. */
  readonly gap: Uint8Array;
  /** Hashes of its first two and three letters and its last two, three and four. */
  readonly ends: Int32Array;
  count: number;
  /** Reads words from `at` on behind those that are there, and says where to go on. */
  read(text: string, at: number): number;
  /** Where the word begins that `at` stands within or at the end of, or so far before that it is too long for one. */
  startOf(text: string, at: number): number;
  /** Forgets all but the last `kept`. */
  shift(kept: number): void;
}

export const endsOfWord = 5;

export function createWords(lists: Gazetteer = gazetteer()): Words {
  const { kind: kinds, folded } = letters();
  const [start, end, hash] = [0, 1, 2].map(() => new Int32Array(blockSize)) as [Int32Array, Int32Array, Int32Array];
  const ends = new Int32Array(blockSize * endsOfWord);
  const kind = new Uint8Array(blockSize);
  const gap = new Uint8Array(blockSize);
  const about = new Uint16Array(blockSize);
  const units = new Uint16Array(longestWord);

  const kindAt = (text: string, at: number): number => {
    const unit = text.charCodeAt(at);
    return unit < tabled ? kinds[unit]! : NONE;
  };

  /** Whether the mark at `at` belongs to the word before it, which is seen from what stands around it alone. */
  function joins(text: string, at: number): boolean {
    const unit = text.charCodeAt(at);
    if (unit !== 45 && unit !== 39 && unit !== 0x2019) return false;
    if (kindAt(text, at - 1) === NONE || !isLetter(kindAt(text, at + 1))) return false;
    if (unit === 45) return true;
    // The possessive is no part of a name, nor is an article that has lost its vowel.
    if (kindAt(text, at - 1) !== CAPITAL && !continues(text, at - 2)) return false;
    return (text.charCodeAt(at + 1) | 32) !== 115 || isLetter(kindAt(text, at + 2));
  }

  /** Whether a letter behind what stands at `at` is not the first of its word. */
  function continues(text: string, at: number): boolean {
    if (kindAt(text, at) !== NONE) return true;
    const unit = text.charCodeAt(at);
    return (unit === 45 || unit === 39 || unit === 0x2019) && kindAt(text, at - 1) !== NONE;
  }

  function word(text: string, from: number, i: number): number {
    let at = from;
    let h = wordStart;
    let head = 0;
    let length = 0;
    let [capitals, smalls, digits, uncased, inner] = [0, 0, 0, 0, 0];
    let fresh = true;
    for (; at < text.length; at++) {
      const one = kindAt(text, at);
      if (one === NONE) {
        if (at === from || !joins(text, at)) break;
        if (text.charCodeAt(at) === 45 && head === 0) head = h;
        fresh = true;
        if (text.charCodeAt(at) !== 45) continue;
      } else if (one === CAPITAL) {
        capitals++;
        if (!fresh) inner++;
        fresh = false;
      } else {
        if (one === SMALL) smalls++;
        else if (one === DIGIT) digits++;
        else uncased++;
        fresh = false;
      }
      const unit = folded[text.charCodeAt(at)]!;
      h = extended(h, unit);
      if (length < longestWord) units[length] = unit;
      length++;
    }
    const big = kindAt(text, from) === CAPITAL;
    hash[i] = h;
    if (at - from > longestWord) kind[i] = BREAK;
    else if (digits > 0) kind[i] = CODE;
    else if (uncased > 0) kind[i] = UNCASED;
    else if (!big) kind[i] = capitals > 0 ? CODE : LOWER;
    else if (smalls === 0) kind[i] = length === 1 ? INITIAL : UPPER;
    else kind[i] = inner === 0 ? TITLE : MIXED;
    about[i] = 0;
    if (kind[i]! >= LOWER) {
      const own = lists.of(h);
      about[i] = own === 0 && head !== 0 ? lists.of(head) : own;
      const base = i * endsOfWord;
      const [a, b, c] = [
        length > 1 ? units[length - 1]! : 0,
        length > 2 ? units[length - 2]! : 0,
        units[length - 3] ?? 0,
      ];
      ends[base] = (units[0]! << 8) ^ (length > 1 ? units[1]! : 0);
      ends[base + 1] = (ends[base]! << 8) ^ (length > 2 ? units[2]! : 0);
      ends[base + 2] = (b << 8) ^ a;
      ends[base + 3] = (length > 3 ? c << 16 : 0) ^ ends[base + 2]!;
      ends[base + 4] = (length > 4 ? units[length - 4]! << 24 : 0) ^ ends[base + 3]!;
    }
    return at;
  }

  function put(i: number, from: number, to: number, is: number, own: number): void {
    start[i] = from;
    end[i] = to;
    kind[i] = is;
    hash[i] = own;
    about[i] = 0;
  }

  const words: Words = {
    start,
    end,
    kind,
    hash,
    about,
    gap,
    ends,
    count: 0,
    read(text, from) {
      let at = from;
      let i = words.count;
      let spaces = 0;
      for (; at < text.length && i < blockSize; ) {
        const unit = text.charCodeAt(at);
        if (unit === 32 || unit === 9) {
          spaces++;
          at++;
          continue;
        }
        const line = unit === 10 || unit === 13;
        if (line || spaces > widestGap) {
          const before = at;
          while (at < text.length && isSpace(text.charCodeAt(at))) at++;
          // One that stands there already is enough.
          if (i === 0 || kind[i - 1] !== BREAK) {
            put(i, before, before, BREAK, 1);
            gap[i++] = 0;
          }
          spaces = 0;
          continue;
        }
        gap[i] = spaces;
        spaces = 0;
        if (kindAt(text, at) === NONE) {
          put(i, at, at + 1, MARK, unit);
          at++;
        } else {
          const to = word(text, at, i);
          start[i] = at;
          end[i] = to;
          at = to;
        }
        i++;
      }
      words.count = i;
      return at;
    },
    startOf(text, at) {
      // One more than makes it too long: reading may begin at a mark.
      let start = at;
      while (at - start <= longestWord + 1 && (kindAt(text, start - 1) !== NONE || joins(text, start - 1))) start--;
      return start;
    },
    shift(kept) {
      const from = words.count - kept;
      if (from <= 0) return;
      for (const list of [start, end, hash, kind, gap, about]) list.copyWithin(0, from, words.count);
      ends.copyWithin(0, from * endsOfWord, words.count * endsOfWord);
      words.count = kept;
    },
  };
  return words;
}

function isLetter(kind: number): boolean {
  return kind !== NONE && kind !== DIGIT;
}

function isSpace(unit: number): boolean {
  return unit === 32 || unit === 9 || unit === 10 || unit === 13;
}
