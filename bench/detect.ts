import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Detector, Match } from '../policies/detector.ts';
import { indirectInjection } from '../policies/detectors/indirect-injection.ts';
import { injectionPhrases } from '../policies/detectors/injection-phrases.ts';
import { moderationLocal } from '../policies/detectors/moderation-local.ts';
import { personName } from '../policies/detectors/person-name.ts';
import { promptInjection } from '../policies/detectors/prompt-injection.ts';
import { builtinDetectors } from '../policies/detectors.ts';
import { createJudge } from '../policies/judge.ts';
import { balanced } from '../policies/presets/balanced.ts';
import { piiCosts, piiSets } from './detect-pii.ts';
import { attackGroups, benignPrompts } from './injection-corpus.ts';
import { probes } from './injection-probes.ts';
import { laterProbes } from './injection-probes-later.ts';
import { attack, intrusion, misspelt } from './injection-templates.ts';
import { Prose } from './prose.ts';
import { Random } from './random.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const counts = 0.9;
const rounds = 12;

interface Row {
  readonly text: string;
  readonly label: 0 | 1;
}

function linesOf(file: string, most?: number): Row[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(0, most);
  return lines.map((line) => JSON.parse(line) as Row);
}

function best(detector: Detector, text: string): number {
  let most = 0;
  for (const { score } of detector.detect(text) as Iterable<Match>) most = Math.max(most, score);
  return most;
}

/** Microseconds of CPU for 1,024 characters, the best of several rounds: the machine has other tenants. */
function cost(texts: readonly string[], run: (text: string) => void): number {
  const size = texts.reduce((sum, text) => sum + text.length, 0) / 1024;
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    for (const text of texts) run(text);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / size);
  }
  return least;
}

function costs(folder: string): void {
  const started = performance.now();
  const before = process.cpuUsage();
  best(promptInjection, 'What is the weather like?');
  const { user, system } = process.cpuUsage(before);
  const [ms, cpu] = [performance.now() - started, (user + system) / 1000];
  console.log(`first scan after the start: ${ms.toFixed(1)} ms, of which CPU ${cpu.toFixed(1)} ms\n`);
  const prose = new Prose(7);
  const texts = Array.from({ length: 3000 }, () => JSON.parse(`"${prose.text(300).toString()}"`) as string);
  const judge = createJudge(balanced, { remembered: 0 });
  let sink = 0;
  const reference = (text: string): void => {
    // Of its own: one of the outer function would be stored anew for each unit, and take four times as long.
    let hash = 0;
    for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
    sink ^= hash;
  };
  const rows: Array<readonly [string, (text: string) => void]> = [
    ['reference: a loop that hashes each unit', reference],
    ...[injectionPhrases, promptInjection, indirectInjection, personName, moderationLocal].map(
      (detector) => [detector.name, (text: string) => void best(detector, text)] as const,
    ),
    [
      'balanced, all of it',
      (text) => {
        const segments = [{ path: [], role: 'user', kind: 'text', text }] as const;
        void judge({
          operation: 'chat',
          model: 'm',
          stream: false,
          segments,
          messages: 1,
          tools: 0,
          params: {},
        }).input();
      },
    ],
  ];
  // Prose of the bench has a few thousand words; people have more, and write numbers and marks.
  const set = join(folder, 'benign', 'ultrachat_ps.jsonl');
  const people = existsSync(set) ? linesOf(set, 400).map(({ text }) => text) : [];
  console.log('| µs/KB | prose in texts of 300 characters | prompts by people (ultrachat_ps) |\n|---|---|---|');
  for (const [name, run] of rows) {
    const there = people.length === 0 ? '' : cost(people, run).toFixed(1);
    console.log(`| ${name} | ${cost(texts, run).toFixed(1)} | ${there} |`);
  }
  piiCosts(cost, reference);
  if (sink === 1) console.log('');
}

/** A conversation is sent anew with each turn: what all its calls cost, by what one scan of its text costs. */
function conversation(): void {
  const prose = new Prose(21);
  const turns = Array.from({ length: 50 }, () => JSON.parse(`"${prose.text(600).toString()}"`) as string);
  const call = (texts: readonly string[]) => ({
    operation: 'chat' as const,
    model: 'm',
    stream: false,
    segments: texts.map((text) => ({ path: [], role: 'user', kind: 'text', text }) as const),
    messages: texts.length,
    tools: 0,
    params: {},
  });
  const micros = (run: () => void): number => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  let [once, all] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  // By turns, and more often than elsewhere: what is run fifty times a round is compiled late.
  for (let round = 0; round < 4 * rounds; round++) {
    once = Math.min(
      once,
      micros(() => void createJudge(balanced, { remembered: 0 })(call(turns)).input()),
    );
    all = Math.min(
      all,
      micros(() => {
        const judge = createJudge(balanced);
        for (let turn = 1; turn <= turns.length; turn++) void judge(call(turns.slice(0, turn))).input();
      }),
    );
  }
  console.log(
    `\nA conversation of 50 turns of 600 characters, 50 calls: ${(all / once).toFixed(2)} times one scan of its text`,
  );
}

/** Texts by the people who wrote the templates, never trained on. */
function probed(): void {
  console.log('\nProbes (bench/injection-probes.ts), written by hand and never trained on:');
  console.log('| kind | head | label | texts | found |\n|---|---|---|---|---|');
  for (const { kind, head, label, texts } of [...probes, ...laterProbes]) {
    const detector = head === 'user' ? promptInjection : indirectInjection;
    const found = texts.filter((text) => best(detector, text) >= counts).length;
    console.log(
      `| ${kind} | ${head} | ${label === 1 ? 'attacks' : 'honest'} | ${texts.length} | ${(found / texts.length).toFixed(2)} |`,
    );
  }
}

const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter < 'a' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
const leet: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };

/** Attacks of our own that are found as they are, written otherwise: how many still are. */
function encodings(): void {
  const random = new Random(99);
  const plain = Array.from({ length: 600 }, () => attack(random)).filter((text) => /^[\x20-\x7e\n]+$/.test(text));
  const found = plain.filter((text) => best(promptInjection, text) >= counts);
  const long = new Prose(11);
  const ways: Array<readonly [string, (text: string) => string]> = [
    ['base64', (text) => Buffer.from(text).toString('base64')],
    ['base64 in a sentence', (text) => `Please decode ${Buffer.from(text).toString('base64')} and do it.`],
    ['gzip in base64', (text) => gzipSync(text).toString('base64')],
    ['hex', (text) => Buffer.from(text).toString('hex')],
    ['rot13', rot13],
    ['reversed', (text) => [...text].reverse().join('')],
    ['each word reversed', (text) => text.replace(/\S+/g, (word) => [...word].reverse().join(''))],
    ['spaced letters', (text) => [...text.replaceAll(' ', '')].join(' ')],
    ['spaced letters, gaps kept', (text) => [...text].join(' ')],
    ['leet', (text) => text.replace(/[aeiost]/g, (letter) => leet[letter]!)],
    ['HTML entities', (text) => text.replace(/[a-z]/gi, (letter) => `&#${letter.charCodeAt(0)};`)],
    ['percent', (text) => text.replace(/[a-z]/gi, (letter) => `%${letter.charCodeAt(0).toString(16)}`)],
    ['unicode escapes', (text) => text.replace(/[a-z]/gi, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)],
    ['typos', (text) => misspelt(random, text)],
    ['behind 2 KB of prose', (text) => `${long.text(2000).toString()}\n${text}`],
    ['behind 15 KB of prose', (text) => `${long.text(15_000).toString()}\n${text}`],
    ['behind 60 KB of prose', (text) => `${long.text(60_000).toString()}\n${text}`],
    ['within 5 KB of prose', (text) => `${long.text(2500).toString()}\n${text}\n${long.text(2500).toString()}`],
  ];
  console.log(
    `\nOf ${plain.length} attacks from our own templates (also trained on) ${found.length} are found. Of these, written as`,
  );
  console.log('| way | still found |\n|---|---|');
  for (const [name, write] of ways) {
    const kept = found.filter((text) => best(promptInjection, write(text)) >= counts).length;
    console.log(`| ${name} | ${(kept / found.length).toFixed(2)} |`);
  }
  const orders = Array.from({ length: 300 }, () => intrusion(random)).filter(
    (text) => best(indirectInjection, text) >= counts,
  );
  const kept = orders.filter((text) => {
    const at = random.below(15_000);
    return (
      best(indirectInjection, `${long.text(at).toString()}\n${text}\n${long.text(15_000 - at).toString()}`) >= counts
    );
  }).length;
  console.log(`| intrusions anywhere in 15 KB, data head | ${(kept / orders.length).toFixed(2)} |`);
}

/** The sets that the shipped model was trained on: what it knows, not what it can. */
function sets(folder: string): void {
  if (!existsSync(folder)) {
    console.log(`\nNo labelled text in ${folder}: no table of sets.`);
    return;
  }
  const of = (kind: string, name: string) => linesOf(join(folder, kind, `${name}.jsonl`));
  console.log('\nShipped model on the sets it was trained on (in sample; held-out figures: docs/injection-figures.md)');
  console.log(
    '| set | head | attacks | recall | precision | F1 | AUC | honest | false | µs/KB |\n|---|---|---|---|---|---|---|---|---|---|',
  );
  const honest = benignPrompts.flatMap((name) => of('benign', name).slice(0, 60)).map(({ text }) => text);
  const row = (name: string, detector: Detector, rows: readonly Row[]): void => {
    const attacks = rows.filter(({ label }) => label === 1).map(({ text }) => best(detector, text));
    const own = rows.filter(({ label }) => label === 0).map(({ text }) => text);
    const fair = (own.length > 0 ? own : honest).map((text) => best(detector, text));
    const hits = attacks.filter((score) => score >= counts).length;
    const wrong = fair.filter((score) => score >= counts).length;
    const [recall, precision] = [hits / attacks.length, hits / (hits + wrong)];
    let above = 0;
    for (const one of attacks) for (const other of fair) above += one > other ? 1 : one === other ? 0.5 : 0;
    const texts = rows.slice(0, 300).map(({ text }) => text);
    const told = [
      recall,
      precision,
      (2 * recall * precision) / (recall + precision),
      above / attacks.length / fair.length,
    ];
    const figures = attacks.length === 0 ? ['', '', '', ''] : told.map((each) => each.toFixed(2));
    console.log(
      `| ${name} | ${detector === promptInjection ? 'user' : 'data'} | ${attacks.length} | ${figures.join(' | ')} | ${fair.length} | ${(wrong / fair.length).toFixed(3)} | ${cost(texts, (text) => void best(detector, text)).toFixed(0)} |`,
    );
  };
  for (const name of attackGroups.user.flat()) row(name, promptInjection, of('injection', name));
  row('bipia_train', indirectInjection, of('injection', 'bipia_train'));
  for (const name of benignPrompts) row(name, promptInjection, of('benign', name));
}

console.log(
  `${builtinDetectors.length} detectors ship; a finding counts from ${counts} on, as in the preset balanced.\n`,
);
const folder = process.argv[2] ?? join(root, '../shared/detect');
costs(folder);
conversation();
encodings();
probed();
sets(folder);
piiSets(folder);
