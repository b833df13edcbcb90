import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Card,
  COMMON_BITS,
  commonIn,
  formatVersion,
  kindsOfName,
  magic,
  type NameKind,
  type NameModel,
} from '../policies/names/model.ts';
import { createTagger, type Tagger } from '../policies/names/tagger.ts';
import {
  commonWords,
  type Labelled,
  labelled,
  markedSet,
  nameless,
  plain,
  plainSets,
  readmes,
  wordSets,
} from './names-corpus.ts';
import { examplesOf, learnNames, quantisedNames } from './names-learning.ts';
import { type Marked, marked } from './names-making.ts';
import { createOverall } from './names-overall.ts';
import { Random } from './random.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = 'npm run train:names';
const folds = 4;
const levels = [0.5, 0.9];
const readmeName = 'read-me files';
const made = 24_000;
/** Lines of each set of plain text that are learnt from. */
const mostLines = 2500;
/** A word is common from so many times on. */
const leastCommon = 6;

interface Tally {
  right: number;
  wrong: number;
  found: number;
  all: number;
  exact: number;
}

function bitsOf(words: ReadonlySet<number>): Uint8Array {
  const bits = new Uint8Array((1 << COMMON_BITS) / 8);
  for (const hash of words) {
    const at = Math.imul(hash, 0x9e37_79b1) >>> (32 - COMMON_BITS);
    bits[at >>> 3] = bits[at >>> 3]! | (1 << (at & 7));
  }
  return bits;
}

function train(texts: readonly Marked[], labels: readonly Marked[], bits: Uint8Array): NameModel {
  const common = commonIn(bits);
  const learnt = learnNames([...examplesOf(texts, common), ...examplesOf(labels, common, 2)]);
  const { weights, scale } = quantisedNames(learnt);
  const card: Card = {
    version: formatVersion,
    command,
    sets: [markedSet, ...wordSets],
    scale: Number(scale.toPrecision(6)),
    steps: Array.from(learnt.steps, (step) => Number(step.toFixed(4))),
  };
  return { card, weights, bits };
}

/** Names found where there are some, whatever their ends; within addresses, places count neither way. */
function judge(tally: Record<NameKind, Tally>, tagger: Tagger, texts: readonly Labelled[], least: number): void {
  for (const { text, spans, unclear = [] } of texts) {
    const names = tagger.names(text, 0).filter(({ score }) => score >= least);
    for (const [start, end, kind] of spans) {
      const one = tally[kind];
      one.all++;
      if (names.some((name) => name.kind === kind && name.start < end && start < name.end)) one.found++;
      if (names.some((name) => name.kind === kind && name.start === start && name.end === end)) one.exact++;
    }
    for (const { kind, start, end } of names) {
      if (spans.some((span) => span[2] === kind && span[0] < end && start < span[1])) tally[kind].right++;
      else if (kind !== 'place' || !unclear.some(([a, b]) => a < end && start < b)) tally[kind].wrong++;
    }
  }
}

const fresh = (): Record<NameKind, Tally> =>
  Object.fromEntries(kindsOfName.map((kind) => [kind, { right: 0, wrong: 0, found: 0, all: 0, exact: 0 }])) as Record<
    NameKind,
    Tally
  >;

function told({ right, wrong, found, all, exact }: Tally): string {
  const [precision, recall] = [right / (right + wrong), found / all];
  const f1 = (2 * precision * recall) / (precision + recall);
  return [all, ...[precision, recall, f1, exact / all].map((value) => value.toFixed(2))].join(' | ');
}

/** What is found in lines in which the lists know no name: as good as all of it is wrong. */
function alarms(name: string, tagger: Tagger, lines: readonly Marked[]): string {
  let size = 0;
  const counts = kindsOfName.map(() => 0);
  for (const { text } of lines) {
    size += text.length;
    for (const { kind, score } of tagger.names(text, 0)) {
      if (score >= 0.5) counts[kindsOfName.indexOf(kind)]!++;
    }
  }
  return `| ${[name, Math.round(size / 1024), ...counts.map((count) => ((count * 10_240) / size).toFixed(2))].join(' | ')} |`;
}

function main(): void {
  const folder = process.argv[2] ?? join(root, '../shared/detect');
  if (!existsSync(folder)) throw new Error(`No labelled text in ${folder}; give its folder as the argument.`);
  const packages = readmes(join(root, 'node_modules'));
  const wordTexts = [...wordSets.flatMap((name) => plain(folder, name)), ...packages];
  const bits = bitsOf(commonWords(wordTexts, leastCommon));
  const random = new Random(25);
  const own = Array.from({ length: made }, () => marked(random));
  const sources = [...plainSets.map((name) => [name, plain(folder, name)] as const), [readmeName, packages] as const];
  const lines = sources.map(([name, texts]) => [name, thinned(nameless(texts))] as const);
  const labels = labelled(folder);
  const templates = [...new Set(labels.map(({ template }) => template))].sort((a, b) => a - b);
  const marks = levels.map(fresh);
  const quiet: string[] = [];
  const overall = createOverall();
  for (let fold = 0; fold < folds; fold++) {
    const started = performance.now();
    const held = new Set(templates.filter((_, index) => index % folds === fold));
    const [mine, rest] = [labels, labels].map((all, index) =>
      all.filter((one) => held.has(one.template) === (index === 0)),
    );
    const model = train(
      [...own, ...lines.filter((_, index) => index % folds !== fold).flatMap(([, some]) => some)],
      rest!,
      bits,
    );
    const tagger = createTagger(model);
    levels.forEach((least, index) => {
      judge(marks[index]!, tagger, mine!, least);
    });
    overall.add(mine!, tagger);
    for (const [name, some] of lines.filter((_, index) => index % folds === fold))
      quiet.push(alarms(name, tagger, some));
    console.log(`fold ${fold}: ${Math.round((performance.now() - started) / 1000)} s`);
  }
  const figures = levels.flatMap((least, index) =>
    kindsOfName.map((kind) => `| ${kind} | ${least} | ${told(marks[index]![kind])} |`),
  );
  const model = train([...own, ...lines.flatMap(([, some]) => some)], labels, bits);
  writeFileSync(join(root, 'policies/names/model.bin'), packed(model));
  writeFileSync(join(root, 'docs/names-figures.md'), page(figures, overall.rows(), quiet.sort()));
  console.log([...figures, ...overall.rows(), ...quiet].join('\n'));
}

function thinned(lines: readonly Marked[]): Marked[] {
  const every = Math.ceil(lines.length / mostLines);
  return lines.filter((_, index) => index % every === 0);
}

function packed({ card, weights, bits }: NameModel): Buffer {
  const header = Buffer.from(JSON.stringify(card));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(header.length);
  return Buffer.concat([Buffer.from(magic, 'latin1'), size, header, Buffer.from(weights.buffer), bits]);
}

function page(figures: readonly string[], overall: readonly string[], quiet: readonly string[]): string {
  return [
    '# Names: held-out figures',
    '',
    `Written by \`${command}\`; do not edit. What the model is and where it fails: [names-model.md](names-model.md).`,
    '',
    `\`${markedSet}\`: sentences made from 127 templates with made-up names, judged in ${folds} parts by models that had`,
    'not seen their templates. A name counts as found where one of its kind is found that overlaps it; `exact` where both',
    'ends are right. Titles are no part of a name; what is found in a street address as a place counts neither way.',
    '',
    '| kind | score from | names | precision | recall | F1 | exact |',
    '|---|---|---|---|---|---|---|',
    ...figures,
    '',
    'All personal data of the same sentences, by all detectors of personal data with the three of names, from 0.5 on.',
    'A type without a detector is missed.',
    '',
    '| type | of the set | precision | recall | F1 |',
    '|---|---|---|---|---|',
    ...overall,
    '',
    'Alarms in lines of prose and documents that were held out, and in which our lists know no name: nearly all of them',
    'are false (some are names that the lists do not have). For 10 KB of text, from 0.5 on.',
    '',
    '| text | KB | person | place | organisation |',
    '|---|---|---|---|---|',
    ...quiet,
    '',
  ].join('\n');
}

main();
