import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { guardedFetch } from '../../instrumentation/surfaces/fetch.ts';
import { type Origin, origin } from '../support/origin.ts';
import { chat, doorTo, mask, piece, said } from './door-to.ts';

const path = '/v1/chat/completions';
const json = { 'content-type': 'application/json' };

const open: Origin[] = [];
async function provider(...args: Parameters<typeof origin>): Promise<Origin> {
  const made = await origin(...args);
  open.push(made);
  return made;
}
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const post = (body: NonNullable<RequestInit['body']>, more: RequestInit = {}): RequestInit => ({
  method: 'POST',
  headers: json,
  body,
  ...more,
});

/** A guarded `fetch` that has had a first call, which goes another way than those after it. */
async function guardedAt(there: Origin, config: object = mask): Promise<typeof fetch> {
  const guarded = guardedFetch(fetch, doorTo(there.url, config).door);
  for (const text of ['one', 'two']) await (await guarded(there.url + path, post(chat(text)))).text();
  there.received.length = 0;
  return guarded;
}

const answering = (text: string) =>
  provider((_, response) => {
    response.writeHead(200, json).end(said(text));
  });

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const hi = chat('hi, é😀');

describe('beneath fetch', () => {
  it.each<[string, RequestInit]>([
    ['text', post(hi)],
    ['bytes', post(Buffer.from(hi))],
    ['part of a buffer', post(Buffer.from(`..${hi}..`).subarray(2, -2))],
    ['text of no type', { method: 'POST', body: hi }],
    ['a blob', { method: 'POST', body: new Blob([hi], { type: 'application/json' }) }],
    ['a header of many', post(hi, { headers: new Headers([...Object.entries(json), ['X-A', '1'], ['x-a', '2']]) })],
    ['a length that is told', post(hi, { headers: { ...json, 'content-length': String(Buffer.byteLength(hi)) } })],
    ['to be kept alive', post(hi, { keepalive: true })],
    ['put', post(hi, { method: 'PUT' })],
  ])('what is on the wire is what fetch sends: %s', async (_name, init) => {
    const there = await answering('hello');
    const guarded = guardedFetch(fetch, doorTo(there.url).door);
    for (let call = 0; call < 3; call++) {
      for (const way of [fetch, guarded]) await (await way(there.url + path, init)).text();
    }
    const [first, ...others] = there.received.map(({ method, rawHeaders, body }) => [method, rawHeaders, String(body)]);
    expect(first?.[2]).toBe(hi);
    expect(others).toHaveLength(5);
    for (const other of others) expect(other).toEqual(first);
  });

  it.each([301, 302, 303, 307, 308])('a redirect is followed as fetch follows it: %s', async (status) => {
    const there = await provider((request, response) => {
      if (request.url?.includes('again')) response.writeHead(200, json).end(said('hello'));
      else if (request.body.includes('hi')) response.writeHead(status, { location: `${path}?again` }).end('gone');
      else response.writeHead(200, json).end(said('x'));
    });
    const guarded = await guardedAt(there);
    for (const way of [fetch, guarded]) {
      const answer = await way(there.url + path, post(hi));
      expect(answer).toMatchObject({ status: 200, redirected: true, url: `${there.url}${path}?again` });
      expect(await answer.text()).toBe(said('hello'));
    }
    const seen = there.received.map(({ method, rawHeaders, body }) => [method, rawHeaders, String(body)]);
    expect(seen).toHaveLength(4);
    expect(seen.slice(2)).toEqual(seen.slice(0, 2));
    for (const redirect of ['manual', 'error'] as const) {
      const [plain, ours] = await Promise.all(
        [fetch, guarded].map((way) =>
          way(there.url + path, post(hi, { redirect })).then(
            ({ status }) => status,
            ({ message }) => message as string,
          ),
        ),
      );
      expect(ours).toBe(plain);
    }
  });

  it('sends what the body was when it was given, and what a policy made of it', async () => {
    const there = await answering('hello');
    const guarded = await guardedAt(there);
    const body = Buffer.from(chat('nothing to see'));
    const answer = guarded(there.url + path, post(body));
    body.fill('x');
    await (await answer).text();
    await (await guarded(there.url + path, post(chat('I am ann@example.com, é😀')))).text();
    expect(there.received.map(({ body }) => String(body))).toEqual([
      chat('nothing to see'),
      chat('I am <EMAIL_1>, é😀'),
    ]);
  });

  it('leaves the dispatcher of the caller its call', async () => {
    const there = await answering('hello');
    const guarded = await guardedAt(there);
    const bodies: unknown[] = [];
    const global = (globalThis as never)[Symbol.for('undici.globalDispatcher.1')] as {
      dispatch(options: { body: unknown }, callbacks: object): boolean;
    };
    const dispatcher = {
      dispatch(options: { body: unknown }, callbacks: object): boolean {
        bodies.push(options.body);
        return global.dispatch(options, callbacks);
      },
    };
    const init = { ...post(hi), dispatcher } as unknown as RequestInit;
    expect(await (await guarded(there.url + path, init)).text()).toBe(said('hello'));
    expect(bodies).toHaveLength(1);
    expect(Buffer.isBuffer(bodies[0])).toBe(false);
  });

  it.each<[string, (body: string) => string[]]>([
    ['in one piece', (body) => [body]],
    ['in two', (body) => [body.slice(0, 9), body.slice(9)]],
    ['in many', (body) => body.match(/[\s\S]{1,1000}/g) as string[]],
  ])('an answer %s', async (_name, cut) => {
    const text = `${'word '.repeat(60_000)}ann@example.com`;
    const there = await provider(async (request, response) => {
      response.writeHead(200, json);
      for (const part of cut(said(request.body.includes('long') ? text : 'short'))) {
        if (!response.write(part)) await once(response, 'drain');
        if (request.body.includes('slow')) await new Promise((resolve) => setTimeout(resolve, 1));
      }
      response.end();
    });
    const guarded = await guardedAt(there);
    for (const asked of ['short', 'long', 'short, slow', 'long, slow'].slice(0, _name === 'in many' ? 3 : 4)) {
      const answer = await guarded(there.url + path, post(chat(asked)));
      const content = asked.includes('long') ? text.replace('ann@example.com', '<EMAIL_1>') : 'short';
      expect(await answer.text()).toBe(said(content));
    }
  });

  it.each([201, 204, 400, 401, 404, 421, 429, 500, 503])('an answer of status %s', async (status) => {
    const there = await provider((request, response) => {
      const ask = request.body.includes('hi');
      response
        .writeHead(ask ? status : 200, json)
        .end(status === 204 && ask ? undefined : '{"error":{"message":"no"}}');
    });
    const guarded = await guardedAt(there);
    const [plain, ours] = [await fetch(there.url + path, post(hi)), await guarded(there.url + path, post(hi))];
    expect([ours.status, await ours.text()]).toEqual([plain.status, await plain.text()]);
    const seen = there.received.map(({ method, rawHeaders, body }) => [method, rawHeaders, String(body)]);
    expect(seen.slice(seen.length / 2)).toEqual(seen.slice(0, seen.length / 2));
  });

  it('fails as fetch fails where the answer breaks off, and where the caller leaves in the middle of it', async () => {
    const there = await provider((request, response) => {
      const stream = request.body.includes('stream');
      response.writeHead(200, stream ? { 'content-type': 'text/event-stream' } : { ...json, 'content-length': 1000 });
      response.write(stream ? piece('one') : '{"id":');
      if (request.body.includes('break')) setTimeout(() => response.destroy(), 20);
      else if (request.body.includes('end')) response.end();
    });
    const { door, product } = doorTo(there.url, { preset: 'observe' });
    const guarded = guardedFetch(fetch, door);
    const outcome = async (way: typeof fetch, body: string, signal: AbortSignal | null = null): Promise<unknown> => {
      try {
        const answer = await way(there.url + path, post(body, { signal }));
        return await answer.text();
      } catch (error) {
        const { name, message } = error as Error;
        return [name, message];
      }
    };
    for (const stream of [false, true]) {
      for (let call = 0; call < 3; call++) {
        const body = chat(`break ${stream ? 'stream' : ''}`, stream);
        expect(await outcome(guarded, body)).toEqual(await outcome(fetch, body));
        expect(product.calls()[0]).toMatchObject({ error: 'upstream_broken' });
      }
      const seen = there.received.length;
      const outcomes = [fetch, guarded].map((way, at) => {
        const leaving = new AbortController();
        const done = outcome(way, chat(`hang ${stream ? 'stream' : ''}`, stream), leaving.signal);
        void vi
          .waitFor(() => expect(there.received).toHaveLength(seen + 2))
          .then(() => setTimeout(() => leaving.abort(), 30 + at));
        return done;
      });
      const [plain, ours] = await Promise.all(outcomes);
      expect(ours).toEqual(plain);
      await vi.waitFor(() => expect(product.calls()[0]).toMatchObject({ error: 'client_closed' }));
    }
  });

  it('tells those who watch the requests of the process the same', async () => {
    const there = await answering('hello');
    const guarded = await guardedAt(there);
    const told: unknown[] = [];
    const channels = [
      'request:create',
      'request:bodySent',
      'request:headers',
      'request:trailers',
      'client:sendHeaders',
    ];
    const hear = (message: unknown, name: string | symbol): void => {
      const { method, path, completed } = (message as { request: Record<string, unknown> }).request;
      told.push([name, method, path, completed]);
    };
    for (const name of channels) subscribe(`undici:${name}`, hear);
    try {
      for (const way of [fetch, guarded]) await (await way(there.url + path, post(hi))).text();
      expect(told).toHaveLength(2 * channels.length);
      expect(told.slice(channels.length)).toEqual(told.slice(0, channels.length));
    } finally {
      for (const name of channels) unsubscribe(`undici:${name}`, hear);
    }
  });

  it('an answer that nobody has begun to read, and nobody has any more, gives its connection back', async () => {
    let closed = 0;
    const there = await provider((request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (!request.body.includes('endless')) return void response.end('data: [DONE]\n\n');
      const going = setInterval(() => response.write(piece('word '.repeat(5000))), 5);
      response.on('close', () => {
        clearInterval(going);
        closed++;
      });
    });
    const guarded = await guardedAt(there, { preset: 'observe' });
    for (const way of [fetch, guarded]) {
      closed = 0;
      // In a function of its own, so that nothing here has it.
      const ask = async () => (await way(there.url + path, post(chat('endless', true)))).status;
      expect(await ask()).toBe(200);
      await vi.waitFor(
        () => {
          collect();
          expect(closed).toBe(1);
        },
        { timeout: 5000, interval: 20 },
      );
    }
  });

  it('comes to its end where nobody holds the answer any more, but its body', async () => {
    const there = await provider(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (let at = 0; at < 20; at++) {
        response.write(piece(`word-${at} `));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      response.end('data: [DONE]\n\n');
    });
    const guarded = await guardedAt(there);
    const reader = (await guarded(there.url + path, post(chat('stream', true)))).body!.getReader();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += Buffer.from(value).toString();
      collect();
    }
    expect(text).toContain('word-19');
    expect(text).toContain('[DONE]');
  });

  it('has the end of the call among the resources that the process measures', async () => {
    const there = await answering('hello');
    const guarded = await guardedAt(there);
    const names: string[] = [];
    const observer = new PerformanceObserver((list) => names.push(...list.getEntries().map(({ name }) => name)));
    observer.observe({ entryTypes: ['resource'] });
    await (await guarded(`${there.url}${path}?measured`, post(hi))).text();
    await vi.waitFor(() => expect(names).toContain(`${there.url}${path}?measured`));
    observer.disconnect();
  });
});
