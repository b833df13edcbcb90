import type { Sighting, Sightings } from './canaries.ts';
import { createHashPairs, type HashPairs } from './hash-pairs.ts';
import { type Least, lettersOfHalf, runsOf } from './word-runs.ts';
import { readWord, type Word, wordBorder, wordsIn } from './words.ts';

/** What a text says: its runs of the least length, its pairs of words and its words, all as hashes. */
export interface Said {
  readonly least: Least;
  readonly hashes: HashPairs;
}

/** Tells hashes of single words from those of pairs and runs. */
const single = 0x51ed270b;

/** The same for any length: a long leak is found in parts, which must not be judged apart. */
const quoted = 0.9;

function pairOf(before: number, word: number): number {
  return Math.imul(before, 31) + word;
}

export function saidIn(text: string, least: Least): Said {
  const words = wordsIn(text);
  const known = words.hashes;
  const hashes = createHashPairs(known.length * 3);
  const runs = runsOf(words, least);
  for (let i = 0; i < known.length; i++) {
    hashes.add(known[i]!, single);
    if (i > 0) hashes.add(pairOf(known[i - 1]!, known[i]!), known[i]!);
    runs.take(i, (_first, _last, a, b) => hashes.add(a, b));
  }
  return { least, hashes };
}

/** The runs of `texts` that are among what is said. */
export function sharedRuns(texts: Iterable<string>, { least, hashes }: Said): HashPairs {
  const shared = createHashPairs(0);
  for (const text of texts) {
    const words = wordsIn(text);
    const runs = runsOf(words, least);
    for (let i = 0; i < words.hashes.length; i++) {
      runs.take(i, (_first, _last, a, b) => {
        if (hashes.has(a, b)) shared.add(a, b);
      });
    }
  }
  return shared;
}

const none: readonly Sighting[] = Object.freeze([]);
const word: Word = { start: 0, end: 0, hash: 0, half: false };

/**
 * A first look, which is all that nearly every text needs: undefined where as many words as make a quote
 * may stand in a row there, else where the words in a row at its end begin.
 */
function glance(text: string, from: number, { least, hashes }: Said, ended: boolean): number | undefined {
  let open = -1;
  let before = 0;
  let weight = 0;
  let letters = 0;
  for (let at = wordBorder(text, from); readWord(text, at, word); at = word.end) {
    const { start, end, hash, half } = word;
    if (!ended && !half && end === text.length) {
      if (open === -1) open = start;
      break;
    }
    if (!hashes.has(hash, single)) {
      open = -1;
      continue;
    }
    if (open === -1 || !hashes.has(pairOf(before, hash), hash)) {
      open = start;
      weight = 0;
      letters = 0;
    }
    before = hash;
    weight += half ? 1 : 2;
    letters += half ? lettersOfHalf : end - start;
    if (weight >= 2 * least.words && letters >= 4 * least.words) return undefined;
  }
  if (open === -1) return text.length;
  return text.length - open > least.span ? undefined : open;
}

/** The runs that a text quotes, from `from` on; `ended`: its last word is whole. */
export function quotesIn(
  text: string,
  from: number,
  said: Said,
  excused: (a: number, b: number) => boolean,
  ended: boolean,
): Sightings {
  const glanced = glance(text, from, said, ended);
  if (glanced !== undefined) return { runs: none, open: glanced };
  const { least, hashes } = said;
  const words = wordsIn(text, from);
  const { starts, ends, halves } = words;
  const known = words.hashes;
  const cut = !ended && ends.at(-1) === text.length && halves.at(-1) === 0;
  const whole = known.length - (cut ? 1 : 0);
  const found: Sighting[] = [];
  const runs = runsOf(words, least);
  for (let i = 0; i < whole; i++) {
    // No quoted run goes over a word, or over two of them, that are not said there.
    if (!hashes.has(known[i]!, single)) runs.skipTo(i + 1);
    else if (i > 0 && !hashes.has(pairOf(known[i - 1]!, known[i]!), known[i]!)) runs.skipTo(i);
    runs.take(i, (first, last, a, b) => {
      if (hashes.has(a, b) && !excused(a, b)) found.push({ start: starts[first]!, end: ends[last]!, score: quoted });
    });
  }
  let { open } = runs;
  while (open < known.length && text.length - starts[open]! > least.span) open++;
  // Two kinds of runs were told side by side.
  found.sort((a, b) => a.start - b.start || a.end - b.end);
  return { runs: found, open: starts[open] ?? text.length };
}
