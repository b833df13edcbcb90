import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Loaded } from '../../instrumentation/door.ts';
import { patchHttp } from '../../instrumentation/surfaces/http.ts';
import { type Origin, origin } from '../support/origin.ts';
import { chat, doorTo, mask, piece, said } from './door-to.ts';

const json = { 'content-type': 'application/json' };
const path = '/v1/chat/completions';
const undo: (() => void)[] = [];
const open: Origin[] = [];

async function provider(
  answer: Parameters<typeof origin>[0],
  config: object = mask,
): Promise<Origin & { product: Loaded }> {
  const made = await origin(answer);
  open.push(made);
  const { door, product } = doorTo(made.url, config);
  undo.push(...patchHttp(door));
  return { ...made, product };
}
afterEach(async () => {
  for (const one of undo.splice(0)) one();
  for (const one of open.splice(0)) await one.close();
});

const answering = (text: string, config?: object) =>
  provider((_, response) => {
    response.writeHead(200, json);
    response.end(said(text));
  }, config);

async function read(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function post(url: string, body: string, options: RequestOptions = {}): Promise<[IncomingMessage, string]> {
  const call = http.request(url, { method: 'POST', headers: json, ...options });
  call.end(body);
  const [message] = (await once(call, 'response')) as [IncomingMessage];
  return [message, await read(message)];
}

describe('http and https', { timeout: 5000 }, () => {
  it('are as they were after the undo', () => {
    const before = [http.request, http.get, https.request, https.get];
    const patched = patchHttp(doorTo('http://127.0.0.1:9').door);
    expect([http.request, http.get, https.request, https.get].some((each) => before.includes(each))).toBe(false);
    for (const one of patched) one();
    expect([http.request, http.get, https.request, https.get]).toEqual(before);
  });

  it('guard requests that are made by hand, of a class of their own too', async () => {
    const made = await answering('mail bob@example.com');
    class Counted extends http.ClientRequest {
      count = 0;
    }
    for (const Request of [http.ClientRequest, Counted]) {
      const url = new URL(made.url + path);
      const { hostname, port } = url;
      const call = new Request({ hostname, port, path, method: 'POST', headers: json } as never);
      expect(call).toBeInstanceOf(http.ClientRequest);
      expect(call).toBeInstanceOf(Request);
      call.end(chat('I am ann@example.com'));
      const [message] = (await once(call, 'response')) as [IncomingMessage];
      expect(await read(message)).toContain('mail <EMAIL_2>');
      expect(made.received.at(-1)?.body.toString()).toContain('I am <EMAIL_1>');
    }
    expect(made.product.calls()).toHaveLength(2);
  });

  it('leave other hosts alone', async () => {
    const there = await answering('x');
    const other = await origin((_, response) => void response.end('plain'));
    open.push(other);
    const call = http.get(other.url);
    expect(Object.hasOwn(call, 'write')).toBe(false);
    const [message] = (await once(call, 'response')) as [IncomingMessage];
    expect(await read(message)).toBe('plain');
    expect(there.product.calls()).toEqual([]);
  });

  it.each<[string, (base: URL) => ClientRequest]>([
    ['a string', ({ href }) => http.request(href, { method: 'POST', headers: json })],
    ['a URL', (url) => http.request(url, { method: 'POST', headers: json })],
    [
      'options',
      ({ hostname, port, pathname }) => http.request({ hostname, port, path: pathname, method: 'POST', headers: json }),
    ],
    [
      'options over a URL',
      ({ origin: base }) => http.request(`${base}/elsewhere`, { path, method: 'POST', headers: json }),
    ],
    [
      'a list of headers',
      ({ href, host }) =>
        http.request(href, { method: 'POST', headers: ['Host', host, 'Content-Type', 'application/json'] }),
    ],
    ['a length', ({ href }) => http.request(href, { method: 'POST', headers: { ...json, 'Content-Length': 999 } })],
  ])('%s: what is written is masked as a whole', async (name, of) => {
    const there = await answering('to ann@example.com');
    const call = of(new URL(there.url + path));
    const body = chat('I am ann@example.com, é😀');
    if (name === 'a length') call.setHeader('content-length', Buffer.byteLength(body));
    const written = vi.fn();
    call.write(body.slice(0, 70), written);
    call.write(Buffer.from(body.slice(70, 80)));
    const finished = vi.fn();
    call.end(body.slice(80), 'utf8', finished);
    const [message] = (await once(call, 'response')) as [IncomingMessage];
    expect(JSON.parse(await read(message)).choices[0].message.content).toBe('to <EMAIL_1>');
    expect(written).toHaveBeenCalledOnce();
    expect(finished).toHaveBeenCalledOnce();
    const sent = there.received[0];
    expect(sent?.body.toString()).toBe(chat('I am <EMAIL_1>, é😀'));
    expect(
      sent?.rawHeaders.map((header) => header.toLowerCase()).filter((header) => header === 'content-length'),
    ).toHaveLength(1);
  });

  it('tells of itself in every shape that Node has for headers', async () => {
    const there = await provider((_, response) => {
      const body = gzipSync(said('to ann@example.com'));
      response.writeHead(200, { ...json, 'Content-Encoding': 'gzip', 'Content-Length': body.length, 'X-Own': 'a' });
      response.end(body);
    });
    const [message, body] = await post(there.url + path, chat('hi'));
    expect(JSON.parse(body).choices[0].message.content).toBe('to <EMAIL_1>');
    expect(message.complete).toBe(true);
    expect(message.headers).toMatchObject({ 'x-own': 'a', 'x-spanguard-verdict': 'redact' });
    expect(message.headers['content-encoding']).toBeUndefined();
    expect(message.headers['content-length']).toBe(String(Buffer.byteLength(body)));
    expect(message.rawHeaders).toContain('X-Own');
    expect(message.rawHeaders).not.toContain('Content-Encoding');
    expect(message.headersDistinct['x-own']).toEqual(['a']);
    expect(message.headersDistinct['content-encoding']).toBeUndefined();
  });

  it('an answer that no policy changes comes as it came, coded and on a connection that is used again', async () => {
    const body = gzipSync(said('nothing'));
    const sockets = new Set<unknown>();
    const there = await provider((_, response) => {
      sockets.add(response.socket);
      response.writeHead(200, { ...json, 'content-encoding': 'gzip', 'content-length': body.length }).end(body);
    }, {});
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = 0; i < 3; i++) {
      const call = http.request(there.url + path, { method: 'POST', headers: json, agent });
      const closed = once(call, 'close');
      call.end(chat('hi'));
      const [message] = (await once(call, 'response')) as [IncomingMessage];
      const chunks: Buffer[] = [];
      for await (const chunk of message) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).equals(body)).toBe(true);
      await closed;
    }
    expect(sockets.size).toBe(1);
    agent.destroy();
  });

  it('a refusal takes no connection with it that another call could use', async () => {
    const block = { policies: [{ name: 'no', on: 'input', detect: ['email'], action: 'block' }] };
    const there = await answering('fine', block);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (const [text, status] of [
      ['hi', 200],
      ['ann@example.com', 400],
      ['hi', 200],
    ] as const) {
      const call = http.request(there.url + path, { method: 'POST', headers: json, agent });
      const events: string[] = [];
      for (const name of ['finish', 'response', 'close', 'error']) call.on(name, () => events.push(name));
      const answered = once(call, 'response') as Promise<[IncomingMessage]>;
      await pipeline([Buffer.from(chat(text))], call);
      const [message] = await answered;
      expect(message.statusCode).toBe(status);
      await read(message);
      await vi.waitFor(() => expect(events).toContain('close'));
      expect(events).toEqual(['finish', 'response', 'close']);
    }
    expect(there.received).toHaveLength(2);
    agent.destroy();
  });

  it('a call made in a listener of another is guarded too', async () => {
    const there = await answering('to ann@example.com');
    const inner = await new Promise<string>((resolve, reject) => {
      const call = http.request(there.url + path, { method: 'POST', headers: json }, (message) => {
        message.once('data', () => {
          post(there.url + path, chat('bob@example.com')).then(([, body]) => resolve(body), reject);
        });
      });
      call.end(chat('hi'));
    });
    expect(inner).toContain('<EMAIL_');
    expect(there.received[1]?.body.toString()).toBe(chat('<EMAIL_1>'));
    expect(there.product.calls()).toHaveLength(2);
  });

  it('a reader that leaves stops the provider', async () => {
    let left: Promise<unknown> | undefined;
    const there = await provider((_, response) => {
      left = once(response, 'close');
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(piece('one '));
    });
    const call = http.request(there.url + path, { method: 'POST', headers: json });
    call.end(chat('hi', true));
    const [message] = (await once(call, 'response')) as [IncomingMessage];
    const [first] = (await once(message, 'data')) as [Buffer];
    expect(first.toString()).toBe(piece('one '));
    message.on('error', () => {});
    message.destroy();
    await left;
    await vi.waitFor(() => expect(there.product.calls()[0]).toMatchObject({ error: 'client_closed' }));
  });

  it('fails as http fails: unreachable, destroyed, broken off', async () => {
    const there = await provider((request, response) => {
      if (request.body.includes('hang')) return;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(piece('one two '));
      setImmediate(() => response.destroy());
    });
    const hung = http.request(there.url + path, { method: 'POST', headers: json });
    hung.end(chat('hang'));
    await vi.waitFor(() => expect(there.received).toHaveLength(1));
    const closed = new Promise((resolve) => hung.once('close', resolve));
    hung.destroy();
    expect(await once(hung, 'error')).toMatchObject([{ code: 'ECONNRESET' }]);
    await closed;
    expect(there.product.calls()[0]).toMatchObject({ error: 'client_closed' });

    const broken = http.request(there.url + path, { method: 'POST', headers: json });
    broken.end(chat('break', true));
    const [message] = (await once(broken, 'response')) as [IncomingMessage];
    let came = '';
    const failure = await (async () => {
      for await (const chunk of message) came += String(chunk);
    })().catch((fault: unknown) => fault);
    expect(came).toBe(piece('one two '));
    expect(failure).toMatchObject({ code: 'ECONNRESET', message: 'aborted' });
    expect(there.product.calls()[0]).toMatchObject({ error: 'upstream_broken' });

    const gone = await origin(() => {});
    await gone.close();
    const nobody = doorTo(gone.url);
    undo.unshift(...patchHttp(nobody.door));
    const refused = http.request(gone.url + path, { method: 'POST', headers: json });
    refused.end(chat('hi'));
    expect(await once(refused, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
    expect(nobody.product.calls()[0]).toMatchObject({ error: 'upstream_connect' });
  });
});
