import { mayFollow, tagCount } from './model.ts';
import { mostWords } from './runs.ts';

/** The best tags of a run of words, and how sure each word is of its kind. */
export interface Lattice {
  /** Scores of tags, word by word, to be filled in. */
  readonly own: Float64Array;
  /** The best tags of the first `size` words. */
  best(size: number, tags: Uint8Array): void;
  /** How probable it is for the word at `i` to have each tag; of the first `size` words. */
  chances(size: number, out: Float64Array): void;
}

const never = -1e9;

/** `steps[from * tagCount + to]` is what it takes from one tag to the next. */
export function createLattice(steps: ArrayLike<number>): Lattice {
  const own = new Float64Array(mostWords * tagCount);
  const front = new Float64Array(mostWords * tagCount);
  const back = new Float64Array(mostWords * tagCount);
  const from = new Uint8Array(mostWords * tagCount);
  const cost = Float64Array.from({ length: tagCount * tagCount }, (_, at) =>
    mayFollow(Math.floor(at / tagCount), at % tagCount) ? steps[at]! : never,
  );
  const gain = new Float64Array(tagCount * tagCount);

  return {
    own,
    best(size, tags) {
      for (let t = 0; t < tagCount; t++) front[t] = own[t]! + cost[t]!;
      for (let i = 1; i < size; i++) {
        for (let t = 0; t < tagCount; t++) {
          let [most, who] = [Number.NEGATIVE_INFINITY, 0];
          for (let s = 0; s < tagCount; s++) {
            const score = front[(i - 1) * tagCount + s]! + cost[s * tagCount + t]!;
            if (score > most) [most, who] = [score, s];
          }
          front[i * tagCount + t] = most + own[i * tagCount + t]!;
          from[i * tagCount + t] = who;
        }
      }
      let last = 0;
      for (let t = 1; t < tagCount; t++) {
        if (front[(size - 1) * tagCount + t]! > front[(size - 1) * tagCount + last]!) last = t;
      }
      for (let i = size - 1; i >= 0; i--) {
        tags[i] = last;
        last = from[i * tagCount + last]!;
      }
    },
    chances(size, out) {
      for (let k = 0; k < gain.length; k++) gain[k] = Math.exp(cost[k]!);
      // Each word's numbers are scaled so that they stay numbers.
      for (let i = 0; i < size; i++) {
        let sum = 0;
        let top = never;
        for (let t = 0; t < tagCount; t++) top = Math.max(top, own[i * tagCount + t]!);
        for (let t = 0; t < tagCount; t++) {
          let before = i === 0 ? gain[t]! : 0;
          if (i > 0)
            for (let s = 0; s < tagCount; s++) before += front[(i - 1) * tagCount + s]! * gain[s * tagCount + t]!;
          const value = before * Math.exp(own[i * tagCount + t]! - top);
          front[i * tagCount + t] = value;
          sum += value;
        }
        for (let t = 0; t < tagCount; t++) front[i * tagCount + t] = front[i * tagCount + t]! / sum;
      }
      for (let t = 0; t < tagCount; t++) back[(size - 1) * tagCount + t] = 1;
      for (let i = size - 2; i >= 0; i--) {
        let sum = 0;
        let top = never;
        for (let t = 0; t < tagCount; t++) top = Math.max(top, own[(i + 1) * tagCount + t]!);
        for (let s = 0; s < tagCount; s++) {
          let value = 0;
          for (let t = 0; t < tagCount; t++) {
            const next = (i + 1) * tagCount + t;
            value += gain[s * tagCount + t]! * Math.exp(own[next]! - top) * back[next]!;
          }
          back[i * tagCount + s] = value;
          sum += value;
        }
        for (let s = 0; s < tagCount; s++) back[i * tagCount + s] = back[i * tagCount + s]! / sum;
      }
      for (let i = 0; i < size; i++) {
        let sum = 0;
        for (let t = 0; t < tagCount; t++) sum += front[i * tagCount + t]! * back[i * tagCount + t]!;
        for (let t = 0; t < tagCount; t++) {
          out[i * tagCount + t] = (front[i * tagCount + t]! * back[i * tagCount + t]!) / sum;
        }
      }
    },
  };
}
