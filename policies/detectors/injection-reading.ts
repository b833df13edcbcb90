import type { Match } from '../detector.ts';
import type { Channel } from '../injection/model.ts';
import { type ModelScan, scanOf } from '../injection/scan.ts';
import { surest } from '../injection/surest.ts';
import { type View, viewsOf } from '../views.ts';
import { signsOf } from './injection-signs.ts';
import { meaningOf } from './injection-words.ts';

/** Views within views, of a payload encoded twice. */
const deepest = 2;
/** A finding in a view that is no better than that is chance: a view may be made of anything. */
const fewestInView = 0.6;
/**
 * How much likelier an attack is where somebody went to the length of hiding the text. Escapes and digits in
 * words are everywhere.
 */
const odds: Readonly<Record<View['kind'], number>> = {
  base64: 2,
  hex: 2,
  rot13: 5,
  reversed: 5,
  spaced: 5,
  leet: 1,
  escapes: 1,
};

/** What the model and the phrases say of a text and of what is encoded in it. */
export function readBy(channel: Channel, text: string): Match[] {
  return inspect(modelScan(channel), text, 0);
}

/** The words are read once for all heads of a channel, and for the phrases that they begin. */
export function modelScan(channel: Channel): ModelScan {
  return scanOf(channel, meaningOf);
}

function inspect(scan: ModelScan, text: string, depth: number): Match[] {
  const { found, noticed, marked } = scan(text);
  const signs = signsOf(text, 0, marked);
  let all = signs.length === 0 ? found : found.length === 0 ? signs : united(signs, found);
  if (depth === deepest) return all;
  for (const view of viewsOf(text, noticed)) {
    const inside = inspect(scan, view.text, depth + 1)
      .filter(({ score }) => score >= fewestInView)
      .map(({ start, end, score }): Match => {
        const [from, to] = view.place(start, end);
        return { start: from, end: to, score: (odds[view.kind] * score) / (1 - score + odds[view.kind] * score) };
      });
    // Most words of a view may be those of the text: what is found twice is no surer for it.
    if (inside.length > 0) all = surest([...all, ...inside]);
  }
  return all;
}

/** Both say something of the same place: the first tells where, and what each is sure of adds up. */
function united(first: readonly Match[], second: readonly Match[]): Match[] {
  const sorted = [...first.map((match) => ({ match, rank: 0 })), ...second.map((match) => ({ match, rank: 1 }))].sort(
    (a, b) => a.match.start - b.match.start || a.match.end - b.match.end,
  );
  const out: Match[] = [];
  let lastEnd = 0;
  let told: { match: Match; rank: number } | undefined;
  for (const one of sorted) {
    if (told === undefined || one.match.start >= lastEnd) {
      if (told !== undefined) out.push(told.match);
      told = one;
      lastEnd = one.match.end;
      continue;
    }
    const doubt = (1 - told.match.score) * (1 - one.match.score);
    const place = one.rank < told.rank && one.match.score >= 0.5 ? one : told;
    told = { match: { ...place.match, score: 1 - doubt }, rank: place.rank };
    lastEnd = Math.max(lastEnd, one.match.end);
  }
  if (told !== undefined) out.push(told.match);
  return out;
}
