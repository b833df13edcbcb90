import { metric } from '../../telemetry/names.ts';
import { limits } from '../limits.ts';
import { all, grown, sum } from '../promql.ts';
import type { AlertGroup } from './alert.ts';

const { loop, active, memory, dropped, turnedAway } = metric;

export const sidecar: AlertGroup = {
  name: 'spanguard-sidecar',
  alerts: [
    {
      name: 'SpanguardSaturated',
      severity: 'warning',
      summary: 'A sidecar is at its limit',
      says: 'The event loop of {{ $labels.instance }} is busy {{ $value | humanizePercentage }} of the time: calls wait. Add replicas or processor time.',
      value: `avg_over_time(${all(loop)}[5m])`,
      limit: { above: limits.loopBusy },
      lasting: '5m',
      board: 'spanguard-latency',
    },
    {
      name: 'SpanguardManyCalls',
      severity: 'warning',
      summary: 'Nearly as many calls in flight as are allowed',
      says: '{{ $labels.instance }} has {{ $value }} calls in flight; beyond sidecar.limits.concurrentCalls they are refused.',
      value: all(active),
      limit: { above: limits.activeCalls },
      lasting: '2m',
      board: 'spanguard-latency',
    },
    {
      name: 'SpanguardTurnedAway',
      severity: 'critical',
      summary: 'Calls are turned away',
      says: '{{ $value | humanize }} calls in five minutes came when sidecar.limits.concurrentCalls were in flight, and got a 503. Add replicas, or raise the limit where there is memory.',
      value: sum(grown(all(turnedAway, { reason: 'too_many_calls' }), '5m')),
      limit: { above: 0 },
      lasting: '0m',
      board: 'spanguard-latency',
      mayBeEmpty: 'none was',
    },
    {
      name: 'SpanguardMemory',
      severity: 'warning',
      summary: 'A sidecar needs much memory',
      says: '{{ $labels.instance }} has {{ $value | humanize1024 }}B resident.',
      value: all(memory),
      limit: { above: limits.memoryBytes },
      lasting: '10m',
      board: 'spanguard-latency',
    },
    {
      name: 'SpanguardTelemetryDropped',
      severity: 'warning',
      summary: 'Telemetry is lost',
      says: '{{ $value | humanize }} items of {{ $labels.signal }} were lost in 15 minutes ({{ $labels.reason }}). Calls are not touched by it. Look at the collector.',
      value: sum(grown(all(dropped), '15m'), 'signal', 'reason'),
      limit: { above: 0 },
      lasting: '0m',
      board: 'spanguard-latency',
      mayBeEmpty: 'nothing was lost',
    },
    {
      name: 'SpanguardGone',
      severity: 'critical',
      summary: 'No sidecar is heard of',
      says: 'Prometheus has had no scrape of any sidecar for five minutes: none runs, or its admin port cannot be reached.',
      value: `absent(${all(active)})`,
      limit: { above: 0 },
      lasting: '5m',
      board: 'spanguard-latency',
      mayBeEmpty: 'a sidecar is there',
    },
  ],
};
