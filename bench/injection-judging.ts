import { signsOf } from '../policies/detectors/injection-signs.ts';
import { type Channel, type HeadName, readers } from '../policies/injection/model.ts';
import { windowSizes } from '../policies/injection/windows.ts';
import { attackGroups, teaches } from './injection-corpus.ts';
import { bestWindow, type Document, decontaminated, learn } from './injection-learning.ts';
import { quantile } from './statistics.ts';

/** A text that was held out, and what a head made of it. */
export interface Judged {
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

export function channelOf(head: HeadName): Channel {
  return readers.data.includes(head) ? 'data' : 'user';
}

/** Each set is judged by a model that has seen neither it nor a text that shares eight words in a row with it. */
export function heldOut(head: HeadName, documents: readonly Document[], rise: number): Judged[] {
  const groups = attackGroups[channelOf(head)];
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
      documents.filter(({ sample }) => !mine.has(sample.source) && teaches(head, sample)),
      held,
    );
    const started = performance.now();
    const learnt = learn(rest, windowSizes[head]);
    for (const document of held) {
      const { source, label, text } = document.sample;
      const score =
        document.words === 0 ? -99 : bestWindow(document, learnt.weights, windowSizes[head], rise).score + learnt.bias;
      const known = signsOf(text).some((sign) => sign.score >= 0.9);
      judged.push({ units: text.length, fold, opening: document.runs[0] ?? 0, known, source, label, score });
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
export function pooled(judged: readonly Judged[], share: number): number {
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

/** How far a text is above the threshold that its own fold had no part in choosing. */
export function margins(judged: readonly Judged[], share: number): number[] {
  const folds = Math.max(...judged.map(({ fold }) => fold)) + 1;
  const thresholds = Array.from({ length: folds }, (_, fold) =>
    pooled(
      judged.filter((one) => one.fold !== fold),
      share,
    ),
  );
  return judged.map(({ score, fold }) => score - thresholds[fold]!);
}

/** A text as all heads of its channel judge it: by the one that is surest. */
interface Told extends Judged {
  readonly margin: number;
}

/** Rows of the table and a sentence, for one channel: the same texts as each of its heads judged them. */
export function told(
  channel: Channel,
  byHead: ReadonlyArray<{ readonly judged: readonly Judged[]; readonly margins: readonly number[] }>,
): { readonly figures: string; readonly pool: string } {
  const texts = byHead[0]!.judged.map((one, at): Told => {
    return { ...one, margin: Math.max(...byHead.map(({ margins: each }) => each[at]!)) };
  });
  const honest = texts.filter(({ label }) => label === 0);
  const sources = [...new Set(texts.map(({ source, label }) => `${label} ${source}`))].sort();
  const rows = sources.map((key) => {
    const mine = texts.filter(({ source, label }) => `${label} ${source}` === key);
    const share = (of: (one: Told) => boolean): string => (mine.filter(of).length / mine.length).toFixed(3);
    const attack = key.startsWith('1');
    let above = 0;
    if (attack) for (const { margin } of mine) for (const other of honest) above += margin > other.margin ? 1 : 0;
    const cells = [
      channel,
      key.slice(2),
      attack ? 'attacks' : 'honest',
      mine.length,
      share(({ known }) => known),
      share(({ margin }) => margin >= 0),
      share(({ known, margin }) => known || margin >= 0),
      attack ? (above / mine.length / honest.length).toFixed(2) : '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const wrong = (of: readonly Told[]): string => {
    const count = of.filter(({ known, margin }) => known || margin >= 0).length;
    return `${count} of ${of.length} (${((100 * count) / of.length).toFixed(2)} %)`;
  };
  const long = honest.filter(({ units }) => units >= 8000);
  return {
    figures: rows.join('\n'),
    pool: `${channel}: of honest texts held out, ${wrong(honest)} are taken for attacks; of those of 8,000 characters and more, ${wrong(long)}`,
  };
}
