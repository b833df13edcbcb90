import type { Match } from '../detector.ts';
import type { Head } from './model.ts';
import { ownShare } from './tokens.ts';
import { largest, RING, riseAt, share } from './windows.ts';

const mask = RING - 1;

/** What one head makes of a text, word by word. */
export interface Lane {
  /** What the features of a word by itself add. */
  own(places: Int32Array, count: number): number;
  begin(): void;
  /** The next word: what it adds by itself, and the places of its features with others. */
  step(own: number, places: Int32Array, count: number, start: number, end: number): void;
  /** The windows that score enough; of those that overlap, the best. */
  end(): Match[];
}

export function createLane(head: Head): Lane {
  const { weights, scale, bias, slope, threshold, windows, rise } = head;
  const sums = new Int32Array(RING);
  const starts = new Int32Array(RING);
  const shares = Float64Array.from(windows, share);
  // Raw scores below this are not worth a finding: the calibrated ones would be below one half.
  const floor = (threshold - Math.log(9) / slope - bias) / scale;
  let found: Match[] = [];
  let [bestStart, bestEnd, best] = [0, 0, Number.NEGATIVE_INFINITY];
  let sum = 0;
  let n = 0;
  let last = 0;

  function keep(from: number, to: number, raw: number): void {
    if (raw < floor) return;
    if (from >= bestEnd && bestEnd > 0) flush();
    if (raw > best) [bestStart, bestEnd, best] = [from, to, raw];
  }
  function flush(): void {
    found.push({ start: bestStart, end: bestEnd, score: calibrated(best * scale + bias, threshold, slope) });
    [bestEnd, best] = [0, Number.NEGATIVE_INFINITY];
  }

  return {
    own(places, count) {
      let own = 0;
      for (let i = 0; i < count; i++) own += weights[places[i]!]!;
      return Math.round(own * ownShare(count));
    },
    begin() {
      found = [];
      [bestStart, bestEnd, best] = [0, 0, Number.NEGATIVE_INFINITY];
      [sum, n, last] = [0, 0, 0];
      sums[0] = 0;
    },
    step(own, places, count, start, end) {
      sum += own;
      for (let k = 0; k < count; k++) sum += weights[places[k]!]!;
      starts[n & mask] = start;
      last = end;
      n++;
      sums[n & mask] = sum;
      for (let k = 0; k < windows.length && n >= windows[k]!; k++) {
        const from = (n - windows[k]!) & mask;
        const raw = (sum - sums[from]!) * shares[k]!;
        if (raw >= floor) keep(starts[from]!, end, raw - riseAt(n, rise) / scale);
      }
    },
    end() {
      if (n > 0 && n < largest) keep(starts[0]!, last, sum * share(n));
      if (bestEnd > 0) flush();
      return found;
    },
  };
}

/** 0.9 at the threshold, 0.5 at log(9) / slope below it. */
export function calibrated(score: number, threshold: number, slope: number): number {
  return 1 / (1 + Math.exp(-(slope * (score - threshold) + Math.log(9))));
}
