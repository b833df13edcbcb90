import { latestMetric } from './metric-names-latest.ts';
import { clientLabels, durationBuckets, tokenBuckets } from './metric-shapes.ts';
import type { Source } from './names.ts';
import { type Profile, type Semconv, writes } from './semconv.ts';

const v141: Source = 'semconv 1.41.1';
const ours: Source = 'spanguard';

export type MetricKind = 'counter' | 'updown' | 'gauge' | 'histogram';

export interface Metric {
  readonly name: string;
  readonly kind: MetricKind;
  readonly unit: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
  readonly source: Source | 'semconv 1.45';
  /** Written under this profile only; under both when absent. */
  readonly only?: Profile;
}

/** Seconds; our own share of a call is mostly far below a millisecond. */
export const overheadBuckets: readonly number[] = [
  0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1,
];

export const metric = {
  tokenUsage: {
    name: 'gen_ai.client.token.usage',
    kind: 'histogram',
    unit: '{token}',
    labels: [...clientLabels, 'gen_ai.token.type'],
    buckets: tokenBuckets,
    source: v141,
    only: '1.41',
    description: 'Tokens per call, where the provider counted them; `gen_ai.token.type` is `input` or `output`.',
  },
  duration: {
    name: 'gen_ai.client.operation.duration',
    kind: 'histogram',
    unit: 's',
    labels: [...clientLabels, 'error.type'],
    buckets: durationBuckets,
    source: v141,
    description: 'Time of a call, as the caller sees it; under `latest` of calls that are no inference (embeddings …).',
  },
  timeToFirstChunk: {
    name: 'gen_ai.client.operation.time_to_first_chunk',
    kind: 'histogram',
    unit: 's',
    labels: clientLabels,
    buckets: durationBuckets,
    source: v141,
    only: '1.41',
    description: 'Time until the first piece of a streamed answer.',
  },
  timePerOutputChunk: {
    name: 'gen_ai.client.operation.time_per_output_chunk',
    kind: 'histogram',
    unit: 's',
    labels: clientLabels,
    buckets: durationBuckets,
    source: v141,
    only: '1.41',
    description: "Time per further piece of a streamed answer: the stream's mean, counted once per piece.",
  },
  ...latestMetric,
  cost: {
    name: 'spanguard.cost',
    kind: 'counter',
    unit: 'USD',
    labels: ['provider', 'model', 'team', 'user', 'feature', 'confidence', 'outcome'],
    source: ours,
    description: 'What calls cost; summed exactly, in 10⁻¹² USD. `outcome` as in `spanguard.calls`.',
  },
  saved: {
    name: 'spanguard.cost.saved',
    kind: 'counter',
    unit: 'USD',
    labels: ['provider', 'model'],
    source: ours,
    description:
      'What tokens read from a cache would have cost more as fresh input; what writing them cost is not taken off.',
  },
  price: {
    name: 'spanguard.price',
    kind: 'gauge',
    unit: 'USD',
    labels: ['provider', 'model', 'bucket'],
    source: ours,
    description:
      'What one token costs now, by bucket: of models that calls were billed as, and of those under `pricing.compare`. Without tiers and long context.',
  },
  tokens: {
    name: 'spanguard.tokens',
    kind: 'counter',
    unit: '{token}',
    labels: ['provider', 'model', 'bucket'],
    source: ours,
    description:
      'Tokens by disjoint bucket, as billed: `input` is without cached ones, `output` without reasoning. Counts that are estimated are in it too.',
  },
  verdicts: {
    name: 'spanguard.policy.verdicts',
    kind: 'counter',
    unit: '{finding}',
    labels: ['policy', 'detector', 'category', 'action', 'mode', 'side'],
    source: ours,
    description: 'Findings and what was done about them.',
  },
  faults: {
    name: 'spanguard.policy.faults',
    kind: 'counter',
    unit: '{fault}',
    labels: ['policy', 'detector', 'side', 'on_error', 'reason'],
    source: ours,
    description: 'Policies that could not be evaluated.',
  },
  formats: {
    name: 'spanguard.format.outcomes',
    kind: 'counter',
    unit: '{text}',
    labels: ['policy', 'outcome'],
    source: ours,
    description: 'Texts of answers judged by their format: `compliant` or `not_compliant`.',
  },
  coverage: {
    name: 'spanguard.coverage',
    kind: 'counter',
    unit: '{call}',
    labels: ['side', 'coverage'],
    source: ours,
    description: 'What was looked at: `scanned`, `skipped:<reason>` or `unsupported`.',
  },
  overhead: {
    name: 'spanguard.overhead.duration',
    kind: 'histogram',
    unit: 's',
    labels: ['provider', 'operation'],
    buckets: overheadBuckets,
    source: ours,
    description: 'Time that we added to a call.',
  },
  calls: {
    name: 'spanguard.calls',
    kind: 'counter',
    unit: '{call}',
    labels: ['provider', 'operation', 'outcome'],
    source: ours,
    description: 'Calls that ended: `ok`, `blocked`, `refused` (unread, by setting), or the kind of failure.',
  },
  callerCalls: {
    name: 'spanguard.caller.calls',
    kind: 'counter',
    unit: '{call}',
    labels: ['provider', 'team', 'user', 'feature', 'verdict'],
    source: ours,
    description:
      'Calls by who made them and by the severest thing done on either side: `allow`, `flag`, `redact` or `block`.',
  },
  retries: {
    name: 'spanguard.calls.retried',
    kind: 'counter',
    unit: '{call}',
    labels: ['provider'],
    source: ours,
    description: 'Calls that the caller says it sends again (`x-stainless-retry-count`).',
  },
  turnedAway: {
    name: 'spanguard.calls.turned_away',
    kind: 'counter',
    unit: '{call}',
    labels: ['reason'],
    source: ours,
    description: 'Calls that were not taken and are on no other record: `too_many_calls` or `draining`.',
  },
  active: {
    name: 'spanguard.calls.active',
    kind: 'updown',
    unit: '{call}',
    labels: [],
    source: ours,
    description: 'Calls in flight.',
  },
  reloads: {
    name: 'spanguard.config.reloads',
    kind: 'counter',
    unit: '{reload}',
    labels: ['outcome'],
    source: ours,
    description: 'Times the configuration was read again: `ok`, or `failed` where the last good one stayed.',
  },
  dropped: {
    name: 'spanguard.telemetry.dropped',
    kind: 'counter',
    unit: '{item}',
    labels: ['signal', 'reason'],
    source: ours,
    description:
      'Spans, events and metric exports that were lost: `queue_full`, `export_failed`, `rejected` or `internal`; with `content_full`, only the content of a span was.',
  },
  uncovered: {
    name: 'spanguard.egress.uncovered',
    kind: 'counter',
    unit: '{call}',
    labels: ['provider', 'surface', 'outcome'],
    source: ours,
    description:
      'Calls to providers that went where nothing guards them, in the process: by `http2`, `websocket`, `undici`, `http` or `socket`; `passed` or `refused`.',
  },
  storeFaults: {
    name: 'spanguard.store.faults',
    kind: 'counter',
    unit: '{fault}',
    labels: ['store', 'on_error', 'reason'],
    source: ours,
    description:
      'Times that the store of conversations did not do its part: `deadline`, `offline`, `refused`, `contended`, `unreadable`, `not_installed` or `internal`.',
  },
  memory: {
    name: 'process.memory.usage',
    kind: 'updown',
    unit: 'By',
    labels: [],
    source: 'semconv 1.45',
    description: 'Resident memory of this process.',
  },
  heap: {
    name: 'spanguard.process.heap.used',
    kind: 'updown',
    unit: 'By',
    labels: [],
    source: ours,
    description: 'JavaScript heap in use.',
  },
  cpu: {
    name: 'process.cpu.time',
    kind: 'counter',
    unit: 's',
    labels: ['cpu.mode'],
    source: 'semconv 1.45',
    description: 'Processor time of this process, all threads.',
  },
  loop: {
    name: 'nodejs.eventloop.utilization',
    kind: 'gauge',
    unit: '1',
    labels: [],
    source: 'semconv 1.45',
    description: 'Share of time that the event loop was busy, since the last reading.',
  },
} as const satisfies Record<string, Metric>;

export const metrics: readonly Metric[] = Object.values(metric);

/** The metrics that are written under a profile. */
export function metricsUnder(semconv: Semconv): readonly Metric[] {
  return metrics.filter(({ only }) => writes(semconv, only));
}

const prometheusUnits: Readonly<Record<string, string>> = { s: 'seconds', By: 'bytes', USD: 'USD' };

/**
 * A metric's name on `/metrics`, by the OpenTelemetry to Prometheus rules: characters outside
 * [a-zA-Z0-9:_] become `_`; the unit is appended, its known short forms spelt out and others kept as
 * they are (`USD`), one in braces dropped; `1` is `_ratio` on gauges; counters end in `_total`.
 */
export function prometheusName(of: Metric): string {
  const unit = of.unit === '1' ? (of.kind === 'gauge' ? 'ratio' : undefined) : prometheusUnits[of.unit];
  return labelName(of.name) + (unit === undefined ? '' : `_${unit}`) + (of.kind === 'counter' ? '_total' : '');
}

/** An attribute's name as a Prometheus label. */
export function labelName(name: string): string {
  return name.replace(/[^a-zA-Z0-9_]/g, '_');
}
