import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { Departure } from '../../sidecar/departure.ts';
import { createUpstream } from '../../sidecar/upstream.ts';
import { asking, closeAll, ok, opened, provider, road, textOf, turn } from '../support/bare-provider.ts';

afterEach(closeAll);

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
