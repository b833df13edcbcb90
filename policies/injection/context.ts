import { placeOf, seeds } from './hash.ts';

// Features of a word with those before it: neighbours, words with one or two between, and words of the
// lexicon by their class alone, so that what is learnt in one language is known in the others. What came before is
// kept here and not by each reader: to the engine these arrays are constants then.

/** Words on which a word of the lexicon may still be read together with the one before. */
export const farthest = 8;

function place(seed: number, value: number): number {
  const h = Math.imul(value ^ seed, 0x85eb_ca6b);
  return placeOf(h ^ (h >>> 15));
}

export function pairPlace(one: number, hash: number): number {
  return place(seeds.pair, Math.imul(one, 31) + hash);
}

export function triplePlace(two: number, one: number, hash: number): number {
  return place(seeds.triple, Math.imul(Math.imul(two, 31) + one, 31) + hash);
}

/** With one word between. */
export function skipPlace(two: number, hash: number): number {
  return place(seeds.skip, Math.imul(two, 31) + hash);
}

/** With two words between. */
export function farPlace(three: number, hash: number): number {
  return place(seeds.far, Math.imul(three, 31) + hash);
}

let last = 0;
let lastAt = -99;
let older = 0;
let olderAt = -99;

/**
 * Writes the places of what a word of a class at `at` says behind the first `from`, with the last two words of the
 * lexicon where these are near; returns how many there are then.
 */
export function classPlaces(klass: number, at: number, places: Int32Array, from = 0): number {
  let count = from;
  places[count++] = place(seeds.class1, klass);
  const gap = at - lastAt;
  if (gap <= farthest) {
    const pair = last * 32 + klass;
    places[count++] = place(seeds.class2, pair);
    places[count++] = place(seeds.near2, pair * 4 + (gap === 1 ? 0 : gap <= 3 ? 1 : 2));
    if (lastAt - olderAt <= farthest) places[count++] = place(seeds.class3, older * 1024 + pair);
  }
  older = last;
  olderAt = lastAt;
  last = klass;
  lastAt = at;
  return count;
}

/** Within so many words a word that comes again says nothing new by itself; fewer than the largest window has. */
const repeats = 32;
const remembered = 256;

const hashes = new Int32Array(remembered);
const seenAt = new Int32Array(remembered);

/** Whether a word has just been read. */
export function isRepeat(hash: number, at: number): boolean {
  // Two words in one place forget each other, which is the same for the training.
  const slot = Math.imul(hash, 0x9e37_79b1) >>> 24;
  const again = hashes[slot] === hash && at - seenAt[slot]! <= repeats;
  hashes[slot] = hash;
  seenAt[slot] = at;
  return again;
}

/** A text begins: texts are read one after the other, each to its end. */
export function beginText(): void {
  hashes.fill(0);
  [last, older, lastAt, olderAt] = [0, 0, -99, -99];
}
