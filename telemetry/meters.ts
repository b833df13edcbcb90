import { inputTokens, outputTokens, type Usage } from '../core/usage.ts';
import { metric } from './names.ts';
import { processFamilies } from './process.ts';
import type { CallRecord } from './record.ts';
import {
  bounded,
  type Counter,
  costCounters,
  counters,
  type Distribution,
  type Family,
  gauges,
  type Histogram,
  histograms,
  type Point,
  seriesLimit,
} from './series.ts';

/** The most distinct values that a label may take; further ones become `other`. */
export interface Limits {
  /** Models, requested and answering. Default 100. */
  readonly models?: number;
  /** Teams, users and features, each. Default 100. */
  readonly dimensions?: number;
  /** Label sets of one metric, after that. Default 2000. */
  readonly series?: number;
}

export type DropReason = 'queue_full' | 'export_failed' | 'rejected' | 'internal';
export type Signal = 'traces' | 'metrics';

/** The instruments of this package, and what a call adds to them. */
export interface Meters {
  began(): void;
  /** Told of every call, also of one that could not be recorded. */
  left(): void;
  ended(record: CallRecord): void;
  dropped(signal: Signal, reason: DropReason, count: number): void;
  /** The configuration was read again, or had faults and the last good one stays. */
  reloaded(outcome: 'ok' | 'failed'): void;
  storeFailed(store: string, onError: string, reason: string): void;
  /** For both ways out. */
  readonly families: ReadonlyArray<Family<unknown, Point> | Family<unknown, Distribution>>;
}

/** The series that calls of one kind share: found by one look-up per call. */
interface KindSeries {
  readonly labels: readonly string[];
  readonly input: Histogram;
  readonly output: Histogram;
  readonly firstChunk: Histogram;
  readonly perChunk: Histogram;
  readonly overhead: Histogram;
  readonly durations: Map<string, Histogram>;
  readonly outcomes: Map<string, Counter>;
  readonly costs: Map<string, Counter>;
  readonly tokens: Counter[];
  saved?: Counter;
}

/** Buckets that a call may count, and what they are called as a label. */
const tokenBuckets: ReadonlyArray<readonly [keyof Usage & BucketName, string]> = [
  ['input', 'input'],
  ['cacheRead', 'cache_read'],
  ['cacheWrite', 'cache_write'],
  ['cacheWrite1h', 'cache_write_1h'],
  ['output', 'output'],
  ['reasoning', 'reasoning'],
  ['audioInput', 'audio_input'],
  ['audioCacheRead', 'audio_cache_read'],
  ['audioOutput', 'audio_output'],
];

type BucketName = Exclude<keyof Usage, 'tier'>;

const sides = ['input', 'output'] as const;

export function createMeters(limits: Limits): Meters {
  const most = limits.series;
  const tokenUsage = histograms(metric.tokenUsage, most);
  const duration = histograms(metric.duration, most);
  const timeToFirstChunk = histograms(metric.timeToFirstChunk, most);
  const timePerOutputChunk = histograms(metric.timePerOutputChunk, most);
  const cost = costCounters(metric.cost, most);
  const saved = costCounters(metric.saved, most);
  const tokens = counters(metric.tokens, most);
  const verdicts = counters(metric.verdicts, most);
  const faults = counters(metric.faults, most);
  const formats = counters(metric.formats, most);
  const coverage = counters(metric.coverage, most);
  const overhead = histograms(metric.overhead, most);
  const calls = counters(metric.calls, most);
  const reloads = counters(metric.reloads, most);
  // There from the start: what is first seen as 1 looks like no growth to whoever reads.
  reloads.of('ok');
  reloads.of('failed');
  const drops = counters(metric.dropped, most);
  const storeFaults = counters(metric.storeFaults, most);
  const activeCalls = gauges(metric.active, most);
  const active = activeCalls.of();

  const model = bounded(limits.models ?? 100);
  const host = bounded(100);
  const team = bounded(limits.dimensions ?? 100);
  const user = bounded(limits.dimensions ?? 100);
  const feature = bounded(limits.dimensions ?? 100);
  const errorType = bounded(50, '_OTHER');
  const reason = bounded(50, '_OTHER');

  const kinds = new Map<string, KindSeries>();
  const coverages = { input: new Map<string, Counter>(), output: new Map<string, Counter>() };
  // Labels are bounded each, their combinations by the series' own limit: past it these look-up
  // tables must not grow either.
  const tableLimit = most ?? seriesLimit;

  function kindOf(record: CallRecord, requested: string, answered: string): KindSeries {
    const { operation, system, port, provider } = record;
    const address = host(record.host, record.errorType === undefined);
    const key = `${provider}\n${operation}\n${system}\n${requested}\n${answered}\n${address}\n${port}`;
    const found = kinds.get(key);
    if (found !== undefined) return found;
    const labels = [operation, system, requested, answered, address, String(port)];
    const made: KindSeries = {
      labels,
      input: tokenUsage.of(...labels, 'input'),
      output: tokenUsage.of(...labels, 'output'),
      firstChunk: timeToFirstChunk.of(...labels),
      perChunk: timePerOutputChunk.of(...labels),
      overhead: overhead.of(provider, operation),
      durations: new Map(),
      outcomes: new Map(),
      costs: new Map(),
      tokens: [],
    };
    if (kinds.size < tableLimit) kinds.set(key, made);
    return made;
  }

  function recordTimes(record: CallRecord, kind: KindSeries): void {
    const error = record.errorType === undefined ? '' : errorType(record.errorType, true);
    found(kind.durations, error, () => duration.of(...kind.labels, error)).record(record.durationMs / 1000);
    kind.overhead.record(record.overheadMs / 1000);
    const first = record.timeToFirstChunkMs;
    if (first === undefined) return;
    kind.firstChunk.record(first / 1000);
    const further = record.chunks - 1;
    if (further > 0) kind.perChunk.record((record.durationMs - first) / 1000 / further, further);
  }

  function recordCost(record: CallRecord, kind: KindSeries, answered: string, trusted: boolean): void {
    if (record.cost === undefined) return;
    const { confidence, picodollars } = record.cost;
    const { caller, outcome } = record;
    if (record.cost.saved !== undefined) {
      kind.saved ??= saved.of(record.provider, answered);
      kind.saved.add(record.cost.saved);
    }
    const names = [
      team(caller.team, trusted),
      user(caller.user, trusted),
      feature(caller.feature, trusted),
      confidence,
      outcome,
    ] as const;
    const key = `${names[0]}\n${names[1]}\n${names[2]}\n${confidence}\n${outcome}`;
    found(kind.costs, key, () => cost.of(record.provider, answered, ...names)).add(picodollars);
  }

  function recordUsage(usage: Usage, provider: string, kind: KindSeries, answered: string): void {
    kind.input.record(inputTokens(usage));
    kind.output.record(outputTokens(usage));
    for (let at = 0; at < tokenBuckets.length; at++) {
      const [bucket, label] = tokenBuckets[at]!;
      const count = usage[bucket];
      if (!(count > 0)) continue;
      let series = kind.tokens[at];
      if (series === undefined) {
        series = tokens.of(provider, answered, label);
        kind.tokens[at] = series;
      }
      series.add(count);
    }
  }

  function recordPolicies(record: CallRecord): void {
    for (const side of sides) {
      const value = record.coverage[side];
      found(coverages[side], value, () => coverage.of(side, value)).add(1);
    }
    for (const one of record.findings) {
      verdicts.of(one.policy, one.detector, one.category, one.action, one.mode, one.side).add(1);
    }
    for (const one of record.faults) {
      faults.of(one.policy, one.detector, one.side, one.onError, reason(one.reason, true)).add(1);
    }
    if (record.formats === undefined) return;
    for (const { policy, compliant } of record.formats) {
      formats.of(policy, compliant ? 'compliant' : 'not_compliant').add(1);
    }
  }

  function found<Series>(table: Map<string, Series>, key: string, make: () => Series): Series {
    let series = table.get(key);
    if (series === undefined) {
      series = make();
      if (table.size < tableLimit) table.set(key, series);
    }
    return series;
  }

  return {
    began: () => active.add(1),
    left: () => active.add(-1),
    ended(record) {
      const trusted = record.errorType === undefined;
      const requested = model(record.model, trusted);
      const answered = model(record.responseModel, trusted);
      const kind = kindOf(record, requested, answered);
      recordTimes(record, kind);
      const billed = answered === '' ? requested : answered;
      if (record.usage !== undefined) recordUsage(record.usage, record.provider, kind, billed);
      recordCost(record, kind, billed, trusted);
      const { provider, operation, outcome } = record;
      found(kind.outcomes, outcome, () => calls.of(provider, operation, outcome)).add(1);
      recordPolicies(record);
    },
    reloaded: (outcome) => reloads.of(outcome).add(1),
    dropped: (signal, why, count) => drops.of(signal, why).add(count),
    storeFailed: (store, onError, why) => storeFaults.of(store, onError, why).add(1),
    families: [
      tokenUsage,
      duration,
      timeToFirstChunk,
      timePerOutputChunk,
      cost,
      saved,
      tokens,
      verdicts,
      faults,
      formats,
      coverage,
      overhead,
      calls,
      activeCalls,
      reloads,
      drops,
      storeFaults,
      ...processFamilies(),
    ],
  };
}
