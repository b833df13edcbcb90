import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { withCall } from '../../instrumentation/aside.ts';
import { guardedFetch } from '../../instrumentation/surfaces/fetch.ts';
import { type Origin, origin } from '../support/origin.ts';
import { chat, doorTo, mask, piece, said } from './door-to.ts';

const json = { 'content-type': 'application/json' };
const path = '/v1/chat/completions';
const post = (body: RequestInit['body'], more: RequestInit = {}): RequestInit => ({
  method: 'POST',
  headers: json,
  ...(body === undefined ? {} : { body }),
  ...more,
});

const open: Origin[] = [];
async function provider(...args: Parameters<typeof origin>): Promise<Origin> {
  const made = await origin(...args);
  open.push(made);
  return made;
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const answering = (text: string) =>
  provider((_, response) => {
    response.writeHead(200, json);
    response.end(said(text));
  });

describe('fetch', () => {
  it('reaches other hosts with the arguments that it was given, and leaves their answers alone', async () => {
    const other = await answering('x');
    const given: unknown[][] = [];
    const answers: Response[] = [];
    const original: typeof fetch = async (...args) => {
      given.push(args);
      const answer = await fetch(...args);
      answers.push(answer);
      return answer;
    };
    const { door, product } = doorTo('http://127.0.0.1:9');
    const init = post(chat('ann@example.com'));
    const answer = await guardedFetch(original, door)(other.url, init);
    expect(given[0]?.[1]).toBe(init);
    expect(given[0]?.[0]).toBe(other.url);
    expect(answer).toBe(answers[0]);
    expect(product.calls()).toEqual([]);
    expect(door.product).toBeUndefined();
  });

  it.each<[string, (url: string, body: string) => [string | URL | Request, RequestInit?]]>([
    ['a string', (url, body) => [url, post(body)]],
    ['a URL', (url, body) => [new URL(url), post(body)]],
    ['a Request', (url, body) => [new Request(url, post(body))]],
    ['a Request and an init over it', (url, body) => [new Request(url, post('other')), { body }]],
    ['a Request as init', (url, body) => [url, new Request(url, post(body)) as RequestInit]],
    ['bytes', (url, body) => [url, post(new TextEncoder().encode(body))]],
    ['a buffer', (url, body) => [url, post(new TextEncoder().encode(body).buffer as ArrayBuffer)]],
    ['a blob', (url, body) => [url, { method: 'POST', body: new Blob([body], { type: 'application/json' }) }]],
    ['a stream', (url, body) => [url, post(new Response(body).body, { duplex: 'half' })]],
  ])('%s: what a policy masks is masked, the rest is sent as it was', async (_name, of) => {
    const there = await answering('hello');
    const { door } = doorTo(there.url, mask);
    const guarded = guardedFetch(fetch, door);
    for (const text of ['I am ann@example.com, é😀', 'nothing to see, é😀']) {
      const [input, init] = of(there.url + path, chat(text));
      expect((await guarded(input, init)).status).toBe(200);
      const sent = there.received.at(-1);
      expect(sent?.method).toBe('POST');
      expect(sent?.body.toString()).toBe(chat(text.replace('ann@example.com', '<EMAIL_1>')));
      const type = sent?.rawHeaders.findIndex((name) => name.toLowerCase() === 'content-type') ?? -1;
      expect(sent?.rawHeaders[type + 1]).toBe('application/json');
    }
  });

  it('reads and sends a body as it is when it is given', async () => {
    const there = await answering('hello');
    const { door } = doorTo(there.url, mask);
    const guarded = guardedFetch(fetch, door);
    for (const loaded of [false, true]) {
      const body = Buffer.from(chat('nothing to see'));
      const answer = guarded(there.url + path, post(body));
      expect(door.product !== undefined).toBe(loaded);
      body.fill('x');
      await (await answer).text();
      expect(there.received.at(-1)?.body.toString()).toBe(chat('nothing to see'));
    }
  });

  it('sends forms unread, and its own headers nowhere', async () => {
    const there = await answering('hello');
    const { door, product } = doorTo(there.url, mask);
    const form = new FormData();
    form.append('file', new Blob(['ann@example.com']), 'a.txt');
    const headers = { 'x-spanguard-team': 'red', 'x-own': '1' };
    const files = `${there.url}/v1/files`;
    await (await guardedFetch(fetch, door)(files, { method: 'POST', body: form, headers })).text();
    const sent = there.received[0];
    expect(sent?.body.toString()).toContain('ann@example.com');
    expect(sent?.rawHeaders.join()).toMatch(/multipart\/form-data; boundary=/);
    expect(sent?.rawHeaders).toContain('x-own');
    expect(sent?.rawHeaders.join()).not.toMatch(/x-spanguard/i);
    await vi.waitFor(() => expect(product.calls()[0]).toMatchObject({ coverage: { input: 'unsupported' } }));
  });

  it('tells calls apart by what withCall says, and tells no provider', async () => {
    const there = await answering('hello');
    const { door, product } = doorTo(there.url);
    const guarded = guardedFetch(fetch, door);
    await withCall({ team: 'blue', feature: 'search' }, async () => {
      await Promise.resolve();
      await withCall({ user: 'ann' }, () => guarded(there.url + path, post(chat('hi'))));
    });
    expect(product.calls()[0]).toMatchObject({ team: 'blue', feature: 'search', user: 'ann' });
    expect(there.received[0]?.rawHeaders.join()).not.toMatch(/spanguard|blue/);
  });

  it('answers with what the original said of its answer', async () => {
    const there = await provider((request, response) => {
      if (request.url === path) response.writeHead(307, { location: '/v1/chat/completions?again' }).end();
      else response.writeHead(200, 'Fine', { ...json, 'set-cookie': ['a=1', 'b=2'] }).end(said('to ann@example.com'));
    });
    const { door } = doorTo(there.url, mask);
    const response = await guardedFetch(fetch, door)(there.url + path, post(chat('hi')));
    expect(response).toBeInstanceOf(Response);
    expect(response).toMatchObject({ ok: true, status: 200, statusText: 'Fine', redirected: true, type: 'basic' });
    expect(response.url).toBe(`${there.url}${path}?again`);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('x-spanguard-verdict')).toBe('redact');
    const copy = response.clone();
    expect(copy.url).toBe(response.url);
    expect(await copy.json()).toEqual(await response.json());
    expect(copy.bodyUsed).toBe(true);
  });

  it.each(['nothing here', 'to ann@example.com'])('compressed: %s', async (text) => {
    const there = await provider((_, response) => {
      const body = gzipSync(said(text));
      response.writeHead(200, { ...json, 'content-encoding': 'gzip', 'content-length': body.length }).end(body);
    });
    const { door } = doorTo(there.url, mask);
    const plain = await fetch(there.url + path, post(chat('hi')));
    const response = await guardedFetch(fetch, door)(there.url + path, post(chat('hi')));
    const changed = text.includes('@');
    for (const name of ['content-encoding', 'content-length']) {
      expect(response.headers.get(name)).toBe(changed ? null : plain.headers.get(name));
    }
    expect(await response.text()).toBe(said(text.replace('ann@example.com', '<EMAIL_1>')));
  });

  it('streams as it comes, splits in two, and gives bytes into buffers of the reader', async () => {
    let go: (() => void) | undefined;
    const there = await provider(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(piece('one '));
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      response.end(`${piece('two')}data: [DONE]\n\n`);
    });
    const { door } = doorTo(there.url, mask);
    const response = await guardedFetch(fetch, door)(there.url + path, post(chat('hi', true)));
    const [left, right] = (response.body as ReadableStream<Uint8Array>).tee();
    const reader = left.getReader({ mode: 'byob' });
    const first = await reader.read(new Uint8Array(4096));
    expect(Buffer.from(first.value as Uint8Array).toString()).toBe(piece('one '));
    go?.();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read(new Uint8Array(4096));
      if (done) break;
      rest += Buffer.from(value as Uint8Array).toString();
    }
    expect(rest).toBe(`${piece('two')}data: [DONE]\n\n`);
    expect(await new Response(right).text()).toBe(piece('one ') + rest);
  });

  it('a reader that leaves stops the provider, and one that is slow makes it wait', async () => {
    let left: Promise<unknown> | undefined;
    let written = 0;
    const there = await provider((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      left = once(response, 'close');
      const more = (): void => {
        while (written < 64 * 1024 * 1024 && !response.destroyed) {
          const line = piece('word '.repeat(2000));
          written += line.length;
          if (!response.write(line)) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    const { door, product } = doorTo(there.url, mask);
    const response = await guardedFetch(fetch, door)(there.url + path, post(chat('hi', true)));
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    let before = -1;
    await vi.waitFor(
      () => {
        const same = written === before;
        before = written;
        expect(same).toBe(true);
      },
      { interval: 200, timeout: 10_000 },
    );
    expect(written).toBeLessThan(32 * 1024 * 1024);
    await reader.cancel();
    await left;
    await vi.waitFor(() => expect(product.calls()[0]).toMatchObject({ error: 'client_closed' }));
  });

  it('fails as fetch fails: aborted, unreachable, broken off, malformed', async () => {
    const there = await provider((request, response) => {
      if (request.body.includes('hang')) return;
      response.writeHead(200, { ...json, 'content-length': 1000 });
      response.write('{"id":');
      setImmediate(() => response.destroy());
    });
    const { door, product } = doorTo(there.url, mask);
    const guarded = guardedFetch(fetch, door);
    const leaving = new AbortController();
    const hung = guarded(there.url + path, post(chat('hang'), { signal: leaving.signal }));
    await vi.waitFor(() => expect(there.received).toHaveLength(1));
    leaving.abort();
    await expect(hung).rejects.toMatchObject({ name: 'AbortError' });
    expect(product.calls()[0]).toMatchObject({ error: 'client_closed' });

    await expect(guarded(there.url + path, post(chat('break')))).rejects.toMatchObject({ message: 'terminated' });
    expect(product.calls()[0]).toMatchObject({ error: 'upstream_broken' });

    const malformed = { method: 'POST', headers: { 'bad header': '1' }, body: chat('x') };
    await expect(guarded(there.url + path, malformed)).rejects.toBeInstanceOf(TypeError);

    const gone = await origin(() => {});
    await gone.close();
    const nobody = doorTo(gone.url);
    const failure = await guardedFetch(fetch, nobody.door)(gone.url + path, post(chat('x'))).catch((error) => error);
    expect(failure).toMatchObject({ name: 'TypeError', message: 'fetch failed', cause: { code: 'ECONNREFUSED' } });
    expect(nobody.product.calls()[0]).toMatchObject({ error: 'upstream_connect' });
  });

  it('answers 413 to a body over the limit, and nothing of it leaves', async () => {
    const there = await answering('hello');
    const { door } = doorTo(there.url, { ...mask, sidecar: { limits: { requestBytes: 2048 } } });
    const guarded = guardedFetch(fetch, door);
    const big = chat('x'.repeat(4000));
    for (const init of [post(big), post(new Response(big).body, { duplex: 'half' })]) {
      const response = await guarded(there.url + path, init);
      expect(response.status).toBe(413);
      expect(await response.json()).toMatchObject({ error: { code: 'request_too_large' } });
    }
    expect(there.received).toHaveLength(0);
  });
});
