import { describe, expect, test } from 'vitest';
import { type Env, readEnvironment } from '../../telemetry/environment.ts';
import { keptLog } from './support/calls.ts';

function read(env: Env) {
  const log = keptLog();
  return { settings: readEnvironment(env, log), warnings: log.lines.map(({ message }) => message) };
}

describe('what is exported', () => {
  test.each<readonly [Env, readonly string[], readonly string[]]>([
    [{}, [], []],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, [], []],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, ['otlp'], ['otlp']],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/v1/traces' }, ['otlp'], []],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, ['otlp'], []],
    [{ OTEL_TRACES_EXPORTER: 'otlp,console', OTEL_METRICS_EXPORTER: 'console' }, ['otlp', 'console'], ['console']],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_TRACES_EXPORTER: 'none' }, [], ['otlp']],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_METRICS_EXPORTER: 'prometheus' }, ['otlp'], []],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'TRUE' }, [], []],
  ])('%j', (env, traces, metrics) => {
    const { settings, warnings } = read(env);
    expect(settings.signals.traces.exporters).toEqual(traces);
    expect(settings.signals.metrics.exporters).toEqual(metrics);
    expect(warnings).toEqual([]);
  });
});

describe('where to', () => {
  test.each<readonly [Env, string]>([
    [{}, 'http://localhost:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, 'http://c:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/a/' }, 'http://c:4318/a/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318' }, 'http://c:4318/'],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/x' }, 'http://c:4318/x'],
  ])('%j', (env, url) => {
    expect(read(env).settings.signals.traces.url).toBe(url);
  });
});

test('defaults are those of the specification', () => {
  const { settings } = read({});
  expect(settings).toMatchObject({
    sampler: { name: 'parentbased_always_on', ratio: 1 },
    batch: { scheduledDelayMillis: 5000, exportTimeoutMillis: 30000, maxQueueSize: 2048, maxExportBatchSize: 512 },
    metricIntervalMs: 60000,
    metricTimeoutMs: 30000,
    resource: {},
  });
  expect(settings.signals.traces).toMatchObject({
    timeoutMs: 10000,
    compression: 'none',
    protocol: 'http/protobuf',
    headers: {},
  });
});

test('what cannot be followed is said, and the default stays', () => {
  const { settings, warnings } = read({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4317',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'zstd',
    OTEL_BSP_MAX_QUEUE_SIZE: 'many',
    OTEL_TRACES_SAMPLER: 'sometimes',
    OTEL_TRACES_SAMPLER_ARG: '7',
    OTEL_METRICS_EXPORTER: 'carrier-pigeon',
    OTEL_RESOURCE_ATTRIBUTES: 'a=1,b',
  });
  expect(settings.batch.maxQueueSize).toBe(2048);
  expect(settings.sampler).toEqual({ name: 'parentbased_always_on', ratio: 1 });
  expect(settings.resource).toEqual({});
  expect(settings.signals.traces.protocol).toBe('http/protobuf');
  expect(warnings.join('\n')).toMatch(/gRPC[\s\S]*none, gzip|none, gzip[\s\S]*gRPC/);
  expect(warnings.some((message) => message.includes('OTEL_METRICS_EXPORTER'))).toBe(true);
  expect(warnings.some((message) => message.includes('OTEL_BSP_MAX_QUEUE_SIZE'))).toBe(true);
  expect(warnings.some((message) => message.includes('OTEL_RESOURCE_ATTRIBUTES'))).toBe(true);
});

test('an endpoint that is no URL exports nothing', () => {
  const { settings, warnings } = read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' });
  expect(settings.signals.traces.exporters).toEqual([]);
  expect(warnings).toHaveLength(2);
});

test('secrets in the variables are in no warning', () => {
  const log = keptLog();
  readEnvironment(
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'user:secret@', OTEL_EXPORTER_OTLP_HEADERS: 'authorization=secret' },
    log,
  );
  expect(JSON.stringify(log.lines)).not.toContain('secret');
});
