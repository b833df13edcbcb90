import type { CallEntry } from '../../telemetry/index.ts';
import type { Board } from '../boards.ts';
import type { Panel } from '../panel.ts';
import { callsHtml } from './calls.ts';
import { chart, type Paint, painter } from './chart.ts';
import { escaped, legend, shown } from './values.ts';

/** What Prometheus answered to one query: a series by label set. */
export type Answer = ReadonlyArray<{
  readonly labels: Readonly<Record<string, string>>;
  readonly values: ReadonlyArray<readonly [time: number, value: number]>;
}>;

/** The answers to a panel's queries, in their order. */
export type Answers = ReadonlyMap<Panel, readonly Answer[]>;

const style = `
:root { --ground: #f4f5f5; --panel: #fff; --line: #d8dbe0; --text: #24292e; --quiet: #6a7078; --good: #1a7f37; --warn: #b45309; --bad: #c4162a; }
:root[data-theme=dark] { --ground: #111217; --panel: #181b1f; --line: #2c3235; --text: #d8d9da; --quiet: #9a9fa6; --good: #73bf69; --warn: #ff9830; --bad: #ff5a6b; }
* { box-sizing: border-box; } body { margin: 0; padding: 16px; background: var(--ground); color: var(--text); font: 13px/1.4 system-ui, sans-serif; }
h1 { font-size: 20px; margin: 24px 0 2px; } h2 { font-size: 14px; margin: 20px 0 8px; } p { margin: 0; color: var(--quiet); }
.row { display: grid; grid-template-columns: repeat(24, 1fr); gap: 8px; }
section { background: var(--panel); border: 1px solid var(--line); border-radius: 3px; padding: 8px 10px; min-width: 0; overflow: hidden; }
h3 { font-size: 12px; font-weight: 600; margin: 0 0 6px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.value { font-size: 26px; font-weight: 600; line-height: 48px; } .good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
section { overflow-wrap: anywhere; } .empty { color: var(--quiet); padding: 12px 0; } svg { width: 100%; display: block; } svg text { fill: var(--quiet); font-size: 11px; } .grid { stroke: var(--line); }
.key { display: flex; flex-wrap: wrap; gap: 2px 12px; color: var(--quiet); font-size: 11px; } .key i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 4px; }
.bar { display: grid; grid-template-columns: 40% 1fr auto; gap: 8px; align-items: center; margin: 3px 0; } .bar span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .bar i { display: block; height: 12px; border-radius: 2px; min-width: 1px; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: left; padding: 3px 6px; border-bottom: 1px solid var(--line); } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
@media (max-width: 900px) { .row { display: block; } section { margin-bottom: 8px; } }
`;

/** A page with every panel and what was answered; needs no Grafana, and nothing from elsewhere. */
export function page(boards: readonly Board[], answers: Answers, calls: readonly CallEntry[], says: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Spanguard dashboards</title><style>${style}</style>
<script>const asked = location.hash.slice(1); document.documentElement.dataset.theme = asked || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');</script></head>
<body><p>${escaped(says)}</p>${boards.map((board) => boardHtml(board, answers, calls, painter())).join('')}</body></html>
`;
}

function boardHtml(board: Board, answers: Answers, calls: readonly CallEntry[], paint: Paint): string {
  const groups = board.groups.map(
    ({ title, panels }) =>
      `<h2>${escaped(title)}</h2><div class="row">${panels.map((panel) => section(panel, answers.get(panel) ?? [], paint)).join('')}</div>`,
  );
  const lists = (board.calls ?? []).map((list) => callsHtml(list, calls));
  const single = lists.length === 0 ? '' : `<h2>Single calls</h2><div class="row">${lists.join('')}</div>`;
  return `<h1>${escaped(board.title)}</h1><p>${escaped(board.says)}</p>${groups.join('')}${single}`;
}

function section(panel: Panel, answers: readonly Answer[], paint: Paint): string {
  const there = answers.some((answer) =>
    answer.some(({ values }) => values.some(([, value]) => Number.isFinite(value))),
  );
  const body = there ? drawn(panel, answers, paint) : `<div class="empty">${escaped(panel.empty)}</div>`;
  return `<section style="grid-column: span ${panel.width}" title="${escaped(panel.says)}"><h3>${escaped(panel.title)}</h3>${body}</section>`;
}

function drawn(panel: Panel, answers: readonly Answer[], paint: Paint): string {
  const named = panel.queries.flatMap((query, at) =>
    (answers[at] ?? []).map(({ labels, values }) => ({
      name: legend(query.legend, labels),
      values: values.filter(([, value]) => Number.isFinite(value)),
    })),
  );
  switch (panel.kind) {
    case 'stat': {
      const value = named[0]?.values.at(-1)?.[1] ?? Number.NaN;
      return `<div class="value ${grade(panel, value)}">${escaped(shown(value, panel.unit, panel.decimals))}</div>`;
    }
    case 'list':
      return list(
        panel,
        named.map(({ name, values }) => [name, values.at(-1)?.[1] ?? 0] as const),
        paint,
      );
    case 'table':
      return table(panel, answers);
    case 'line':
    case 'bars':
      return chart(panel, named, paint);
  }
}

function grade({ steps }: Panel, value: number): string {
  if (steps === undefined) return '';
  const past = (limit: number): boolean => (steps.down === true ? value < limit : value >= limit);
  return past(steps.bad) ? 'bad' : past(steps.warn) ? 'warn' : 'good';
}

function list(panel: Panel, rows: ReadonlyArray<readonly [name: string, value: number]>, paint: Paint): string {
  const most = panel.max ?? Math.max(...rows.map(([, value]) => value), Number.MIN_VALUE);
  return rows
    .map(([name, value]) => {
      const share = Math.min(100, (100 * value) / most).toFixed(1);
      return `<div class="bar"><span>${escaped(name)}</span><b><i style="width:${share}%;background:${paint(name)}"></i></b><span>${escaped(shown(value, panel.unit, panel.decimals))}</span></div>`;
    })
    .join('');
}

function table(panel: Panel, answers: readonly Answer[]): string {
  const rows = new Map<string, { labels: Readonly<Record<string, string>>; cells: string[] }>();
  answers.forEach((answer, column) => {
    for (const { labels, values } of answer) {
      const key = JSON.stringify(labels);
      const row = rows.get(key) ?? { labels, cells: panel.queries.map(() => '–') };
      row.cells[column] = shown(values.at(-1)?.[1] ?? Number.NaN, panel.unit, panel.decimals);
      rows.set(key, row);
    }
  });
  const labels = [...new Set([...rows.values()].flatMap((row) => Object.keys(row.labels)))];
  const head = [
    ...labels.map((label) => `<th>${escaped(label)}</th>`),
    ...panel.queries.map(({ legend: name }) => `<th class="number">${escaped(name)}</th>`),
  ];
  const body = [...rows.values()].map(
    (row) =>
      `<tr>${labels.map((label) => `<td>${escaped(row.labels[label] ?? '')}</td>`).join('')}${row.cells.map((cell) => `<td class="number">${escaped(cell)}</td>`).join('')}</tr>`,
  );
  return `<table><tr>${head.join('')}</tr>${body.join('')}</table>`;
}
