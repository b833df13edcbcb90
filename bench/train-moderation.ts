import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Card, formatVersion, harmCount, magic } from '../policies/moderation/model.ts';
import { large, small } from '../policies/moderation/scan.ts';
import { bestWindow, type Document, decontaminated, learn, quantised } from './injection-learning.ts';
import { moderationCorpus, moderationGroups, moderationSets, type Said, teaches } from './moderation-corpus.ts';
import { createModerationReader, type LearntKinds, learnKinds } from './moderation-learning.ts';
import { quantile } from './statistics.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = 'npm run train:moderation';
/** What looks harmful and is not; of the third the texts that are not toxic. */
const lookalikes = ['mitre_frr', 'mitre_frr_ml', 'bias_madlibs'];
/** Share of honest prompts, and of each set of look-alikes, that may reach the scores 0.5 and 0.9. */
const alarms = { half: { prompts: 0.03, lookalikes: 0.08 }, threshold: { prompts: 0.008, lookalikes: 0.02 } };
const settings = { epochs: 6, rate: 0.05, decay: 2e-7, dropout: 0, windows: 4 };
const windows = [small, large];

interface Judged {
  readonly source: string;
  readonly label: 0 | 1;
  readonly score: number;
}

/** Each group is judged by a model that has seen neither it, nor a part of the honest sets, nor texts that share eight words with them. */
function heldOut(documents: readonly Document[]): Judged[] {
  const attacks = new Set(moderationGroups.flat());
  const honest = moderationSets.filter((name) => !attacks.has(name));
  return moderationGroups.flatMap((group, fold) => {
    const mine = new Set([...group, ...honest.filter((_, index) => index % moderationGroups.length === fold)]);
    const held = documents.filter(({ sample }) => mine.has(sample.source));
    const rest = decontaminated(
      documents.filter(({ sample }) => !mine.has(sample.source) && teaches(sample)),
      held,
    );
    const started = performance.now();
    const { weights, bias } = learn(rest, windows, settings);
    console.log(
      `held out ${[...mine].join(', ')}; learnt from ${rest.length} in ${Math.round((performance.now() - started) / 1000)} s`,
    );
    return held.map((document) => ({
      source: document.sample.source,
      label: document.sample.label,
      score: document.words === 0 ? -99 : bestWindow(document, weights, windows, 0).score + bias,
    }));
  });
}

const scoresOf = (judged: readonly Judged[], label: 0 | 1, of: (source: string) => boolean): number[] =>
  judged.filter((one) => one.label === label && of(one.source)).map(({ score }) => score);

function scoreAt(judged: readonly Judged[], share: { prompts: number; lookalikes: number }): number {
  const comments = new Set(moderationGroups.flat());
  return Math.max(
    quantile(
      scoresOf(judged, 0, (source) => !comments.has(source) && !lookalikes.includes(source)),
      1 - share.prompts,
    ),
    ...lookalikes.map((name) =>
      quantile(
        scoresOf(judged, 0, (source) => source === name),
        1 - share.lookalikes,
      ),
    ),
  );
}

/** Sets without honest texts are held against as many prompts, evenly from those that were held out. */
function told(judged: readonly Judged[], half: number, threshold: number): string[] {
  const comments = new Set(moderationGroups.flat());
  const prompts = scoresOf(judged, 0, (source) => !comments.has(source));
  const share = (scores: readonly number[], least: number): number =>
    scores.filter((score) => score >= least).length / scores.length;
  const rows: string[] = [];
  let [weight, weighted, plain, sets] = [0, 0, 0, 0];
  for (const name of moderationGroups.flat()) {
    const harmful = scoresOf(judged, 1, (source) => source === name);
    const own = scoresOf(judged, 0, (source) => source === name);
    const fair =
      own.length > 0 ? own : prompts.filter((_, index) => index % Math.ceil(prompts.length / harmful.length) === 0);
    const f1 = [half, threshold].map((least) => {
      const hits = harmful.filter((score) => score >= least).length;
      const wrong = fair.filter((score) => score >= least).length;
      return (2 * hits) / (harmful.length + hits + wrong);
    });
    let above = 0;
    for (const one of harmful) for (const other of fair) above += one > other ? 1 : 0;
    weight += harmful.length;
    weighted += f1[0]! * harmful.length;
    plain += f1[0]!;
    sets++;
    const figures = [
      share(harmful, half),
      share(fair, half),
      f1[0]!,
      share(harmful, threshold),
      share(fair, threshold),
      f1[1]!,
    ];
    rows.push(
      `| ${[name, harmful.length, `${fair.length}${own.length > 0 ? '' : ' prompts'}`, ...figures.map((each) => each.toFixed(2)), (above / harmful.length / fair.length).toFixed(2)].join(' | ')} |`,
    );
  }
  rows.push(`| all, by their harmful texts | ${weight} | | | | ${(weighted / weight).toFixed(2)} | | | | |`);
  rows.push(`| all alike | | | | | ${(plain / sets).toFixed(2)} | | | | |`);
  const quiet = [...new Set(judged.filter(({ label }) => label === 0).map(({ source }) => source))].sort();
  const fair = quiet.map((name) => {
    const scores = scoresOf(judged, 0, (source) => source === name);
    return `| ${[name, scores.length, share(scores, half).toFixed(3), share(scores, threshold).toFixed(3)].join(' | ')} |`;
  });
  return [...rows, '', ...honestHead, ...fair];
}

const honestHead = ['| honest texts of | texts | from 0.5 | from 0.9 |', '|---|---|---|---|'];

function packed(card: Card, weights: Int8Array, { kinds }: LearntKinds): Buffer {
  const header = Buffer.from(JSON.stringify(card));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(header.length);
  return Buffer.concat([
    Buffer.from(magic, 'latin1'),
    size,
    header,
    Buffer.from(weights.buffer, 0, harmCount),
    Buffer.from(kinds.buffer),
  ]);
}

function main(): void {
  const folder = process.argv[2] ?? join(root, '../shared/detect');
  if (!existsSync(folder)) throw new Error(`No labelled text in ${folder}; give its folder as the argument.`);
  const read = createModerationReader();
  const texts: Said[] = moderationCorpus(folder);
  const documents = texts.map(read);
  console.log(`${documents.length} texts`);
  const judged = heldOut(documents);
  const half = scoreAt(judged, alarms.half);
  const threshold = Math.max(half + 0.2, scoreAt(judged, alarms.threshold));
  const figures = told(judged, half, threshold);
  console.log(figures.join('\n'));
  console.log({ half, threshold });
  const learnt = learn(
    documents.filter(({ sample }) => teaches(sample)),
    windows,
    settings,
  );
  const { weights, scale } = quantised(learnt, 0.9995);
  const kinds = learnKinds(texts);
  const card: Card = {
    version: formatVersion,
    command,
    sets: moderationSets,
    scale,
    bias: learnt.bias,
    threshold,
    half,
    kinds: kinds.bias,
    kindScale: kinds.kindScale,
  };
  writeFileSync(join(root, 'policies/moderation/model.bin'), packed(card, weights, kinds));
  const page = [
    '# Local moderation: held-out figures',
    '',
    `Written by \`${command}\`; do not edit. Each set was judged by a model that had seen neither it nor its kin (sets`,
    'that are held out together), nor a text that shares eight words in a row with it. The first figures are at a score',
    'of 0.5, the second at 0.9. Sets of harmful texts alone are held against prompts that were held out too.',
    'What this is, and where it fails: [moderation-model.md](moderation-model.md).',
    '',
    '| set | harmful | honest | recall | false | F1 | recall, 0.9 | false, 0.9 | F1, 0.9 | AUC |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...figures,
    '',
  ];
  writeFileSync(join(root, 'docs/moderation-figures.md'), page.join('\n'));
}

main();
