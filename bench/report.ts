import { cpus, release } from 'node:os';
import type { CpuFigures, Figure, Figures, Results, TimeFigures } from './figures.ts';
import { IDLE_STREAMS } from './scenarios.ts';

/** Everything for people: one block a question, each figure beside its target. */
export function printed(results: Results, { cpu, times, memory }: Figures, tookMs: number): string {
  const samples = `${results.rounds} interleaved rounds of ${results.windowMs / 1000} s windows, medians over rounds`;
  const where = results.pinned ? 'proxy on core 0, provider and load on core 1' : 'not tied to cores: ratios are rough';
  const awake = results.awake ? '; cores kept awake (--awake)' : '';
  return [
    `spanguard bench: ${samples}`,
    `${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${cpus().length} cores, Linux ${release()}, Node ${process.versions.node}; ${where}${awake}`,
    '',
    'CPU at saturation (all threads of the proxy; every policy of the preset, cost, call log and OTLP on)',
    table(
      ['', 'variant', 'µs', 'per second', 'core', '× bare', 'target', ''],
      grouped(cpu, (row) => row.scenario.title, cpuRow),
    ),
    '',
    'Time (added: round by round against direct; p95 and p99 over all samples together)',
    table(
      ['', 'variant', 'p50 ms', 'p95', 'p99', 'added p50', 'p95', 'p99', 'target', '', '× bare', 'target', ''],
      grouped(times, (row) => row.scenario.title, timeRow),
    ),
    '',
    `Memory (peak under the loads above; then ${IDLE_STREAMS} open streams that fell silent, in a fresh process after GC)`,
    table(
      ['variant', 'peak MB', 'target', '', 'at rest MB', 'KB a stream', 'target', '', 'of it heap'],
      memory.map((row) => [
        row.variant,
        fixed(row.rssPeakMb.value, 0),
        ...held(row.rssPeakMb, 0),
        fixed(row.idleMb, 0),
        fixed(row.streamRssKb?.value, 1),
        ...held(row.streamRssKb, 0),
        fixed(row.streamHeapKb, 1),
      ]),
    ),
    '',
    ...check(results),
    ...crowded(cpu),
    `took ${fixed(tookMs / 1000, 0)} s`,
  ].join('\n');
}

function cpuRow(row: CpuFigures): string[] {
  return [
    row.variant,
    fixed(row.micros, row.micros < 10 ? 2 : 1),
    fixed(row.perSecond, 0),
    `${fixed(row.busy * 100, 0)}%`,
    fixed(row.ratio?.value, 2),
    ...held(row.ratio, 2),
  ];
}

function timeRow(row: TimeFigures): string[] {
  return [
    row.variant,
    fixed(row.p50, 2),
    fixed(row.p95, 2),
    fixed(row.p99, 2),
    fixed(row.added?.p50.value, 2),
    fixed(row.added?.p95, 2),
    fixed(row.added?.p99, 2),
    ...held(row.added?.p50, 2),
    fixed(row.ratio?.value, 2),
    ...held(row.ratio, 2),
  ];
}

/** Spans may be lost on the way to the sink's counter, not more. */
const SPANS_AT_LEAST = 0.97;

/** Without their telemetry the sidecars would look better than they are. */
function check({ recorded }: Results): string[] {
  if (recorded === undefined || recorded.calls === 0) return [];
  const { calls, spans, spanBytes, logBytes } = recorded;
  const warnings = [
    ...(spans < calls * SPANS_AT_LEAST ? ['SPANS ARE MISSING: the CPU figures lack part of their export'] : []),
    ...(logBytes === 0 ? ['NO CALL LOG: the CPU figures lack it'] : []),
  ];
  return [
    `${calls} calls through spanguard: ${spans} spans arrived (${fixed(spanBytes / calls, 0)} bytes a call), ` +
      `call log ${fixed(logBytes / calls, 0)} bytes a call`,
    ...warnings,
  ];
}

/** These two leave the other core air, so the proxy should be at its limit. */
const BUSY_AT_LEAST = 0.85;

/** Someone else used the cores: the ratios still say something, times and tails do not. */
function crowded(cpu: readonly CpuFigures[]): string[] {
  // One core of load cannot bring the process that only copies to its limit, on the quietest machine.
  const light = cpu.filter(
    ({ scenario, variant }) => variant !== 'copy' && scenario.per === 'request' && scenario.prompt !== 'large',
  );
  if (light.length === 0 || light.every(({ busy }) => busy >= BUSY_AT_LEAST)) return [];
  return ['THE CORES WERE SHARED: the proxy could not use its own up; repeat on a quiet machine'];
}

/** The target and whether it is met. */
function held(figure: Figure | undefined, digits: number): [string, string] {
  if (figure?.atMost === undefined) return ['', ''];
  return [`≤ ${figure.atMost.toFixed(digits)}`, figure.value <= figure.atMost ? 'ok' : 'OVER'];
}

function fixed(value: number | undefined, digits: number): string {
  return value === undefined || !Number.isFinite(value) ? '' : value.toFixed(digits);
}

/** The title stands once, in front of the first of its rows. */
function grouped<T>(rows: readonly T[], title: (row: T) => string, cells: (row: T) => string[]): string[][] {
  let last: string | undefined;
  return rows.map((row) => {
    const name = title(row);
    const shown = name === last ? '' : name;
    last = name;
    return [shown, ...cells(row)];
  });
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const words = (column: number): boolean => head[column] === '' || head[column] === 'variant';
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => (words(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}
