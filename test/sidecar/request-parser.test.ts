import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotHttp } from '../../sidecar/not-http.ts';
import { type RequestHead, RequestParser } from '../../sidecar/request-parser.ts';

interface Read {
  heads: Pick<RequestHead, 'method' | 'target' | 'raw' | 'keeps' | 'waits' | 'current'>[];
  bodies: string[];
  ended: number;
  midway: boolean;
  broken: boolean;
  tooLarge: boolean;
}

/** What a parser makes of bytes that arrive in these pieces, each request being answered at once. */
function readAs(pieces: readonly Buffer[]): Read {
  const read: Read = { heads: [], bodies: [], ended: 0, midway: false, broken: false, tooLarge: false };
  const parser: RequestParser = new RequestParser(1000, {
    head({ method, target, raw, keeps, waits, current }) {
      read.heads.push({ method, target, raw, keeps, waits, current });
      read.bodies.push('');
    },
    body(piece) {
      read.bodies[read.bodies.length - 1] += piece.toString('latin1');
    },
    end() {
      read.ended++;
      parser.next();
    },
  });
  try {
    for (const piece of pieces) {
      // What is kept of it must have been copied.
      const shared = Buffer.from(piece);
      for (let at = 0; at < shared.length; ) at += parser.push(shared.subarray(at));
      shared.fill(120);
    }
  } catch (error) {
    expect(error).toBeInstanceOf(NotHttp);
    read.broken = true;
    read.tooLarge = (error as NotHttp).headTooLarge;
  }
  read.midway = !read.broken && parser.midway;
  return read;
}

/** The same whole, at every cut in two, and byte by byte. */
function everyWay(text: string): Read {
  const bytes = Buffer.from(text, 'latin1');
  const whole = readAs([bytes]);
  for (let at = 1; at < bytes.length; at++) {
    expect(readAs([bytes.subarray(0, at), bytes.subarray(at)]), `cut at ${at}`).toEqual(whole);
  }
  expect(readAs(Array.from(bytes, (byte) => Buffer.of(byte)))).toEqual(whole);
  return whole;
}

const post = 'POST /openai/v1/chat/completions HTTP/1.1\r\nHost: a\r\n';

describe('a request on the wire', () => {
  it('is read by its length, its fields as they were written', () => {
    const read = everyWay(`${post}X-Two:  a \t\r\nx-empty:\r\nContent-Length: 5\r\n\r\n{"a"}`);
    expect(read).toMatchObject({ bodies: ['{"a"}'], ended: 1, midway: false, broken: false });
    expect(read.heads[0]).toEqual({
      method: 'POST',
      target: '/openai/v1/chat/completions',
      raw: ['Host', 'a', 'X-Two', 'a', 'x-empty', '', 'Content-Length', '5'],
      keeps: true,
      waits: false,
      current: true,
    });
  });

  it('is read by its chunks, with extensions and a trailer read over', () => {
    const text = `${post}Transfer-Encoding: chunked\r\n\r\n3;x=1\r\nabc\r\n2\r\nde\r\n0\r\nx-late: 1\r\n\r\n`;
    expect(everyWay(text)).toMatchObject({ bodies: ['abcde'], ended: 1, midway: false, broken: false });
  });

  it('is followed by the next one, with empty lines between', () => {
    const text = `GET /a HTTP/1.1\r\nhost: a\r\n\r\n\r\n\r\n${post}content-length: 2\r\n\r\nhiDELETE /b HTTP/1.1\r\nhost: b\r\n\r\n`;
    const read = everyWay(text);
    expect(read).toMatchObject({ bodies: ['', 'hi', ''], ended: 3, midway: false, broken: false });
    expect(read.heads.map(({ method, target }) => `${method} ${target}`)).toEqual([
      'GET /a',
      'POST /openai/v1/chat/completions',
      'DELETE /b',
    ]);
  });

  it.each([
    ['HTTP/1.0 keeps nothing open', 'GET / HTTP/1.0\r\n\r\n', { keeps: false, current: false, waits: false }],
    [
      'HTTP/1.0 does where it says so',
      'GET / HTTP/1.0\r\nconnection: keep-alive\r\n\r\n',
      { keeps: true, current: false, waits: false },
    ],
    [
      'HTTP/1.1 closes where it says so',
      'GET / HTTP/1.1\r\nhost: a\r\nConnection: Close\r\n\r\n',
      { keeps: false, current: true, waits: false },
    ],
    [
      'one that closes, and says that it would not',
      'GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\nconnection: keep-alive\r\n\r\n',
      { keeps: false, current: true, waits: false },
    ],
    [
      'one that waits for a go',
      'POST / HTTP/1.1\r\nhost: a\r\nExpect: 100-Continue\r\ncontent-length: 0\r\n\r\n',
      { keeps: true, current: true, waits: true },
    ],
  ])('%s', (_name, text, expected) => {
    expect(everyWay(text).heads[0]).toMatchObject(expected);
  });

  it.each([
    ['a length and a coding', `${post}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\nabc`],
    ['two lengths', `${post}content-length: 3\r\ncontent-length: 3\r\n\r\nabc`],
    ['two codings', `${post}transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n`],
    ['a coding that is not known', `${post}transfer-encoding: gzip, chunked\r\n\r\n`],
    ['a coding in HTTP/1.0', 'POST / HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n'],
    ['a length that is none', `${post}content-length: 3x\r\n\r\nabc`],
    ['a length with a sign', `${post}content-length: +3\r\n\r\nabc`],
    ['no host', 'GET / HTTP/1.1\r\nx: y\r\n\r\n'],
    ['two hosts', 'GET / HTTP/1.1\r\nhost: a\r\nHost: b\r\n\r\n'],
    ['a name with a space behind it', `${post}x : y\r\n\r\n`],
    ['a folded field', `${post}x: y\r\n z\r\n\r\n`],
    ['a line that is no field', `${post}nothing\r\n\r\n`],
    ['a line end of its own kind', `${post}x: y\nz: a\r\n\r\n`],
    ['a bare CR', `${post}x: y\rz: a\r\n\r\n`],
    ['a zero byte', `${post}x: y\0z\r\n\r\n`],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
    ['two spaces', 'GET  / HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['a target with a space', 'GET /a b HTTP/1.1\r\nhost: a\r\n\r\n'],
    ['a chunk longer than its size', `${post}transfer-encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n`],
    ['a chunk size that is none', `${post}transfer-encoding: chunked\r\n\r\nzz\r\n`],
    ['a chunk size in two parts', `${post}transfer-encoding: chunked\r\n\r\n2 3\r\nab\r\n0\r\n\r\n`],
    ['a trailer that is no field', `${post}transfer-encoding: chunked\r\n\r\n0\r\nnothing\r\n\r\n`],
  ])('is none: %s', (_name, text) => {
    expect(everyWay(text).broken).toBe(true);
  });

  it('holds no more memory than its body, however much frames it', () => {
    const pieces: Buffer[] = [];
    const parser = new RequestParser(1000, { head() {}, body: (piece) => pieces.push(piece), end() {} });
    parser.push(Buffer.from(`${post}transfer-encoding: chunked\r\n\r\n`));
    const framed = Buffer.from(`1;${'x'.repeat(4000)}\r\na\r\n`.repeat(16));
    for (let i = 0; i < 100; i++) parser.push(framed);
    expect(Buffer.concat(pieces).toString()).toBe('a'.repeat(1600));
    expect(
      [...new Set(pieces.map(({ buffer }) => buffer))].reduce((sum, { byteLength }) => sum + byteLength, 0),
    ).toBeLessThan(100_000);
  });

  it('has a head of a size that is allowed', () => {
    expect(everyWay(`${post}x: ${'a'.repeat(1000)}\r\n\r\n`)).toMatchObject({ broken: true, tooLarge: true });
    expect(readAs([Buffer.from(`${post}x: ${'a'.repeat(900)}`)])).toMatchObject({ broken: false, midway: true });
  });

  it('does not wait for the rest of what begins none', () => {
    for (const bytes of ['\x16\x03\x01\x02\x00', 'hello world\r\nand more', '{"model":']) {
      expect(readAs([Buffer.from(bytes, 'latin1')]).broken, JSON.stringify(bytes)).toBe(true);
    }
  });

  it('never dies of any bytes, and reads the same however they come', () => {
    const part = fc.constantFrom(
      ...[
        'POST /a HTTP/1.1\r\n',
        'GET / HTTP/1.0\r\n',
        'host: a\r\n',
        'content-length: 3\r\n',
        '\r\n',
        'abc',
        '\r',
        '\n',
      ],
      ...[
        'transfer-encoding: chunked\r\n',
        '3\r\nabc\r\n',
        '0\r\n\r\n',
        'x: y\r\n',
        ' ',
        ':',
        '\0',
        'connection: close\r\n',
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 4 }), (parts, at) => {
        const bytes = Buffer.from(parts.join(''), 'latin1');
        const cuts = [0, ...at.map((n) => n % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const pieces = cuts.slice(1).map((end, i) => bytes.subarray(cuts[i], end));
        const [one, other] = [readAs([bytes]), readAs(pieces)];
        // A head that never ends may be seen to be none early or late.
        if (!one.midway && !other.midway) expect(other.broken).toBe(one.broken);
        expect(other.heads).toEqual(one.heads);
        expect(other.ended).toBe(one.ended);
      }),
      { numRuns: 500 },
    );
  });
});
