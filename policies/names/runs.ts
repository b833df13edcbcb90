import { COMPANY, GIVEN, HONORIFIC, JOINING, NAMED, OTHER, PLACE, STREET, SURNAME } from './gazetteer.ts';
import { BREAK, INITIAL, LOWER, MARK, TITLE, type Words } from './words.ts';

/** More words than that in a row with capitals are a heading or a list, and no name. */
export const mostWords = 10;
/** Characters of the longest run. */
export const longestRun = 96;
/** Words that may join two parts of a name, one after another. */
const mostJoining = 3;
const [ampersand, dot] = [38, 46];

/** Whether texts commonly write this word with a small letter. */
export type Common = (hash: number) => boolean;

/**
 * A run of words that may hold names begins with this one: it has a capital, or is known as a name and not as a word.
 * Which words belong to a run is seen from them and their neighbours, wherever reading began.
 */
export function begins(words: Words, i: number, common: Common): boolean {
  const kind = words.kind[i]!;
  const about = words.about[i]!;
  if (kind >= TITLE) return (about & OTHER) === 0 || (about & NAMED) !== 0;
  return (
    kind === LOWER && (about & (GIVEN | SURNAME | PLACE)) !== 0 && (about & OTHER) === 0 && !common(words.hash[i]!)
  );
}

/** A run of words, and the word that ended it: the number of all words when none has yet. */
export interface Run {
  end: number;
  ender: number;
}

/** The run that begins at `from`, into `run`. */
export function readRun(words: Words, from: number, common: Common, run: Run): void {
  let end = from + 1;
  let joined = 0;
  let i = from + 1;
  for (; i < words.count; i++) {
    const kind = words.kind[i]!;
    const about = words.about[i]!;
    const gap = words.gap[i]!;
    if (kind === BREAK || gap > 1) break;
    if (kind === MARK) {
      const mark = words.hash[i]!;
      const stops = mark === dot && gap === 0 && joined === 0 && abbreviates(words, i - 1);
      if (mark !== ampersand && !stops) break;
      if (++joined > mostJoining) break;
      continue;
    }
    if (begins(words, i, common) || follows(words, i, common)) {
      end = i + 1;
      joined = 0;
      continue;
    }
    if ((about & JOINING) === 0 || ++joined > mostJoining) break;
  }
  run.end = end;
  run.ender = i;
}

/** Too long for a name. */
export function isList(words: Words, from: number, end: number): boolean {
  return end - from > mostWords || words.end[end - 1]! - words.start[from]! > longestRun;
}

/** A name in small letters may be followed by one that no list has. */
function follows(words: Words, i: number, common: Common): boolean {
  const before = words.about[i - 1]!;
  if (words.kind[i] !== LOWER || words.kind[i - 1] !== LOWER || (before & GIVEN) === 0) return false;
  return (words.about[i]! & (OTHER | JOINING)) === 0 && begins(words, i - 1, common) && !common(words.hash[i]!);
}

/** A dot behind it is not the end of a sentence. */
function abbreviates(words: Words, i: number): boolean {
  return words.kind[i] === INITIAL || (words.about[i]! & (HONORIFIC | COMPANY | STREET)) !== 0;
}
