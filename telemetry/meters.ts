import type { Usage } from '../core/usage.ts';
import type { VerdictAction } from '../core/verdict.ts';
import { tokenBuckets } from './buckets.ts';
import { type ClientSeries, clientFamilies } from './client-series.ts';
import { metric } from './names.ts';
import { type PriceList, priceFamily } from './prices.ts';
import { processFamilies } from './process.ts';
import type { CallRecord } from './record.ts';
import type { Semconv } from './semconv.ts';
import {
  bounded,
  type Counter,
  costCounters,
  counters,
  type Distribution,
  type Family,
  found,
  gauges,
  type Histogram,
  histograms,
  type Mark,
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

export type DropReason = 'queue_full' | 'content_full' | 'export_failed' | 'rejected' | 'internal';
export type Signal = 'traces' | 'metrics' | 'logs';

/** The instruments of this package, and what a call adds to them. */
export interface Meters {
  began(): void;
  /** Told of every call, also of one that could not be recorded. */
  left(): void;
  /** `mark`: the call's span, where one is exported. */
  ended(record: CallRecord, mark?: Mark): void;
  dropped(signal: Signal, reason: DropReason, count: number): void;
  /** The configuration was read again, or had faults and the last good one stays. */
  reloaded(outcome: 'ok' | 'failed'): void;
  storeFailed(store: string, onError: string, reason: string): void;
  turnedAway(reason: string): void;
  /** The prices that are told from now on. */
  priced(list: PriceList): void;
  /** A call that was seen only from outside; `surface` is one of a few. */
  uncovered(record: CallRecord, surface: string, outcome: 'passed' | 'refused'): void;
  /** For both ways out. */
  readonly families: ReadonlyArray<Family<unknown, Point> | Family<unknown, Distribution>>;
}

/** The series that calls of one kind share: found by one look-up per call. */
interface KindSeries {
  readonly client: ClientSeries;
  readonly overhead: Histogram;
  readonly outcomes: Map<string, Counter>;
  readonly costs: Map<string, Counter>;
  readonly tokens: Counter[];
  saved?: Counter;
}

const sides = ['input', 'output'] as const;
/** The milder first. */
const actions: readonly VerdictAction[] = ['allow', 'flag', 'redact', 'block'];

export function createMeters(limits: Limits, semconv: Semconv = '1.41'): Meters {
  const most = limits.series;
  // Labels are bounded each, their combinations by the series' own limit: past it the look-up tables
  // must not grow either.
  const tableLimit = most ?? seriesLimit;
  const client = clientFamilies(semconv, most, tableLimit);
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
  const uncovered = counters(metric.uncovered, most);
  const storeFaults = counters(metric.storeFaults, most);
  const callerCalls = counters(metric.callerCalls, most);
  const retries = counters(metric.retries, most);
  const turned = counters(metric.turnedAway, most);
  const activeCalls = gauges(metric.active, most);
  const active = activeCalls.of();

  const model = bounded(limits.models ?? 100);
  const host = bounded(100);
  const team = bounded(limits.dimensions ?? 100);
  const user = bounded(limits.dimensions ?? 100);
  const feature = bounded(limits.dimensions ?? 100);
  const errorType = bounded(50, '_OTHER');
  const reason = bounded(50, '_OTHER');

  let prices: PriceList | undefined;
  const callers = new Map<string, Counter>();
  const kinds = new Map<string, KindSeries>();
  const coverages = { input: new Map<string, Counter>(), output: new Map<string, Counter>() };

  function kindOf(record: CallRecord, requested: string, answered: string): KindSeries {
    const { operation, system, port, provider } = record;
    const address = host(record.host, record.errorType === undefined);
    const key = `${provider}\n${operation}\n${system}\n${requested}\n${answered}\n${address}\n${port}`;
    return found(kinds, key, tableLimit, () => ({
      client: client.of([operation, system, requested, answered, address, String(port)]),
      overhead: overhead.of(provider, operation),
      outcomes: new Map(),
      costs: new Map(),
      tokens: [],
    }));
  }

  function recordCost(record: CallRecord, kind: KindSeries, answered: string, who: readonly string[]): void {
    if (record.cost === undefined) return;
    const { confidence, picodollars } = record.cost;
    const { outcome } = record;
    if (record.cost.saved !== undefined) {
      kind.saved ??= saved.of(record.provider, answered);
      kind.saved.add(record.cost.saved);
    }
    const key = `${who[0]}\n${who[1]}\n${who[2]}\n${confidence}\n${outcome}`;
    found(kind.costs, key, tableLimit, () => cost.of(record.provider, answered, ...who, confidence, outcome)).add(
      picodollars,
    );
  }

  function recordCaller({ verdict, provider, caller }: CallRecord, who: readonly string[]): void {
    const worst = actions[Math.max(actions.indexOf(verdict.input), actions.indexOf(verdict.output))]!;
    const key = `${who[0]}\n${who[1]}\n${who[2]}\n${worst}\n${provider}`;
    found(callers, key, tableLimit, () => callerCalls.of(provider, ...who, worst)).add(1);
    if (caller.resend !== undefined) retries.of(provider).add(1);
  }

  function recordUsage(usage: Usage, provider: string, kind: KindSeries, answered: string): void {
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
      found(coverages[side], value, tableLimit, () => coverage.of(side, value)).add(1);
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

  return {
    began: () => active.add(1),
    left: () => active.add(-1),
    ended(record, mark) {
      const trusted = record.errorType === undefined;
      const requested = model(record.model, trusted);
      const answered = model(record.responseModel, trusted);
      const kind = kindOf(record, requested, answered);
      kind.client.ended(record, trusted ? '' : errorType(record.errorType, true), mark);
      kind.overhead.record(record.overheadMs / 1000, 1, mark);
      const billed = answered === '' ? requested : answered;
      if (record.usage !== undefined) recordUsage(record.usage, record.provider, kind, billed);
      const { caller } = record;
      const who = [team(caller.team, trusted), user(caller.user, trusted), feature(caller.feature, trusted)] as const;
      recordCost(record, kind, billed, who);
      recordCaller(record, who);
      const { provider, operation, outcome } = record;
      found(kind.outcomes, outcome, tableLimit, () => calls.of(provider, operation, outcome)).add(1);
      recordPolicies(record);
    },
    reloaded: (outcome) => reloads.of(outcome).add(1),
    dropped: (signal, why, count) => drops.of(signal, why).add(count),
    uncovered(record, surface, outcome) {
      uncovered.of(record.provider, surface, outcome).add(1);
      recordPolicies(record);
    },
    storeFailed: (store, onError, why) => storeFaults.of(store, onError, why).add(1),
    turnedAway: (reason) => turned.of(reason).add(1),
    priced(list) {
      prices = list;
    },
    families: [
      ...client.families,
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
      uncovered,
      storeFaults,
      callerCalls,
      retries,
      turned,
      priceFamily(tokens, () => prices),
      ...processFamilies(),
    ],
  };
}
