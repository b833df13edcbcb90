import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requestOf as exportOf, SpanPages } from '../../telemetry/otlp.ts';
import { ProtobufWriter } from '../../telemetry/protobuf.ts';
import { type CallRecord, recordOf } from '../../telemetry/record.ts';
import { CallSpan, originOf } from '../../telemetry/span.ts';
import { newSpanId, newTraceId, parseTraceparent } from '../../telemetry/trace-context.ts';
import { blocked, callOf, openai, outcomeOf, redacted, requestOf } from './support/calls.ts';
import { decode, spansOf, traceRequest } from './support/decode.ts';

function encoded(spans: readonly CallSpan[]): Uint8Array {
  const pages = new SpanPages();
  return exportOf(spans.map((span) => pages.write(span)));
}

const origin = originOf(resourceFromAttributes({ 'service.name': 'dienst-ü', 'process.pid': 4242 }), '1.2.3', '1.41');

function record(parts: Partial<CallRecord> = {}): CallRecord {
  const call = callOf({
    model: 'gpt-5',
    stream: true,
    params: {
      maxTokens: 512,
      temperature: 0.7,
      topP: 0.95,
      topK: 40.5,
      frequencyPenalty: -0.5,
      presencePenalty: 0.25,
      seed: -7,
      choiceCount: 3,
      stopSequences: ['END', 'ß'],
      outputType: 'json',
      serviceTier: 'flex',
      reasoningLevel: 'high',
      conversationId: 'conv_1',
      previousResponseId: 'resp_0',
    },
  });
  const made = recordOf(
    {
      id: '0b5fd1a6-5a3b-4a5e-9d0b-2f6f2d3b1c11',
      traceId: newTraceId(),
      spanId: newSpanId(),
      caller: {
        parent: parseTraceparent('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'vendor=x'),
        team: 'search',
        user: 'Ünal 🚀',
        feature: 'x'.repeat(128),
        resend: 2,
      },
      startedAt: 1_795_000_123_456.789,
      endpoint: openai,
      target: requestOf().url,
    },
    {
      durationMs: 1234.567,
      firstFrameMs: 210.5,
      call,
      input: redacted,
      output: blocked,
      outcome: outcomeOf({
        usage: {
          input: 1,
          cacheRead: 2 ** 33,
          cacheWrite: 4,
          cacheWrite1h: 8,
          output: 16,
          reasoning: 32,
          audioInput: 64,
          audioCacheRead: 128,
          audioOutput: 256,
          tier: 'default',
        },
        answer: { id: 'chatcmpl-1', model: 'gpt-5-2025', finish: ['stop', 'length'], systemFingerprint: 'fp_1' },
      }),
    },
  );
  return { ...made, ...parts };
}

/** What either serializer wrote, without the zeros that only one of them spells out. */
function seen(bytes: Uint8Array): unknown[] {
  return spansOf(decode(bytes, traceRequest)).map((span) => {
    const fields: Record<string, unknown> = { ...span };
    for (const name of ['droppedAttributesCount', 'droppedEventsCount', 'droppedLinksCount']) delete fields[name];
    if (span.status?.code === undefined || span.status.code === 0) delete fields.status;
    return fields;
  });
}

const without = { parent: undefined, team: undefined, user: undefined, feature: undefined, resend: undefined };
const records: ReadonlyArray<readonly [string, CallRecord]> = [
  ['everything set', record()],
  ['a failure', record({ errorType: 'rate_limit_exceeded', status: 429, usage: undefined, cost: undefined })],
  [
    'nobody and nothing',
    record({ caller: without, model: undefined, params: undefined, finish: [], usage: undefined }),
  ],
  ['long names', record({ model: 'm'.repeat(256), responseId: 'é'.repeat(200) })],
];

describe('our encoding', () => {
  test.each(records)("reads the same as the SDK's: %s", (_, one) => {
    const spans = [new CallSpan(one, origin, 1), new CallSpan(record(), origin, 3)];
    const ours = encoded(spans);
    const theirs = ProtobufTraceSerializer.serializeRequest(spans)!;
    expect(seen(ours)).toEqual(seen(theirs));
    const [oneGroup, otherGroup] = [ours, theirs].map((bytes) => decode(bytes, traceRequest).resourceSpans as object[]);
    const frame = (group: object[]): unknown =>
      JSON.stringify(group, (key, value) =>
        key === 'spans' ? 0 : key === 'droppedAttributesCount' ? undefined : value,
      );
    expect(frame(oneGroup!)).toBe(frame(otherGroup!));
  });

  test('is the same whatever was sent before, on however many pages, and in whatever order', () => {
    const spans = Array.from({ length: 500 }, (_, i) => new CallSpan(record({ responseId: `resp_${i}` }), origin, 1));
    const pages = new SpanPages();
    const written = spans.map((span) => pages.write(span));
    expect(new Set(written.map(({ page }) => page)).size).toBeGreaterThan(3);
    for (const [from, to] of [
      [0, 500],
      [17, 18],
      [40, 333],
    ] as const) {
      const bytes = exportOf(written.slice(from, to));
      expect(Buffer.from(encoded(spans.slice(from, to))).equals(bytes)).toBe(true);
      expect(spansOf(decode(bytes, traceRequest))).toHaveLength(to - from);
    }
    const turned = [...written].reverse();
    expect(seen(exportOf(turned))).toEqual(seen(exportOf(written)).reverse());
  });

  test('holds one that is larger than a page', () => {
    const content = {
      system: undefined,
      input: 'x'.repeat(200_000),
      output: undefined,
      truncated: false,
      size: 200_000,
    };
    const spans = [0, 1, 2].map(() => new CallSpan(record(), origin, 1, content));
    const ours = encoded(spans);
    expect(ours.length).toBeGreaterThan(600_000);
    expect(seen(ours)).toEqual(seen(ProtobufTraceSerializer.serializeRequest(spans)!));
  });

  test('whole numbers that the conventions call doubles stay doubles', () => {
    const bytes = encoded([new CallSpan(record({ params: { temperature: 1, topP: 0 } }), origin, 1)]);
    const request = JSON.stringify(decode(bytes, traceRequest), (_, value) => (typeof value === 'bigint' ? 0 : value));
    expect(request).toContain('{"key":"gen_ai.request.temperature","value":{"doubleValue":1}}');
    expect(request).toContain('{"key":"gen_ai.request.top_p","value":{"doubleValue":0}}');
  });

  test('nothing to send is an empty request', () => {
    expect(encoded([])).toHaveLength(0);
  });
});

describe('the writer', () => {
  const one = <T>(write: (writer: ProtobufWriter) => void, kind: 'int' | 'string' | 'fixed64'): T => {
    const writer = new ProtobufWriter(0);
    writer.byte(kind === 'int' ? 0x08 : kind === 'string' ? 0x0a : 0x09);
    write(writer);
    return decode(writer.finish(), { 1: ['value', kind] }).value as T;
  };

  test('integers', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(one((writer) => writer.varint(value), 'int')).toBe(value);
      }),
    );
  });

  test('strings', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 20_000, size: 'max' })),
        (value) => {
          expect(one((writer) => writer.string(value), 'string')).toBe(value);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('times, to the microsecond', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.integer({ min: 0, max: 999 }),
        (milliseconds, micros) => {
          const value = one<bigint>((writer) => writer.nanos(milliseconds + micros / 1000), 'fixed64');
          const exact = BigInt(milliseconds) * 1_000_000n + BigInt(micros) * 1000n;
          const off = value > exact ? value - exact : exact - value;
          expect(off < 1000n).toBe(true);
        },
      ),
    );
  });

  test('lengths of every size', () => {
    for (const size of [0, 1, 127, 128, 129, 16_383, 16_384, 70_000, 2_097_151, 2_097_152]) {
      const value = 'é'.repeat(size >> 1) + 'x'.repeat(size & 1);
      expect(one<string>((writer) => writer.string(value), 'string').length).toBe(value.length);
    }
  });
});
