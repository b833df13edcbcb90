import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Departure } from '../../sidecar/departure.ts';
import { asking, closeAll, ok, opened, provider, road, textOf, turn } from '../support/bare-provider.ts';

afterEach(closeAll);

describe('the connections to a provider', () => {
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

  it('does not use one again that the provider is about to close', async () => {
    const { url, sockets } = await provider((socket) => socket.write(ok('{}', 'keep-alive: timeout=2\r\n')));
    const upstream = road({ idleTimeoutMs: 60_000 });
    const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const ask = async (): Promise<string> => textOf(await upstream(asking(url)));
    await wait(300);
    expect([await ask(), await ask()]).toEqual(['{}', '{}']);
    expect(sockets).toHaveLength(1);
    // Left a second before the provider leaves it, and looked at once a second: between the two it must not be taken.
    await wait(1350);
    expect(await ask()).toBe('{}');
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
});
