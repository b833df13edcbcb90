import type { Match } from '../detector.ts';
import type { Noticed } from '../views.ts';
import { createTrail, farPlace, pairPlace, skipPlace, triplePlace } from './context.ts';
import type { Head } from './model.ts';
import { createTokens, firstHidden, SINGLE } from './tokens.ts';
import { largest, RING, riseAt, share } from './windows.ts';

const mask = RING - 1;

/** Finds the windows of a text that score at least `floor`; of those that overlap, the best. */
export type ModelScan = (text: string) => { readonly found: Match[]; readonly noticed: Noticed };

/** Fewer words of one's kind are chance. */
const fewestHidden = 2;
const fewestSpaced = 8;
/** Words of a text in which one is enough, all but one. */
const short = 16;

export function createScan(head: Head): ModelScan {
  const { weights, scale, bias, slope, threshold, windows, rise } = head;
  const tokens = createTokens((places, count) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += weights[places[i]!]!;
    return sum;
  });
  const sums = new Int32Array(RING);
  const starts = new Int32Array(RING);
  const places = new Int32Array(8);
  const hidden = new Int32Array(4);
  const shares = Float64Array.from(windows, share);
  // Raw scores below this are not worth a finding: the calibrated ones would be below one half.
  const floor = (threshold - Math.log(9) / slope - bias) / scale;

  return (text) => {
    const found: Match[] = [];
    const trail = createTrail();
    let singles = 0;
    let longestRow = 0;
    let one = 0;
    let two = 0;
    let three = 0;
    let [bestStart, bestEnd, best] = [0, 0, Number.NEGATIVE_INFINITY];
    let sum = 0;
    let n = 0;
    let end = 0;

    function keep(from: number, to: number, raw: number): void {
      if (raw < floor) return;
      if (from >= bestEnd && bestEnd > 0) flush();
      if (raw > best) [bestStart, bestEnd, best] = [from, to, raw];
    }
    function flush(): void {
      found.push({ start: bestStart, end: bestEnd, score: calibrated(best * scale + bias, threshold, slope) });
      [bestEnd, best] = [0, Number.NEGATIVE_INFINITY];
    }

    sums[0] = 0;
    hidden.fill(0);
    for (let at = 0; at < text.length; at = tokens.next) {
      tokens.read(text, at);
      for (let i = 0; i < tokens.count; i++) {
        sum += tokens.own[i]!;
        const hash = tokens.hash[i]!;
        sum +=
          weights[pairPlace(one, hash)]! +
          weights[triplePlace(two, one, hash)]! +
          weights[skipPlace(two, hash)]! +
          weights[farPlace(three, hash)]!;
        three = two;
        two = one;
        one = hash;
        const klass = tokens.klass[i]!;
        // Letters count only in a row, which no prose has.
        if (tokens.end[i]! - tokens.start[i]! > 1) singles = 0;
        else if (klass === SINGLE && ++singles > longestRow) longestRow = singles;
        if (klass >= firstHidden) hidden[klass - firstHidden] = hidden[klass - firstHidden]! + 1;
        else if (klass !== 0) {
          const count = trail.step(klass, n, places);
          for (let k = 0; k < count; k++) sum += weights[places[k]!]!;
        }
        starts[n & mask] = tokens.start[i]!;
        end = tokens.end[i]!;
        n++;
        sums[n & mask] = sum;
        for (let k = 0; k < windows.length && n >= windows[k]!; k++) {
          const from = (n - windows[k]!) & mask;
          const raw = (sum - sums[from]!) * shares[k]!;
          if (raw >= floor) keep(starts[from]!, end, raw - riseAt(n, rise) / scale);
        }
      }
    }
    if (n > 0 && n < largest) {
      const whole = sum * share(n);
      keep(starts[0]!, end, whole);
    }
    if (bestEnd > 0) flush();
    // In a short text one is enough.
    const fewest = n < short ? 1 : fewestHidden;
    const [rot13 = 0, reversed = 0, leet = 0] = hidden;
    return {
      found,
      noticed: {
        rot13: rot13 >= fewest,
        reversed: reversed >= fewest,
        leet: leet > fewestHidden,
        spaced: longestRow >= fewestSpaced,
      },
    };
  };
}

/** 0.9 at the threshold, 0.5 at log(9) / slope below it. */
export function calibrated(score: number, threshold: number, slope: number): number {
  return 1 / (1 + Math.exp(-(slope * (score - threshold) + Math.log(9))));
}
