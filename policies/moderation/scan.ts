import type { Match } from '../detector.ts';
import { createKinds } from './kinds.ts';
import type { ModerationModel } from './model.ts';
import { contextPlaces, createWords } from './words.ts';

/** Words that are judged together: a sentence, and a paragraph. */
export const [small, large] = [16, 48];
/** A text of fewer words counts as one of this many, so that one word alone is never much. */
const fewest = 6;
/** A power of two above the largest window. */
const ring = 64;

/** Words count less the more there are of them. */
export function share(words: number): number {
  return 1 / Math.sqrt(Math.max(words, fewest));
}

/** The windows of a text that look harmful, and as what; of those that overlap, the best. */
export type ModerationScan = (text: string) => Match[];

/** Scores below are not worth a finding. */
const least = 0.2;

export function createScan(model: ModerationModel): ModerationScan {
  const { card, weights } = model;
  const words = createWords((places, count) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += weights[places[i]!]!;
    return sum;
  });
  const kinds = createKinds(model);
  const places = new Int32Array(4);
  const sums = new Int32Array(ring);
  const starts = new Int32Array(ring);
  const mask = ring - 1;
  const slope = Math.log(9) / (card.threshold - card.half);
  const floor = (card.half + Math.log(least / (1 - least)) / slope - card.bias) / card.scale;

  return (text) => {
    const found: Match[] = [];
    let [bestStart, bestEnd, best] = [0, 0, Number.NEGATIVE_INFINITY];

    function flush(): void {
      const score = 1 / (1 + Math.exp(-slope * (best * card.scale + card.bias - card.half)));
      found.push({ start: bestStart, end: bestEnd, score, category: kinds(text, bestStart, bestEnd) });
      [bestEnd, best] = [0, Number.NEGATIVE_INFINITY];
    }
    function keep(from: number, to: number, score: number): void {
      if (score < floor) return;
      if (from >= bestEnd && bestEnd > 0) flush();
      if (score > best) [bestStart, bestEnd, best] = [from, to, score];
    }

    let [one, two, sum, n, end] = [0, 0, 0, 0, 0];
    sums[0] = 0;
    for (let at = 0; words.read(text, at); at = words.end) {
      const { hash } = words;
      sum += words.own;
      const count = contextPlaces(two, one, hash, places);
      for (let k = 0; k < count; k++) sum += weights[places[k]!]!;
      [two, one] = [one, hash];
      starts[n & mask] = words.start;
      end = words.end;
      n++;
      sums[n & mask] = sum;
      if (n >= small) keep(starts[(n - small) & mask]!, end, (sum - sums[(n - small) & mask]!) * share(small));
      if (n >= large) keep(starts[(n - large) & mask]!, end, (sum - sums[(n - large) & mask]!) * share(large));
    }
    if (n > 0 && n < large) keep(starts[0]!, end, sum * share(n));
    if (bestEnd > 0) flush();
    return found;
  };
}
