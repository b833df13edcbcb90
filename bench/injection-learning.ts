import {
  beginText,
  farPlace,
  isRepeat,
  pairPlace,
  classPlaces as placesOfClass,
  skipPlace,
  triplePlace,
} from '../policies/injection/context.ts';
import { mix, seeds, TABLE_BITS } from '../policies/injection/hash.ts';
import { createTokens, firstHidden, ownShare } from '../policies/injection/tokens.ts';
import { largest, riseAt, share } from '../policies/injection/windows.ts';
import type { Sample } from './injection-corpus.ts';
import { Random } from './random.ts';

/** A sample as places in the table, word by word. */
export interface Document {
  readonly sample: Sample;
  readonly words: number;
  /** Features of words by themselves, those of words with others, those by classes: from `at[i]` to `at[i + 1]`. */
  readonly ownAt: Int32Array;
  readonly ownPlaces: Uint32Array;
  readonly wordAt: Int32Array;
  readonly wordPlaces: Uint32Array;
  readonly classAt: Int32Array;
  readonly classPlaces: Uint32Array;
  /** Every run of eight words, to know texts that share one. */
  readonly runs: Int32Array;
  /** The words of the attack, if it is known where it stands. */
  readonly span?: readonly [from: number, to: number];
}

export interface Learnt {
  readonly weights: Float32Array;
  readonly bias: number;
}

const most = 40_000;
const runLength = 8;
/** Weights are the mean of those after this epoch and each later one. */
const averaged = 2;

/** Reads texts as the product does. */
export function createReader(): (sample: Sample) => Document {
  // The tokenizer remembers a word's own features as one number: here the number of a list of them.
  const lists: Int32Array[] = [];
  const tokens = createTokens((places, count, sums) => {
    sums[0] = lists.push(places.slice(0, count)) - 1;
  });
  const places = new Int32Array(8);
  return (sample) => {
    beginText();
    let [one, two, three] = [0, 0, 0];
    const [ownAt, wordAt, classAt] = [[0], [0], [0]];
    const ownPlaces: number[] = [];
    const wordPlaces: number[] = [];
    const classPlaces: number[] = [];
    const hashes: number[] = [];
    const [spanStart, spanEnd] = sample.span ?? [0, 0];
    let [from, to] = [0, 0];
    for (let at = 0; at < sample.text.length && hashes.length < most; at = tokens.next) {
      tokens.read(sample.text, at);
      for (let i = 0; i < tokens.count; i++) {
        const hash = tokens.hash[i]!;
        if (!isRepeat(hash, hashes.length)) for (const place of lists[tokens.own[0][i]!]!) ownPlaces.push(place);
        hashes.push(hash);
        if (tokens.start[i]! < spanStart) from = hashes.length;
        if (tokens.end[i]! <= spanEnd) to = hashes.length;
        wordPlaces.push(pairPlace(one, hash), triplePlace(two, one, hash), skipPlace(two, hash), farPlace(three, hash));
        [three, two, one] = [two, one, hash];
        const klass = tokens.klass[i]!;
        if (klass !== 0 && klass < firstHidden) {
          const count = placesOfClass(klass, hashes.length - 1, places);
          for (let k = 0; k < count; k++) classPlaces.push(places[k]!);
        }
        ownAt.push(ownPlaces.length);
        wordAt.push(wordPlaces.length);
        classAt.push(classPlaces.length);
      }
    }
    const runs: number[] = [];
    for (let i = 0; i + runLength <= hashes.length; i++) {
      runs.push(hashes.slice(i, i + runLength).reduce((all, hash) => mix(seeds.far, Math.imul(all, 31) + hash), 0));
    }
    return {
      sample,
      words: hashes.length,
      ownAt: Int32Array.from(ownAt),
      ownPlaces: Uint32Array.from(ownPlaces),
      wordAt: Int32Array.from(wordAt),
      wordPlaces: Uint32Array.from(wordPlaces),
      classAt: Int32Array.from(classAt),
      classPlaces: Uint32Array.from(classPlaces),
      runs: Int32Array.from(runs),
      ...(from < to ? { span: [from, to] as const } : {}),
    };
  };
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

/** The best window without the bias, as the product scores it. */
export function bestWindow(document: Document, weights: Float32Array, sizes: readonly number[], rise: number): Window {
  return bestWindows(document, weights, sizes, rise, false, undefined, 1)[0]!;
}

/** The best windows that have no word in common, at most so many; with a span those that cover it. */
function bestWindows(
  document: Document,
  weights: Float32Array,
  sizes: readonly number[],
  rise: number,
  classesOnly: boolean,
  span: Document['span'],
  most: number,
): Window[] {
  const { words, ownAt, ownPlaces, wordAt, wordPlaces, classAt, classPlaces } = document;
  const sums = new Float64Array(words + 1);
  for (let i = 0; i < words; i++) {
    let sum = sums[i]!;
    if (!classesOnly) {
      let own = 0;
      for (let k = ownAt[i]!; k < ownAt[i + 1]!; k++) own += weights[ownPlaces[k]!]!;
      sum += own * ownShare(ownAt[i + 1]! - ownAt[i]! || 1);
      for (let k = wordAt[i]!; k < wordAt[i + 1]!; k++) sum += weights[wordPlaces[k]!]!;
    }
    for (let k = classAt[i]!; k < classAt[i + 1]!; k++) sum += weights[classPlaces[k]!]!;
    sums[i + 1] = sum;
  }
  const found: Window[] = [];
  let best: Window = { from: 0, to: 0, score: Number.NEGATIVE_INFINITY };
  const look = (from: number, to: number): void => {
    if (found.some((other) => from < other.to && to > other.from)) return;
    if (span !== undefined) {
      const common = Math.min(to, span[1]) - Math.max(from, span[0]);
      if (2 * common < Math.min(to - from, span[1] - span[0])) return;
    }
    const score = (sums[to]! - sums[from]!) * share(to - from) - riseAt(to, rise);
    if (score > best.score) best = { from, to, score };
  };
  while (found.length < most) {
    best = { from: 0, to: 0, score: Number.NEGATIVE_INFINITY };
    for (const size of sizes) for (let to = size; to <= words; to++) look(to - size, to);
    if (words < largest) look(0, words);
    if (best.to === 0 && found.length > 0) break;
    found.push(best);
  }
  return found;
}

export interface Settings {
  readonly epochs: number;
  readonly rate: number;
  readonly decay: number;
  readonly dropout: number;
  /** Windows of a long honest text that teach at once, in each epoch: one, and one more for each 200 words. */
  readonly windows: number;
}

export const usual: Settings = { epochs: 6, rate: 0.05, decay: 2e-7, dropout: 0.3, windows: 8 };

/** Texts of a set together weigh no more than this many, so that no set outshouts the others. */
const heaviest = { 0: 2500, 1: 900 };
/** Those of our own are of many kinds. */
const heaviestOwn = { 0: 5000, 1: 2500 };

/**
 * Logistic regression with AdaGrad over windows: an attack teaches by the window that looks most like
 * one, and so does an honest text, since that is the one that would be a false alarm.
 */
export function learn(
  documents: readonly Document[],
  sizes: readonly number[],
  { epochs, rate, decay, dropout, windows }: Settings = usual,
): Learnt {
  const random = new Random(20_261_120);
  const weights = new Float32Array(1 << TABLE_BITS);
  const squares = new Float32Array(1 << TABLE_BITS).fill(1e-3);
  let bias = -1;
  let biasSquare = 1;
  const counts = new Map<string, number>();
  const keyOf = ({ sample }: Document): string => `${sample.label} ${sample.source}`;
  for (const document of documents) counts.set(keyOf(document), (counts.get(keyOf(document)) ?? 0) + 1);
  const order = documents.map((_, index) => index);
  const step = (place: number, gradient: number): void => {
    const slope = gradient + decay * weights[place]!;
    squares[place] = squares[place]! + slope * slope;
    weights[place] = weights[place]! - (rate * slope) / Math.sqrt(squares[place]!);
  };
  const sum = new Float32Array(1 << TABLE_BITS);
  let biasSum = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const other = random.below(i + 1);
      [order[i], order[other]] = [order[other]!, order[i]!];
    }
    for (const index of order) {
      const document = documents[index]!;
      if (document.words === 0) continue;
      const { label } = document.sample;
      const classesOnly = random.next() < dropout;
      const most = label === 1 ? 1 : 1 + Math.min(windows - 1, Math.floor(document.words / 200));
      for (const { from, to, score } of bestWindows(document, weights, sizes, 0, classesOnly, document.span, most)) {
        const wrong = 1 / (1 + Math.exp(-(score + bias))) - label;
        const limits = document.sample.source.startsWith('own:') ? heaviestOwn : heaviest;
        const gradient = wrong * Math.min(label === 1 ? 2 : 1, limits[label] / counts.get(keyOf(document))!);
        if (Math.abs(gradient) < 1e-4) continue;
        const each = gradient * share(to - from);
        const { ownAt, ownPlaces, wordAt, wordPlaces, classAt, classPlaces } = document;
        if (!classesOnly) {
          for (let i = from; i < to; i++) {
            const own = each * ownShare(ownAt[i + 1]! - ownAt[i]! || 1);
            for (let k = ownAt[i]!; k < ownAt[i + 1]!; k++) step(ownPlaces[k]!, own);
          }
          for (let k = wordAt[from]!; k < wordAt[to]!; k++) step(wordPlaces[k]!, each);
        }
        for (let k = classAt[from]!; k < classAt[to]!; k++) step(classPlaces[k]!, each);
        biasSquare += gradient * gradient;
        bias -= (rate * gradient) / Math.sqrt(biasSquare);
      }
    }
    if (epoch >= averaged) {
      for (let place = 0; place < sum.length; place++) sum[place] = sum[place]! + weights[place]!;
      biasSum += bias;
    }
  }
  // What swings from one epoch to the next evens out.
  const count = epochs - averaged;
  return { weights: sum.map((each) => each / count), bias: biasSum / count };
}

/** Without those that have a run of words in common with what is held out. */
export function decontaminated(documents: readonly Document[], held: readonly Document[]): Document[] {
  const runs = new Set<number>();
  for (const document of held) for (const run of document.runs) runs.add(run);
  return documents.filter((document) => {
    // Own templates and carriers repeat phrases by nature; a labelled text must not share any.
    if (document.sample.source.startsWith('own:')) return true;
    return !document.runs.some((run) => runs.has(run));
  });
}

/** Weights in eight bits, of which the largest of a share are cut off, which leaves finer steps for all the others. */
export function quantised({ weights }: Learnt, kept = 1): { readonly weights: Int8Array; readonly scale: number } {
  const sorted = Float32Array.from(weights, Math.abs).sort();
  const scale = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * kept))]! / 127;
  return {
    weights: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))),
    scale,
  };
}
