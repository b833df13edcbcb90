import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * The OpenTelemetry packages, loaded when something is exported and not before: 8 MB and 80 ms that
 * a sidecar without a collector does not pay. (`@opentelemetry/sdk-node` brings gRPC, Zipkin, Jaeger
 * and the instrumentation hooks along: 14.5 MB and 140 ms.) Required, not imported, so that sampling
 * is decided by the configured sampler from the first call on.
 */
export const sdk = {
  api: (): typeof import('@opentelemetry/api') => require('@opentelemetry/api'),
  resources: (): typeof import('@opentelemetry/resources') => require('@opentelemetry/resources'),
  trace: (): typeof import('@opentelemetry/sdk-trace') => require('@opentelemetry/sdk-trace'),
  metrics: (): typeof import('@opentelemetry/sdk-metrics') => require('@opentelemetry/sdk-metrics'),
  otlp: (): typeof import('@opentelemetry/otlp-exporter-base') => require('@opentelemetry/otlp-exporter-base'),
  otlpHttp: (): typeof import('@opentelemetry/otlp-exporter-base/node-http') =>
    require('@opentelemetry/otlp-exporter-base/node-http'),
  transformer: (): typeof import('@opentelemetry/otlp-transformer') => require('@opentelemetry/otlp-transformer'),
} as const;
