import type { Match } from '../detector.ts';
import type { Head } from './model.ts';
import { riseAt, share, sizes } from './windows.ts';

/** The windows of a text that score enough by one head; of those that overlap, the best. */
export interface Findings {
  /** By the size of a window: what its words must add up to at least to be worth a look. */
  readonly least: Int32Array;
  begin(): void;
  /** A window of so many words that ends with the `n`th, and what they add up to. */
  look(size: number, n: number, sum: number, start: number, end: number): void;
  end(): Match[];
}

/** No sum of a window is as much. */
export const never = 0x3fff_ffff;

export function createFindings(head: Head): Findings {
  const { scale, bias, slope, threshold, windows, rise } = head;
  // Raw scores below this are not worth a finding: the calibrated ones would be below one half.
  const floor = (threshold - Math.log(9) / slope - bias) / scale;
  if (windows.some((size) => !sizes.includes(size as 8))) throw new RangeError('a window of a size that nobody reads');
  let found: Match[] = [];
  let [bestStart, bestEnd, best] = [0, 0, Number.NEGATIVE_INFINITY];

  function flush(): void {
    found.push({ start: bestStart, end: bestEnd, score: calibrated(best * scale + bias, threshold, slope) });
    [bestEnd, best] = [0, Number.NEGATIVE_INFINITY];
  }

  return {
    least: Int32Array.from(sizes, (size) => (windows.includes(size) ? Math.floor(floor / share(size)) : never)),
    begin() {
      found = [];
      [bestStart, bestEnd, best] = [0, 0, Number.NEGATIVE_INFINITY];
    },
    look(size, n, sum, start, end) {
      const raw = sum * share(size) - riseAt(n, rise) / scale;
      if (raw < floor) return;
      if (start >= bestEnd && bestEnd > 0) flush();
      if (raw > best) [bestStart, bestEnd, best] = [start, end, raw];
    },
    end() {
      if (bestEnd > 0) flush();
      return found;
    },
  };
}

/** 0.9 at the threshold, 0.5 at log(9) / slope below it. */
export function calibrated(score: number, threshold: number, slope: number): number {
  return 1 / (1 + Math.exp(-(slope * (score - threshold) + Math.log(9))));
}
