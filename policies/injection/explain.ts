import { beginText, classPlaces, farPlace, isRepeat, pairPlace, skipPlace, triplePlace } from './context.ts';
import { calibrated } from './findings.ts';
import type { Head } from './model.ts';
import { createTokens, firstHidden, ownShare } from './tokens.ts';
import { largest, riseAt, share } from './windows.ts';

/** What one word adds to the score of a window: by itself, with its neighbours, and by its class. */
export interface Weighed {
  readonly start: number;
  readonly end: number;
  readonly own: number;
  readonly neighbours: number;
  readonly classes: number;
}

export interface Explained {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  /** The words that weigh most, for and against, by place: the text itself is the caller's. */
  readonly words: readonly Weighed[];
}

/** Why a text scores as it does: its best windows, disjoint, and the words that made them. For people, not for traffic. */
export function explain(head: Head, text: string, most = 3): Explained[] {
  const { weights, scale, bias, threshold, slope, windows: sizes, rise } = head;
  const tokens = createTokens((places, count, sums) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += weights[places[i]!]!;
    sums[0] = Math.round(sum * ownShare(count));
  });
  const places = new Int32Array(8);
  const words: Weighed[] = [];
  const sums = [0];
  beginText();
  let [one, two, three] = [0, 0, 0];
  for (let at = 0; at < text.length; at = tokens.next) {
    tokens.read(text, at);
    for (let i = 0; i < tokens.count; i++) {
      const hash = tokens.hash[i]!;
      const neighbours =
        weights[pairPlace(one, hash)]! +
        weights[triplePlace(two, one, hash)]! +
        weights[skipPlace(two, hash)]! +
        weights[farPlace(three, hash)]!;
      [three, two, one] = [two, one, hash];
      const klass = tokens.klass[i]!;
      let classes = 0;
      if (klass !== 0 && klass < firstHidden) {
        const count = classPlaces(klass, words.length, places);
        for (let k = 0; k < count; k++) classes += weights[places[k]!]!;
      }
      const own = isRepeat(hash, words.length) ? 0 : tokens.own[0][i]!;
      words.push({ start: tokens.start[i]!, end: tokens.end[i]!, own, neighbours, classes });
      sums.push(sums.at(-1)! + own + neighbours + classes);
    }
  }
  const windows: Array<{ from: number; to: number; raw: number }> = [];
  const look = (from: number, to: number): void => {
    windows.push({ from, to, raw: (sums[to]! - sums[from]!) * share(to - from) - riseAt(to, rise) / scale });
  };
  for (const size of sizes) for (let to = size; to <= words.length; to++) look(to - size, to);
  if (words.length > 0 && words.length < largest) look(0, words.length);
  windows.sort((a, b) => b.raw - a.raw || a.from - b.from);
  const best: typeof windows = [];
  for (const window of windows) {
    if (best.length === most) break;
    if (best.every(({ from, to }) => window.to <= from || window.from >= to)) best.push(window);
  }
  return best.map(({ from, to, raw }) => ({
    start: words[from]!.start,
    end: words[to - 1]!.end,
    score: calibrated(raw * scale + bias, threshold, slope),
    words: words
      .slice(from, to)
      .sort((a, b) => Math.abs(sumOf(b)) - Math.abs(sumOf(a)))
      .slice(0, 8)
      .map(({ start, end, ...sum }) => ({
        start,
        end,
        own: sum.own * scale,
        neighbours: sum.neighbours * scale,
        classes: sum.classes * scale,
      })),
  }));
}

function sumOf({ own, neighbours, classes }: Weighed): number {
  return own + neighbours + classes;
}
