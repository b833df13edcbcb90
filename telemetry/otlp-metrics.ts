import type { HrTime } from '@opentelemetry/api';
import type { DataPoint, Histogram, MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { writeAny, writeResource, writeScope } from './otlp.ts';
import { ProtobufWriter } from './protobuf.ts';
import type { Exemplar } from './series.ts';

/** A point of a histogram as our producer makes it: with exemplars, which the SDK's type has no place for. */
export interface SpreadPoint extends DataPoint<Histogram> {
  readonly exemplars: readonly Exemplar[];
}

/** `ExportMetricsServiceRequest` (opentelemetry-proto 1.x); the SDK's serializer leaves exemplars out. */
export function encodeMetrics({ resource, scopeMetrics }: ResourceMetrics): Uint8Array {
  const writer = new ProtobufWriter(16384);
  writer.byte(0x0a);
  const all = writer.open();
  writeResource(writer, resource.attributes);
  for (const { scope, metrics } of scopeMetrics) {
    writer.byte(0x12);
    const group = writer.open();
    writeScope(writer, { name: scope.name, version: scope.version ?? '' });
    for (const metric of metrics) writeMetric(writer, metric);
    if (scope.schemaUrl !== undefined && scope.schemaUrl !== '') {
      writer.byte(0x1a);
      writer.string(scope.schemaUrl);
    }
    writer.close(group);
  }
  writer.close(all);
  return writer.finish();
}

/** The SDK's numbers of `DataPointType`: given by `export-metrics`, which alone makes these. */
const kinds = { histogram: 0, gauge: 2, sum: 3 } as const;
const cumulative = 2;

function writeMetric(writer: ProtobufWriter, metric: MetricData): void {
  const { name, description, unit } = metric.descriptor;
  writer.byte(0x12);
  const mark = writer.open();
  writer.byte(0x0a);
  writer.string(name);
  writer.byte(0x12);
  writer.string(description);
  writer.byte(0x1a);
  writer.string(unit);
  const type: number = metric.dataPointType;
  writer.byte(type === kinds.gauge ? 0x2a : type === kinds.sum ? 0x3a : 0x4a);
  const data = writer.open();
  const whole = metric.descriptor.valueType === 0;
  for (const point of metric.dataPoints) {
    writer.byte(0x0a);
    const at = writer.open();
    if (type === kinds.histogram) writeSpread(writer, point as SpreadPoint);
    else writeNumber(writer, point as DataPoint<number>, whole);
    writer.close(at);
  }
  if (type !== kinds.gauge) {
    writer.byte(0x10);
    writer.byte(cumulative);
  }
  if ('isMonotonic' in metric && metric.isMonotonic) {
    writer.byte(0x18);
    writer.byte(1);
  }
  writer.close(data);
  writer.close(mark);
}

function writeNumber(writer: ProtobufWriter, point: DataPoint<number>, whole: boolean): void {
  writeTimes(writer, point.startTime, point.endTime);
  if (whole && Number.isSafeInteger(point.value)) {
    writer.byte(0x31);
    writer.fixed64(point.value);
  } else {
    writer.byte(0x21);
    writer.double(point.value);
  }
  writeLabels(writer, 0x3a, point.attributes);
}

function writeSpread(writer: ProtobufWriter, point: SpreadPoint): void {
  const { count, sum = 0, min, max, buckets } = point.value;
  writeTimes(writer, point.startTime, point.endTime);
  writer.byte(0x21);
  writer.fixed64(count);
  writer.byte(0x29);
  writer.double(sum);
  writer.byte(0x32);
  const counts = writer.open();
  for (const each of buckets.counts) writer.fixed64(each);
  writer.close(counts);
  writer.byte(0x3a);
  const bounds = writer.open();
  for (const bound of buckets.boundaries) writer.double(bound);
  writer.close(bounds);
  for (const exemplar of point.exemplars) writeExemplar(writer, exemplar);
  writeLabels(writer, 0x4a, point.attributes);
  if (min !== undefined) {
    writer.byte(0x59);
    writer.double(min);
  }
  if (max !== undefined) {
    writer.byte(0x61);
    writer.double(max);
  }
}

function writeExemplar(writer: ProtobufWriter, { value, traceId, spanId, at }: Exemplar): void {
  writer.byte(0x42);
  const mark = writer.open();
  writer.byte(0x11);
  writer.nanos(at);
  writer.byte(0x19);
  writer.double(value);
  writer.byte(0x22);
  writer.hex(spanId);
  writer.byte(0x2a);
  writer.hex(traceId);
  writer.close(mark);
}

function writeTimes(writer: ProtobufWriter, start: HrTime, end: HrTime): void {
  writer.byte(0x11);
  writer.nanos(start[0] * 1000 + start[1] / 1e6);
  writer.byte(0x19);
  writer.nanos(end[0] * 1000 + end[1] / 1e6);
}

function writeLabels(writer: ProtobufWriter, tag: number, labels: DataPoint<number>['attributes']): void {
  for (const [name, value] of Object.entries(labels)) {
    writer.byte(tag);
    const pair = writer.open();
    writer.byte(0x0a);
    writer.string(name);
    writer.byte(0x12);
    writeAny(writer, value);
    writer.close(pair);
  }
}
