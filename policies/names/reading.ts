import type { Match } from '../detector.ts';
import { model, type NameKind } from './model.ts';
import { createTagger, type Name, type Tagger } from './tagger.ts';

let tagger: Tagger | undefined;
let last: { readonly text: string; readonly from: number; readonly names: readonly Name[] } | undefined;

/** The names of one kind. The detectors of all kinds ask about the same text one after another: it is read once. */
export function namesIn(text: string, from: number, kind: NameKind): Match[] {
  if (last?.text !== text || last.from !== from) {
    tagger ??= createTagger(model());
    last = { text, from, names: tagger.names(text, from) };
  }
  const found: Match[] = [];
  for (const name of last.names) if (name.kind === kind) found.push(name);
  return found;
}

export function openAt(text: string, from: number): number {
  tagger ??= createTagger(model());
  return tagger.open(text, from);
}
