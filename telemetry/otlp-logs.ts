import { type AttributeSink, writeAttributes } from './attributes.ts';
import type { EventAttribute } from './event-names.ts';
import type { CallEvent } from './events.ts';
import { attr } from './names.ts';
import { SpanAttributes, writeAny, writeResource, writeScope } from './otlp.ts';
import { ProtobufWriter } from './protobuf.ts';
import type { SpanOrigin } from './span.ts';

/** `ExportLogsServiceRequest` (opentelemetry-proto 1.x) of our events. */
export function encodeLogs(events: readonly CallEvent[], origin: SpanOrigin): Uint8Array {
  const writer = new ProtobufWriter(events.length * 600 + 512);
  const sink = new SpanAttributes(writer, 0x32);
  writer.byte(0x0a);
  const all = writer.open();
  writeResource(writer, origin.resource.attributes);
  writer.byte(0x12);
  const group = writer.open();
  writeScope(writer, origin.scope);
  for (const one of events) writeEvent(writer, sink, one, origin);
  if (origin.scope.schemaUrl !== '') {
    writer.byte(0x1a);
    writer.string(origin.scope.schemaUrl);
  }
  writer.close(group);
  writer.close(all);
  return writer.finish();
}

/** Milliseconds since the epoch: when the call ended, which is when all of it is known. */
export function timeOf({ record }: CallEvent): number {
  return record.startedAt + record.durationMs;
}

/** Content as it stands in events: structured, where spans have it as JSON. */
export function structured({ content }: CallEvent): ReadonlyArray<readonly [string, unknown]> {
  if (content === undefined) return [];
  const found: [string, unknown][] = [];
  const { system, input, output, truncated } = content;
  if (system !== undefined) found.push([attr.systemInstructions.name, JSON.parse(system)]);
  if (input !== undefined) found.push([attr.inputMessages.name, JSON.parse(input)]);
  if (output !== undefined) found.push([attr.outputMessages.name, JSON.parse(output)]);
  if (truncated) found.push([attr.contentTruncated.name, true]);
  return found;
}

function writeEvent(writer: ProtobufWriter, sink: AttributeSink, event: CallEvent, origin: SpanOrigin): void {
  const { kind, record, flags, fields, content } = event;
  writer.byte(0x12);
  const mark = writer.open();
  writer.byte(0x09);
  writer.nanos(timeOf(event));
  writer.byte(0x10);
  writer.byte(kind.severity);
  for (const [key, value] of fields) writeField(writer, key, value);
  if (content !== undefined) {
    writeAttributes(record, sink, origin.semconv);
    for (const [name, value] of structured(event)) writePair(writer, name, value);
  }
  writer.byte(0x45);
  writer.fixed32(flags);
  writer.byte(0x4a);
  writer.hex(record.traceId);
  writer.byte(0x52);
  writer.hex(record.spanId);
  writer.byte(0x59);
  writer.nanos(timeOf(event));
  writer.byte(0x62);
  writer.string(kind.name);
  writer.close(mark);
}

function writeField(writer: ProtobufWriter, key: EventAttribute, value: string | number): void {
  if (key.type !== 'double' || typeof value !== 'number') {
    writePair(writer, key.name, value);
    return;
  }
  // A whole number that the conventions call a double stays one.
  writer.byte(0x32);
  const pair = writer.open();
  writer.byte(0x0a);
  writer.string(key.name);
  writer.byte(0x12);
  writer.byte(9);
  writer.byte(0x21);
  writer.double(value);
  writer.close(pair);
}

function writePair(writer: ProtobufWriter, name: string, value: unknown): void {
  writer.byte(0x32);
  const pair = writer.open();
  writer.byte(0x0a);
  writer.string(name);
  writer.byte(0x12);
  writeAny(writer, value);
  writer.close(pair);
}
