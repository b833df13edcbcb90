import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Card,
  formatVersion,
  type Head,
  type HeadName,
  headNames,
  magic,
  readers,
} from '../policies/injection/model.ts';
import { windowSizes } from '../policies/injection/windows.ts';
import { corpus, corpusExists, teaches, trainingSets } from './injection-corpus.ts';
import { fetched } from './injection-fetching.ts';
import { channelOf, heldOut, type Judged, margins, pooled, told } from './injection-judging.ts';
import { createReader, learn, quantised } from './injection-learning.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = 'npm run train:injection';
/** Share of honest texts, of sets held out, that may score at least the threshold; and half of it. */
const falseAlarms: Readonly<Record<HeadName, { readonly threshold: number; readonly half: number }>> = {
  user: { threshold: 0.008, half: 0.02 },
  orders: { threshold: 0.004, half: 0.012 },
  tasks: { threshold: 0.0032, half: 0.012 },
};
/** What a window loses for each doubling of the text before its end. */
const rises: Readonly<Record<HeadName, number>> = { user: 0.12, orders: 0.15, tasks: 0.15 };

/** How far above it the threshold that ships lies: honest pages that the product must leave alone stand right there. */
const above: Readonly<Record<HeadName, number>> = { user: 0, orders: 0.1, tasks: 0 };

/** What the training of one head tells; weights as base64, since it comes from a process of its own. */
interface Trained {
  readonly head: Omit<Head, 'weights'>;
  readonly weights: string;
  readonly judged: readonly Judged[];
  readonly margins: readonly number[];
}

function train(name: HeadName, folder: string, readings: string): Trained {
  const documents = corpus(channelOf(name), folder, join(root, 'node_modules'), readings).map(createReader());
  const mine = documents.filter(({ sample }) => teaches(name, sample));
  console.log(`${name}: ${mine.length} texts`);
  const judged = heldOut(name, documents, rises[name]);
  const threshold = pooled(judged, falseAlarms[name].threshold);
  const half = pooled(judged, falseAlarms[name].half);
  console.log(`${name}: threshold ${threshold.toFixed(3)}, half at ${half.toFixed(3)}`);
  const learnt = learn(mine, windowSizes[name]);
  const { weights, scale } = quantised(learnt);
  const slope = Math.log(9) / Math.max(0.05, threshold - half);
  return {
    head: {
      scale,
      bias: learnt.bias,
      threshold: threshold + above[name],
      slope,
      windows: windowSizes[name],
      rise: rises[name],
    },
    weights: Buffer.from(weights.buffer).toString('base64'),
    judged,
    margins: margins(judged, falseAlarms[name].threshold),
  };
}

/** Each head in a process of its own: none needs another. */
function trainBeside(name: HeadName, folder: string, readings: string): Promise<Trained> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [folder, readings, name], { execArgv: process.execArgv });
    child.on('message', (trained) => resolve(trained as Trained));
    child.on('exit', (code) => reject(new Error(`the training of the head for ${name} ended with ${code}`)));
  });
}

async function main(): Promise<void> {
  const folder = process.argv[2] ?? join(root, '../shared/detect');
  if (!corpusExists(folder)) throw new Error(`No labelled text in ${folder}; give its folder as the argument.`);
  const alone = headNames.find((name) => name === process.argv[4]);
  if (alone !== undefined) {
    process.send!(train(alone, folder, process.argv[3]!), () => process.disconnect());
    return;
  }
  const readings = await fetched();
  const trained = await Promise.all(headNames.map((name) => trainBeside(name, folder, readings)));
  const channels = [readers.user, readers.data].map((heads) => {
    const channel = channelOf(heads[0]);
    return told(
      channel,
      trained.filter((_, index) => heads.includes(headNames[index]!)),
    );
  });
  for (const { figures, pool } of channels) console.log(`${figures}\n${pool}`);
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
    ...channels.map(({ pool }) => `- ${pool}.`),
    '',
    '| head | set | kind | texts | phrases alone | model alone | both | AUC |',
    '|---|---|---|---|---|---|---|---|',
    ...channels.map(({ figures }) => figures),
    '',
  ];
  writeFileSync(join(root, 'docs/injection-figures.md'), pages.join('\n'));
  writeFileSync(join(root, 'policies/injection/model.bin'), Buffer.concat(parts));
}

await main();
