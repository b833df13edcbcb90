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

/** The words that start at or after `from`. The last one ends with the text where nothing ends it before. */
export function wordsIn(text: string, from = 0): Words {
  const starts: number[] = [];
  const ends: number[] = [];
  const hashes: number[] = [];
  const halves: number[] = [];
  const { length } = text;
  let at = from;
  // The rest of a word that began before is none.
  if (at > 0 && at < length && kindOf(text.charCodeAt(at - 1)) === LETTER) {
    while (at < length && kindOf(text.charCodeAt(at)) === LETTER) at++;
  }
  while (at < length) {
    const start = at;
    let unit = text.charCodeAt(at++);
    const kind = kindOf(unit);
    if (kind === SEPARATOR) continue;
    let hash = Math.imul(0x811c9dc5 ^ lowers[unit]!, 0x01000193);
    if (kind === LETTER) {
      while (at < length) {
        unit = text.charCodeAt(at);
        if (kindOf(unit) !== LETTER) break;
        hash = Math.imul(hash ^ lowers[unit]!, 0x01000193);
        at++;
      }
    }
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    starts.push(start);
    ends.push(at);
    hashes.push(hash ^ (hash >>> 13));
    halves.push(kind === HALF ? 1 : 0);
  }
  return { starts, ends, hashes, halves };
}

/** Whether more text could make the last word longer. */
export function isUnfinished(text: string): boolean {
  return text !== '' && kindOf(text.charCodeAt(text.length - 1)) === LETTER;
}
