import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGate } from '../../core/gate.ts';
import { ndjsonFramer } from '../../core/ndjson.ts';
import type { SseEvent } from '../../core/sse.ts';
import { createJudge } from '../../policies/judge.ts';
import { ollamaChat } from '../../providers/dialects/ollama-chat.ts';
import { callOf, policy } from '../policies/support/calls.ts';

function frame(chunks: readonly Uint8Array[]): SseEvent[] {
  const framer = ndjsonFramer();
  const lines = chunks.flatMap((chunk) => framer.push(chunk));
  return [...lines, ...framer.end()];
}

const facts = (lines: readonly SseEvent[]) =>
  lines.map(({ bytes, ...rest }) => ({ ...rest, bytes: bytes.toString('latin1') }));
const data = (text: string) => frame([Buffer.from(text)]).map((line) => line.data);

describe('framing of lines of JSON', () => {
  it.each([
    ['LF', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['CRLF', '{"a":1}\r\n{"b":2}\r\n', ['{"a":1}', '{"b":2}']],
    ['a CR within a line', '{"a":\r1}\n', ['{"a":\r1}']],
    ['no newline at the end', '{"a":1}\n{"b":2}', ['{"a":1}', '{"b":2}']],
    ['half of a CRLF at the end', '{"a":1}\r', ['{"a":1}']],
    ['blank lines', '\n{"a":1}\n\r\n', ['', '{"a":1}', '']],
    ['a byte order mark', '\uFEFF{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['characters that end lines elsewhere', '{"a":"\u2028\u0085\v"}\n', ['{"a":"\u2028\u0085\v"}']],
    ['nothing', '', []],
  ])('%s', (_name, text, expected) => {
    expect(data(text)).toEqual(expected);
  });

  it('says where the data stands', () => {
    const bytes = Buffer.from('\uFEFF{"é":"😀"}\r\n{"b":2}');
    for (const line of frame([bytes])) {
      expect(line.bytes.toString('utf8', line.dataStart, line.dataEnd)).toBe(line.data);
    }
  });

  const bytes = Buffer.from('\uFEFF{"é":"😀"}\r\n\n{"b":[1,\r2]}\n \r\n{"c":"last"}\r');

  it('is the same wherever it is cut in two, and byte by byte', () => {
    const whole = facts(frame([bytes]));
    expect(whole).toHaveLength(5);
    for (let at = 0; at <= bytes.length; at++) {
      expect(facts(frame([bytes.subarray(0, at), bytes.subarray(at)]))).toEqual(whole);
    }
    expect(facts(frame([...bytes].map((byte) => Buffer.of(byte))))).toEqual(whole);
  });

  it('loses no byte of anything, however it is cut', () => {
    const piece = fc.oneof(fc.constantFrom('\n', '\r\n', '\r', '{', '"é😀"', '\uFEFF'), fc.string());
    fc.assert(
      fc.property(fc.array(piece), fc.array(fc.nat(60)), (pieces, cuts) => {
        const all = Buffer.from(pieces.join(''));
        const places = [0, ...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b), all.length];
        const lines = frame(places.slice(1).map((end, i) => all.subarray(places[i], end)));
        expect(Buffer.concat(lines.map((line) => line.bytes)).equals(all)).toBe(true);
        expect(facts(lines)).toEqual(facts(frame([all])));
      }),
    );
  });

  it('joins a long line once', () => {
    const line = Buffer.from(`{"a":"${'x'.repeat(200_000)}"}\n`);
    const chunks: Buffer[] = [];
    for (let at = 0; at < line.length; at += 700) chunks.push(line.subarray(at, at + 700));
    expect(frame(chunks)[0]?.data).toBe(line.toString('utf8', 0, line.length - 1));
  });

  it('a line without end is held up to the limit and no further', () => {
    const judge = createJudge([policy({ detect: ['email'], action: 'redact' })])(callOf());
    const gate = createGate(ollamaChat.decoder(), judge, {
      asked: false,
      heldBytes: 4096,
      onUnread: 'pass',
      cut: () => Buffer.alloc(0),
      estimate: () => 0,
    });
    gate.push(Buffer.from('{"message":{"content":"'));
    for (let i = 0; i < 8 && !gate.stopped; i++) gate.push(Buffer.from('x'.repeat(1024)));
    expect(gate.stopped || gate.cutBy !== undefined).toBe(true);
  });
});
