import type { Match } from '../detector.ts';
import { kindsOfName, model, type NameKind } from './model.ts';
import { createTagger, type Name, type Tagger } from './tagger.ts';

let tagger: Tagger | undefined;
/** What was read last, for the detectors that have not asked about it yet. */
let last:
  | { readonly text: string; readonly from: number; readonly names: readonly Name[]; waiting: number }
  | undefined;

const everybody = (1 << kindsOfName.length) - 1;

/** The names of one kind. The detectors of all kinds ask about the same text one after another: it is read once. */
export function namesIn(text: string, from: number, kind: NameKind): Match[] {
  const mine = 1 << kindsOfName.indexOf(kind);
  if (last === undefined || (last.waiting & mine) === 0 || last.from !== from || last.text !== text) {
    tagger ??= createTagger(model());
    last = { text, from, names: tagger.names(text, from), waiting: everybody };
  }
  last.waiting &= ~mine;
  const found: Match[] = [];
  for (const { kind: own, start, end, score } of last.names) if (own === kind) found.push({ start, end, score });
  if (last.waiting === 0) last = undefined;
  return found;
}

export function openAt(text: string, from: number): number {
  tagger ??= createTagger(model());
  return tagger.open(text, from);
}
