import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signsOf } from '../policies/detectors/injection-signs.ts';
import { type Card, formatVersion, type Head, type HeadName, headNames, magic } from '../policies/injection/model.ts';
import { attackGroups, corpus, corpusExists, trainingSets } from './injection-corpus.ts';
import { bestWindow, createReader, type Document, decontaminated, learn, quantised } from './injection-learning.ts';
import { quantile } from './statistics.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const command = 'npm run train:injection';
/** Share of honest texts, of sets held out, that may score at least the threshold; and half of it. */
const falseAlarms = { threshold: 0.008, half: 0.02 };

interface Judged {
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
    const learnt = learn(rest);
    for (const document of held) {
      const { source, label } = document.sample;
      const score = document.words === 0 ? -99 : bestWindow(document, learnt.weights).score + learnt.bias;
      judged.push({ source, label, score, known: signsOf(document.sample.text).some((sign) => sign.score >= 0.9) });
    }
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`${head}: held out ${[...mine].join(', ')}; learnt from ${rest.length} in ${seconds} s`);
  });
  return judged;
}

function pooled(judged: readonly Judged[], share: number): number {
  // Sets count alike, as far as they have texts enough to say something.
  const bySource = new Map<string, number[]>();
  for (const { label, source, score } of judged) {
    if (label === 0) bySource.set(source, [...(bySource.get(source) ?? []), score]);
  }
  const scores = [...bySource].flatMap(([source, list]) => list.slice(0, /-\d$/.test(source) ? 150 : 1500));
  return quantile(scores, 1 - share);
}

function told(head: HeadName, judged: readonly Judged[], threshold: number): string {
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
        share(({ score }) => score >= threshold),
        share(({ score, known }) => known || score >= threshold),
        area,
      ];
      return `| ${cells.join(' | ')} |`;
    })
    .join('\n');
}

function main(): void {
  const folder = process.argv[2] ?? join(root, '../shared/detect');
  if (!corpusExists(folder)) throw new Error(`No labelled text in ${folder}; give its folder as the argument.`);
  const figures: string[] = [];
  const heads = {} as Record<HeadName, Head>;
  for (const head of headNames) {
    const read = createReader();
    const documents = corpus(head, folder, join(root, 'node_modules')).map(read);
    console.log(`${head}: ${documents.length} texts (${availableParallelism()} cores, one used)`);
    const judged = heldOut(head, documents);
    const threshold = pooled(judged, falseAlarms.threshold);
    const half = pooled(judged, falseAlarms.half);
    figures.push(told(head, judged, threshold));
    console.log(figures.at(-1));
    const honest = judged.filter(({ label }) => label === 0);
    const wrong = honest.filter(({ score }) => score >= threshold).length;
    console.log(
      `${head}: threshold ${threshold.toFixed(3)}, half at ${half.toFixed(3)}, false ${wrong}/${honest.length}`,
    );
    const learnt = learn(documents);
    const { weights, scale } = quantised(learnt);
    heads[head] = {
      weights,
      scale,
      bias: learnt.bias,
      threshold,
      slope: Math.log(9) / Math.max(0.05, threshold - half),
    };
  }
  const card: Card = {
    version: formatVersion,
    command,
    sets: trainingSets,
    heads: Object.fromEntries(
      headNames.map((name) => {
        const { weights, ...rest } = heads[name];
        return [name, rest];
      }),
    ) as Card['heads'],
  };
  const header = Buffer.from(JSON.stringify(card));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(header.length);
  const parts = [
    Buffer.from(magic, 'latin1'),
    size,
    header,
    ...headNames.map((name) => Buffer.from(heads[name].weights.buffer)),
  ];
  const pages = [
    '# Injection: held-out figures',
    '',
    `Written by \`${command}\`; do not edit. Each set was judged by a model that had seen neither it nor a text`,
    'that shares eight words in a row with it, at the threshold that ships (score 0.9). For attacks the shares',
    'are recall, for honest text false alarms; the area under the curve is of the set against all honest text',
    'of its head. What the sets are, and how to read this: [injection-model.md](injection-model.md).',
    '',
    '| head | set | kind | texts | phrases alone | model alone | both | AUC |',
    '|---|---|---|---|---|---|---|---|',
    ...figures,
    '',
  ];
  writeFileSync(join(root, 'docs/injection-figures.md'), pages.join('\n'));
  writeFileSync(join(root, 'policies/injection/model.bin'), Buffer.concat(parts));
}

main();
