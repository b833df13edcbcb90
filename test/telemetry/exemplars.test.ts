import { ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { metricProducer } from '../../telemetry/export-metrics.ts';
import { createMeters } from '../../telemetry/meters.ts';
import { encodeMetrics } from '../../telemetry/otlp-metrics.ts';
import { originOf } from '../../telemetry/span.ts';
import { sample, telemetryWith, tell } from './support/calls.ts';
import { type Collector, collector } from './support/collector.ts';
import { decode, metricsRequest } from './support/decode.ts';

let to: Collector;

beforeEach(async () => {
  to = await collector();
});

afterEach(() => to.close());

const openMetrics = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5';

describe('an exemplar', () => {
  test.each(['http/protobuf', 'http/json'])('names the span of a value in its bucket (%s)', async (protocol) => {
    const telemetry = telemetryWith({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_EXPORTER_OTLP_PROTOCOL: protocol },
    });
    tell(telemetry, { outcome: { overheadMs: 0.3 } });
    tell(telemetry, { outcome: { overheadMs: 0.4 } });
    tell(telemetry, { outcome: { overheadMs: 7 } });
    await telemetry.shutdown(5000);
    const spans = to.spans();
    const [point] = to.metrics().get('spanguard.overhead.duration')!.points;
    const exemplars = point!.exemplars as {
      traceId: string;
      spanId: string;
      asDouble: number;
      timeUnixNano: unknown;
    }[];
    // The last of each bucket.
    expect(exemplars.map(({ traceId, spanId, asDouble }) => [traceId, spanId, asDouble])).toEqual([
      [spans[1]!.traceId, spans[1]!.spanId, 0.0004],
      [spans[2]!.traceId, spans[2]!.spanId, 0.007],
    ]);
    for (const { timeUnixNano } of exemplars) {
      expect(Math.abs(Number(BigInt(timeUnixNano as string)) / 1e6 - Date.now())).toBeLessThan(60_000);
    }
  });

  test('is there only where a span is', async () => {
    const telemetry = telemetryWith({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_TRACES_SAMPLER: 'always_off' },
    });
    tell(telemetry);
    expect(telemetry.metricsPage(openMetrics).text).not.toContain('trace_id');
    const silent = telemetryWith();
    tell(silent);
    expect(silent.metricsPage(openMetrics).text).not.toContain('trace_id');
    await telemetry.shutdown(5000);
  });
});

test("our encoding of metrics reads the same as the SDK's", async () => {
  const meters = createMeters({}, 'dup');
  meters.dropped('traces', 'queue_full', 2 ** 40);
  const origin = originOf(resourceFromAttributes({ 'service.name': 'dienst-ü' }), '1.2.3', 'dup');
  const telemetry = telemetryWith({ semconv: 'dup' });
  tell(telemetry);
  const { resourceMetrics } = await metricProducer(meters.families, origin.resource, origin.scope).collect();
  expect(plainly(encodeMetrics(resourceMetrics))).toEqual(
    plainly(ProtobufMetricsSerializer.serializeRequest(resourceMetrics)!),
  );
  expect(JSON.stringify(plainly(encodeMetrics(resourceMetrics)))).toContain(String(2 ** 40));
});

/** Without what only one of two writers spells out. */
function plainly(bytes: Uint8Array): unknown {
  const leftOut = new Set(['droppedAttributesCount', 'flags']);
  return JSON.parse(
    JSON.stringify(decode(bytes, metricsRequest), (key, value) =>
      leftOut.has(key) || value === false ? undefined : typeof value === 'bigint' ? String(value) : value,
    ),
  );
}

describe('/metrics', () => {
  test.each([
    [undefined, 'text/plain'],
    ['*/*', 'text/plain'],
    ['text/plain', 'text/plain'],
    ['application/openmetrics-text', 'application/openmetrics-text'],
    [openMetrics, 'application/openmetrics-text'],
    ['application/openmetrics-text;version=1.0.0;q=0.1,text/plain;q=0.9', 'text/plain'],
    ['application/openmetrics-text;q=0', 'text/plain'],
    ['application/openmetrics-text;q=nonsense', 'text/plain'],
  ])('answers accept: %s with %s', (accept, type) => {
    expect(telemetryWith().metricsPage(accept).type.startsWith(`${type};`)).toBe(true);
  });

  test('as OpenMetrics has exemplars, names its counters without _total, and ends', async () => {
    const telemetry = telemetryWith({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: to.url } });
    tell(telemetry);
    const { text } = telemetry.metricsPage(openMetrics);
    const { traceId, spanId } = telemetry.calls()[0]!;
    const bucket = text.split('\n').find((line) => /^gen_ai_client_token_usage_bucket\{.*le="16.0".*#/.test(line));
    expect(bucket).toMatch(new RegExp(` 1 # \\{trace_id="${traceId}",span_id="${spanId}"\\} 10 \\d{10}\\.\\d{3}$`));
    expect(text).toContain('# TYPE spanguard_cost_USD counter\n');
    expect(text).toContain('\nspanguard_cost_USD_total{');
    expect(text).toContain('# TYPE target info\ntarget_info{');
    expect(text.endsWith('\n# EOF\n')).toBe(true);
    // The same numbers by both formats.
    const plain = telemetry.metricsText();
    expect(plain).not.toContain('trace_id=');
    expect(sample(plain, 'spanguard_cost_USD_total')).toBe(sample(text, 'spanguard_cost_USD_total'));
    await telemetry.shutdown(5000);
  });
});
