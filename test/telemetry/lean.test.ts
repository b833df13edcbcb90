import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { telemetryWith, tell } from './support/calls.ts';

const loaded = () =>
  Object.keys(createRequire(import.meta.url).cache).filter((path) => path.includes('@opentelemetry'));

test('without an exporter no OpenTelemetry package is loaded', async () => {
  const telemetry = telemetryWith({ env: { OTEL_SERVICE_NAME: 'answers' }, propagate: true });
  tell(telemetry);
  telemetry.metricsText();
  await telemetry.shutdown(100);
  expect(loaded()).toEqual([]);
  const exporting = telemetryWith({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' } });
  expect(loaded().length).toBeGreaterThan(0);
  for (const heavy of ['sdk-node', 'grpc', 'zipkin', 'jaeger', 'instrumentation']) {
    expect(loaded().filter((path) => path.includes(heavy))).toEqual([]);
  }
  await exporting.shutdown(100);
});
