import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pushBody, wholeBody } from '../../core/body.ts';
import type { Body, HttpRequest } from '../../core/http.ts';
import { createProxy, type Serving } from '../../sidecar/server.ts';

/** What the upstream answers with, by the path that is asked for; and what it was asked. */
const asked: HttpRequest[] = [];
let release: (() => void) | undefined;
let left = 0;

function answerOf(path: string): { headers: [string, string][]; body: Body } {
  switch (path) {
    case '/later':
      return {
        headers: [],
        body: pushBody((sink) => {
          release = () => {
            sink.write(Buffer.from('late'));
            sink.end();
          };
          return { resume() {}, cancel: () => left++ };
        }),
      };
    case '/stream':
      return {
        headers: [],
        body: pushBody((sink) => {
          sink.write(Buffer.from('one'));
          setTimeout(() => {
            sink.write(Buffer.from('two'));
            sink.end();
          }, 20);
          return { resume() {}, cancel() {} };
        }),
      };
    case '/short':
      return { headers: [['content-length', '10']], body: wholeBody(Buffer.from('short')) };
    case '/large':
      return { headers: [], body: wholeBody(Buffer.alloc(20_000_000)) };
    case '/long':
      return {
        headers: [['content-length', '3']],
        body: pushBody((sink) => {
          sink.write(Buffer.from('long'));
          setTimeout(() => sink.end(), 10);
          return { resume() {}, cancel() {} };
        }),
      };
    case '/breaks':
      return {
        headers: [],
        body: pushBody((sink) => {
          sink.write(Buffer.from('begun'));
          setTimeout(() => sink.fail(new Error('gone')), 10);
          return { resume() {}, cancel() {} };
        }),
      };
    default:
      return { headers: [['content-length', '2']], body: wholeBody(Buffer.from('ok')) };
  }
}

const serving: Serving = {
  guarded: async (request) => {
    asked.push(request);
    return { status: 200, ...answerOf(request.url.pathname) };
  },
  guardrails: { match: () => undefined } as unknown as Serving['guardrails'],
  bases: new Map([['p', { origin: 'http://x', hostname: 'x', port: '', path: '' }]]),
  requestBytes: 1000,
  concurrentCalls: 100,
  turnedAway() {},
};

let proxy: ReturnType<typeof createProxy>;
beforeAll(async () => {
  proxy = createProxy(() => serving, { headerBytes: 2000, headMs: 150, requestMs: 300 });
  await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => proxy.close());

/** Sends these bytes; what comes back until the connection ends, or until `until` is read. */
async function talk(bytes: string | ((socket: Socket) => void), until?: string): Promise<string> {
  const socket = connect((proxy.server.address() as AddressInfo).port, '127.0.0.1');
  let heard = '';
  socket.on('error', () => {});
  await once(socket, 'connect');
  if (typeof bytes === 'string') socket.write(bytes);
  else bytes(socket);
  await new Promise<void>((resolve) => {
    socket.on('close', resolve);
    socket.on('data', (piece) => {
      heard += piece.toString('latin1');
      if (until !== undefined && heard.endsWith(until)) resolve();
    });
  });
  socket.destroy();
  return heard;
}

const get = (path: string, more = ''): string => `GET /p${path} HTTP/1.1\r\nhost: a\r\n${more}\r\n`;
const kept = 'Connection: keep-alive\r\nKeep-Alive: timeout=65\r\n\r\n';

describe('a caller on its connection', () => {
  it('is answered by length, and may ask again', async () => {
    const heard = await talk(get('/a') + get('/b', 'connection: close\r\n'));
    expect(heard).toBe(
      `HTTP/1.1 200 OK\r\ncontent-length: 2\r\n${kept}ok` +
        'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nConnection: close\r\n\r\nok',
    );
  });

  it('that asks before it was answered is answered in order', async () => {
    const seen = asked.length;
    const heard = talk(get('/later') + get('/a', 'connection: close\r\n'));
    await expect.poll(() => asked.length).toBe(seen + 1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    // The second one waits for its turn.
    expect(asked.length).toBe(seen + 1);
    release?.();
    expect(await heard).toMatch(/4\r\nlate\r\n0\r\n\r\nHTTP\/1\.1 200 OK\r\ncontent-length: 2\r\n.*\r\n\r\nok$/s);
  });

  it('hears a stream in chunks, and in HTTP/1.0 to the end of the connection', async () => {
    expect(await talk(get('/stream', 'connection: close\r\n'))).toBe(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n',
    );
    expect(await talk('GET /p/stream HTTP/1.0\r\n\r\n')).toBe('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nonetwo');
  });

  it('has no body in answer to HEAD', async () => {
    const heard = await talk('HEAD /p/a HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    expect(heard).toBe('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nConnection: close\r\n\r\n');
  });

  it('sees a break where the answer broke, or is shorter or longer than it said', async () => {
    expect(await talk(get('/breaks'))).toMatch(/5\r\nbegun\r\n$/);
    expect(await talk(get('/short'))).toMatch(/\r\n\r\nshort$/);
    // To the end of the connection, a reset tells that this is not the end of the answer.
    let fault = '';
    const heard = await talk((socket) => {
      socket.on('error', (error: NodeJS.ErrnoException) => {
        fault = String(error.code);
      });
      socket.write('GET /p/breaks HTTP/1.0\r\n\r\n');
    });
    expect([heard.endsWith('\r\n\r\nbegun'), fault]).toEqual([true, 'ECONNRESET']);
    expect(await talk(get('/long') + get('/a'))).toMatch(/\r\n\r\nlon$/);
  });

  it('that waits for a go gets one, and none when it is refused from its head', async () => {
    const seen = asked.length;
    const heard = await talk((socket) => {
      socket.write(
        'POST /p/a HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 2\r\nconnection: close\r\n\r\n',
      );
      socket.once('data', () => socket.write('hi'));
    });
    expect(heard).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    expect(Buffer.from(asked[seen]?.body ?? []).toString()).toBe('hi');
    const refused = await talk('POST /p/a HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 2000\r\n\r\n');
    expect(refused).toMatch(/^HTTP\/1\.1 413 /);
    // Nor is it waited for then: the next request would be read as its body.
    const elsewhere = 'POST /q HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: 200\r\n\r\n';
    expect(await talk(elsewhere)).toMatch(/^HTTP\/1\.1 404 .*Connection: close/s);
  });

  it('that sends too much still hears why, while it sends', async () => {
    const heard = await talk((socket) => {
      socket.write(`POST /p/a HTTP/1.1\r\nhost: a\r\ncontent-length: 5000000\r\n\r\n${'x'.repeat(5000)}`);
      const more = setInterval(() => socket.write('x'.repeat(50_000)), 1);
      socket.on('close', () => clearInterval(more));
      socket.on('end', () => clearInterval(more));
    });
    expect(heard).toMatch(/^HTTP\/1\.1 413 .*Connection: close.*request_too_large/s);
  });

  it('that only has no more to say is answered; what it left half said is told', async () => {
    const answered = await talk((socket) => socket.end(get('/stream')));
    expect(answered).toMatch(/two\r\n0\r\n\r\n$/);
    expect(await talk((socket) => socket.end('GET /p/a HT'))).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('that asked for several before it had no more to say is answered all of them', async () => {
    const turnedAway = get('/none').replace('/p', '/q');
    const heard = await talk((socket) => socket.end(get('/stream') + turnedAway + get('/a')));
    expect(heard).toMatch(/two\r\n0\r\n\r\nHTTP\/1\.1 404 .*\r\n\r\nok$/s);
    // What was left half said behind an answer is told as soon as that has left.
    for (const half of ['GET /p/a HT', 'POST /p/a HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nab']) {
      expect(await talk((socket) => socket.end(get('/stream') + half))).toMatch(/two\r\n0\r\n\r\nHTTP\/1\.1 400 /);
    }
  });

  it('that leaves aborts its call', async () => {
    const seen = asked.length;
    const before = left;
    const socket = connect((proxy.server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(get('/later'));
    await expect.poll(() => asked.length).toBe(seen + 1);
    socket.resetAndDestroy();
    await expect.poll(() => asked[seen]?.signal.aborted).toBe(true);
    await expect.poll(() => left).toBe(before + 1);
    await expect.poll(() => proxy.active()).toBe(0);
  });

  it('that leaves while its answer waits in the socket is not answered its next request', async () => {
    const seen = asked.length;
    const socket = connect((proxy.server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => {});
    socket.pause();
    socket.write(get('/large') + get('/a'));
    await expect.poll(() => asked.length).toBe(seen + 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.resetAndDestroy();
    await expect.poll(() => proxy.active()).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked.length).toBe(seen + 1);
  });

  it('that dawdles is told so: over its head, and over its body', async () => {
    expect(await talk('GET /p/a HTTP/1.1\r\nhost:')).toMatch(/^HTTP\/1\.1 408 /);
    expect(await talk('POST /p/a HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nab')).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('that speaks no HTTP, or too long a head, is told so', async () => {
    expect(await talk('\x16\x03\x01\x02\x00')).toMatch(/^HTTP\/1\.1 400 .*malformed_request/s);
    expect(await talk(get('/a', `x: ${'y'.repeat(3000)}\r\n`))).toMatch(/^HTTP\/1\.1 431 .*headers_too_large/s);
  });

  it('cannot make a thousand requests of one read that stand on each other', async () => {
    const heard = await talk(get('/none').replace('/p', '/q').repeat(1000) + get('/a', 'connection: close\r\n'));
    expect(heard.split('unknown_provider').length).toBe(1001);
    expect(heard).toMatch(/\r\n\r\nok$/);
  });
});

describe('a proxy that stops', () => {
  it('ends idle connections at once, and the others with their answer', async () => {
    const own = createProxy(() => serving, { headerBytes: 2000 });
    await new Promise<void>((resolve) => own.server.listen(0, '127.0.0.1', resolve));
    const { port } = own.server.address() as AddressInfo;
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    const busy = connect(port, '127.0.0.1');
    const seen = asked.length;
    busy.write(get('/later'));
    let heard = '';
    busy.on('data', (piece) => {
      heard += piece.toString();
    });
    const ended = once(busy, 'end');
    await expect.poll(() => asked.length).toBe(seen + 1);
    idle.resume();
    const gone = once(idle, 'close');
    const drained = own.drain(5000);
    await gone;
    release?.();
    await ended;
    busy.destroy();
    await drained;
    expect(heard).toMatch(/late\r\n0\r\n\r\n$/);
    expect(own.active()).toBe(0);
  });

  it('has told of all that it cut short once it has stopped', async () => {
    let halfSent = 0;
    const guardrails = { match: () => void halfSent++ } as unknown as Serving['guardrails'];
    const own = createProxy(() => ({ ...serving, guardrails }), { headerBytes: 2000 });
    await new Promise<void>((resolve) => own.server.listen(0, '127.0.0.1', resolve));
    const seen = asked.length;
    const sockets = [get('/later'), 'POST /p/a HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nab'].map((bytes) => {
      const socket = connect((own.server.address() as AddressInfo).port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(bytes);
      return socket;
    });
    await expect.poll(() => own.active()).toBe(2);
    await own.drain(20);
    expect([own.active(), asked[seen]?.signal.aborted, halfSent]).toEqual([0, true, 1]);
    for (const socket of sockets) socket.destroy();
  });
});
