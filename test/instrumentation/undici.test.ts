import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, Client, fetch, Pool, RetryAgent, request } from 'undici';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDoor, type Loaded } from '../../instrumentation/door.ts';
import { patchUndici } from '../../instrumentation/surfaces/undici.ts';
import { type Origin, origin } from '../support/origin.ts';
import { chat, doorTo, mask, piece, said } from './door-to.ts';

const require = createRequire(import.meta.url);
const headers = { 'content-type': 'application/json' };
const path = '/v1/chat/completions';
const undo: (() => void | Promise<void>)[] = [];

async function provider(
  answer: Parameters<typeof origin>[0],
  config: object = mask,
): Promise<Origin & { product: Loaded }> {
  const made = await origin(answer);
  const { door, product } = doorTo(made.url, config);
  undo.push(() => made.close(), ...patchUndici(door));
  return { ...made, product };
}
const answering = (text: string) =>
  provider((_, response) => {
    response.writeHead(200, headers);
    response.end(said(text));
  });

afterEach(async () => {
  for (const one of undo.splice(0)) await one();
});

const sent = { method: 'POST', headers, body: chat('I am ann@example.com') } as const;
const asked = { ...sent, path } as const;

describe('undici', { timeout: 10_000 }, () => {
  it('is found where it was loaded before, and is as it was after the undo', async () => {
    const base = Object.getPrototypeOf(Agent.prototype) as Agent;
    const before = base.dispatch;
    const made = await answering('hello');
    expect(base.dispatch).not.toBe(before);
    await (await request(made.url + path, sent)).body.text();
    for (const one of undo.splice(0)) await one();
    expect(base.dispatch).toBe(before);
    expect(made.product.calls()).toHaveLength(1);
  });

  it.each([
    ['an agent', (at: string) => new Agent({ connections: 1 }).request({ ...asked, origin: at })],
    ['a retrying agent', (at: string) => new RetryAgent(new Agent()).request({ ...asked, origin: at })],
    ['a pool', (at: string) => new Pool(at, { connections: 1 }).request(asked)],
    ['a client', (at: string) => new Client(at).request(asked)],
    [
      'an intercepted agent',
      (at: string) => {
        const composed = new Agent().compose((dispatch) => (options, handler) => dispatch(options, handler));
        return composed.request({ ...asked, origin: at });
      },
    ],
  ])('guards %s', async (_, call) => {
    const made = await answering('mail bob@example.com');
    const response = await call(made.url);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/json');
    expect(response.headers['x-spanguard-verdict']).toBe('redact');
    expect(await response.body.text()).toContain('mail <EMAIL_2>');
    expect(made.received.map(({ body }) => body.toString())).toEqual([expect.stringContaining('I am <EMAIL_1>')]);
    expect(made.received[0]?.rawHeaders.join('\n')).not.toMatch(/spanguard/i);
    expect(made.product.calls()).toHaveLength(1);
  });

  it('reads bodies of any kind', async () => {
    const made = await answering('fine');
    const text = sent.body;
    const bodies = [
      Buffer.from(text),
      new Uint8Array(Buffer.from(text)),
      (async function* () {
        yield Buffer.from(text.slice(0, 9));
        yield Buffer.from(text.slice(9));
      })(),
    ];
    for (const body of bodies) {
      const response = await request(made.url + path, { ...sent, body: body as Buffer });
      await response.body.text();
      expect(made.received.at(-1)?.body.toString()).toContain('I am <EMAIL_1>');
    }
    await (await fetch(made.url + path, { ...sent, body: new Blob([text]) as never })).text();
    expect(made.received.at(-1)?.body.toString()).toContain('I am <EMAIL_1>');
    expect(made.received).toHaveLength(4);
  });

  it('gives the error of the road as undici does', async () => {
    const gone = await origin(() => {});
    await gone.close();
    const { door, product } = doorTo(gone.url, mask);
    undo.push(...patchUndici(door));
    await expect(request(gone.url + path, sent)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(fetch(gone.url + path, sent)).rejects.toMatchObject({ message: 'fetch failed' });
    expect(product.calls().map(({ error }) => error)).toEqual(['upstream_connect', 'upstream_connect']);
  });

  it('a caller who leaves, leaves the provider', async () => {
    const left = vi.fn();
    const made = await provider((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(piece('one '));
      response.on('close', left);
    });
    const leaving = new AbortController();
    const response = await request(made.url + path, { ...sent, body: chat('hi', true), signal: leaving.signal });
    const read = response.body.text();
    setTimeout(() => leaving.abort(), 20);
    await expect(read).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(left).toHaveBeenCalled());
    await vi.waitFor(() => expect(made.product.calls()[0]?.error).toBe('client_closed'));
    await expect(request(made.url + path, { ...sent, signal: leaving.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    const { body } = await request(made.url + path, { ...sent, body: chat('hi', true) });
    body.on('error', () => {});
    body.destroy();
    await vi.waitFor(() => expect(left).toHaveBeenCalledTimes(2));
  });

  it('a slow reader slows the provider', async () => {
    const size = 64 * 1024;
    let written = 0;
    const made = await provider(
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const go = (): void => {
          while (written < 400) {
            written++;
            if (!response.write(`: ${'x'.repeat(size)}\n\n`)) return void response.once('drain', go);
          }
          response.end('data: [DONE]\n\n');
        };
        go();
      },
      { policies: [] },
    );
    const { body } = await request(made.url + path, { ...sent, body: chat('hi', true) });
    await sleep(300);
    expect(written).toBeLessThan(400);
    let length = 0;
    for await (const chunk of body) length += (chunk as Buffer).length;
    expect(length).toBeGreaterThan(400 * size);
  });

  it('leaves other hosts, other protocols and what cannot be loaded alone', async () => {
    const other = await origin((_, response) => void response.end('other'));
    const made = await answering('fine');
    undo.push(() => other.close());
    expect(await (await request(other.url, { method: 'POST', body: 'ann@example.com' })).body.text()).toBe('other');
    expect(other.received[0]?.body.toString()).toBe('ann@example.com');
    expect(made.product.calls()).toEqual([]);
    for (const one of undo.splice(1)) await one();
    const door = createDoor({
      guess: () => true,
      load: () => Promise.reject(new Error('no')),
      onError: 'closed',
      warn() {},
    });
    undo.push(...patchUndici(door));
    const response = await request(made.url + path, sent);
    expect([response.statusCode, await response.body.text()]).toEqual([500, expect.stringContaining('config_invalid')]);
    expect(made.received).toEqual([]);
  });

  it('a copy that is loaded later is guarded as well, an older one too', async () => {
    const made = await answering('mail bob@example.com');
    const older = require('undici6') as typeof import('undici');
    const response = await older.request(made.url + path, { ...sent, dispatcher: new older.Agent() });
    expect(await response.body.text()).toContain('<EMAIL_2>');
    expect(made.received[0]?.body.toString()).toContain('<EMAIL_1>');
  });
});
