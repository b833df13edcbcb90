import type { Attributes, HrTime } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type {
  DataPoint,
  Histogram,
  MetricData,
  MetricProducer,
  PushMetricExporter,
  ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import type { Lost } from './drops.ts';
import type { Exporter, ExportSettings, SignalSettings } from './environment.ts';
import { withExemplars } from './exemplars-json.ts';
import type { Meters } from './meters.ts';
import { encodeMetrics, type SpreadPoint } from './otlp-metrics.ts';
import { type BatchWriter, otlpTransport } from './otlp-transport.ts';
import { sdk } from './sdk.ts';
import { type Distribution, type Exemplar, overflowLabel } from './series.ts';
import type { SpanOrigin } from './span.ts';

export interface MetricExport {
  shutdown(): Promise<void>;
}

/** The way out for metrics: the SDK's periodic reader, fed from our own series. */
export function metricExport(
  settings: ExportSettings,
  { resource, scope }: SpanOrigin,
  families: Meters['families'],
  lost: Lost,
): MetricExport {
  const { MeterProvider, PeriodicExportingMetricReader } = sdk.metrics();
  const producer = metricProducer(families, resource, scope);
  const readers = settings.signals.metrics.exporters.map(
    (exporter) =>
      new PeriodicExportingMetricReader({
        exporter: counted(target(exporter, settings, lost), lost),
        exportIntervalMillis: settings.metricIntervalMs,
        exportTimeoutMillis: Math.min(settings.metricTimeoutMs, settings.metricIntervalMs),
        metricProducers: [producer],
      }),
  );
  const provider = new MeterProvider({ resource, readers });
  return { shutdown: () => provider.shutdown() };
}

function target(exporter: Exporter, settings: ExportSettings, lost: Lost): PushMetricExporter {
  if (exporter === 'console') return new (sdk.metrics().ConsoleMetricExporter)();
  const { metrics } = settings.signals;
  return new (sdk.otlp().OTLPExporterBase)(otlpTransport('metrics', metrics, metricWriter(metrics), lost));
}

/** Our encoder in the place of the SDK's, which leaves exemplars out; answers are read by the SDK's. */
function metricWriter({ protocol }: SignalSettings): BatchWriter<ResourceMetrics> {
  const { JsonMetricsSerializer, ProtobufMetricsSerializer } = sdk.transformer();
  if (protocol === 'http/json') {
    return {
      encode: (batch) => withExemplars(JsonMetricsSerializer.serializeRequest(batch), batch),
      read: (answer) => JsonMetricsSerializer.deserializeResponse(answer),
    };
  }
  return { encode: encodeMetrics, read: (answer) => ProtobufMetricsSerializer.deserializeResponse(answer) };
}

function counted(exporter: PushMetricExporter, lost: Lost): PushMetricExporter {
  return {
    export(metrics, done) {
      exporter.export(metrics, (result) => {
        if (result.code !== 0) lost('metrics', 'export_failed', 1, result.error);
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}

/** Our series as the SDK's readers take them; cumulative since `createTelemetry`. */
export function metricProducer(
  families: Meters['families'],
  resource: Resource,
  scope: SpanOrigin['scope'],
): MetricProducer {
  const startTime = now();
  return {
    async collect() {
      const endTime = now();
      const metrics: MetricData[] = [];
      for (const family of families) {
        const data = metricData(family, startTime, endTime);
        if (data.dataPoints.length > 0) metrics.push(data);
      }
      return { resourceMetrics: { resource, scopeMetrics: [{ scope, metrics }] }, errors: [] };
    },
  };
}

function metricData(family: Meters['families'][number], startTime: HrTime, endTime: HrTime): MetricData {
  const { AggregationTemporality, DataPointType } = sdk.metrics();
  const { ValueType } = sdk.api();
  const { metric } = family;
  const whole = metric.unit.startsWith('{') || metric.unit === 'By';
  const base = {
    descriptor: {
      name: metric.name,
      description: metric.description,
      unit: metric.unit,
      valueType: whole ? ValueType.INT : ValueType.DOUBLE,
    },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  const spreads: SpreadPoint[] = [];
  const points: DataPoint<number>[] = [];
  for (const series of family.read()) {
    const common = { startTime, endTime, attributes: attributesOf(metric.labels, series.labels) };
    if ('counts' in series) {
      if (series.count === 0) continue;
      const exemplars = series.exemplars().filter((one): one is Exemplar => one !== undefined);
      spreads.push({ ...common, value: histogram(series, metric.buckets ?? []), exemplars });
    } else points.push({ ...common, value: series.value });
  }
  switch (metric.kind) {
    case 'histogram':
      return { ...base, dataPointType: DataPointType.HISTOGRAM, dataPoints: spreads };
    case 'gauge':
      return { ...base, dataPointType: DataPointType.GAUGE, dataPoints: points };
    case 'counter':
    case 'updown':
      return { ...base, dataPointType: DataPointType.SUM, isMonotonic: metric.kind === 'counter', dataPoints: points };
  }
}

function histogram({ count, sum, min, max, counts }: Distribution, boundaries: readonly number[]): Histogram {
  return { count, sum, min, max, buckets: { boundaries: [...boundaries], counts: [...counts] } };
}

function attributesOf(names: readonly string[], values: readonly string[]): Attributes {
  if (values.length === 0 && names.length > 0) return { [overflowLabel]: true };
  const attributes: Attributes = {};
  names.forEach((name, at) => {
    const value = values[at];
    if (value !== undefined && value !== '') attributes[name] = name === 'server.port' ? Number(value) : value;
  });
  return attributes;
}

function now(): HrTime {
  const at = Date.now();
  return [Math.floor(at / 1000), (at % 1000) * 1e6];
}
