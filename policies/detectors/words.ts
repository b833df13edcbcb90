/** The words of a text as numbers, lower-cased: two runs of words are alike when their numbers are. */
export interface Words {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly hashes: readonly number[];
  /** 1 for a character of a script that writes without spaces, which is half a word. Else 0. */
  readonly halves: readonly number[];
}

const SEPARATOR = 1;
const LETTER = 2;
const HALF = 3;
const letter = /[\p{L}\p{N}\p{M}]/u;
const spaceless = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** By UTF-16 unit: 0 not looked at yet, else what it is and its lower case. */
const kinds = new Uint8Array(65_536);
const lowers = new Uint16Array(65_536);

function kindOf(unit: number): number {
  const known = kinds[unit]!;
  if (known !== 0) return known;
  const character = String.fromCharCode(unit);
  const lower = character.toLowerCase();
  lowers[unit] = lower.length === 1 ? lower.charCodeAt(0) : unit;
  // Half a pair counts as a letter, whatever its other half: the same for both texts is enough.
  const isLetter = (unit >= 0xd800 && unit <= 0xdfff) || letter.test(character);
  const kind = isLetter ? (spaceless.test(character) ? HALF : LETTER) : SEPARATOR;
  kinds[unit] = kind;
  return kind;
}

/** One word, to be read into again and again: a stream is read word by word, and nothing is made for each. */
export interface Word {
  start: number;
  end: number;
  hash: number;
  half: boolean;
}

/** Where reading begins: the rest of a word that began before `from` is none. */
export function wordBorder(text: string, from: number): number {
  let at = from;
  if (at > 0 && at < text.length && kindOf(text.charCodeAt(at - 1)) === LETTER) {
    while (at < text.length && kindOf(text.charCodeAt(at)) === LETTER) at++;
  }
  return at;
}

/** Reads the next word from `from` on; false when there is none. The last one ends with the text, if nothing ends it before. */
export function readWord(text: string, from: number, word: Word): boolean {
  const { length } = text;
  for (let at = from; at < length; at++) {
    let unit = text.charCodeAt(at);
    const kind = kindOf(unit);
    if (kind === SEPARATOR) continue;
    word.start = at++;
    let hash = Math.imul(0x811c9dc5 ^ lowers[unit]!, 0x01000193);
    if (kind === LETTER) {
      for (; at < length; at++) {
        unit = text.charCodeAt(at);
        if (kindOf(unit) !== LETTER) break;
        hash = Math.imul(hash ^ lowers[unit]!, 0x01000193);
      }
    }
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    word.end = at;
    word.hash = hash ^ (hash >>> 13);
    word.half = kind === HALF;
    return true;
  }
  return false;
}

/** All words that start at or after `from`. */
export function wordsIn(text: string, from = 0): Words {
  const words = { starts: [] as number[], ends: [] as number[], hashes: [] as number[], halves: [] as number[] };
  const word: Word = { start: 0, end: 0, hash: 0, half: false };
  for (let at = wordBorder(text, from); readWord(text, at, word); at = word.end) {
    words.starts.push(word.start);
    words.ends.push(word.end);
    words.hashes.push(word.hash);
    words.halves.push(word.half ? 1 : 0);
  }
  return words;
}

/** A letter or digit of a script that has spaces between its words. */
export function isLetter(unit: number): boolean {
  return kindOf(unit) === LETTER;
}

export function lowerOf(unit: number): number {
  kindOf(unit);
  return lowers[unit]!;
}
