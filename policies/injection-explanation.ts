import type { Role } from '../core/call.ts';
import type { Family } from './detectors/injection-english.ts';
import { modelScan } from './detectors/injection-reading.ts';
import { signsIn } from './detectors/injection-signs.ts';
import { type Explained, explain } from './injection/explain.ts';
import { type Channel, model, readers } from './injection/model.ts';
import { type Normalised, normalise } from './normalise.ts';
import { type View, viewsOf } from './views.ts';

/** A phrase that was found, by what it does. */
export interface ExplainedPhrase {
  readonly family: Family;
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** Why a text scores as it does, in UTF-16 offsets of the text as it was given; never a word of it. */
export interface InjectionExplanation {
  /** Which model read it; none reads what systems and assistants say. */
  readonly head?: Channel;
  /** Its best windows, disjoint, best first. */
  readonly windows: readonly Explained[];
  readonly phrases: readonly ExplainedPhrase[];
  /** What is encoded in it, and the best window of that; all of one place where its parts have none. */
  readonly views: ReadonlyArray<{ readonly kind: View['kind']; readonly windows: readonly Explained[] }>;
}

type Place = (start: number, end: number) => readonly [start: number, end: number];

const heads: Readonly<Partial<Record<Role, Channel>>> = { user: 'user', tool: 'data' };
const mostWindows = 3;

export function explainInjection(role: Role, source: string): InjectionExplanation {
  const head = heads[role];
  const normalised = normalise(source);
  const { text } = normalised;
  const place = placeIn(normalised);
  const phrases = signsIn(text, 0).map(({ family, start, end, score }): ExplainedPhrase => {
    const [from, to] = place(start, end);
    return { family, start: from, end: to, score };
  });
  if (head === undefined) return { windows: [], phrases, views: [] };
  const views = viewsOf(text, modelScan(head)(text).noticed).map((view) => ({
    kind: view.kind,
    windows: explained(head, view.text, 1).map((one) => moved(one, (start, end) => place(...view.place(start, end)))),
  }));
  return { head, windows: explained(head, text, mostWindows).map((one) => moved(one, place)), phrases, views };
}

/** By all heads that read it, best first. */
function explained(channel: Channel, text: string, most: number): Explained[] {
  const { heads } = model();
  const windows = readers[channel].flatMap((name) => (name === undefined ? [] : explain(heads[name], text, most)));
  return windows.sort((a, b) => b.score - a.score).slice(0, most);
}

function placeIn({ toOriginal, toOriginalEnd }: Normalised): Place {
  return (start, end) => [toOriginal(start), toOriginalEnd(end)];
}

function moved(explained: Explained, place: Place): Explained {
  const [start, end] = place(explained.start, explained.end);
  const words = explained.words.map((word) => {
    const [from, to] = place(word.start, word.end);
    return { ...word, start: from, end: to };
  });
  return { start, end, score: explained.score, words };
}
