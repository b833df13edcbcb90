import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Origin, origin } from '../support/origin.ts';
import { sidecarWith, type TestSidecar } from '../support/sidecar.ts';

const canary = 'CANARY-7f3a9';
const path = '/openai/v1/chat/completions';
const chat = (content: unknown) => JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content }] });
const answer = JSON.stringify({
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'gpt-4o',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hi.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 },
});

let provider: Origin;
const sidecars: Record<string, TestSidecar> = {};
/** What the provider answers next. */
let next: { type: string | undefined; body: string | Buffer; length?: number } = {
  type: 'application/json',
  body: answer,
};

beforeAll(async () => {
  provider = await origin((_, response) => {
    const { type, body, length } = next;
    const headers = { ...(type === undefined ? {} : { 'content-type': type }) };
    response.writeHead(200, length === undefined ? headers : { ...headers, 'content-length': length });
    response.write(body);
    if (length === undefined) response.end();
    else setTimeout(() => response.destroy(), 20);
  });
  const providers = { openai: { baseUrl: provider.url }, anthropic: { baseUrl: provider.url } };
  const limits = { requestBytes: 100_000, headerBytes: 8192, heldBytes: 20_000 };
  for (const onUnscannable of ['pass', 'block']) {
    sidecars[onUnscannable] = await sidecarWith({ preset: 'balanced', providers, sidecar: { limits, onUnscannable } });
  }
});
afterAll(async () => {
  for (const sidecar of Object.values(sidecars)) await sidecar.stop();
  await provider.close();
});

interface Asked {
  status: number;
  headers: Headers;
  text: string;
}

async function ask(where: string, body: string | Buffer, to = path, method = 'POST'): Promise<Asked> {
  const response = await fetch(`${sidecars[where]?.proxy}${to}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Raw bytes on the proxy port, and all that comes back. */
function bytes(where: string, text: string): Promise<string> {
  const { port } = new URL(sidecars[where]?.proxy ?? '');
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    let got = '';
    socket.setEncoding('latin1');
    socket.setTimeout(3000, () => socket.destroy());
    socket.on('data', (piece: string) => {
      got += piece;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(got));
  });
}

async function lastCall(where: string, id: string | null) {
  const calls = await sidecars[where]?.calls();
  return calls?.find((call) => call.id === id);
}

describe('requests that cannot be read', () => {
  const deep = `${'['.repeat(40_000)}${']'.repeat(40_000)}`;
  const unreadable: [string, string | Buffer, string][] = [
    ['no JSON', `{"model": "${canary}`, 'skipped:json'],
    ['an empty body', '', 'skipped:empty'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'skipped:utf8'],
    ['a list', '[]', 'skipped:shape'],
    ['null', 'null', 'skipped:shape'],
    ['messages of a wrong type', '{"model":"gpt-4o","messages":"hello"}', 'skipped:shape'],
    ['a message of a wrong type', '{"model":"gpt-4o","messages":[1]}', 'skipped:shape'],
    ['nesting without end', `{"messages":${deep}}`, 'skipped:shape'],
  ];

  it.each(unreadable)('%s passes untouched and is on record', async (_, body, coverage) => {
    next = { type: 'application/json', body: answer };
    const before = provider.received.length;
    const { status, headers, text } = await ask('pass', body);
    expect([status, text]).toEqual([200, answer]);
    expect(provider.received.slice(before).map((request) => request.body)).toEqual([Buffer.from(body)]);
    const call = await lastCall('pass', headers.get('x-spanguard-call'));
    expect(call?.coverage.input).toBe(coverage);
    expect(JSON.stringify(call)).not.toContain(canary);
  });

  it.each(unreadable)('%s is refused where onUnscannable is block', async (_, body, coverage) => {
    const before = provider.received.length;
    const { status, headers, text } = await ask('block', body);
    expect(status).toBe(400);
    expect(JSON.parse(text).error).toMatchObject({ code: 'unscannable', type: 'invalid_request_error' });
    expect(text).not.toContain(canary);
    expect(provider.received.length).toBe(before);
    expect((await lastCall('block', headers.get('x-spanguard-call')))?.coverage.input).toBe(coverage);
  });

  const card = '4111 1111 1111 1111';

  it.each(unreadable)('%s is answered all the same: the answer is checked and priced', async (_, body, coverage) => {
    next = { type: 'application/json', body: answer.replace('Hi.', `It is ${card}.`) };
    const { status, headers, text } = await ask('pass', body);
    expect([status, JSON.parse(text).choices[0].message.content]).toEqual([200, 'It is <CREDIT_CARD_1>.']);
    expect(Number(headers.get('content-length'))).toBe(Buffer.byteLength(text));
    expect(Number(headers.get('x-spanguard-cost-usd'))).toBeGreaterThan(0);
    const call = await lastCall('pass', headers.get('x-spanguard-call'));
    expect(call).toMatchObject({
      coverage: { input: coverage, output: 'scanned' },
      verdict: { input: 'allow', output: 'redact' },
      model: null,
      responseModel: 'gpt-4o',
    });
  });

  it.each(['text/event-stream', 'text/plain', undefined])(
    'a stream that answers one is checked, called %s',
    async (type) => {
      const chunk = (delta: object, finish: string | null) =>
        `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
      const pieces = [`It is ${card.slice(0, 8)}`, `${card.slice(8)}.`].map((content) => chunk({ content }, null));
      next = { type, body: `${pieces.join('')}${chunk({}, 'stop')}data: [DONE]\n\n` };
      const { headers, text } = await ask('pass', '{"stream":true,"temperature":NaN}');
      expect(text).toContain('<CREDIT_CARD_1>');
      expect(text).not.toContain('1111');
      expect(text).toMatch(/data: \[DONE\]\n\n$/);
      const call = await lastCall('pass', headers.get('x-spanguard-call'));
      expect(call).toMatchObject({
        coverage: { input: 'skipped:json', output: 'scanned' },
        verdict: { output: 'redact' },
        finish: 'stop',
      });
    },
  );

  it('what a provider says against one passes as it came', async () => {
    next = { type: 'text/html', body: '<h1>400 Bad Request</h1>' };
    const { headers, text } = await ask('pass', '{');
    expect(text).toBe('<h1>400 Bad Request</h1>');
    const call = await lastCall('pass', headers.get('x-spanguard-call'));
    expect(call?.coverage).toEqual({ input: 'skipped:json', output: 'skipped:content-type' });
  });

  it('pictures are counted and not scanned, and the record says so', async () => {
    next = { type: 'application/json', body: answer };
    const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
    const body = chat([{ type: 'text', text: 'I am ann@example.com' }, picture]);
    const { headers } = await ask('pass', body);
    const call = await lastCall('pass', headers.get('x-spanguard-call'));
    expect(call).toMatchObject({ coverage: { input: 'skipped:image' }, verdict: { input: 'redact' } });
    expect((await ask('block', body)).status).toBe(400);
  });

  it('a body over the limit is 413, in the error shape, and on record', async () => {
    const { status, headers, text } = await ask('pass', chat('x'.repeat(200_000)));
    expect(status).toBe(413);
    expect(JSON.parse(text).error.code).toBe('request_too_large');
    const call = await lastCall('pass', headers.get('x-spanguard-call'));
    expect(call).toMatchObject({ error: 'request_too_large', coverage: { input: 'skipped:request_too_large' } });
  });

  it('a body over the limit that declares no length is 413 too', async () => {
    const piece = `186a0\r\n${'x'.repeat(100_000)}\r\n`;
    const head = `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n`;
    expect(await bytes('pass', `${head}${piece}${piece}0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe('requests that go nowhere', () => {
  it('an unknown provider is 404 and names the known ones', async () => {
    const { status, text } = await ask('pass', chat('x'), '/opemai/v1/chat/completions');
    expect(status).toBe(404);
    expect(JSON.parse(text)).toMatchObject({
      error: { code: 'unknown_provider' },
      providers: expect.arrayContaining(['openai', 'anthropic']),
    });
  });

  it.each([
    '/openai/v1/chat/completions;x=1',
    '/openai/v1;a=b/chat;/completions;',
    '/openai/v1/chat/completions%3Fx=1',
    '/openai/v1/chat/completions%253fx=1/y',
    '/openai/v1/chat/completions;%2F',
    '/openai/V1/Chat%2fCompletions',
  ])('is read however its path is spelled: %s', async (to) => {
    next = { type: 'application/json', body: answer };
    await ask('pass', chat('write to jane.roe@example.com'), to);
    expect(provider.received.at(-1)?.body.toString()).not.toContain('jane.roe');
    expect((await sidecars.pass?.calls())?.[0]?.coverage.input).toBe('scanned');
  });

  it.each(['/openai/%2e%2e/x', '/openai/v1/%252e%252e/%252e%252e/x', '/openai/..%2f..%2fx', '/openai/..%5c'])(
    '%s is 400',
    async (to) => {
      const before = provider.received.length;
      const got = await bytes('pass', `GET ${to} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
      expect(got).toMatch(/^HTTP\/1\.1 400 /);
      expect(got).toContain('path_escapes_base');
      expect(provider.received.length).toBe(before);
    },
  );

  it.each([
    ['/openai/v1//chat//completions', 'scanned'],
    ['/openai/v1/%63hat/completions', 'scanned'],
    ['/openai/V1/Chat/Completions/', 'scanned'],
    ['/openai/v1/files', 'unsupported'],
  ])('%s is %s', async (to, coverage) => {
    next = { type: 'application/json', body: answer };
    const { headers } = await ask('pass', chat('Hello.'), to);
    expect((await lastCall('pass', headers.get('x-spanguard-call')))?.coverage.input).toBe(coverage);
  });

  it('an unknown path is refused where onUnscannable is block', async () => {
    const before = provider.received.length;
    expect((await ask('block', '', '/openai/v1/models', 'GET')).status).toBe(400);
    expect(provider.received.length).toBe(before);
  });

  it('no header steers a request elsewhere, and ours are not sent on', async () => {
    next = { type: 'application/json', body: answer };
    await fetch(`${sidecars.pass?.proxy}${path}`, {
      method: 'POST',
      body: chat('Hello.'),
      headers: {
        'x-forwarded-host': 'elsewhere.example',
        'x-spanguard-team': 'blue',
        'x-spanguard-base-url': 'http://elsewhere.example',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      },
    });
    const names = provider.received
      .at(-1)
      ?.rawHeaders.filter((_, i) => i % 2 === 0)
      .map((name) => name.toLowerCase());
    expect(names?.filter((name) => name.startsWith('x-spanguard') || name === 'traceparent')).toEqual([]);
  });

  it('absurd heads are 431 or 400, and the port lives on', async () => {
    expect(await bytes('pass', `GET /openai/x HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
    expect(await bytes('pass', 'this is no HTTP\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await bytes('pass', '\u0016\u0003\u0001\u0002\u0000\u0001')).toMatch(/^HTTP\/1\.1 400 /);
    expect(
      await bytes('pass', 'GET http://elsewhere.example/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'),
    ).toMatch(/^HTTP\/1\.1 40[04] /);
    expect((await fetch(`${sidecars.pass?.admin}/healthz`)).status).toBe(200);
  });
});

describe('answers that cannot be read', () => {
  const odd: [string, typeof next, string][] = [
    ['HTML', { type: 'text/html', body: '<h1>Bad gateway</h1>' }, 'skipped:content-type'],
    ['JSON cut short, framed as whole', { type: 'application/json', body: answer.slice(0, 60) }, 'skipped:json'],
    ['nothing', { type: 'application/json', body: '' }, 'skipped:empty'],
    ['no content type and no JSON', { type: undefined, body: 'hm' }, 'skipped:json'],
    [
      'more than may be held',
      { type: 'application/json', body: answer.replace('Hi.', 'x'.repeat(50_000)) },
      'skipped:too-large',
    ],
  ];

  it.each(odd)('%s passes as it came and is on record', async (_, what, coverage) => {
    next = what;
    const { status, headers, text } = await ask('pass', chat('Hello.'));
    expect([status, text]).toEqual([200, what.body]);
    expect((await lastCall('pass', headers.get('x-spanguard-call')))?.coverage.output).toBe(coverage);
  });

  it.each(odd)('%s is refused where onUnscannable is block', async (_, what, coverage) => {
    next = what;
    const { status, headers, text } = await ask('block', chat('Hello.'));
    expect(status).toBe(502);
    expect(JSON.parse(text).error.code).toBe('unscannable');
    expect((await lastCall('block', headers.get('x-spanguard-call')))?.coverage.output).toBe(coverage);
  });

  it('an answer cut off on the wire fails where a policy could have changed it', async () => {
    next = { type: 'application/json', body: answer.slice(0, 60), length: answer.length };
    const { status, text } = await ask('pass', chat('Hello.'));
    expect(status).toBe(502);
    expect(JSON.parse(text).error.code).toBe('upstream_broken');
    const [call] = (await sidecars.pass?.calls()) ?? [];
    expect(call).toMatchObject({ error: 'upstream_broken', coverage: { output: 'skipped:broken' } });
  });

  it('a large whole answer is still priced by its own usage', async () => {
    next = { type: 'application/json', body: answer.replace('Hi.', 'x'.repeat(50_000)) };
    const { headers } = await ask('pass', chat('Hello.'));
    const call = await lastCall('pass', headers.get('x-spanguard-call'));
    expect(call).toMatchObject({ usage: { input: 3, output: 1 }, costConfidence: 'exact' });
  });

  it.each([
    'event: \n\n',
    'data: {"choices":[{"index":0,"delta":',
    'data: nonsense\n\n',
    ': only a comment\n\n',
    '\u0000\u0001\n\n',
  ])('a stream of %j passes as it came', async (body) => {
    next = { type: 'text/event-stream', body };
    const { status, text } = await ask('pass', JSON.stringify({ ...JSON.parse(chat('Hello.')), stream: true }));
    expect([status, text]).toEqual([200, body]);
  });

  it('an event that is no JSON cuts the stream where onUnscannable is block', async () => {
    next = { type: 'text/event-stream', body: 'data: {"choices":[]}\n\ndata: nonsense\n\ndata: [DONE]\n\n' };
    const { status, headers, text } = await ask(
      'block',
      JSON.stringify({ ...JSON.parse(chat('Hello.')), stream: true }),
    );
    expect(status).toBe(200);
    expect(text).not.toContain('nonsense');
    expect(text).toContain('content_filter');
    const call = await lastCall('block', headers.get('x-spanguard-call'));
    expect(call?.coverage.output).toBe('skipped:unreadable');
  });

  it('an event larger than may be held passes unread, or cuts the stream', async () => {
    const event = `data: {"x":"${'y'.repeat(50_000)}"}\n\n`;
    next = { type: 'text/event-stream', body: `data: {"choices":[]}\n\n${event}data: [DONE]\n\n` };
    const body = JSON.stringify({ ...JSON.parse(chat('Hello.')), stream: true });
    const passed = await ask('pass', body);
    expect(passed.text).toBe(next.body);
    expect((await lastCall('pass', passed.headers.get('x-spanguard-call')))?.coverage.output).toBe('skipped:too-large');
    const blocked = await ask('block', body);
    expect(blocked.text).not.toContain('yyyy');
    expect(blocked.text).toContain('content_filter');
    expect((await lastCall('block', blocked.headers.get('x-spanguard-call')))?.error).toBe('held_overflow');
  });
});

describe('nothing of it is in sight', () => {
  it('no content in metrics, calls or configuration', async () => {
    await ask('pass', chat(`mail ${canary}@example.com and 4111 1111 1111 1111`));
    for (const page of ['/metrics', '/calls', '/config']) {
      const text = await (await fetch(`${sidecars.pass?.admin}${page}`)).text();
      expect(text).not.toContain(canary);
      expect(text).not.toContain('4111 1111');
    }
  });
});
