import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noUsage } from '../../core/usage.ts';
import { evaluationAttributes, event, events } from '../../telemetry/event-names.ts';
import { type Attribute, attr, attributes, type Metric, metric, metrics } from '../../telemetry/names.ts';
import { type Semconv, semconvs, writes } from '../../telemetry/semconv.ts';
import { blocked, openai, redacted, telemetryWith, tell } from './support/calls.ts';
import { type Collector, collector } from './support/collector.ts';
import type { SpanSeen } from './support/decode.ts';

const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
let to: Collector;

beforeEach(async () => {
  to = await collector();
});

afterEach(() => to.close());

/** Traffic in which everything there is a name for happens at least once. */
async function traffic(semconv: Semconv, protocol: string): Promise<void> {
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: to.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_LOGS_EXPORTER: 'otlp',
  };
  const telemetry = telemetryWith({ env, semconv, content: 'both', contentLimit: 300 });
  const answer = { id: 'chatcmpl-1', model: 'gpt-5-2025', finish: ['stop'], systemFingerprint: 'fp_1' };
  tell(telemetry, {
    headers: [
      ['traceparent', parent],
      ['x-spanguard-team', 'search'],
      ['x-spanguard-user', 'ann'],
      ['x-spanguard-feature', 'chat'],
      ['x-stainless-retry-count', '2'],
    ],
    call: {
      stream: true,
      segments: [
        { path: ['system'], role: 'system', kind: 'text', text: 'x'.repeat(400) },
        { path: ['messages', 0, 'content'], role: 'user', kind: 'text', text: 'hello' },
      ],
      params: {
        maxTokens: 64,
        temperature: 0.5,
        topP: 0.9,
        topK: 40,
        frequencyPenalty: 0.1,
        presencePenalty: 0.2,
        seed: 7,
        choiceCount: 2,
        stopSequences: ['END'],
        outputType: 'json',
        serviceTier: 'flex',
        reasoningLevel: 'high',
        conversationId: 'conv_1',
        previousResponseId: 'resp_0',
      },
    },
    input: redacted,
    output: { action: 'flag', findings: [], faults: [fault], formats: [{ policy: 'shape', compliant: true }] },
    outcome: {
      chunks: 3,
      usage: { ...noUsage, ...tokens, tier: 'default' },
      cost: { picodollars: 1_250_000_000, confidence: 'exact', saved: 1000 },
      answer,
      said: [{ path: ['choices', 0, 'message', 'content'], role: 'assistant', kind: 'text', text: 'good day' }],
    },
  });
  tell(telemetry, {
    call: { operation: 'embeddings', model: 'embed-3', params: { encodingFormats: ['float'], dimensions: 256 } },
    outcome: { usage: { ...noUsage, input: 12 }, answer: { model: 'embed-3' } },
  });
  tell(telemetry, { input: blocked, outcome: { status: 400, answer: {}, usage: undefined, cost: undefined } });
  tell(telemetry, { outcome: { estimated: true } });
  telemetry.storeFailed('redis', 'open', 'deadline');
  await telemetry.shutdown(5000);
}

const tokens = { input: 100, cacheRead: 20, cacheWrite: 3, output: 40, reasoning: 8, audioInput: 5, audioOutput: 2 };
const fault = { policy: 'p', detector: 'd', side: 'output', onError: 'open', reason: 'deadline' } as const;

/** Set only where the sampler had left a span out. */
const elsewhere: readonly Attribute[] = [attr.kept];
/** Counted only when telemetry itself is lost, when calls are not even taken or not guarded, and where there is a price list. */
const unheard: readonly Metric[] = [metric.dropped, metric.turnedAway, metric.uncovered, metric.price];

const kinds: Record<Attribute['type'], (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  int: Number.isInteger,
  double: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  'string[]': (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
};

describe.each(semconvs)('under %s', (semconv) => {
  test.each(['http/protobuf', 'http/json'])('what arrives is what the tables say (%s)', async (protocol) => {
    await traffic(semconv, protocol);
    const spans = to.spans();
    expect(spans.map(({ name, kind }) => [name, kind])).toEqual([
      ['chat gpt-5', 3],
      ['embeddings embed-3', 3],
      ['chat gpt-5', 3],
      ['chat gpt-5', 3],
    ]);
    expect(spans[0]).toMatchObject({ traceId: parent.slice(3, 35), parentSpanId: parent.slice(36, 52) });
    expect(spans.slice(1).every(({ parentSpanId = '' }) => parentSpanId === '')).toBe(true);
    attributesAsTold(spans, semconv);
    metricsAsTold(semconv);
    eventsAsTold(spans);
  });
});

function attributesAsTold(spans: readonly SpanSeen[], semconv: Semconv): void {
  const seen = new Map<string, unknown>(spans.flatMap((span) => Object.entries(span.attributes)));
  for (const one of attributes) {
    const there = writes(semconv, one.only) && !elsewhere.includes(one);
    expect(seen.has(one.name), one.name).toBe(there);
    if (there) expect(kinds[one.type](seen.get(one.name)), one.name).toBe(true);
    seen.delete(one.name);
  }
  expect([...seen.keys()]).toEqual([]);
}

function metricsAsTold(semconv: Semconv): void {
  const seen = to.metrics();
  for (const one of metrics as readonly Metric[]) {
    const there = writes(semconv, one.only) && !unheard.includes(one);
    const found = seen.get(one.name);
    expect(found !== undefined, one.name).toBe(there);
    seen.delete(one.name);
    if (found === undefined) continue;
    const kind = one.kind === 'histogram' ? 'histogram' : one.kind === 'gauge' ? 'gauge' : 'sum';
    expect(found, one.name).toMatchObject({ unit: one.unit, description: one.description, kind });
    if (kind === 'sum') expect(found.monotonic, one.name).toBe(one.kind === 'counter');
    if (kind !== 'gauge') expect(found.temporality, one.name).toBe(2);
    for (const point of found.points) {
      const strange = Object.keys(point.attributes).filter((label) => !one.labels.includes(label));
      expect(strange, one.name).toEqual([]);
      if (one.buckets === undefined) continue;
      expect(point.explicitBounds, one.name).toEqual(one.buckets);
      const counts = (point.bucketCounts as (number | string)[]).map(Number);
      expect(counts, one.name).toHaveLength(one.buckets.length + 1);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(Number(point.count));
    }
  }
  expect([...seen.keys()]).toEqual([]);
}

function eventsAsTold(spans: readonly SpanSeen[]): void {
  const seen = to.events();
  for (const { name, severity } of events) {
    const found = seen.filter(({ eventName }) => eventName === name);
    expect(found.length, name).toBeGreaterThan(0);
    for (const { severityNumber, traceId, spanId } of found) {
      expect(severityNumber).toBe(severity);
      expect(spans.some((span) => span.spanId === spanId && span.traceId === traceId)).toBe(true);
    }
  }
  expect(seen.filter(({ eventName }) => !events.some(({ name }) => name === eventName))).toEqual([]);
  const evaluations = seen.filter(({ eventName }) => eventName === event.evaluation.name);
  const told = new Map(evaluations.flatMap(({ attributes: said }) => Object.entries(said)));
  for (const { name, type } of evaluationAttributes) {
    expect(told.has(name), name).toBe(true);
    expect(kinds[type](told.get(name)), name).toBe(true);
    told.delete(name);
  }
  expect([...told.keys()]).toEqual([]);
}

test('latest counts tokens by modality, of failed calls too, and calls that are no inference apart', async () => {
  await traffic('latest', 'http/protobuf');
  const seen = to.metrics();
  const points = (one: Metric) =>
    seen
      .get(one.name)!
      .points.map(({ attributes: labels, asInt, count }) => [
        labels['gen_ai.operation.name'],
        labels['gen_ai.token.modality'] ?? labels['error.type'],
        asInt ?? count,
      ]);
  expect(points(metric.usageInput)).toEqual([
    ['chat', 'audio', 5],
    ['chat', 'unknown', 123],
    ['chat', 'unknown', 0],
    ['chat', 'unknown', 0],
  ]);
  expect(points(metric.usageOutput)).toEqual([
    ['chat', 'audio', 2],
    ['chat', 'unknown', 48],
    ['chat', 'unknown', 0],
    ['chat', 'unknown', 0],
  ]);
  expect(points(metric.usageCacheRead)).toEqual([['chat', 'unknown', 20]]);
  expect(points(metric.usageCacheWrite)).toEqual([['chat', 'unknown', 3]]);
  expect(points(metric.usageReasoning)).toEqual([['chat', 'unknown', 8]]);
  expect(points(metric.operationInput)).toEqual([['chat', undefined, 1]]);
  expect(points(metric.inferenceDuration)).toEqual([
    ['chat', undefined, 1],
    ['chat', 'content_policy_violation', 1],
    ['chat', undefined, 1],
  ]);
  expect(points(metric.duration)).toEqual([['embeddings', undefined, 1]]);
});

test.each([
  ['gen_ai_latest_experimental', undefined, 'latest'],
  ['http, gen_ai_latest_experimental ,database', undefined, 'latest'],
  ['gen_ai_latest_experimental', '1.41', '1.41'],
  ['gen_ai_latest_experimental', 'dup', 'dup'],
  ['http/dup', undefined, '1.41'],
  ['', undefined, '1.41'],
] as const)('OTEL_SEMCONV_STABILITY_OPT_IN=%s with setting %s is %s', (variable, setting, expected) => {
  const telemetry = telemetryWith({ env: { OTEL_SEMCONV_STABILITY_OPT_IN: variable }, semconv: setting });
  tell(telemetry, { endpoint: openai });
  const text = telemetry.metricsText();
  const old = text.includes('gen_ai_client_token_usage_count');
  const fresh = text.includes('gen_ai_client_inference_usage_input_tokens_total');
  expect([old, fresh]).toEqual([expected !== 'latest', expected !== '1.41']);
});

test('tokens that the provider did not count are not reported as if it had', async () => {
  const telemetry = telemetryWith({ semconv: 'dup' });
  tell(telemetry, { outcome: { estimated: true } });
  const text = telemetry.metricsText();
  expect(text).not.toContain('gen_ai_client_token_usage_count');
  expect(text).toContain('gen_ai_client_inference_usage_input_tokens_total{');
  expect(text).toMatch(/gen_ai_client_inference_usage_input_tokens_total\{[^}]*\} 0\n/);
  expect(text).toMatch(/spanguard_tokens_total\{[^}]*bucket="input"\} 10\n/);
});
