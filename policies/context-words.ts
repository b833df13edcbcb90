/** Most characters before a value in which a word may say what it is. */
export const contextReach = 64;

const cjk = /[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

/** What is searched for, with its borders: ` nhs number `, ` steuer`, `身份证`. */
export function wordNeedles(words: readonly string[]): string[] {
  return words.map((word) => {
    const folded = foldWords(word);
    if (cjk.test(word)) return folded.trim();
    return word.endsWith('*') ? folded.slice(0, -1) : folded;
  });
}

/** By the first letters of a word, three of five bits each: the identifiers that have a needle which begins so. */
export type Beginnings = ReadonlyArray<readonly number[] | undefined>;

export function beginningsOf(needles: ReadonlyArray<readonly string[]>): Beginnings {
  const known: Array<number[] | undefined> = new Array(1 << 15).fill(undefined);
  for (const [member, own] of needles.entries()) {
    for (const needle of own) {
      const word = needle.trim();
      // What begins with other letters is never passed over.
      if (!/^[a-z]/.test(word)) continue;
      const beginning = beginningAt(word, 0);
      known[beginning] ??= [];
      if (!known[beginning].includes(member)) known[beginning].push(member);
    }
  }
  return known;
}

function beginningAt(text: string, at: number): number {
  let beginning = 0;
  for (let i = 0; i < 3; i++) {
    const letter = (text.charCodeAt(at + i) | 32) - 96;
    beginning <<= 5;
    if (letter >= 1 && letter <= 26 && !(i > 0 && isHump(text, at + i))) beginning |= letter;
    else return beginning << (5 * (2 - i));
  }
  return beginning;
}

/** Where `taxId` and `IDNumber` go on with another word. */
function isHump(text: string, at: number): boolean {
  if (!isCapital(text.charCodeAt(at))) return false;
  return !isCapital(text.charCodeAt(at - 1)) || (isSmall(text.charCodeAt(at + 1)) && isSmall(text.charCodeAt(at + 2)));
}

function isSmall(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

/**
 * A look at the stretch before `start` that costs little: marks with `stamp` whose needles may be in it, and
 * no others. False: it has other letters than ASCII's, and anybody's may be.
 */
export function markSayers(
  text: string,
  start: number,
  beginnings: Beginnings,
  sayers: Int32Array,
  stamp: number,
): boolean {
  let inWord = false;
  for (let at = Math.max(0, start - contextReach); at < start; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) return false;
    const letter = (code | 32) - 96;
    const isLetter = letter >= 1 && letter <= 26 && code > 64;
    if (isLetter && (!inWord || code < 96)) {
      const members = beginnings[beginningAt(text, at)];
      if (members !== undefined) for (const member of members) sayers[member] = stamp;
    }
    inWord = isLetter;
  }
  return true;
}

/** The words before a place, to be looked through for needles. */
export function wordsBefore(text: string, start: number): string {
  return foldWords(text.slice(Math.max(0, start - contextReach), start));
}

export function says(words: string, needles: readonly string[]): boolean {
  for (const needle of needles) if (words.includes(needle)) return true;
  return false;
}

/** One of them as the last thing that tells anything: behind it only what leads up to a number. */
export function saysLast(words: string, needles: readonly string[]): boolean {
  for (const needle of needles) {
    const at = words.lastIndexOf(needle);
    if (at !== -1 && leading.test(words.slice(at + needle.length))) return true;
  }
  return false;
}

/** The rest of the word, and up to five that are short or mean a number. */
const leading =
  /^[^ \d]{0,12}(?: ?(?:[^ \d]{1,3}|numbers?|numero|nummer|numer|номер|号码|號碼|番号|card|document|code|value|text|lautet)(?= |$)){0,5} ?$/u;

/** The words of a stretch in small letters without accents, each between spaces; `taxId` and `tax_id` are two. */
function foldWords(source: string): string {
  const folded = source
    .replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z]{2})/g, '$1$2 ')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return ` ${folded.trim()} `;
}
