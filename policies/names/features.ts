import { mix } from '../injection/hash.ts';
import { type Gazetteer, gazetteer } from './gazetteer.ts';
import type { Common } from './runs.ts';
import { BREAK, CODE, endsOfWord, MARK, type Words } from './words.ts';

export const TABLE_BITS = 14;
/** Most features of a word. */
export const mostFeatures = 48;

/** Where the features end that are of the word's letters, and of those that lists say: training leaves them out at times. */
export interface Features {
  readonly places: Int32Array;
  count: number;
  letters: number;
  lists: number;
  /** Of the word `i` in the run from `from` to `to`. */
  read(i: number, from: number, to: number): void;
}

const nothing = 3;

export function createFeatures(words: Words, common: Common, lists: Gazetteer = gazetteer()): Features {
  const places = new Int32Array(mostFeatures);
  let seed = 0;
  let count = 0;

  function put(value: number): void {
    seed += 0x3c6e_f372;
    places[count++] = Math.imul(mix(seed, value), 0x9e37_79b1) >>> (32 - TABLE_BITS);
  }
  /** What stands beside a run, as far as it belongs to it. */
  function beside(i: number): number {
    if (i < 0 || i >= words.count || words.kind[i] === BREAK) return nothing;
    return words.kind[i] === CODE ? 2 : words.hash[i]!;
  }

  const features: Features = {
    places,
    count: 0,
    letters: 0,
    lists: 0,
    read(i, from, to) {
      seed = 1;
      count = 0;
      const { hash, kind, about, ends, gap } = words;
      const size = Math.min(to - from, 5);
      const place = i === from ? (i === to - 1 ? 0 : 1) : i === to - 1 ? 2 : 3;
      const own = hash[i]!;
      const [before, after] = [i > from ? hash[i - 1]! : 0, i + 1 < to ? hash[i + 1]! : 0];
      put(own);
      put(own * 4 + place);
      for (let k = 0; k < endsOfWord; k++) put(kind[i] === MARK ? 0 : ends[i * endsOfWord + k]!);
      put(before);
      put(after);
      put(hash[to - 1]!);
      put(hash[from]!);
      features.letters = count;
      const said = about[i]!;
      let all = 0;
      for (let k = from; k < to; k++) all |= about[k]!;
      put(said);
      put(said * 32 + place * 8 + size);
      put(said * 1024 + (i > from ? about[i - 1]! : 1023));
      put(said * 1024 + (i + 1 < to ? about[i + 1]! : 1023));
      put(all * 4 + place);
      put(about[to - 1]! * 4 + place);
      put(about[from]! * 4 + place);
      const paired = i > from && lists.pair(before, own) ? 1 : i + 1 < to && lists.pair(own, after) ? 2 : 0;
      put(paired);
      features.lists = count;
      const one = beside(from - 1);
      const two = one === nothing ? nothing : beside(from - 2);
      const next = beside(to);
      const far = next === nothing ? nothing : beside(to + 1);
      put(one);
      put(one * 4 + place);
      put(Math.imul(two, 31) + one);
      put(two);
      put(next);
      put(next * 4 + place);
      put(Math.imul(next, 31) + far);
      put(far);
      put(Math.imul(one, 31) + said);
      put(Math.imul(next, 31) + said);
      put(Math.imul(one, 31) + next);
      const usual = common(own) ? 1 : 0;
      const first = one === nothing || one === 46 || one === 33 || one === 63 || one === 34 ? 1 : 0;
      put(kind[i]! * 4 + place);
      put(kind[i]! * 4 + usual * 2 + first);
      put(usual * 64 + place * 8 + size);
      let shape = 0;
      for (let k = from; k < to && k < from + 5; k++) shape = shape * 32 + kind[k]! * 2 + (common(hash[k]!) ? 1 : 0);
      put(shape);
      put(shape * 4 + place);
      put(Math.min(i - from, 3) * 8 + size);
      const glued = (gap[from] === 0 && one !== nothing ? 1 : 0) + (next !== nothing && gap[to] === 0 ? 2 : 0);
      put(Math.imul(one, 31) + glued);
      put(Math.imul(next, 31) + glued);
      put(usual * 512 + (said & 511));
      put(0);
      features.count = count;
    },
  };
  return features;
}
