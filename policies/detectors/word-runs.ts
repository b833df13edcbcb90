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

/** Goes over a text's words one by one, and over the shortest run of the least length that each one begins. */
export interface Runs {
  /** The first word whose run is not known yet. */
  readonly next: number;
  /** Takes in a word; `see` is told of the runs that end with it. */
  take(word: number, see: See): void;
  /** No run that begins before this word is of interest. */
  skipTo(word: number): void;
}

const factorA = 0x01000193;
const factorB = 0x5bd1e995;
/** What a character of a script without spaces counts, in letters. */
const lettersOfHalf = 2;

export function runsOf({ starts, ends, hashes, halves }: Words, { words, span }: Least): Runs {
  // Sums and rolling hashes over all words before: those of a run are a difference.
  const weights = [0];
  const letters = [0];
  const sumsA = [0];
  const sumsB = [0];
  const powersA = [1];
  const powersB = [1];
  let next = 0;
  return {
    get next() {
      return next;
    },
    skipTo(word) {
      if (word > next) next = word;
    },
    take(word, see) {
      const half = halves[word] === 1;
      const hash = hashes[word]!;
      weights.push(weights[word]! + (half ? 1 : 2));
      letters.push(letters[word]! + (half ? lettersOfHalf : ends[word]! - starts[word]!));
      sumsA.push((Math.imul(sumsA[word]!, factorA) + hash) | 0);
      sumsB.push((Math.imul(sumsB[word]!, factorB) + hash) | 0);
      while (next <= word) {
        if (ends[word]! - starts[next]! <= span) {
          const isLong = weights[word + 1]! - weights[next]! >= 2 * words;
          if (!isLong || letters[word + 1]! - letters[next]! < 4 * words) return;
          const size = word + 1 - next;
          for (let power = powersA.length; power <= size; power++) {
            powersA.push(Math.imul(powersA[power - 1]!, factorA));
            powersB.push(Math.imul(powersB[power - 1]!, factorB));
          }
          const a = (sumsA[word + 1]! - Math.imul(sumsA[next]!, powersA[size]!)) | 0;
          const b = (sumsB[word + 1]! - Math.imul(sumsB[next]!, powersB[size]!)) | 0;
          see(next, word, a, b);
        }
        next++;
      }
    },
  };
}
