import { labelName, metric } from '../../telemetry/names.ts';
import { limits } from '../limits.ts';
import { type Group, noTraffic, range, step } from '../panel.ts';
import { grown, orZero, quantile, rate, series, sum } from '../promql.ts';

const { overhead, dropped, reloads, memory, heap, cpu, loop, active, storeFaults } = metric;
const lostNothing = 'nothing was lost';

/** The sidecar itself. */
export const sidecar: Group = {
  title: 'The sidecar',
  panels: [
    {
      title: 'Added to a call, p99',
      says: 'Time that the sidecar itself adds: until the request left, and from the answer to its release.',
      kind: 'stat',
      unit: 's',
      queries: [{ expr: quantile(0.99, overhead, range), legend: 'p99' }],
      empty: noTraffic,
      steps: { warn: limits.overheadSeconds / 2, bad: limits.overheadSeconds },
      width: 4,
    },
    {
      title: 'Telemetry lost',
      says: 'Spans and exports of metrics that did not get out. /metrics itself loses nothing.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: orZero(sum(grown(series(dropped), range))), legend: 'items' }],
      empty: noTraffic,
      steps: { warn: 1, bad: 1000 },
      width: 4,
    },
    {
      title: 'Reloads that failed',
      says: 'The file had faults and the last good configuration stayed. The log says which; so does `spanguard check`.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: sum(grown(series(reloads, { outcome: 'failed' }), range)), legend: 'reloads' }],
      empty: noTraffic,
      steps: { warn: 1, bad: 1 },
      width: 4,
    },
    {
      title: 'Sidecars',
      says: 'Processes that Prometheus hears of.',
      kind: 'stat',
      unit: 'none',
      queries: [{ expr: `count(${series(active)})`, legend: 'processes' }],
      empty: 'Prometheus scrapes no sidecar: its admin port serves /metrics.',
      width: 4,
    },
    {
      title: 'Memory',
      says: 'Resident, the largest process.',
      kind: 'stat',
      unit: 'bytes',
      queries: [{ expr: `max(${series(memory)})`, legend: 'resident' }],
      empty: noTraffic,
      steps: { warn: limits.memoryBytes / 2, bad: limits.memoryBytes },
      width: 4,
    },
    {
      title: 'Event loop busy',
      says: 'Share of time since the last scrape, the busiest process. Near 1, calls wait.',
      kind: 'stat',
      unit: 'percentunit',
      queries: [{ expr: `max(${series(loop)})`, legend: 'busy' }],
      empty: noTraffic,
      steps: { warn: 0.7, bad: limits.loopBusy },
      width: 4,
    },
    {
      title: 'Added to a call',
      says: 'p50, p95 and p99 of the time that the sidecar adds.',
      kind: 'line',
      unit: 's',
      queries: [
        { expr: quantile(0.5, overhead, '$__rate_interval'), legend: 'p50' },
        { expr: quantile(0.95, overhead, '$__rate_interval'), legend: 'p95' },
        { expr: quantile(0.99, overhead, '$__rate_interval'), legend: 'p99' },
      ],
      empty: noTraffic,
      width: 12,
    },
    {
      title: 'Calls in flight',
      says: 'All processes together.',
      kind: 'line',
      unit: 'short',
      queries: [{ expr: sum(series(active)), legend: 'calls' }],
      empty: noTraffic,
      width: 12,
    },
    {
      title: 'Processor',
      says: 'Processors in use, by mode, all processes and threads.',
      kind: 'line',
      unit: 'short',
      queries: [{ expr: sum(rate(series(cpu)), 'cpu.mode'), legend: `{{${labelName('cpu.mode')}}}` }],
      empty: noTraffic,
      width: 8,
    },
    {
      title: 'Memory over time',
      says: 'Resident memory and JavaScript heap, the largest process.',
      kind: 'line',
      unit: 'bytes',
      queries: [
        { expr: `max(${series(memory)})`, legend: 'resident' },
        { expr: `max(${series(heap)})`, legend: 'heap' },
      ],
      empty: noTraffic,
      width: 8,
    },
    {
      title: 'Telemetry lost over time',
      says: 'By signal and reason. A collector that is slow or down costs telemetry, never calls.',
      kind: 'bars',
      unit: 'short',
      queries: [
        {
          expr: sum(grown(series(dropped), step), 'signal', 'reason'),
          legend: '{{signal}} {{reason}}',
          mayBeEmpty: lostNothing,
        },
      ],
      empty: 'Nothing was lost.',
      width: 8,
    },
    {
      title: 'Faults of the store',
      says: 'Conversations that could not be looked up or kept: such calls stand alone (open) or are refused (closed).',
      kind: 'bars',
      unit: 'short',
      queries: [
        {
          expr: sum(grown(series(storeFaults), step), 'store', 'on_error', 'reason'),
          legend: '{{store}} {{on_error}} {{reason}}',
          mayBeEmpty: 'the store did its part, or there is none',
        },
      ],
      empty: 'No fault of the store, or no policy that restores for a conversation.',
      width: 12,
    },
  ],
};
