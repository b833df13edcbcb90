import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../core/dialect.ts';
import type { Target } from '../core/http.ts';
import type { Observe } from '../core/recorder.ts';
import { type CallEntry, lastCalls } from './calls.ts';
import type { Capture } from './content.ts';
import { countLost } from './drops.ts';
import { type ContentSetting, type Env, readEnvironment } from './environment.ts';
import { type LogExport, logExport } from './export-logs.ts';
import { type MetricExport, metricExport } from './export-metrics.ts';
import { type TraceExport, traceExport } from './export-traces.ts';
import { join } from './join.ts';
import { createLater } from './later.ts';
import { type Log, rareWarning } from './log.ts';
import { createMeters, type Limits } from './meters.ts';
import type { PriceList } from './prices.ts';
import { type MetricsPage, metricsPage, prometheusText } from './prometheus.ts';
import { observeWith } from './recorder.ts';
import { type Keep, keepNothing } from './sampling.ts';
import { sdk } from './sdk.ts';
import type { Semconv } from './semconv.ts';
import { originOf } from './span.ts';
import { uncoveredRecord } from './uncovered.ts';
import { weightOf } from './weight.ts';

export type { CallEntry, FindingEntry } from './calls.ts';
export type { ContentSetting, Env } from './environment.ts';
export { activeTraceparent } from './join.ts';
export type { Log } from './log.ts';
export type { Limits } from './meters.ts';
export type { ModelOfProvider, PriceList } from './prices.ts';
export type { MetricsPage } from './prometheus.ts';
export type { Keep } from './sampling.ts';
export type { Semconv } from './semconv.ts';

export interface TelemetryOptions {
  /** The `OTEL_*` variables. */
  readonly env: Env;
  /** Of this package. */
  readonly version: string;
  readonly log: Log;
  /** How many calls `/calls` remembers. Default 1000. */
  readonly callsKept?: number;
  /** Send a `traceparent` on to the provider, naming our span. Default false. */
  readonly propagate?: boolean;
  readonly limits?: Limits;
  /** Which GenAI conventions are written. By `OTEL_SEMCONV_STABILITY_OPT_IN` when absent, else 1.41. */
  readonly semconv?: Semconv | undefined;
  /** Where content is recorded. By `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` when absent, else nowhere. */
  readonly content?: ContentSetting | undefined;
  /** Most characters of content in one attribute. Default 16384. */
  readonly contentLimit?: number | undefined;
  /** Calls whose spans are exported although the sampler left them out. Default none. */
  readonly keep?: Keep | undefined;
  /**
   * In an application: its own tracer makes the spans, where it has one; and where it has none, calls are put on
   * the record after their answers were handed on. Default false.
   */
  readonly join?: boolean;
}

export interface Telemetry {
  readonly observe: Observe;
  /** Counts it, and says so rarely. */
  storeFailed(store: string, onError: 'open' | 'closed', reason: string): void;
  /** A call that nothing guards: counted, and on the list of the last calls; no span, since no end of it is seen. */
  uncovered(endpoint: Endpoint, target: Target, surface: string, outcome: 'passed' | 'refused'): void;
  /** `/metrics` in the Prometheus text format 0.0.4. */
  metricsText(): string;
  /** `/metrics` in the format that suits an `accept` header: OpenMetrics has exemplars. */
  metricsPage(accept: string | undefined): MetricsPage;
  /** `/calls`, newest first. */
  calls(limit?: number): CallEntry[];
  /** Counts that the configuration was read again, and whether it could be. */
  reloaded(outcome: 'ok' | 'failed'): void;
  /** Counts a call that was not taken for want of room. */
  turnedAway(reason: string): void;
  /** The prices that `/metrics` tells from now on. */
  priced(list: PriceList): void;
  /** Puts on the record what waits for that. */
  flush(): void;
  /** Sends what is still queued, for no longer than this; never rejects. */
  shutdown(timeoutMs: number): Promise<void>;
}

export function createTelemetry(options: TelemetryOptions): Telemetry {
  const { env, version, log } = options;
  const settings = readEnvironment(env, log, options.content);
  const semconv = options.semconv ?? settings.semconv ?? '1.41';
  const meters = createMeters(options.limits ?? {}, semconv);
  const calls = lastCalls(options.callsKept ?? 1000);
  const lost = countLost(meters, log);
  const identity = identityOf(settings.resource, version);

  const weight = weightOf();
  let traces: TraceExport | undefined;
  let metrics: MetricExport | undefined;
  let events: LogExport | undefined;
  try {
    const { signals } = settings;
    if (Object.values(signals).some(({ exporters }) => exporters.length > 0)) {
      const origin = originOf(sdk.resources().resourceFromAttributes(identity), version, semconv);
      if (signals.traces.exporters.length > 0) {
        traces = traceExport(settings, origin, options.keep ?? keepNothing, weight, lost);
      }
      if (signals.metrics.exporters.length > 0) metrics = metricExport(settings, origin, meters.families, lost);
      if (signals.logs.exporters.includes('otlp')) events = logExport(settings, origin, weight, lost);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    log.error({ reason }, 'telemetry cannot be exported; /metrics and /calls work without');
  }

  const warn = rareWarning(log);
  const later = createLater();
  return {
    storeFailed(store, onError, reason) {
      meters.storeFailed(store, onError, reason);
      warn({ store, onError, reason }, 'the store of conversations did not do its part');
    },
    uncovered(endpoint, target, surface, outcome) {
      const record = uncoveredRecord(endpoint, target);
      meters.uncovered(record, surface, outcome);
      calls.add(record);
    },
    observe: observeWith({
      meters,
      calls,
      log,
      lost,
      traces,
      propagate: options.propagate === true,
      join: options.join === true ? (begun) => join(begun, version, semconv) : undefined,
      later,
      events,
      capture: captureOf(
        options,
        settings.content,
        traces !== undefined || options.join === true,
        events !== undefined,
      ),
    }),
    metricsText() {
      later?.flush();
      return prometheusText(meters.families, identity);
    },
    metricsPage(accept) {
      later?.flush();
      return metricsPage(meters.families, identity, accept);
    },
    calls(limit) {
      later?.flush();
      return calls.list(limit);
    },
    reloaded: (outcome) => meters.reloaded(outcome),
    turnedAway: (reason) => meters.turnedAway(reason),
    priced: (list) => meters.priced(list),
    flush: () => later?.flush(),
    async shutdown(timeoutMs) {
      later?.flush();
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, timeoutMs);
      });
      await Promise.race([Promise.allSettled([traces?.shutdown(), metrics?.shutdown(), events?.shutdown()]), timeout]);
      clearTimeout(timer);
    },
  };
}

/** Only where there is a way out for it: what nobody gets is not even put together. */
function captureOf(
  { content, contentLimit = 16_384 }: TelemetryOptions,
  byVariable: ContentSetting | undefined,
  spans: boolean,
  events: boolean,
): Capture | undefined {
  const setting = content ?? byVariable ?? 'none';
  const span = spans && (setting === 'span' || setting === 'both');
  const event = events && (setting === 'event' || setting === 'both');
  return span || event ? { span, event, limit: contentLimit } : undefined;
}

/**
 * Who this process is. The instance's id keeps the cumulative series of two sidecars apart; our
 * version is the service's only where the service is us.
 */
function identityOf(given: Readonly<Record<string, string>>, version: string): Record<string, string> {
  const own = given['service.name'] === undefined ? { 'service.name': 'spanguard', 'service.version': version } : {};
  return {
    ...own,
    'service.instance.id': randomUUID(),
    'telemetry.sdk.name': 'opentelemetry',
    'telemetry.sdk.language': 'nodejs',
    'telemetry.distro.name': 'spanguard',
    'telemetry.distro.version': version,
    ...given,
  };
}
