import { labelName, metric } from '../../telemetry/names.ts';
import { limits } from '../limits.ts';
import { providerFaults } from '../panels/errors.ts';
import { all, either, grown, rate, sum } from '../promql.ts';
import type { AlertGroup } from './alert.ts';

const { calls, duration, timeToFirstChunk, overhead } = metric;
const p95 = (of: typeof duration | typeof timeToFirstChunk, by: string): string =>
  `histogram_quantile(0.95, sum by (le, ${by}) (${either(of, (one) => rate(all(one, {}, '_bucket'), '10m'))}))`;
const requested = labelName('gen_ai.request.model');

export const reliability: AlertGroup = {
  name: 'spanguard-reliability',
  alerts: [
    {
      name: 'SpanguardProviderErrors',
      severity: 'critical',
      summary: 'A provider fails',
      says: '{{ $value | humanizePercentage }} of the calls to {{ $labels.provider }} in ten minutes found no connection, no answer in time, or an error. See its status page; the Latency dashboard has the types of errors.',
      value: `${sum(grown(all(calls, { outcome: providerFaults }), '10m'), 'provider')} / (${sum(grown(all(calls), '10m'), 'provider')} >= ${limits.fewCalls})`,
      limit: { above: limits.providerErrorShare },
      lasting: '5m',
      board: 'spanguard-latency',
      mayBeEmpty: 'too few calls, or none failed',
    },
    {
      name: 'SpanguardSlowCalls',
      severity: 'warning',
      summary: 'Calls are slow',
      says: 'One call in twenty of {{ $labels.gen_ai_request_model }} takes longer than {{ $value | humanizeDuration }}.',
      value: p95(duration, requested),
      limit: { above: limits.callSeconds },
      lasting: '10m',
      board: 'spanguard-latency',
    },
    {
      name: 'SpanguardSlowFirstChunk',
      severity: 'warning',
      summary: 'Streams begin late',
      says: 'One stream in twenty of {{ $labels.gen_ai_request_model }} begins after {{ $value | humanizeDuration }}.',
      value: p95(timeToFirstChunk, requested),
      limit: { above: limits.firstChunkSeconds },
      lasting: '10m',
      board: 'spanguard-latency',
      mayBeEmpty: 'no streams',
    },
    {
      name: 'SpanguardOverhead',
      severity: 'warning',
      summary: 'The sidecar is slow itself',
      says: 'One call in a hundred gets {{ $value | humanizeDuration }} added. Give it processor time, or take a policy off what is very long.',
      value: `histogram_quantile(0.99, sum by (le) (rate(${all(overhead, {}, '_bucket')}[10m])))`,
      limit: { above: limits.overheadSeconds },
      lasting: '10m',
      board: 'spanguard-latency',
    },
  ],
};
