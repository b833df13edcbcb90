import type { Words } from './words.ts';

/**
 * How long a run of words must be to count: so many words (a character of a script that writes without
 * spaces is half of one) and four letters for each of them in all, so that a run of little words must be
 * longer. One that takes more than `span` characters never counts.
 */
export interface Least {
  readonly words: number;
  readonly span: number;
}

/** A run of the least length, from word `first` to word `last`, and its hashes. */
export type See = (first: number, last: number, a: number, b: number) => void;

/**
 * Goes over a text's words one by one. From each word on there is a shortest run that is long enough,
 * and up to each word as well: of a longer run, these two kinds cover every word.
 */
export interface Runs {
  /** No run that is still to be seen begins before this word. */
  readonly open: number;
  /** Takes in the next word; `see` is told of the runs that end with it. */
  take(word: number, see: See): void;
  /** No run that begins before this word is of interest. */
  skipTo(word: number): void;
}

const factorA = 0x01000193;
const factorB = 0x5bd1e995;
/** What a character of a script without spaces counts, in letters. */
export const lettersOfHalf = 2;

export function runsOf({ starts, ends, hashes, halves }: Words, { words, span }: Least): Runs {
  // Sums and rolling hashes over all words before: those of a run are a difference.
  const weights = [0];
  const letters = [0];
  const sumsA = [0];
  const sumsB = [0];
  const powersA = [1];
  const powersB = [1];
  let floor = 0;
  /** The first word whose shortest run is not known yet. */
  let next = 0;
  /** Where the shortest run up to the last word begins, if there is one. */
  let back = 0;

  function isLong(first: number, last: number): boolean {
    return weights[last + 1]! - weights[first]! >= 2 * words && letters[last + 1]! - letters[first]! >= 4 * words;
  }

  function tell(first: number, last: number, see: See): void {
    const size = last + 1 - first;
    for (let power = powersA.length; power <= size; power++) {
      powersA.push(Math.imul(powersA[power - 1]!, factorA));
      powersB.push(Math.imul(powersB[power - 1]!, factorB));
    }
    const a = (sumsA[last + 1]! - Math.imul(sumsA[first]!, powersA[size]!)) | 0;
    const b = (sumsB[last + 1]! - Math.imul(sumsB[first]!, powersB[size]!)) | 0;
    see(first, last, a, b);
  }

  return {
    get open() {
      // A longer run than the shortest from a word on may still be the shortest up to a later one.
      return next > floor ? next - 1 : next;
    },
    skipTo(word) {
      floor = Math.max(floor, word);
      next = Math.max(next, word);
      back = Math.max(back, word);
    },
    take(word, see) {
      const half = halves[word] === 1;
      const hash = hashes[word]!;
      weights.push(weights[word]! + (half ? 1 : 2));
      letters.push(letters[word]! + (half ? lettersOfHalf : ends[word]! - starts[word]!));
      sumsA.push((Math.imul(sumsA[word]!, factorA) + hash) | 0);
      sumsB.push((Math.imul(sumsB[word]!, factorB) + hash) | 0);
      let told = -1;
      for (; next <= word; next++) {
        if (ends[word]! - starts[next]! > span) continue;
        if (!isLong(next, word)) break;
        told = next;
        tell(next, word, see);
      }
      while (back < word && isLong(back + 1, word)) back++;
      if (back <= word && back !== told && ends[word]! - starts[back]! <= span && isLong(back, word)) {
        tell(back, word, see);
      }
    },
  };
}
