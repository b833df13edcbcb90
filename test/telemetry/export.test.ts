import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noUsage } from '../../core/usage.ts';
import { metric, metricsUnder } from '../../telemetry/names.ts';
import { blocked, openai, redacted, requestOf, telemetryWith, tell } from './support/calls.ts';
import { type Collector, collector } from './support/collector.ts';
import { resourceOf } from './support/decode.ts';

const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
let to: Collector;

beforeEach(async () => {
  to = await collector();
});

afterEach(() => to.close());

describe.each(['http/protobuf', 'http/json'] as const)('over %s', (protocol) => {
  const env = () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_EXPORTER_OTLP_PROTOCOL: protocol });

  test('a call is a client span in its trace', async () => {
    const telemetry = telemetryWith({ env: env() });
    const before = Date.now();
    const id = tell(telemetry, {
      headers: [
        ['traceparent', parent],
        ['tracestate', 'vendor=x'],
        ['x-spanguard-team', 'search'],
        ['authorization', 'Bearer sk-secret'],
      ],
      call: { stream: true, params: { maxTokens: 64, temperature: 0.5, stopSequences: ['END'], serviceTier: 'flex' } },
      input: redacted,
      outcome: {
        chunks: 3,
        usage: { ...noUsage, input: 100, cacheRead: 20, cacheWrite: 3, output: 40, reasoning: 8, tier: 'default' },
        cost: { picodollars: 1_250_000_000, confidence: 'exact' },
        answer: { id: 'chatcmpl-1', model: 'gpt-5-2025', finish: ['stop'], systemFingerprint: 'fp_1' },
      },
    });
    await telemetry.shutdown(5000);

    const [span, ...more] = to.spans();
    expect(more).toEqual([]);
    expect(span).toMatchObject({
      name: 'chat gpt-5',
      kind: 3,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      parentSpanId: '00f067aa0ba902b7',
      traceState: 'vendor=x',
    });
    expect(span!.spanId).toMatch(/^[0-9a-f]{16}$/);
    expect(Number(span!.flags)).toBe(0x301);
    expect(span!.status?.code ?? 0).toBe(0);
    expect(BigInt(span!.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(before) * 1_000_000n);
    expect(BigInt(span!.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span!.startTimeUnixNano));
    const { 'gen_ai.response.time_to_first_chunk': first, ...rest } = span!.attributes;
    expect(first).toBeTypeOf('number');
    expect(rest).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5',
      'server.address': 'api.openai.com',
      'server.port': 443,
      'gen_ai.request.stream': true,
      'gen_ai.request.max_tokens': 64,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.stop_sequences': ['END'],
      'gen_ai.response.id': 'chatcmpl-1',
      'gen_ai.response.model': 'gpt-5-2025',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.usage.input_tokens': 123,
      'gen_ai.usage.output_tokens': 48,
      'gen_ai.usage.cache_read.input_tokens': 20,
      'gen_ai.usage.cache_creation.input_tokens': 3,
      'gen_ai.usage.cache_write.input_tokens': 3,
      'gen_ai.usage.reasoning.output_tokens': 8,
      'gen_ai.usage.cost.amount': 0.00125,
      'gen_ai.usage.cost.currency': 'USD',
      'gen_ai.usage.cost.source': 'local',
      'openai.api.type': 'chat_completions',
      'openai.request.service_tier': 'flex',
      'openai.response.service_tier': 'default',
      'openai.response.system_fingerprint': 'fp_1',
      'spanguard.call.id': id,
      'spanguard.cost.usd': 0.00125,
      'spanguard.cost.confidence': 'exact',
      'spanguard.verdict.input': 'redact',
      'spanguard.verdict.output': 'allow',
      'spanguard.policy': 'mask-pii',
      'spanguard.detectors': ['email'],
      'spanguard.coverage.input': 'scanned',
      'spanguard.coverage.output': 'scanned',
      'spanguard.team': 'search',
    });
  });

  test('a refused call is a failed span', async () => {
    const telemetry = telemetryWith({ env: env() });
    tell(telemetry, { input: blocked, outcome: { status: 400, answer: {} } });
    await telemetry.shutdown(5000);
    const [span] = to.spans();
    expect(span!.status?.code).toBe(2);
    expect(span!.attributes).toMatchObject({
      'error.type': 'content_policy_violation',
      'spanguard.verdict.input': 'block',
      'spanguard.policy': 'no-injection',
    });
  });

  test('metrics have the names, units and buckets of the tables', async () => {
    const telemetry = telemetryWith({ env: env() });
    tell(telemetry, { call: { stream: true }, input: redacted, outcome: { chunks: 5 } });
    tell(telemetry, { headers: [['x-spanguard-team', 'search']] });
    await telemetry.shutdown(5000);
    const seen = to.metrics();
    const { faults, formats, dropped, saved, storeFaults, price, retries, turnedAway, uncovered } = metric;
    const untold = [faults, formats, dropped, saved, storeFaults, price, retries, turnedAway, uncovered];
    for (const { name } of untold) expect(seen.has(name)).toBe(false);
    const released = metricsUnder('1.41');
    for (const { name, unit, description } of released.filter((one) => seen.has(one.name))) {
      expect(seen.get(name)).toMatchObject({ name, unit, description });
    }
    expect(seen.size).toBe(released.length - untold.length);

    const tokens = seen.get('gen_ai.client.token.usage')!;
    expect(tokens.kind).toBe('histogram');
    expect(tokens.temporality).toBe(2);
    const input = tokens.points.find(({ attributes }) => attributes['gen_ai.token.type'] === 'input')!;
    expect(input.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5',
      'gen_ai.response.model': 'gpt-5-2025-08-07',
      'server.address': 'api.openai.com',
      'server.port': 443,
      'gen_ai.token.type': 'input',
    });
    expect(input).toMatchObject({ count: 2, sum: 20, explicitBounds: metric.tokenUsage.buckets });
    expect(input.bucketCounts).toEqual([0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

    const perChunk = seen.get('gen_ai.client.operation.time_per_output_chunk')!;
    expect(perChunk.points[0]).toMatchObject({ count: 4 });
    const cost = seen.get('spanguard.cost')!;
    expect(cost).toMatchObject({ kind: 'sum', monotonic: true, unit: 'USD' });
    expect(cost.points.map(({ attributes, asDouble }) => [attributes.team, asDouble])).toEqual([
      [undefined, 0.0000625],
      ['search', 0.0000625],
    ]);
    expect(seen.get('spanguard.calls.active')).toMatchObject({ kind: 'sum', monotonic: false });
    expect(seen.get('nodejs.eventloop.utilization')?.kind).toBe('gauge');
  });
});

test('the standard variables are followed', async () => {
  const telemetry = telemetryWith({
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `${to.url}/base/`,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${to.url}/own/traces`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=one%20two,x-both=general',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-both=traces',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      OTEL_SERVICE_NAME: 'answers',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=prod,service.name=other,team=a%2Cb',
    },
  });
  tell(telemetry);
  await telemetry.shutdown(5000);
  const traces = to.received.find(({ path }) => path === '/own/traces')!;
  const measured = to.received.find(({ path }) => path === '/base/v1/metrics')!;
  expect(traces.headers).toMatchObject({ 'x-tenant': 'one two', 'x-both': 'traces', 'content-encoding': 'gzip' });
  expect(measured.headers).toMatchObject({ 'x-both': 'general' });
  for (const { request } of [traces, measured]) {
    const resource = resourceOf(request);
    expect(resource).toMatchObject({ 'service.name': 'answers', 'deployment.environment.name': 'prod', team: 'a,b' });
    expect(resource['service.version']).toBeUndefined();
    expect(resource['service.instance.id']).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('one signal can be had without the other', async () => {
  const telemetry = telemetryWith({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_METRICS_EXPORTER: 'none' } });
  tell(telemetry);
  await telemetry.shutdown(5000);
  expect(to.received.map(({ path }) => path)).toEqual(['/v1/traces']);
});

test('a disabled SDK sends nothing, and /metrics and /calls work on', async () => {
  const telemetry = telemetryWith({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_SDK_DISABLED: 'true' } });
  tell(telemetry);
  await telemetry.shutdown(5000);
  expect(to.received).toEqual([]);
  expect(telemetry.calls()).toHaveLength(1);
});

test('metrics go out by themselves at the interval that is set', async () => {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_METRIC_EXPORT_INTERVAL: '50', OTEL_BSP_SCHEDULE_DELAY: '50' };
  const telemetry = telemetryWith({ env });
  tell(telemetry);
  await expect.poll(() => to.metrics().has('spanguard.calls'), { timeout: 5000 }).toBe(true);
  await expect.poll(() => to.spans().length, { timeout: 5000 }).toBe(1);
  await telemetry.shutdown(5000);
});

describe('sampling', () => {
  const told = async (env: Record<string, string>, headers: [string, string][] = []) => {
    const telemetry = telemetryWith({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_METRICS_EXPORTER: 'none', ...env },
    });
    for (let i = 0; i < 200; i++) tell(telemetry, { headers });
    await telemetry.shutdown(5000);
    expect(telemetry.calls()).toHaveLength(200);
    return to.spans().length;
  };

  test('off', async () => expect(await told({ OTEL_TRACES_SAMPLER: 'always_off' })).toBe(0));

  test("the caller's decision counts", async () => {
    expect(await told({}, [['traceparent', parent.replace(/01$/, '00')]])).toBe(0);
  });

  test('unless every call is wanted', async () => {
    expect(await told({ OTEL_TRACES_SAMPLER: 'always_on' }, [['traceparent', parent.replace(/01$/, '00')]])).toBe(200);
  });

  test('a ratio', async () => {
    const count = await told({ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.5' });
    expect(count).toBeGreaterThan(50);
    expect(count).toBeLessThan(150);
  });
});

describe('sending the trace on', () => {
  const forwarded = (env: Record<string, string | undefined>, propagate: boolean, headers: [string, string][] = []) =>
    Object.fromEntries(telemetryWith({ env, propagate }).observe(openai, requestOf(headers)).forward);

  test('is off by itself, and where there is no span to name', () => {
    expect(forwarded({ OTEL_EXPORTER_OTLP_ENDPOINT: to.url }, false, [['traceparent', parent]])).toEqual({});
    expect(forwarded({}, true, [['traceparent', parent]])).toEqual({});
  });

  test('names our span and keeps the state', () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: to.url };
    const { traceparent, tracestate } = forwarded(env, true, [
      ['traceparent', parent],
      ['tracestate', 'a=1'],
    ]);
    expect(traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$/);
    expect(tracestate).toBe('a=1');
    expect(forwarded(env, true).traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-03$/);
  });

  test('tells of a span that is not sampled', () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_TRACES_SAMPLER: 'always_off' };
    expect(forwarded(env, true).traceparent).toMatch(/-02$/);
  });

  test('is the span that is exported', async () => {
    const telemetry = telemetryWith({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: to.url }, propagate: true });
    const recorder = telemetry.observe(openai, requestOf());
    const [[, traceparent] = ['', '']] = recorder.forward;
    recorder.close({
      status: 200,
      answer: {},
      coverage: { input: 'unsupported', output: 'unsupported' },
      chunks: 0,
      overheadMs: 0,
    });
    await telemetry.shutdown(5000);
    const [span] = to.spans();
    expect(traceparent).toBe(`00-${span!.traceId}-${span!.spanId}-03`);
    expect(span!.name).toBe('chat');
  });
});
