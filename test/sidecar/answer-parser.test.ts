import { describe, expect, it } from 'vitest';
import type { HeaderList } from '../../core/http.ts';
import { AnswerParser } from '../../sidecar/answer-parser.ts';
import { NotHttp } from '../../sidecar/not-http.ts';

interface Read {
  status: number;
  headers: HeaderList;
  body: string;
  ended: boolean;
  reusable: boolean;
  broken: boolean;
}

/** What a parser makes of bytes that arrive in these pieces, and of the end of the connection behind them. */
function readAs(pieces: readonly Buffer[], method = 'POST', closes = false): Read {
  const read: Read = { status: 0, headers: [], body: '', ended: false, reusable: false, broken: false };
  const parser = new AnswerParser(1000);
  parser.begin(method, {
    head(status, headers) {
      read.status = status;
      read.headers = headers;
    },
    body(piece) {
      read.body += piece.toString('latin1');
    },
    end() {
      read.ended = true;
    },
  });
  // One buffer for all reads, as on a socket: what is kept of it must have been copied.
  const shared = Buffer.alloc(4096);
  try {
    for (const piece of pieces) {
      shared.fill(120);
      piece.copy(shared);
      parser.push(shared, piece.length);
    }
    read.reusable = parser.reusable;
    if (closes) parser.close();
  } catch (error) {
    expect(error).toBeInstanceOf(NotHttp);
    read.broken = true;
  }
  return read;
}

/** The same whole, at every cut in two, and byte by byte. */
function everyWay(text: string, method?: string, closes?: boolean): Read {
  const bytes = Buffer.from(text, 'latin1');
  const whole = readAs([bytes], method, closes);
  for (let at = 1; at < bytes.length; at++) {
    expect(readAs([bytes.subarray(0, at), bytes.subarray(at)], method, closes), `cut at ${at}`).toEqual(whole);
  }
  expect(
    readAs(
      Array.from(bytes, (byte) => Buffer.of(byte)),
      method,
      closes,
    ),
    'byte by byte',
  ).toEqual(whole);
  return whole;
}

const json = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
const chunked = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';

describe('an answer on the wire', () => {
  it('is read by its length, with its fields as they came and without those of the hop', () => {
    const text = `${json}X-Two: a\r\nx-two:  b \t\r\nconnection: keep-alive, x-hop\r\nx-hop: 1\r\nx-empty:\r\nContent-Length: 5\r\n\r\n{"a"}`;
    expect(everyWay(text)).toEqual({
      status: 200,
      headers: [
        ['Content-Type', 'application/json'],
        ['X-Two', 'a'],
        ['x-two', 'b'],
        ['x-empty', ''],
        ['Content-Length', '5'],
      ],
      body: '{"a"}',
      ended: true,
      reusable: true,
      broken: false,
    });
  });

  it('is read by chunks, extensions and trailers read over', () => {
    const text = `${chunked}5;a="b"\r\nhello\r\n1 \r\n,\r\nA\r\n wonderful\r\n00\r\nx-sum: 1\r\nx-more: 2\r\n\r\n`;
    expect(everyWay(text)).toMatchObject({ body: 'hello, wonderful', ended: true, reusable: true, broken: false });
  });

  it('may hold any bytes', () => {
    const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i));
    expect(everyWay(`${json}content-length: 256\r\n\r\n${bytes}`)).toMatchObject({ body: bytes, ended: true });
    expect(everyWay(`${chunked}100\r\n${bytes}\r\n0\r\n\r\n`)).toMatchObject({ body: bytes, ended: true });
  });

  it('ends with the connection where nothing else tells its end', () => {
    expect(everyWay(`${json}\r\nas it comes`)).toMatchObject({ body: 'as it comes', ended: false, reusable: false });
    expect(everyWay(`${json}\r\nas it comes`, 'POST', true)).toMatchObject({ body: 'as it comes', ended: true });
    expect(everyWay(`HTTP/1.0 200 OK\r\n\r\nold`, 'POST', true)).toMatchObject({ body: 'old', ended: true });
  });

  it('has no body where none can be', () => {
    for (const [head, method] of [
      ['HTTP/1.1 204 No Content\r\n\r\n', 'POST'],
      ['HTTP/1.1 304 Not Modified\r\ncontent-length: 10\r\n\r\n', 'GET'],
      [`${json}content-length: 10\r\n\r\n`, 'HEAD'],
      [chunked, 'HEAD'],
      [`${json}content-length: 0\r\n\r\n`, 'POST'],
    ] as const) {
      expect(everyWay(head, method), head).toMatchObject({ body: '', ended: true, reusable: true, broken: false });
    }
  });

  it('comes behind what the hop says first', () => {
    const hints = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n';
    expect(everyWay(`${hints}${json}content-length: 2\r\n\r\n{}`)).toMatchObject({
      status: 200,
      body: '{}',
      ended: true,
    });
    expect(everyWay('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n')).toMatchObject({ broken: true });
  });

  it('says whether the connection stays', () => {
    const stays = (fields: string, version = '1.1'): boolean =>
      everyWay(`HTTP/${version} 200\r\n${fields}content-length: 1\r\n\r\n.`).reusable;
    expect(stays('')).toBe(true);
    expect(stays('connection: close\r\n')).toBe(false);
    expect(stays('Connection: Keep-Alive, Close\r\n')).toBe(false);
    expect(stays('', '1.0')).toBe(false);
    expect(stays('connection: keep-alive\r\n', '1.0')).toBe(true);
  });

  it('leaves bytes behind its end to nobody', () => {
    const read = everyWay(`${json}content-length: 2\r\n\r\n{}`);
    expect(read).toMatchObject({ ended: true, reusable: true });
    const more = readAs([Buffer.from(`${json}content-length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\n\r\n`)]);
    expect(more).toMatchObject({ body: '{}', ended: true, reusable: false, broken: false });
    const later = readAs([Buffer.from(`${json}content-length: 2\r\n\r\n{}`), Buffer.from('HTTP')]);
    expect(later).toMatchObject({ body: '{}', ended: true, broken: true });
  });

  it.each([
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
    ['another version', 'HTTP/2 200\r\n\r\n'],
    ['no status', 'HTTP/1.1 2000 OK\r\n\r\n'],
    ['a status below all', 'HTTP/1.1 099 OK\r\n\r\n'],
    ['a length and chunks', `${json}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['two lengths', `${json}content-length: 3\r\ncontent-length: 3\r\n\r\nabc`],
    ['a list of lengths', `${json}content-length: 3, 3\r\n\r\nabc`],
    ['a signed length', `${json}content-length: +3\r\n\r\nabc`],
    ['a length that no number holds', `${json}content-length: 99999999999999999999\r\n\r\nabc`],
    ['two codings', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a coding besides chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n'],
    ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a space behind a name', `${json}content-length : 3\r\n\r\nabc`],
    ['a folded field', `${json}x-a: 1\r\n content-length: 3\r\n\r\nabc`],
    ['a line that is no field', `${json}nonsense\r\n\r\n`],
    ['a lone line feed', `${json}x-a: 1\ncontent-length: 3\r\n\r\nabc`],
    ['a lone carriage return', `${json}x-a: 1\rcontent-length: 3\r\n\r\nabc`],
    ['a NUL in a field', `${json}x-a: \0\r\ncontent-length: 3\r\n\r\nabc`],
    ['a head without end', `${json}x-long: ${'a'.repeat(1000)}`],
    ['a head larger than allowed', `${json}x-long: ${'a'.repeat(1000)}\r\n\r\n`],
    ['a chunk without a size', `${chunked}\r\nabc\r\n0\r\n\r\n`],
    ['a chunk size that is none', `${chunked}0x3\r\nabc\r\n0\r\n\r\n`],
    ['a negative chunk size', `${chunked}-3\r\nabc\r\n0\r\n\r\n`],
    ['a chunk size that no number holds', `${chunked}ffffffffffffffff\r\nabc`],
    ['a chunk size that ends in a line feed', `${chunked}3\nabc\r\n0\r\n\r\n`],
    ['a line feed in an extension', `${chunked}3;a\nb\r\nabc\r\n0\r\n\r\n`],
    ['a chunk longer than its size', `${chunked}3\r\nabcd\r\n0\r\n\r\n`],
    ['a trailer that is no field', `${chunked}0\r\nnonsense\r\n\r\n`],
    ['a trailer without end', `${chunked}0\r\nx-a: ${'a'.repeat(1000)}`],
  ])('is none with %s', (_, text) => {
    expect(everyWay(text)).toMatchObject({ broken: true, ended: false });
  });

  it.each([
    ['in its head', json],
    ['before it', ''],
    ['in its body', `${json}content-length: 3\r\n\r\nab`],
    ['in a chunk', `${chunked}3\r\nab`],
    ['before its last chunk', `${chunked}3\r\nabc\r\n`],
    ['in its trailer', `${chunked}0\r\nx-a: 1\r\n`],
  ])('is none when the connection ends %s', (_, text) => {
    expect(everyWay(text, 'POST', true)).toMatchObject({ broken: true, ended: false });
  });

  it('gives what came before a fault', () => {
    expect(everyWay(`${chunked}3\r\nabc\r\n3\r\nde`, 'POST', true)).toMatchObject({ body: 'abcde', broken: true });
    expect(everyWay(`${chunked}3\r\nabc\r\nzz`)).toMatchObject({ body: 'abc', broken: true });
  });
});
