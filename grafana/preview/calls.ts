import type { CallEntry } from '../../telemetry/index.ts';
import type { TracePanel } from '../traces.ts';
import { escaped, shown } from './values.ts';

const rows = 8;
const head = ['model', 'team', 'cost', 'time', 'in', 'out', 'policy or error', 'trace'];

/** What a panel that asks Tempo would list, of the sidecar's own `/calls`. */
export function callsHtml(
  { title, says, empty, width, largest, here }: TracePanel,
  calls: readonly CallEntry[],
): string {
  const found = calls.filter(here);
  if (largest !== undefined) found.sort((a, b) => (b.costUsd ?? 0) - (a.costUsd ?? 0));
  const body =
    found.length === 0
      ? `<div class="empty">${escaped(empty)}</div>`
      : `<table><tr>${head.map((name) => `<th>${name}</th>`).join('')}</tr>${found.slice(0, rows).map(row).join('')}</table>`;
  return `<section style="grid-column: span ${width}" title="${escaped(says)}"><h3>${escaped(title)} (of /calls)</h3>${body}</section>`;
}

function row({ model, team, costUsd, durationMs, verdict, policy, error, traceId }: CallEntry): string {
  const cells = [
    model ?? '–',
    team ?? '–',
    costUsd === null ? '–' : shown(costUsd, 'currencyUSD', 6),
    shown(durationMs / 1000, 's'),
    verdict.input,
    verdict.output,
    (verdict.input === 'block' || verdict.output === 'block' ? policy : (error ?? policy)) ?? '–',
    `${traceId.slice(0, 8)}…`,
  ];
  return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
}
