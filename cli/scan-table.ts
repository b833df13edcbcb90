import type { Scanned } from '../config/scan.ts';
import { count } from './progress.ts';
import { type Cell, type Column, type Tone, table } from './table.ts';

/** Most findings that are listed one by one; all of them are counted. */
export const mostListed = 200;

const columns: readonly Column[] = [
  { title: 'line', align: 'right' },
  { title: 'verdict', align: 'left' },
  { title: 'detector', align: 'left', shrinks: true },
  { title: 'category', align: 'left', shrinks: true },
  { title: 'score', align: 'right' },
  { title: 'at', align: 'right' },
];

const tones: Readonly<Record<Scanned['verdict'], Tone>> = { allow: 'good', flag: 'warn', redact: 'warn', block: 'bad' };

/** What was found, for people: by line and place, never the text itself. Of bounded size. */
export function createScanTable(): {
  add(line: number, scanned: Scanned): void;
  unreadable(line: number, why: string): void;
  lines(look: { readonly color: boolean; readonly width: number }): string[];
} {
  const rows: Cell[][] = [];
  const verdicts = new Map<string, number>();
  let findings = 0;

  function list(row: Cell[]): void {
    findings++;
    if (rows.length < mostListed) rows.push(row);
  }

  /** The best window and what made it, then the phrases: each where it stands. */
  function explained(line: number, { head, windows, phrases, views }: NonNullable<Scanned['explanation']>): void {
    const row = (what: string, about: string, score: string, start: number, end: number): void => {
      const place: Cell = { text: `${start}–${end}`, tone: 'dim' };
      rows.push([
        { text: count(line), tone: 'dim' },
        { text: 'why' },
        { text: what },
        { text: about },
        { text: score },
        place,
      ]);
    };
    if (rows.length >= mostListed) return;
    for (const { kind, list } of [
      { kind: `${head} window`, list: windows.slice(0, 1) },
      ...views.map((view) => ({ kind: `in ${view.kind}`, list: view.windows })),
    ]) {
      for (const { start, end, score, words } of list) {
        row(kind, 'model', score.toFixed(2), start, end);
        for (const word of words.slice(0, 5)) {
          const { own, neighbours, classes } = word;
          const parts = `word ${signed(own)}, beside ${signed(neighbours)}, class ${signed(classes)}`;
          row('  weighs', parts, signed(own + neighbours + classes), word.start, word.end);
        }
      }
    }
    for (const { family, start, end, score } of phrases) row('phrase', family, score.toFixed(2), start, end);
  }

  return {
    add(line, { findings, verdict, explanation }) {
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      for (const { detector, category, score, start, end } of findings) {
        list([
          { text: count(line), tone: 'dim' },
          { text: verdict, tone: tones[verdict] },
          { text: detector },
          { text: category, tone: 'dim' },
          { text: score.toFixed(2) },
          { text: `${start}–${end}`, tone: 'dim' },
        ]);
      }
      if (explanation !== undefined) explained(line, explanation);
    },
    unreadable(line, why) {
      verdicts.set('not read', (verdicts.get('not read') ?? 0) + 1);
      list([{ text: count(line), tone: 'dim' }, { text: 'not read', tone: 'bad' }, { text: why }]);
    },
    lines(look) {
      const told = [...verdicts].map(([verdict, lines]) => `${verdict} ${count(lines)}`).join(', ');
      const more = findings - rows.length;
      return [
        ...(rows.length === 0 ? ['Nothing was found.'] : table(columns, rows, look)),
        ...(more > 0 ? [`… and ${count(more)} more; written to a file or pipe, each line is told as JSON.`] : []),
        '',
        told === '' ? 'There was no line.' : `Lines by verdict: ${told}.`,
      ];
    },
  };
}

function signed(weight: number): string {
  return `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`;
}
