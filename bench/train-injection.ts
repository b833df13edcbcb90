import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signsOf } from '../policies/detectors/injection-signs.ts';
import { type Card, formatVersion, type Head, type HeadName, headNames, magic } from '../policies/injection/model.ts';
import { windowSizes } from '../policies/injection/windows.ts';
import { attackGroups, corpus, corpusExists, trainingSets } from './injection-corpus.ts';
import { bestWindow, createReader, type Document, decontaminated, learn, quantised } from './injection-learning.ts';
import { quantile } from './statistics.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = 'npm run train:injection';
/** Share of honest texts, of sets held out, that may score at least the threshold; and half of it. */
const falseAlarms = { user: { threshold: 0.008, half: 0.02 }, data: { threshold: 0.0075, half: 0.02 } };
/** What a window loses for each doubling of the text before its end. */
const rises: Readonly<Record<HeadName, number>> = { user: 0.12, data: 0 };

interface Judged {
  /** How long the text is, in UTF-16 units. */
  readonly units: number;
  readonly fold: number;
  /** The same for texts that begin with the same eight words. */
  readonly opening: number;
  /** The phrases find it, with or without the model. */
  readonly known: boolean;
  readonly source: string;
  readonly label: 0 | 1;
  readonly score: number;
}

/** Each set is judged by a model that has seen neither it nor a text that shares eight words in a row with it. */
function heldOut(head: HeadName, documents: readonly Document[]): Judged[] {
  const groups = attackGroups[head];
  const honest = [
    ...new Set(
      documents
        .filter(({ sample }) => sample.label === 0 && !sample.source.startsWith('own:'))
        .map(({ sample }) => sample.source),
    ),
  ];
  const attackSources = new Set(groups.flat());
  const judged: Judged[] = [];
  groups.forEach((group, fold) => {
    const mine = new Set([
      ...group,
      ...honest.filter((name, index) => !attackSources.has(name) && index % groups.length === fold),
    ]);
    const held = documents.filter(({ sample }) => mine.has(sample.source));
    const rest = decontaminated(
      documents.filter(({ sample }) => !mine.has(sample.source)),
      held,
    );
    const started = performance.now();
    const learnt = learn(rest, windowSizes[head]);
    for (const document of held) {
      const { source, label } = document.sample;
      const score =
        document.words === 0
          ? -99
          : bestWindow(document, learnt.weights, windowSizes[head], rises[head]).score + learnt.bias;
      const opening = document.runs[0] ?? 0;
      judged.push({
        units: document.sample.text.length,
        fold,
        opening,
        source,
        label,
        score,
        known: signsOf(document.sample.text).some((sign) => sign.score >= 0.9),
      });
    }
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`${head}: held out ${[...mine].join(', ')}; learnt from ${rest.length} in ${seconds} s`);
  });
  return judged;
}

/** Of texts that begin alike, and of one set, no more than so many say what honest text looks like. */
const mostAlike = 10;
const mostOfSet = 1500;

/** The score that this share of the honest texts reaches. */
function pooled(judged: readonly Judged[], share: number): number {
  const seen = new Map<string, number>();
  const counted = judged.filter(({ label, source, opening }) => {
    if (label === 1) return false;
    const [ofSet, alike] = [seen.get(source) ?? 0, seen.get(`${source} ${opening}`) ?? 0];
    if (ofSet >= mostOfSet || alike >= mostAlike) return false;
    seen.set(source, ofSet + 1).set(`${source} ${opening}`, alike + 1);
    return true;
  });
  return quantile(
    counted.map(({ score }) => score),
    1 - share,
  );
}

/** For each fold the threshold that its own texts had no part in choosing. */
function thresholdsOf(judged: readonly Judged[], folds: number, share: number): number[] {
  return Array.from({ length: folds }, (_, fold) =>
    pooled(
      judged.filter((one) => one.fold !== fold),
      share,
    ),
  );
}

function told(head: HeadName, judged: readonly Judged[], thresholds: readonly number[]): string {
  const honest = judged.filter(({ label }) => label === 0).map(({ score }) => score);
  const sources = [...new Set(judged.map(({ source, label }) => `${label} ${source}`))].sort();
  return sources
    .map((key) => {
      const mine = judged.filter(({ source, label }) => `${label} ${source}` === key);
      const share = (of: (one: Judged) => boolean): string => (mine.filter(of).length / mine.length).toFixed(3);
      const attack = key.startsWith('1');
      let above = 0;
      if (attack) for (const { score } of mine) for (const other of honest) above += score > other ? 1 : 0;
      const area = attack ? (above / mine.length / honest.length).toFixed(2) : '';
      const cells = [
        head,
        key.slice(2),
        attack ? 'attacks' : 'honest',
        mine.length,
        share(({ known }) => known),
        share(({ score, fold }) => score >= thresholds[fold]!),
        share(({ score, known, fold }) => known || score >= thresholds[fold]!),
        area,
      ];
      return `| ${cells.join(' | ')} |`;
    })
    .join('\n');
}

/** What the training of one head tells; weights as base64, since it comes from a process of its own. */
interface Trained {
  readonly head: Omit<Head, 'weights'>;
  readonly weights: string;
  readonly figures: string;
  readonly pool: string;
}

function train(name: HeadName, folder: string): Trained {
  const documents = corpus(name, folder, join(root, 'node_modules')).map(createReader());
  console.log(`${name}: ${documents.length} texts`);
  const judged = heldOut(name, documents);
  const threshold = pooled(judged, falseAlarms[name].threshold);
  const half = pooled(judged, falseAlarms[name].half);
  const thresholds = thresholdsOf(judged, attackGroups[name].length, falseAlarms[name].threshold);
  const figures = told(name, judged, thresholds);
  const honest = judged.filter(({ label }) => label === 0);
  const share = (texts: readonly Judged[]): string => {
    const wrong = texts.filter(({ score, known, fold }) => known || score >= thresholds[fold]!).length;
    return `${wrong} of ${texts.length} (${((100 * wrong) / texts.length).toFixed(2)} %)`;
  };
  const long = honest.filter(({ units }) => units >= 8000);
  const pool = `${name}: of honest texts held out, ${share(honest)} are taken for attacks; of those of 8,000 characters and more, ${share(long)}`;
  console.log(`${figures}\n${pool}; threshold ${threshold.toFixed(3)}, half at ${half.toFixed(3)}`);
  const learnt = learn(documents, windowSizes[name]);
  const { weights, scale } = quantised(learnt);
  const slope = Math.log(9) / Math.max(0.05, threshold - half);
  return {
    head: { scale, bias: learnt.bias, threshold, slope, windows: windowSizes[name], rise: rises[name] },
    weights: Buffer.from(weights.buffer).toString('base64'),
    figures,
    pool,
  };
}

/** Each head in a process of its own: there are two cores, and neither needs the other. */
function trainBeside(name: HeadName, folder: string): Promise<Trained> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [folder, name], { execArgv: process.execArgv });
    child.on('message', (trained) => resolve(trained as Trained));
    child.on('exit', (code) => reject(new Error(`the training of the head for ${name} ended with ${code}`)));
  });
}

async function main(): Promise<void> {
  const folder = process.argv[2] ?? join(root, '../shared/detect');
  if (!corpusExists(folder)) throw new Error(`No labelled text in ${folder}; give its folder as the argument.`);
  const alone = headNames.find((name) => name === process.argv[3]);
  if (alone !== undefined) {
    process.send!(train(alone, folder), () => process.disconnect());
    return;
  }
  const trained = await Promise.all(headNames.map((name) => trainBeside(name, folder)));
  const card: Card = {
    version: formatVersion,
    command,
    sets: trainingSets,
    heads: Object.fromEntries(headNames.map((name, index) => [name, trained[index]!.head])) as Card['heads'],
  };
  const header = Buffer.from(JSON.stringify(card));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(header.length);
  const parts = [
    Buffer.from(magic, 'latin1'),
    size,
    header,
    ...trained.map(({ weights }) => Buffer.from(weights, 'base64')),
  ];
  const pages = [
    '# Injection: held-out figures',
    '',
    `Written by \`${command}\`; do not edit. Each set was judged by a model that had seen neither it nor a text`,
    'that shares eight words in a row with it, at a threshold chosen by the honest texts of the other folds alone:',
    'no text had a part in the threshold that it is judged by. For attacks the shares are recall, for honest text',
    'false alarms; the area under the curve is of the set against all honest text of its head. What the sets are,',
    'and how to read this: [injection-model.md](injection-model.md).',
    '',
    'All in all:',
    '',
    ...trained.map(({ pool }) => `- ${pool}.`),
    '',
    '| head | set | kind | texts | phrases alone | model alone | both | AUC |',
    '|---|---|---|---|---|---|---|---|',
    ...trained.map(({ figures }) => figures),
    '',
  ];
  writeFileSync(join(root, 'docs/injection-figures.md'), pages.join('\n'));
  writeFileSync(join(root, 'policies/injection/model.bin'), Buffer.concat(parts));
}

await main();
