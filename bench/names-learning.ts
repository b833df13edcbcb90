import { createFeatures } from '../policies/names/features.ts';
import { createLattice } from '../policies/names/lattice.ts';
import { kindsOfName, mayFollow, tagCount, weightCount } from '../policies/names/model.ts';
import { begins, type Common, isList, type Run, readRun } from '../policies/names/runs.ts';
import { createWords } from '../policies/names/words.ts';
import type { Marked } from './names-making.ts';
import { Random } from './random.ts';

/** A run of words as the product sees it: features by word, and the right tags. */
interface Example {
  readonly places: readonly Uint16Array[];
  readonly letters: number;
  readonly lists: number;
  readonly tags: Uint8Array;
  readonly weight: number;
}

export interface LearntNames {
  readonly weights: Float32Array;
  readonly steps: Float64Array;
}

/** Reads texts as the product does; a word is of a name when it lies within one. */
export function examplesOf(texts: readonly Marked[], common: Common, weight = 1): Example[] {
  const words = createWords();
  const features = createFeatures(words, common);
  const run: Run = { end: 0, ender: 0 };
  const examples: Example[] = [];
  for (const { text, spans, unclear = [] } of texts) {
    words.count = 0;
    if (words.read(text, 0) < text.length) continue;
    for (let i = 0; i < words.count; i++) {
      if (!begins(words, i, common)) continue;
      readRun(words, i, common, run);
      const [from, to] = [i, run.end];
      i = run.end - 1;
      if (isList(words, from, to)) continue;
      const [start, end] = [words.start[from]!, words.end[to - 1]!];
      if (unclear.some(([a, b]) => a < end && start < b)) continue;
      const tags = new Uint8Array(to - from);
      for (let k = from; k < to; k++) {
        const middle = (words.start[k]! + words.end[k]!) / 2;
        const span = spans.find(([a, b]) => a <= middle && middle < b);
        if (span === undefined) continue;
        const first = k === from || words.start[k - 1]! < span[0];
        tags[k - from] = 2 * kindsOfName.indexOf(span[2]) + (first ? 1 : 2);
      }
      const places: Uint16Array[] = [];
      for (let k = from; k < to; k++) {
        features.read(k, from, to);
        places.push(Uint16Array.from(features.places.subarray(0, features.count)));
      }
      examples.push({ places, letters: features.letters, lists: features.lists, tags, weight });
    }
  }
  return examples;
}

const [epochs, rate, decay] = [5, 0.12, 1e-6];
/** Shares of the runs from which a word's letters, or what lists say of it, are left out. */
const [withoutLetters, withoutLists] = [0.3, 0.2];

/** A chain of words with AdaGrad (a linear conditional random field): it learns by what it expects and what is right. */
export function learnNames(examples: readonly Example[]): LearntNames {
  const random = new Random(20_261_125);
  const weights = new Float32Array(weightCount);
  const squares = new Float32Array(weightCount).fill(0.1);
  const steps = new Float64Array(tagCount * tagCount);
  const stepSquares = new Float64Array(tagCount * tagCount).fill(0.1);
  const order = examples.map((_, index) => index);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const other = random.below(i + 1);
      [order[i], order[other]] = [order[other]!, order[i]!];
    }
    for (const index of order) {
      const { places, letters, lists, tags, weight } = examples[index]!;
      const size = tags.length;
      const noLetters = random.next() < withoutLetters;
      const noLists = random.next() < withoutLists;
      const used = (k: number): boolean => (k < letters ? !noLetters : k < lists ? !noLists : true);
      const lattice = createLattice(steps);
      const { own } = lattice;
      for (let i = 0; i < size; i++) {
        const row = places[i]!;
        for (let k = 0; k < row.length; k++) {
          if (!used(k)) continue;
          const base = row[k]! * tagCount;
          for (let t = 0; t < tagCount; t++) own[i * tagCount + t] = own[i * tagCount + t]! + weights[base + t]!;
        }
      }
      const chances = new Float64Array(size * tagCount);
      lattice.chances(size, chances);
      let before = 0;
      for (let i = 0; i < size; i++) {
        const row = places[i]!;
        const right = tags[i]!;
        for (let t = 0; t < tagCount; t++) {
          const gradient = (chances[i * tagCount + t]! - (t === right ? 1 : 0)) * weight;
          // Steps learn by the chances of both words as if they were apart, which is near enough.
          for (let s = 0; s < tagCount; s++) {
            if (!mayFollow(s, t)) continue;
            const was = i === 0 ? (s === 0 ? 1 : 0) : chances[(i - 1) * tagCount + s]!;
            const slope = (was * chances[i * tagCount + t]! - (s === before && t === right ? 1 : 0)) * weight;
            const at = s * tagCount + t;
            stepSquares[at] = stepSquares[at]! + slope * slope;
            steps[at] = steps[at]! - (0.3 * rate * slope) / Math.sqrt(stepSquares[at]!);
          }
          if (Math.abs(gradient) < 1e-3) continue;
          for (let k = 0; k < row.length; k++) {
            if (!used(k)) continue;
            const at = row[k]! * tagCount + t;
            const slope = gradient + decay * weights[at]!;
            squares[at] = squares[at]! + slope * slope;
            weights[at] = weights[at]! - (rate * slope) / Math.sqrt(squares[at]!);
          }
        }
        before = right;
      }
    }
  }
  return { weights, steps };
}

/** Weights in eight bits. */
export function quantisedNames({ weights }: LearntNames): { readonly weights: Int8Array; readonly scale: number } {
  const sorted = Float32Array.from(weights, Math.abs).sort();
  const scale = sorted[Math.floor(sorted.length * 0.9998)]! / 127;
  return {
    weights: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))),
    scale,
  };
}
