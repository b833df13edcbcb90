import type { IOtlpExportDelegate } from '@opentelemetry/otlp-exporter-base';
import type { ISerializer } from '@opentelemetry/otlp-transformer';
import type { Lost } from './drops.ts';
import type { SignalSettings } from './environment.ts';
import type { Signal } from './meters.ts';
import { sdk } from './sdk.ts';

/** What a collector answers besides its status, as far as it is looked at. */
interface Answered {
  readonly partialSuccess?: {
    readonly rejectedSpans?: number | string | undefined;
    readonly rejectedDataPoints?: number | string | undefined;
    readonly rejectedLogRecords?: number | string | undefined;
  };
}

/** One signal's batches as bytes, and the collector's answers read. */
export interface BatchWriter<Batch> {
  encode(batch: Batch): Uint8Array | undefined;
  /** An answer may be anything: this may throw. */
  read(answer: Uint8Array): unknown;
}

/** The SDK's OTLP/HTTP transport with its retries and time limits; what a collector rejects is counted. */
export function otlpTransport<Batch>(
  signal: Signal,
  settings: SignalSettings,
  writer: BatchWriter<Batch>,
  lost: Lost,
): IOtlpExportDelegate<Batch> {
  const { convertLegacyHttpOptions, createOtlpHttpExportDelegate } = sdk.otlpHttp();
  const { CompressionAlgorithm } = sdk.otlp();
  // What the SDK's own variables would set, from the environment that we were given.
  const options = convertLegacyHttpOptions(
    {
      url: settings.url,
      headers: { ...settings.headers },
      timeoutMillis: settings.timeoutMs,
      compression: settings.compression === 'gzip' ? CompressionAlgorithm.GZIP : CompressionAlgorithm.NONE,
      userAgent: 'spanguard',
    },
    signal.toUpperCase(),
    `v1/${signal}`,
    { 'Content-Type': settings.protocol === 'http/json' ? 'application/json' : 'application/x-protobuf' },
  );
  const serializer: ISerializer<Batch, unknown> = {
    serializeRequest: (batch) => writer.encode(batch),
    deserializeResponse(data) {
      const answer = writer.read(data) as Answered | undefined;
      const { rejectedSpans, rejectedDataPoints, rejectedLogRecords } = answer?.partialSuccess ?? {};
      const rejected = Number(rejectedSpans ?? rejectedDataPoints ?? rejectedLogRecords ?? 0);
      if (rejected > 0) lost(signal, 'rejected', rejected);
      return answer;
    },
  };
  // The exporter's metrics of itself have no meter to go to: what is lost is counted here.
  const itself = { name: items[signal], countItems: () => 0 };
  return createOtlpHttpExportDelegate(options, serializer, `otlp_http_${signal}`, itself, undefined);
}

const items = { traces: 'span', metrics: 'metric_data_point', logs: 'log' } as const;
