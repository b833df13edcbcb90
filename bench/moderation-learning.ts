import { mix } from '../policies/injection/hash.ts';
import { eachKindPlace } from '../policies/moderation/kinds.ts';
import { harms, kindCount } from '../policies/moderation/model.ts';
import { contextPlaces, createWords } from '../policies/moderation/words.ts';
import type { Document } from './injection-learning.ts';
import type { Said } from './moderation-corpus.ts';
import { Random } from './random.ts';

const runLength = 8;

/** Reads texts as the product does; there are no classes of words. */
export function createModerationReader(): (sample: Said) => Document {
  const lists: Int32Array[] = [];
  const words = createWords((places, count) => lists.push(places.slice(0, count)) - 1);
  const places = new Int32Array(4);
  return (sample) => {
    const wordAt = [0];
    const wordPlaces: number[] = [];
    const hashes: number[] = [];
    let [one, two] = [0, 0];
    for (let at = 0; words.read(sample.text, at); at = words.end) {
      for (const place of lists[words.own]!) wordPlaces.push(place);
      const count = contextPlaces(two, one, words.hash, places);
      for (let k = 0; k < count; k++) wordPlaces.push(places[k]!);
      [two, one] = [one, words.hash];
      hashes.push(words.hash);
      wordAt.push(wordPlaces.length);
    }
    const runs: number[] = [];
    for (let i = 0; i + runLength <= hashes.length; i++) {
      runs.push(hashes.slice(i, i + runLength).reduce((all, hash) => mix(7, Math.imul(all, 31) + hash), 0));
    }
    return {
      sample,
      words: hashes.length,
      ownAt: new Int32Array(wordAt.length),
      ownPlaces: new Uint32Array(0),
      wordAt: Int32Array.from(wordAt),
      wordPlaces: Uint32Array.from(wordPlaces),
      classAt: new Int32Array(wordAt.length),
      classPlaces: new Uint32Array(0),
      runs: Int32Array.from(runs),
    };
  };
}

export interface LearntKinds {
  readonly kinds: Int8Array;
  readonly kindScale: number;
  readonly bias: readonly number[];
}

/** Which category a harmful text is of: logistic regression over all of them at once, each category of the same weight. */
export function learnKinds(texts: readonly Said[]): LearntKinds {
  const random = new Random(27);
  const size = harms.length;
  const weights = new Float32Array(kindCount);
  const squares = new Float32Array(kindCount).fill(0.01);
  const bias = new Float64Array(size);
  const counts = new Float64Array(size);
  const labelled = texts.flatMap(({ text, harm }) => {
    if (harm === undefined) return [];
    const places: number[] = [];
    eachKindPlace(text, 0, text.length, (place) => places.push(place));
    counts[harms.indexOf(harm)]!++;
    return [{ places, right: harms.indexOf(harm) }];
  });
  const chances = new Float64Array(size);
  for (let epoch = 0; epoch < 4; epoch++) {
    for (let n = 0; n < labelled.length; n++) {
      const { places, right } = labelled[random.below(labelled.length)]!;
      const part = 1 / Math.sqrt(Math.max(1, places.length));
      let sum = 0;
      for (let k = 0; k < size; k++) {
        let score = 0;
        for (const place of places) score += weights[place * size + k]!;
        chances[k] = Math.exp(score * part + bias[k]!);
        sum += chances[k]!;
      }
      const weight = Math.min(3, labelled.length / size / counts[right]!);
      for (let k = 0; k < size; k++) {
        const gradient = (chances[k]! / sum - (k === right ? 1 : 0)) * weight;
        if (Math.abs(gradient) < 1e-3) continue;
        bias[k] = bias[k]! - 0.01 * gradient;
        for (const place of places) {
          const at = place * size + k;
          const slope = gradient * part;
          squares[at] = squares[at]! + slope * slope;
          weights[at] = weights[at]! - (0.1 * slope) / Math.sqrt(squares[at]!);
        }
      }
    }
  }
  const sorted = Float32Array.from(weights, Math.abs).sort();
  const kindScale = sorted[Math.floor(sorted.length * 0.9998)]! / 127;
  return {
    kinds: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / kindScale)))),
    kindScale: Number(kindScale.toPrecision(6)),
    bias: Array.from(bias, (value) => Number(value.toFixed(4))),
  };
}
