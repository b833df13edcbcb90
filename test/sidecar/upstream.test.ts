import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../core/http.ts';
import { Departure } from '../../sidecar/departure.ts';
import { createUpstream, type UpstreamLimits } from '../../sidecar/upstream.ts';

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

type Answer = (socket: Socket, request: string, connection: number) => void;

/** A provider on bare sockets: answers each request that is whole with whatever bytes it likes. */
async function provider(answer: Answer, { server, host = '127.0.0.1' }: { server?: Server; host?: string } = {}) {
  const sockets: Socket[] = [];
  const requests: string[] = [];
  const serve = (socket: Socket): void => {
    const connection = sockets.push(socket);
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end === -1 || text.length < end + 4 + length) return;
      const request = text;
      text = '';
      requests.push(request);
      answer(socket, request, connection);
    });
  };
  const listening = server ?? createServer();
  listening.on(server === undefined ? 'connection' : 'secureConnection', serve);
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  opened.push(() => {
    for (const socket of sockets) socket.destroy();
    listening.close();
  });
  const { port } = listening.address() as AddressInfo;
  const scheme = server === undefined ? 'http' : 'https';
  const url = {
    origin: `${scheme}://${host}:${port}`,
    hostname: host,
    port: String(port),
    pathname: '/v1',
    search: '',
  };
  return { url, sockets, requests };
}

function road(limits: Partial<UpstreamLimits> = {}) {
  const made = createUpstream({
    connections: 4,
    connectTimeoutMs: 2000,
    idleTimeoutMs: 2000,
    totalTimeoutMs: 20_000,
    headerBytes: 2000,
    ...limits,
  });
  opened.push(() => made.close());
  return made.upstream;
}

type Url = HttpRequest['url'];

function asking(url: Url, more: Partial<HttpRequest> = {}): HttpRequest {
  const headers = [['content-type', 'application/json']] as const;
  return { method: 'POST', url, headers, body: Buffer.from('{}'), signal: new Departure(), ...more };
}

async function textOf(response: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('latin1');
}

const ok = (body: string, fields = ''): string =>
  `HTTP/1.1 200 OK\r\n${fields}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('the road to a provider', () => {
  it('sends what came, in its order, with the fields of this hop', async () => {
    const { url, requests } = await provider((socket) => socket.write(ok('{}')));
    const headers = [
      ['X-B', '1'],
      ['x-b', 'caf\u00e9'],
      ['content-length', '999'],
    ] as const;
    const upstream = road();
    const body = Buffer.from('{"a":"\u00fc\ud83d\ude00"}');
    await upstream(asking({ ...url, search: '?q=1' }, { headers, body }));
    await upstream(asking(url, { method: 'GET', headers: [], body: Buffer.alloc(0) }));
    await upstream(asking(url, { headers: [], body: Buffer.alloc(0) }));
    const hop = `host: 127.0.0.1:${url.port}\r\nconnection: keep-alive\r\n`;
    expect(requests).toEqual([
      `POST /v1?q=1 HTTP/1.1\r\n${hop}X-B: 1\r\nx-b: caf\u00e9\r\ncontent-length: ${body.length}\r\n\r\n${body.toString('latin1')}`,
      `GET /v1 HTTP/1.1\r\n${hop}\r\n`,
      `POST /v1 HTTP/1.1\r\n${hop}content-length: 0\r\n\r\n`,
    ]);
  });

  it('sends a large body whole', async () => {
    const { url, requests } = await provider((socket) => socket.write(ok('{}')));
    const body = Buffer.alloc(3_000_000, 'abcdefg');
    await road()(asking(url, { body }));
    expect(requests[0]?.length).toBeGreaterThan(3_000_000);
    expect(requests[0]?.endsWith(body.toString('latin1', 2_999_000))).toBe(true);
  });

  it.each([
    ['a line end in a value', { headers: [['x-a', '1\r\nx-b: 2']] as const }],
    ['a line end in a name', { headers: [['x-a: 1\r\nx-b', '2']] as const }],
    ['a space in the method', { method: 'GET /x HTTP/1.1\r\n\r\nPOST' }],
  ])('sends nothing with %s', async (_, more) => {
    const { url, requests } = await provider((socket) => socket.write(ok('{}')));
    const upstream = road();
    await expect(upstream(asking(url, more))).rejects.toMatchObject({ code: 'upstream_broken' });
    await expect(upstream(asking({ ...url, pathname: '/a b' }))).rejects.toMatchObject({ code: 'upstream_broken' });
    expect(requests).toEqual([]);
    // The connection that was opened for it is as good as before.
    expect((await upstream(asking(url))).status).toBe(200);
  });

  it('uses a connection again', async () => {
    const { url, sockets } = await provider((socket) => socket.write(ok('{}')));
    const upstream = road();
    for (let i = 0; i < 3; i++) expect(await textOf(await upstream(asking(url)))).toBe('{}');
    expect(sockets).toHaveLength(1);
  });

  it.each([
    ['it is to be closed', ok('{}', 'connection: close\r\n')],
    ['it is kept for no longer than a moment', ok('{}', 'keep-alive: timeout=1\r\n')],
    ['more came than the answer', `${ok('{}')}HTTP/1.1 200 OK\r\n`],
    ['only its end tells the answer\u2019s', 'HTTP/1.1 200 OK\r\n\r\n{}'],
  ])('does not use it again when %s', async (_, bytes) => {
    const { url, sockets } = await provider((socket) => {
      socket.write(bytes);
      if (bytes.endsWith('\r\n\r\n{}') && !bytes.includes('content-length')) socket.end();
    });
    const upstream = road();
    for (let i = 0; i < 2; i++) expect(await textOf(await upstream(asking(url)))).toBe('{}');
    expect(sockets).toHaveLength(2);
  });

  it('does not use one again that the provider closed, or spoke on unasked', async () => {
    const { url, sockets } = await provider((socket) => socket.write(ok('{}')));
    const upstream = road();
    await upstream(asking(url));
    sockets[0]?.end();
    await turn();
    await upstream(asking(url));
    sockets[1]?.write('HTTP/1.1 200 OK\r\n\r\n');
    await turn();
    expect(await textOf(await upstream(asking(url)))).toBe('{}');
    expect(sockets).toHaveLength(3);
  });

  it('takes an answer that comes before the request is whole, and that connection no more', async () => {
    let asked = 0;
    const listening = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => {
        asked++;
        socket.write(ok('no'));
        socket.pause();
      });
    });
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    opened.push(() => listening.close());
    const { port } = listening.address() as AddressInfo;
    const url = {
      origin: `http://127.0.0.1:${port}`,
      hostname: '127.0.0.1',
      port: `${port}`,
      pathname: '/',
      search: '',
    };
    const upstream = road();
    expect(await textOf(await upstream(asking(url, { body: Buffer.alloc(30_000_000) })))).toBe('no');
    expect(await textOf(await upstream(asking(url)))).toBe('no');
    expect(asked).toBe(2);
  });

  it('has no more connections than allowed, and serves in order', async () => {
    let answering = 0;
    let most = 0;
    const { url, sockets, requests } = await provider((socket, request) => {
      most = Math.max(most, ++answering);
      setTimeout(() => {
        answering--;
        socket.write(ok(request.slice(-1)));
      }, 5);
    });
    const upstream = road({ connections: 2 });
    const bodies = ['1', '2', '3', '4', '5'];
    const answers = await Promise.all(bodies.map((body) => upstream(asking(url, { body: Buffer.from(body) }))));
    expect(await Promise.all(answers.map(textOf))).toEqual(bodies);
    expect({ most, sockets: sockets.length }).toEqual({ most: 2, sockets: 2 });
    expect(requests.map((request) => request.slice(-1)).sort()).toEqual(bodies);
  });

  it('sends nothing for a caller who left while waiting, and serves the next', async () => {
    const { url, requests, sockets } = await provider((socket, request) => {
      if (request.endsWith('first')) setTimeout(() => socket.write(ok('{}', 'connection: close\r\n')), 30);
      else socket.write(ok('{}'));
    });
    const upstream = road({ connections: 1 });
    const signal = new Departure();
    const first = upstream(asking(url, { body: Buffer.from('first') }));
    const left = upstream(asking(url, { body: Buffer.from('left'), signal }));
    const next = upstream(asking(url, { body: Buffer.from('next') }));
    signal.leave();
    await expect(left).rejects.toMatchObject({ code: 'upstream_broken' });
    await Promise.all([first, next]);
    expect(requests.map((request) => request.slice(-4))).toEqual(['irst', 'next']);
    expect(sockets).toHaveLength(2);
  });

  it('leaves with its caller, also in the middle of an answer', async () => {
    let gone = 0;
    const { url } = await provider((socket, request) => {
      socket.on('close', () => gone++);
      if (request.endsWith('2')) socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n');
    });
    const upstream = road();
    const one = new Departure();
    const waiting = upstream(asking(url, { signal: one }));
    await turn();
    one.leave();
    await expect(waiting).rejects.toMatchObject({ code: 'upstream_broken' });
    const two = new Departure();
    const response = await upstream(asking(url, { signal: two, body: Buffer.from('2') }));
    two.leave();
    await expect(textOf(response)).rejects.toMatchObject({ code: 'upstream_broken' });
    await turn();
    expect(gone).toBe(2);
  });

  it('lets the provider wait for a reader that is slow, and loses nothing', async () => {
    const { url, sockets } = await provider((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 20000000\r\n\r\n');
      socket.write(Buffer.alloc(20_000_000, 'x'));
    });
    const response = await road({ idleTimeoutMs: 100 })(asking(url));
    let length = 0;
    let taken = 0;
    let waits = 0;
    await new Promise<void>((resolve, reject) => {
      const flow = response.body.pipe?.({
        write(chunk) {
          length += chunk.length;
          // The first time for longer than silence may last: it is the reader's, not the provider's.
          if (taken++ === 0) setTimeout(() => flow?.resume(), 400);
          else setImmediate(() => flow?.resume());
          return false;
        },
        end: resolve,
        fail: reject,
      });
      setTimeout(() => {
        waits = sockets[0]?.writableLength ?? 0;
      }, 200);
    });
    expect(length).toBe(20_000_000);
    expect(waits).toBeGreaterThan(5_000_000);
  });

  it('gives up on silence, before the head and behind it', async () => {
    const { url } = await provider((socket, request) => {
      if (request.endsWith('2')) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab');
    });
    const upstream = road({ idleTimeoutMs: 80 });
    await expect(upstream(asking(url))).rejects.toMatchObject({ code: 'upstream_timeout' });
    const response = await upstream(asking(url, { body: Buffer.from('2') }));
    await expect(textOf(response)).rejects.toMatchObject({ code: 'upstream_timeout' });
  });

  it('gives up on a call that takes too long in all', async () => {
    const { url } = await provider((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
      const speaking = setInterval(() => socket.write('1\r\na\r\n'), 20);
      socket.on('close', () => clearInterval(speaking));
    });
    const response = await road({ idleTimeoutMs: 200, totalTimeoutMs: 300 })(asking(url));
    await expect(textOf(response)).rejects.toMatchObject({ code: 'upstream_timeout' });
  });

  it.each([
    ['nothing at all', ''],
    ['no HTTP', 'this is no HTTP\r\n\r\n'],
    ['half a head', 'HTTP/1.1 200 OK\r\nx-a'],
    ['two framings', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
  ])('fails for %s', async (_, bytes) => {
    const { url } = await provider((socket) => socket.end(bytes));
    await expect(road()(asking(url))).rejects.toMatchObject({ code: 'upstream_broken' });
  });

  it('breaks where the provider broke, behind what came before', async () => {
    const { url } = await provider((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n');
    });
    const response = await road()(asking(url));
    let text = '';
    const reading = (async () => {
      for await (const chunk of response.body) text += Buffer.from(chunk).toString();
    })();
    await expect(reading).rejects.toMatchObject({ code: 'upstream_broken' });
    expect(text).toBe('abc');
  });

  it('says that nobody listens, and that nobody finished shaking hands', async () => {
    const { url, sockets } = await provider(() => {});
    const upstream = road({ connectTimeoutMs: 100 });
    await expect(upstream(asking({ ...url, origin: 'http://127.0.0.1:1', port: '1' }))).rejects.toMatchObject({
      code: 'upstream_connect',
    });
    const secure = { ...url, origin: url.origin.replace('http:', 'https:') };
    await expect(upstream(asking(secure))).rejects.toMatchObject({ code: 'upstream_connect' });
    expect(sockets).toHaveLength(1);
  });

  it('ends what is under way when it is closed', async () => {
    const { url } = await provider(() => {});
    const made = createUpstream({
      connections: 1,
      connectTimeoutMs: 1000,
      idleTimeoutMs: 1000,
      totalTimeoutMs: 1000,
      headerBytes: 2000,
    });
    const both = [made.upstream(asking(url)), made.upstream(asking(url))];
    const settled = Promise.allSettled(both);
    await turn();
    await made.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

describe('the road to a provider by TLS', () => {
  const folder = new URL('../fixtures/tls/', import.meta.url);
  const key = readFileSync(new URL('localhost.key.pem', folder));
  const cert = readFileSync(new URL('localhost.cert.pem', folder));
  const trusting = (): void => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    opened.push(() => {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    });
  };

  it('refuses a certificate that nobody vouches for, before anything is sent', async () => {
    const { url, requests } = await provider((socket) => socket.write(ok('{}')), {
      server: createTlsServer({ key, cert }),
      host: 'localhost',
    });
    await expect(road()(asking(url))).rejects.toMatchObject({
      code: 'upstream_connect',
      message: 'No connection to the provider (DEPTH_ZERO_SELF_SIGNED_CERT).',
    });
    expect(requests).toEqual([]);
  });

  it('names the host it wants, and reads and uses again as without', async () => {
    trusting();
    const names: unknown[] = [];
    const big = 'y'.repeat(300_000);
    const server = createTlsServer({ key, cert, ALPNProtocols: ['http/1.1'] }, (socket) => {
      names.push(socket.servername, socket.alpnProtocol);
    });
    const { url, sockets } = await provider((socket, request) => socket.write(ok(request.endsWith('2') ? big : '{}')), {
      server,
      host: 'localhost',
    });
    const upstream = road();
    expect(await textOf(await upstream(asking(url)))).toBe('{}');
    expect(await textOf(await upstream(asking(url, { body: Buffer.from('2') })))).toBe(big);
    expect(names).toEqual(['localhost', 'http/1.1']);
    sockets[0]?.end();
    await turn();
    expect(await textOf(await upstream(asking(url)))).toBe('{}');
    expect(sockets).toHaveLength(2);
  });
});
