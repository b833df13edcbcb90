import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GIVEN, KNOWN, PLACE } from '../policies/names/gazetteer.ts';
import type { NameKind } from '../policies/names/model.ts';
import { createWords, LOWER, TITLE } from '../policies/names/words.ts';
import type { Marked } from './names-making.ts';

/** Labelled sentences, with the template that each was made from. */
export interface Labelled extends Marked {
  readonly template: number;
  /** All that is marked, by the types of the set, titles apart. */
  readonly typed: ReadonlyArray<readonly [start: number, end: number, type: string]>;
}

export const markedSet = 'presidio_generated_large';
/** Texts with few names; what holds a known one is left out. */
export const plainSets: readonly string[] =
  'banking77 mitre_frr fuzzyai_benign gpteacher_codegen gpteacher_roleplay oasst_en100 self_instruct ifeval_ps mtbench arena_hard ultrachat_ps'.split(
    ' ',
  );
/** Texts by whose words in small letters common words are known. */
export const wordSets: readonly string[] = [...plainSets, 'gsm8k_test', 'germeval_de', 'acp_ui_ml', 'mitre_frr_ml'];

const kinds: Readonly<Record<string, NameKind>> = { PERSON: 'person', LOCATION: 'place', ORGANIZATION: 'organisation' };
const title = /^(?:mr|mrs|ms|miss|dr|prof|sir|madam)\.?$/i;

interface Row {
  readonly text: string;
  readonly span?: ReadonlyArray<readonly [number, number, string]>;
  readonly template?: number;
}

function rows(path: string): Row[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

/** Titles are no part of a name here; of the words of an address nothing is learnt. */
export function labelled(folder: string): Labelled[] {
  return rows(join(folder, 'pii', `${markedSet}.jsonl`)).map(({ text, span = [], template = 0 }) => {
    const spans: Array<readonly [number, number, NameKind]> = [];
    const unclear: Array<readonly [number, number]> = [];
    for (const [start, end, type] of span) {
      const kind = kinds[type];
      if (kind !== undefined && !title.test(text.slice(start, end))) spans.push([start, end, kind]);
      else if (type === 'ADDRESS' || type === 'TITLE') unclear.push([start, end]);
    }
    const typed = span.filter(
      ([start, end, type]) => !/^(?:TITLE|PREFIX)$/.test(type) && !title.test(text.slice(start, end)),
    );
    return { text, spans: spans.sort((a, b) => a[0] - b[0]), unclear, typed, template, source: markedSet };
  });
}

export function plain(folder: string, name: string): string[] {
  return rows(join(folder, 'benign', `${name}.jsonl`)).map(({ text }) => text.slice(0, 4000));
}

/** Read-me files of the packages installed here. */
export function readmes(packages: string): string[] {
  const texts: string[] = [];
  const visit = (folder: string, depth: number): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth < 5) visit(path, depth + 1);
      else if (/^readme\.md$/i.test(entry.name)) texts.push(readFileSync(path, 'utf8').slice(0, 20_000));
    }
  };
  visit(packages, 0);
  return texts;
}

/** Lines of which the lists know no name of a person, place or organisation: what has a capital there is none. */
export function nameless(texts: readonly string[]): Marked[] {
  const words = createWords();
  const lines = texts
    .flatMap((text) => text.split(/\n+|(?<=[.!?]) +(?=[A-Z])/))
    .filter((line) => line.length > 12 && line.length < 600);
  return lines
    .filter((line) => {
      words.count = 0;
      words.read(line, 0);
      for (let i = 0; i < words.count; i++) {
        if (words.kind[i]! >= TITLE && (words.about[i]! & (GIVEN | PLACE | KNOWN)) !== 0) return false;
      }
      return true;
    })
    .map((text) => ({ text, spans: [], source: 'plain' }));
}

/**
 * The hashes of words that texts write with a small letter so many times, and hardly less often than with a capital:
 * of a name that is mostly one, a few in small letters are names too.
 */
export function commonWords(texts: readonly string[], least: number): Set<number> {
  const words = createWords();
  const [small, capital] = [new Map<number, number>(), new Map<number, number>()];
  for (const text of texts) {
    let at = 0;
    do {
      words.count = 0;
      at = words.read(text, at);
      for (let i = 0; i < words.count; i++) {
        const kind = words.kind[i]!;
        const counts = kind === LOWER ? small : kind === TITLE ? capital : undefined;
        counts?.set(words.hash[i]!, (counts.get(words.hash[i]!) ?? 0) + 1);
      }
    } while (at < text.length);
  }
  const common = [...small].filter(([hash, count]) => count >= least && 2 * count >= (capital.get(hash) ?? 0));
  return new Set(common.map(([hash]) => hash));
}
