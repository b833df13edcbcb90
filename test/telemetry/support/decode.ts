/** A reader of OTLP's protobuf, written from the .proto files and not from the code under test. */
type Kind =
  | 'string'
  | 'int'
  | 'bool'
  | 'double'
  | 'fixed64'
  | 'sfixed64'
  | 'fixed32'
  | 'hex'
  | 'packed64'
  | 'packedDouble'
  | Schema;
interface Schema {
  readonly [field: number]: readonly [name: string, kind: Kind, many?: 'many'];
}

const anyValue: Record<number, readonly [string, Kind, 'many'?]> = {
  1: ['stringValue', 'string'],
  2: ['boolValue', 'bool'],
  3: ['intValue', 'int'],
  4: ['doubleValue', 'double'],
};
anyValue[5] = ['arrayValue', { 1: ['values', anyValue, 'many'] }];
const keyValue: Schema = { 1: ['key', 'string'], 2: ['value', anyValue] };
anyValue[6] = ['kvlistValue', { 1: ['values', keyValue, 'many'] }];
const resource: Schema = { 1: ['attributes', keyValue, 'many'], 2: ['droppedAttributesCount', 'int'] };
const scope: Schema = { 1: ['name', 'string'], 2: ['version', 'string'], 4: ['droppedAttributesCount', 'int'] };
const span: Schema = {
  1: ['traceId', 'hex'],
  2: ['spanId', 'hex'],
  3: ['traceState', 'string'],
  4: ['parentSpanId', 'hex'],
  5: ['name', 'string'],
  6: ['kind', 'int'],
  7: ['startTimeUnixNano', 'fixed64'],
  8: ['endTimeUnixNano', 'fixed64'],
  9: ['attributes', keyValue, 'many'],
  10: ['droppedAttributesCount', 'int'],
  12: ['droppedEventsCount', 'int'],
  14: ['droppedLinksCount', 'int'],
  15: ['status', { 2: ['message', 'string'], 3: ['code', 'int'] }],
  16: ['flags', 'fixed32'],
};
const numberPoint: Schema = {
  2: ['startTimeUnixNano', 'fixed64'],
  3: ['timeUnixNano', 'fixed64'],
  4: ['asDouble', 'double'],
  6: ['asInt', 'sfixed64'],
  7: ['attributes', keyValue, 'many'],
};
const exemplar: Schema = {
  2: ['timeUnixNano', 'fixed64'],
  3: ['asDouble', 'double'],
  4: ['spanId', 'hex'],
  5: ['traceId', 'hex'],
  7: ['filteredAttributes', keyValue, 'many'],
};
const histogramPoint: Schema = {
  2: ['startTimeUnixNano', 'fixed64'],
  3: ['timeUnixNano', 'fixed64'],
  4: ['count', 'fixed64'],
  5: ['sum', 'double'],
  6: ['bucketCounts', 'packed64'],
  7: ['explicitBounds', 'packedDouble'],
  8: ['exemplars', exemplar, 'many'],
  9: ['attributes', keyValue, 'many'],
  11: ['min', 'double'],
  12: ['max', 'double'],
};
const metricSchema: Schema = {
  1: ['name', 'string'],
  2: ['description', 'string'],
  3: ['unit', 'string'],
  5: ['gauge', { 1: ['dataPoints', numberPoint, 'many'] }],
  7: [
    'sum',
    { 1: ['dataPoints', numberPoint, 'many'], 2: ['aggregationTemporality', 'int'], 3: ['isMonotonic', 'bool'] },
  ],
  9: ['histogram', { 1: ['dataPoints', histogramPoint, 'many'], 2: ['aggregationTemporality', 'int'] }],
};

export const traceRequest: Schema = {
  1: [
    'resourceSpans',
    {
      1: ['resource', resource],
      2: ['scopeSpans', { 1: ['scope', scope], 2: ['spans', span, 'many'], 3: ['schemaUrl', 'string'] }, 'many'],
      3: ['schemaUrl', 'string'],
    },
    'many',
  ],
};
export const metricsRequest: Schema = {
  1: [
    'resourceMetrics',
    {
      1: ['resource', resource],
      2: [
        'scopeMetrics',
        { 1: ['scope', scope], 2: ['metrics', metricSchema, 'many'], 3: ['schemaUrl', 'string'] },
        'many',
      ],
    },
    'many',
  ],
};

const logRecord: Schema = {
  1: ['timeUnixNano', 'fixed64'],
  2: ['severityNumber', 'int'],
  3: ['severityText', 'string'],
  5: ['body', anyValue],
  6: ['attributes', keyValue, 'many'],
  8: ['flags', 'fixed32'],
  9: ['traceId', 'hex'],
  10: ['spanId', 'hex'],
  11: ['observedTimeUnixNano', 'fixed64'],
  12: ['eventName', 'string'],
};
export const logsRequest: Schema = {
  1: [
    'resourceLogs',
    {
      1: ['resource', resource],
      2: [
        'scopeLogs',
        { 1: ['scope', scope], 2: ['logRecords', logRecord, 'many'], 3: ['schemaUrl', 'string'] },
        'many',
      ],
    },
    'many',
  ],
};

export type Decoded = { [name: string]: unknown };

export function decode(bytes: Uint8Array, schema: Schema): Decoded {
  const data = Buffer.from(bytes);
  const made: Decoded = {};
  for (const [, [name, , many]] of Object.entries(schema)) if (many) made[name] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = data[at++];
      if (byte === undefined) throw new Error('a varint runs over the end');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < data.length) {
    const tag = Number(varint());
    const entry = schema[tag >> 3];
    if (entry === undefined) throw new Error(`unknown field ${tag >> 3}`);
    const [name, kind, many] = entry;
    let value: unknown;
    switch (tag & 7) {
      case 0: {
        const raw = varint();
        value = kind === 'bool' ? raw === 1n : Number(BigInt.asIntN(64, raw));
        break;
      }
      case 1:
        value =
          kind === 'double'
            ? data.readDoubleLE(at)
            : kind === 'sfixed64'
              ? data.readBigInt64LE(at)
              : data.readBigUInt64LE(at);
        if (kind === 'sfixed64' || name === 'count') value = Number(value);
        at += 8;
        break;
      case 5:
        value = data.readUInt32LE(at);
        at += 4;
        break;
      case 2: {
        const size = Number(varint());
        const part = data.subarray(at, at + size);
        if (part.length !== size) throw new Error(`${name} runs over the end`);
        at += size;
        value = read(part, kind);
        break;
      }
      default:
        throw new Error(`wire type ${tag & 7}`);
    }
    if (many) (made[name] as unknown[]).push(value);
    else made[name] = value;
  }
  return made;
}

function read(part: Buffer, kind: Kind): unknown {
  if (kind === 'string') {
    return new TextDecoder('utf-8', { fatal: true }).decode(part);
  }
  if (kind === 'hex') return part.toString('hex');
  if (kind === 'packed64')
    return Array.from({ length: part.length / 8 }, (_, i) => Number(part.readBigUInt64LE(i * 8)));
  if (kind === 'packedDouble') return Array.from({ length: part.length / 8 }, (_, i) => part.readDoubleLE(i * 8));
  if (typeof kind === 'object') return decode(part, kind);
  throw new Error(`${String(kind)} is not length-delimited`);
}

interface Pair {
  readonly key: string;
  readonly value: { [kind: string]: unknown };
}

/** `KeyValue`s as a plain object, for both encodings. */
export function plain(pairs: unknown): Record<string, unknown> {
  return Object.fromEntries((pairs as Pair[]).map(({ key, value }) => [key, one(value)]));
}

function one(value: { [kind: string]: unknown }): unknown {
  if ('arrayValue' in value) return (value.arrayValue as { values: { [kind: string]: unknown }[] }).values.map(one);
  if ('kvlistValue' in value) return plain((value.kvlistValue as { values: unknown }).values);
  return Object.values(value)[0];
}

export interface SpanSeen {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: bigint;
  readonly endTimeUnixNano: bigint;
  readonly attributes: Record<string, unknown>;
  readonly status?: { code?: number };
  readonly flags: number;
}

export interface MetricSeen {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly kind: 'sum' | 'gauge' | 'histogram';
  readonly monotonic: boolean;
  readonly temporality: number | undefined;
  readonly points: ReadonlyArray<Decoded & { attributes: Record<string, unknown> }>;
}

type Tree = { readonly [name: string]: readonly Tree[] } & { readonly resource: { attributes: unknown } };

export function spansOf(request: Decoded): SpanSeen[] {
  return (request as unknown as Tree).resourceSpans!.flatMap((group) =>
    group.scopeSpans!.flatMap((scopes) =>
      scopes.spans!.map((seen) => ({ ...(seen as unknown as SpanSeen), attributes: plain(seen.attributes) })),
    ),
  );
}

export function metricsOf(request: Decoded): MetricSeen[] {
  return (request as unknown as Tree).resourceMetrics!.flatMap((group) =>
    group.scopeMetrics!.flatMap((scopes) =>
      scopes.metrics!.map((seen) => {
        const kind = (['sum', 'gauge', 'histogram'] as const).find((name) => name in seen)!;
        const data = seen[kind] as unknown as Decoded;
        return {
          ...(seen as unknown as MetricSeen),
          kind,
          monotonic: data.isMonotonic === true,
          temporality: data.aggregationTemporality as number | undefined,
          points: (data.dataPoints as Decoded[]).map((point) => ({
            ...point,
            attributes: plain(point.attributes),
          })),
        };
      }),
    ),
  );
}

export interface EventSeen {
  readonly eventName: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly severityNumber: number;
  readonly attributes: Record<string, unknown>;
}

export function eventsOf(request: Decoded): EventSeen[] {
  return (request as unknown as Tree).resourceLogs!.flatMap((group) =>
    group.scopeLogs!.flatMap((scopes) =>
      scopes.logRecords!.map((seen) => ({ ...(seen as unknown as EventSeen), attributes: plain(seen.attributes) })),
    ),
  );
}

export function resourceOf(request: Decoded): Record<string, unknown> {
  const groups = (request.resourceSpans ?? request.resourceMetrics ?? request.resourceLogs) as Tree[];
  return plain(groups[0]!.resource.attributes);
}
