import { mix } from '../injection/hash.ts';
import { type Harm, harms, KIND_BITS, type ModerationModel } from './model.ts';
import { createWords } from './words.ts';

/** What tells the categories apart: words, and words in pairs. Reads `text` from `from` to `to`. */
export function eachKindPlace(text: string, from: number, to: number, visit: (place: number) => void): void {
  words ??= createWords(() => 0);
  let one = 0;
  for (let at = from; words.read(text, at) && words.start < to; at = words.end) {
    const { hash } = words;
    visit(mix(1, hash) >>> (32 - KIND_BITS));
    visit(mix(2, Math.imul(one, 31) + hash) >>> (32 - KIND_BITS));
    one = hash;
  }
}

let words: ReturnType<typeof createWords> | undefined;

/** The category that a harmful stretch of a text is of, as far as its words tell. */
export function createKinds({ card, kinds }: ModerationModel): (text: string, from: number, to: number) => Harm {
  const sums = new Float64Array(harms.length);
  return (text, from, to) => {
    sums.fill(0);
    let count = 0;
    eachKindPlace(text, from, to, (place) => {
      count++;
      for (let k = 0; k < harms.length; k++) sums[k] = sums[k]! + kinds[place * harms.length + k]!;
    });
    let best = 0;
    for (let k = 0; k < harms.length; k++) {
      sums[k] = (sums[k]! * card.kindScale) / Math.sqrt(Math.max(1, count)) + card.kinds[k]!;
      if (sums[k]! > sums[best]!) best = k;
    }
    return harms[best]!;
  };
}
