import { type AttributeSink, writeAttributes } from './attributes.ts';
import type { CallEvent } from './events.ts';
import { structured, timeOf } from './otlp-logs.ts';
import type { SpanOrigin } from './span.ts';

interface Pair {
  readonly key: string;
  readonly value: unknown;
}

/** The same request as JSON (OTLP's mapping of protobuf): for looking at, not for load. */
export function logsJson(events: readonly CallEvent[], { resource, scope, semconv }: SpanOrigin): Uint8Array {
  const logRecords = events.map((event) => {
    const { kind, record, flags, fields, content } = event;
    const attributes: Pair[] = fields.map(([key, value]) => ({
      key: key.name,
      value: key.type === 'double' ? { doubleValue: value } : anyOf(value),
    }));
    if (content !== undefined) {
      writeAttributes(record, pairs(attributes), semconv);
      for (const [key, value] of structured(event)) attributes.push({ key, value: anyOf(value) });
    }
    const time = `${BigInt(Math.round(timeOf(event) * 1000)) * 1000n}`;
    return {
      timeUnixNano: time,
      observedTimeUnixNano: time,
      severityNumber: kind.severity,
      attributes,
      flags,
      traceId: record.traceId,
      spanId: record.spanId,
      eventName: kind.name,
    };
  });
  const attributes = Object.entries(resource.attributes).map(([key, value]) => ({ key, value: anyOf(value) }));
  const { schemaUrl, ...named } = scope;
  const scopeLogs = [{ scope: named, logRecords, ...(schemaUrl === '' ? {} : { schemaUrl }) }];
  return Buffer.from(JSON.stringify({ resourceLogs: [{ resource: { attributes }, scopeLogs }] }));
}

function pairs(to: Pair[]): AttributeSink {
  return {
    string: ({ name }, value) => to.push({ key: name, value: { stringValue: value } }),
    int: ({ name }, value) => to.push({ key: name, value: { intValue: value } }),
    double: ({ name }, value) => to.push({ key: name, value: { doubleValue: value } }),
    boolean: ({ name }, value) => to.push({ key: name, value: { boolValue: value } }),
    strings: ({ name }, value) => to.push({ key: name, value: anyOf([...value]) }),
  };
}

function anyOf(value: unknown): unknown {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isSafeInteger(value) ? { intValue: value } : { doubleValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyOf) } };
  if (typeof value !== 'object' || value === null) return {};
  return { kvlistValue: { values: Object.entries(value).map(([key, one]) => ({ key, value: anyOf(one) })) } };
}
