import type { Detector, Match } from '../detector.ts';
import { createBatch } from '../remote/batch.ts';
import type { RemoteCategory } from '../remote/categories.ts';
import type { Classifier } from './classifier.ts';

/** How one classifier's outputs are read; `config/` fills in the defaults. */
export interface Onnx {
  readonly name: string;
  /** Half a window, in characters. */
  readonly reach: number;
  readonly textsPerRequest: number;
  readonly timeoutMs: number;
  readonly remember: number;
  /** What each output means; `ok` is no finding. */
  readonly labels: readonly (RemoteCategory | 'ok')[];
  /** A category below its own does not count. */
  readonly thresholds: Readonly<Partial<Record<RemoteCategory, number>>>;
}

/**
 * A text classifier of the house's own. It is asked beside the call, as a remote detector is; a finding is
 * the window that it was asked about, with the highest score of any category that reached its threshold.
 */
export function onnxDetector(onnx: Onnx, { classify }: Pick<Classifier, 'classify'>): Detector {
  const ask = createBatch({
    ...onnx,
    // One thread, and so one request at a time.
    requests: 1,
    keyOf: () => '',
    async send(texts, _asking, signal) {
      const scores = await classify(texts, signal);
      return texts.map((text, i) => matchesIn(scores[i] ?? [], text.length, onnx));
    },
  });
  return {
    name: onnx.name,
    category: 'moderation',
    label: 'FOUND',
    reach: onnx.reach,
    asks: true,
    detect: (text, _from, asking) => (asking === undefined ? Promise.resolve([]) : ask(text, asking)),
    examples: { hits: [], misses: [] },
  };
}

function matchesIn(scores: readonly number[], length: number, { labels, thresholds }: Onnx): readonly Match[] {
  let best: Match | undefined;
  labels.forEach((category, i) => {
    const score = scores[i] ?? 0;
    if (category === 'ok' || score <= 0 || score < (thresholds[category] ?? 0)) return;
    if (best === undefined || score > best.score) best = { start: 0, end: length, score, category };
  });
  return best === undefined ? [] : [best];
}
