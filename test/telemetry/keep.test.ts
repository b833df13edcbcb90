import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Keep } from '../../telemetry/index.ts';
import { blocked, openai, requestOf, type Told, telemetryWith, tell } from './support/calls.ts';
import { type Collector, collector } from './support/collector.ts';

let to: Collector;

beforeEach(async () => {
  to = await collector();
});

afterEach(() => to.close());

const all: Keep = { refused: true, failed: true, costUsdAbove: 0.5 };
const unsampled = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
const refused: Told = { input: blocked, outcome: { status: 400, answer: {} } };
const failed: Told = { outcome: { status: 503, error: 'upstream_status', answer: {} } };
const dear: Told = { outcome: { cost: { picodollars: 500_000_000_001, confidence: 'exact' } } };
const left: Told = { outcome: { error: 'client_closed' } };
const fine: Told = {};

async function kept(keep: Keep | undefined, env: Record<string, string>, headers: [string, string][] = []) {
  const telemetry = telemetryWith({
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_METRICS_EXPORTER: 'none', ...env },
    keep,
  });
  for (const told of [refused, failed, dear, left, fine]) tell(telemetry, { ...told, headers });
  await telemetry.shutdown(5000);
  return to.spans().map(({ attributes }) => attributes['spanguard.sampling.kept']);
}

const none = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' };

describe('calls that the sampler leaves out', () => {
  test('are kept where they were refused, failed or dear', async () => {
    expect(await kept(all, none)).toEqual(['refused', 'failed', 'cost']);
  });

  test.each([
    [{ refused: true, failed: false, costUsdAbove: undefined }, ['refused']],
    [{ refused: false, failed: true, costUsdAbove: undefined }, ['failed']],
    [{ refused: false, failed: false, costUsdAbove: 0.5 }, ['cost']],
    [{ refused: false, failed: false, costUsdAbove: 0.500000000001 }, []],
    [undefined, []],
  ])('are kept by %j alone', async (keep, expected) => {
    expect(await kept(keep, none)).toEqual(expected);
  });

  test('are children of the span that the caller named, though that one is nowhere', async () => {
    expect(await kept(all, {}, [['traceparent', unsampled]])).toEqual(['refused', 'failed', 'cost']);
    for (const span of to.spans()) {
      expect(span).toMatchObject({ traceId: unsampled.slice(3, 35), parentSpanId: unsampled.slice(36, 52) });
      expect(Number(span.flags) & 1).toBe(1);
    }
  });

  test('are not kept by whoever turned sampling off', async () => {
    expect(await kept(all, { OTEL_TRACES_SAMPLER: 'always_off' })).toEqual([]);
  });

  test('told the provider that they are not sampled, and are its parent all the same', async () => {
    const telemetry = telemetryWith({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, ...none },
      keep: all,
      propagate: true,
    });
    const recorder = telemetry.observe(openai, requestOf());
    const [[, traceparent] = ['', '']] = recorder.forward;
    const coverage = { input: 'unsupported', output: 'unsupported' } as const;
    recorder.close({ status: 502, error: 'upstream_connect', answer: {}, coverage, chunks: 0, overheadMs: 0 });
    await telemetry.shutdown(5000);
    const [span] = to.spans();
    expect(traceparent).toBe(`00-${span!.traceId}-${span!.spanId}-02`);
  });
});

test('a call that is sampled anyway does not say that it was kept', async () => {
  expect(await kept(all, {})).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

test.each([
  ['2', 2],
  ['0', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['99999', undefined],
  ['two', undefined],
])('x-stainless-retry-count: %s is a resend count of %s', async (value, expected) => {
  const telemetry = telemetryWith({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_METRICS_EXPORTER: 'none' } });
  tell(telemetry, { headers: [['X-Stainless-Retry-Count', value]] });
  await telemetry.shutdown(5000);
  expect(to.spans()[0]!.attributes['http.request.resend_count']).toBe(expected);
});
