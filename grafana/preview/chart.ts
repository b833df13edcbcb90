import { type Hue, hueOf } from '../hues.ts';
import type { Panel } from '../panel.ts';
import { escaped, shown } from './values.ts';

export interface Line {
  readonly name: string;
  readonly values: ReadonlyArray<readonly [time: number, value: number]>;
}

const [width, height, left, bottom, top] = [600, 190, 62, 20, 8];
/** Told apart on dark and on light. */
export const colours = ['#3274d9', '#0a8f8f', '#e0752d', '#a352cc', '#7d8590', '#8c6d46', '#d163a8', '#5b8c2a'];
const fixed: Readonly<Record<Hue, string>> = {
  green: '#37872d',
  yellow: '#c29a00',
  orange: '#e0752d',
  red: '#c4162a',
  blue: '#3274d9',
  purple: '#a352cc',
};

/** One colour by name, the same in every panel. */
export type Paint = (name: string) => string;

export function painter(): Paint {
  const met = new Map<string, number>();
  return (name) => {
    const hue = hueOf(name);
    if (hue !== undefined) return fixed[hue];
    let at = met.get(name);
    if (at === undefined) {
      at = met.size;
      met.set(name, at);
    }
    return colours[at % colours.length] ?? '#888';
  };
}

/** Lines, or bars on top of each other, over time. */
export function chart(panel: Panel, lines: readonly Line[], paint: Paint): string {
  const times = [...new Set(lines.flatMap(({ values }) => values.map(([time]) => time)))].sort((a, b) => a - b);
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 1];
  const stacked = panel.kind === 'bars';
  const most = peak(lines, times, stacked) || 1;
  const slot = (width - left) / Math.max(1, times.length);
  const x = (time: number): number =>
    left +
    (stacked ? times.indexOf(time) * slot + slot / 2 : ((time - first) / (last - first || 1)) * (width - left - 4));
  const y = (value: number): number => height - bottom - (value / most) * (height - bottom - top);
  const grid = [0, 0.5, 1].map((share) => {
    const at = y(most * share);
    return `<line class="grid" x1="${left}" x2="${width}" y1="${at}" y2="${at}"/><text x="${left - 6}" y="${at + 4}" text-anchor="end">${escaped(shown(most * share, panel.unit))}</text>`;
  });
  const clocks = [first, last].map(
    (time, at) =>
      `<text x="${at === 0 ? left : width}" y="${height - 4}" text-anchor="${at === 0 ? 'start' : 'end'}">${new Date(time * 1000).toISOString().slice(11, 19)}</text>`,
  );
  const marks = stacked ? bars(lines, times, slot, x, y, paint) : paths(lines, x, y, paint);
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(panel.title)}">${grid.join('')}${marks.join('')}${clocks.join('')}</svg>${key(lines, paint)}`;
}

function peak(lines: readonly Line[], times: readonly number[], stacked: boolean): number {
  if (!stacked) return Math.max(0, ...lines.flatMap(({ values }) => values.map(([, value]) => value)));
  return Math.max(0, ...times.map((time) => lines.reduce((sum, line) => sum + at(line, time), 0)));
}

function at(line: Line, time: number): number {
  return line.values.find(([when]) => when === time)?.[1] ?? 0;
}

function paths(
  lines: readonly Line[],
  x: (time: number) => number,
  y: (value: number) => number,
  paint: Paint,
): string[] {
  return lines.map(({ name, values }) => {
    const points = values.map(([time, value]) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`);
    return `<polyline points="${points.join(' ')}" fill="none" stroke="${paint(name)}" stroke-width="2"/>`;
  });
}

function bars(
  lines: readonly Line[],
  times: readonly number[],
  slot: number,
  x: (time: number) => number,
  y: (value: number) => number,
  paint: Paint,
): string[] {
  return times.flatMap((time) => {
    let below = 0;
    return lines.map((line) => {
      const value = at(line, time);
      const [foot, head] = [y(below), y(below + value)];
      below += value;
      return `<rect x="${(x(time) - slot * 0.4).toFixed(1)}" y="${head.toFixed(1)}" width="${(slot * 0.8).toFixed(1)}" height="${Math.max(0, foot - head).toFixed(1)}" fill="${paint(line.name)}"/>`;
    });
  });
}

function key(lines: readonly Line[], paint: Paint): string {
  const names = lines.map(({ name }) => `<span><i style="background:${paint(name)}"></i>${escaped(name)}</span>`);
  return `<div class="key">${names.join('')}</div>`;
}
