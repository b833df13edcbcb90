import type { Role } from '../core/call.ts';
import type { Action, Mode } from '../core/verdict.ts';
import type { Detector } from './detector.ts';

/** One rule of the house, with every default filled in: `config/` does that. */
export interface Policy {
  readonly name: string;
  readonly on: 'input' | 'output' | 'both';
  /** Whose text is looked at; everybody's when absent. */
  readonly from?: readonly Role[];
  /** Names of detectors or of categories. */
  readonly detect?: readonly string[];
  readonly size?: SizeLimits;
  /** A finding counts from this score on. */
  readonly threshold: number;
  readonly action: Action;
  readonly mode: Mode;
  readonly onError: 'open' | 'closed';
  /** For detectors that wait on something. */
  readonly deadlineMs: number;
  /**
   * Of a stream that a scoring or asking detector looks at: text leaves once it was `judged`, or flows
   * `live` and is cut off. By default asking detectors are waited for and scoring ones are not.
   */
  readonly release?: 'judged' | 'live';
}

export interface SizeLimits {
  readonly characters?: number;
  /** Estimated: a quarter of the bytes in UTF-8. */
  readonly tokens?: number;
  readonly messages?: number;
  readonly tools?: number;
}

/** The detectors that a policy's names stand for, each once. Throws with the nearest name for one that is unknown. */
export function resolveDetectors(names: readonly string[], detectors: readonly Detector[]): Detector[] {
  const chosen = new Set<Detector>();
  for (const name of names) {
    // What leaves the house for somebody else's judgement leaves by name only, never by a category.
    const meant = detectors.filter(
      (detector) => detector.name === name || (detector.category === name && detector.asks !== true),
    );
    if (meant.length === 0) throw new UnknownDetector(name, detectors);
    for (const detector of meant) chosen.add(detector);
  }
  return [...chosen];
}

export class UnknownDetector extends Error {
  override readonly name = 'UnknownDetector';
  readonly nearest: string | undefined;

  constructor(wanted: string, detectors: readonly Detector[]) {
    const known = [...new Set(detectors.flatMap(({ name, category }) => [name, category]))];
    const nearest = nearestOf(wanted, known);
    super(
      `No detector or category is called "${wanted}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`} Known: ${known.sort().join(', ')}.`,
    );
    this.nearest = nearest;
  }
}

/** The name with the fewest edits, if they are few for its length. */
function nearestOf(wanted: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(2, Math.floor(wanted.length / 2));
  for (const name of names) {
    const edits = distance(wanted.toLowerCase(), name);
    if (edits < fewest || (edits === fewest && best === undefined)) {
      best = name;
      fewest = edits;
    }
  }
  return best;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
