import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { assemble } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { pushBody, wholeBody } from '../../core/body.ts';
import type { Body, HeaderList, Signal } from '../../core/http.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const eventStream: HeaderList = [['content-type', 'text/event-stream']];
const json: HeaderList = [['content-type', 'application/json']];
const present: Signal = { aborted: false, addEventListener() {}, removeEventListener() {} };
const redacting = { policies: [{ name: 'mask', on: 'both', detect: ['email'], action: 'redact' }] };
const mail = 'jane.roe@example.com';

const chunk = (choice: object): string =>
  `data: ${JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, ...choice }] })}\n\n`;

async function* pieces(texts: readonly (string | Buffer)[], error?: Error): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text as string);
  if (error !== undefined) throw error;
}

interface Asked {
  readonly raw?: Record<string, unknown>;
  readonly status?: number;
  readonly headers?: HeaderList;
  readonly request?: string;
  readonly provider?: string;
  readonly path?: string;
  readonly signal?: Signal;
}

/** One call through `guard`, with the provider as a function. */
async function call(body: Body, asked: Asked = {}) {
  const {
    raw = redacting,
    status = 200,
    headers = eventStream,
    provider = 'openai',
    path = '/v1/chat/completions',
  } = asked;
  const config = validateConfig(raw, knownNames());
  const product = assemble({ config, file: undefined, env: {} }, { version: '0', log: quiet });
  let sent = '';
  const guarded = product.guard(async (request) => {
    sent = Buffer.from(request.body).toString();
    return { status, headers, body };
  });
  const base = product.bases.get(provider);
  if (base === undefined) throw new Error(provider);
  const response = await guarded({
    method: 'POST',
    url: { origin: base.origin, hostname: base.hostname, port: base.port, pathname: path, search: '' },
    headers: json,
    body: Buffer.from(asked.request ?? '{"model":"m","stream":true,"messages":[]}'),
    signal: asked.signal ?? present,
    provider,
  });
  const got: Uint8Array[] = [];
  let broke = false;
  try {
    for await (const bytes of response.body) got.push(bytes);
  } catch {
    broke = true;
  }
  // What is read on the side may end a little later.
  const entry = await vi.waitFor(() => {
    const [first] = product.telemetry.calls();
    if (first === undefined) throw new Error('Nothing on record');
    return first;
  });
  const bytes = Buffer.concat(got);
  return { bytes, text: bytes.toString(), headers: new Map(response.headers), entry, sent, broke };
}

describe('nothing of a masked value leaves', () => {
  it('in the text so far that stands beside each piece (Perplexity)', async () => {
    let soFar = '';
    const events = [...`a ${mail} b`].map((content) => {
      soFar += content;
      return chunk({ delta: { content }, message: { role: 'assistant', content: soFar } });
    });
    const end = chunk({ delta: {}, message: { role: 'assistant', content: soFar }, finish_reason: 'stop' });
    const { text, entry } = await call(pieces([...events, end, 'data: [DONE]\n\n']));
    expect(text).not.toMatch(/jane|roe@|@exam/);
    expect(text).toContain('"message":{"role":"assistant","content":"a <EMAIL_1> b"}');
    expect(entry.findings).toHaveLength(2);
  });

  it('in a text so far that begins anew', async () => {
    const told = ['x jane.roe@', 'jane.', 'jane.roe@exa', mail];
    const events = told.map((content) => chunk({ delta: {}, message: { content } }));
    expect((await call(pieces([...events, 'data: [DONE]\n\n']))).text).not.toContain('example.com');
  });

  it('when more has to be held than may be', async () => {
    const piece = (text: string, index: number): string =>
      chunk({
        delta: { tool_calls: [{ index: 0, ...(index === 0 ? { id: 't' } : {}), function: { arguments: text } }] },
      });
    const events = [`{"to":"${mail}","text":"`, ...Array.from({ length: 60 }, () => 'x'.repeat(100))].map(piece);
    const raw = { ...redacting, sidecar: { limits: { heldBytes: 4096 } } };
    const { text, entry } = await call(pieces(events), { raw });
    expect(text).not.toContain('jane');
    expect(entry.coverage.output).toBe('skipped:too-large');
  });

  it('in a tool call of 6,000 events, which is held until it is whole', async () => {
    const piece = (text: string): string =>
      chunk({ delta: { tool_calls: [{ index: 0, function: { arguments: text } }] } });
    const events = ['{"text":"', ...Array.from({ length: 6000 }, () => 'word '), ` ${mail}"}`].map(piece);
    const { text, entry } = await call(pieces([events.join(''), 'data: [DONE]\n\n']));
    expect(text).toContain('<EMAIL_1>');
    expect(text).not.toContain('jane');
    expect(entry.coverage.output).toBe('scanned');
  });

  it('when more has to be held than may be, and a policy refuses what it cannot evaluate: the stream is cut', async () => {
    const piece = (text: string): string =>
      chunk({ delta: { tool_calls: [{ index: 0, id: 't', function: { name: 'write', arguments: text } }] } });
    const events = Array.from({ length: 60 }, () => piece('x'.repeat(100)));
    const policies = redacting.policies.map((one) => ({ ...one, onError: 'closed' }));
    const raw = { policies, sidecar: { limits: { heldBytes: 4096 } } };
    const { text, entry } = await call(pieces([...events, 'data: [DONE]\n\n']), { raw });
    expect(text).not.toContain('xxx');
    expect(text).toContain('content_filter');
    expect([entry.coverage.output, entry.error]).toEqual(['skipped:too-large', 'held_overflow']);
    const whole = JSON.stringify({ choices: [{ message: { content: 'y'.repeat(5000) } }] });
    const large = await call(wholeBody(Buffer.from(whole)), { raw, headers: json });
    expect([large.text.includes('yyy'), large.entry.coverage.output]).toEqual([false, 'skipped:too-large']);
  });

  it('in the event in which a stream breaks off', async () => {
    const torn = `data: {"id":"c","choices":[{"index":0,"delta":{"content":"${mail}`;
    const { text, entry, broke } = await call(pieces([chunk({ delta: { content: 'hi' } }), torn], new Error('broke')));
    expect(text).toBe(chunk({ delta: { content: 'hi' } }));
    expect(broke).toBe(true);
    expect(entry.coverage.output).toBe('skipped:broken');
  });

  it('behind a byte order mark, in either direction', async () => {
    const request = `\uFEFF{"model":"m","messages":[{"role":"user","content":"${mail}"}]}`;
    const answer = `\uFEFF{"choices":[{"message":{"content":"${mail}"}}]}`;
    const { text, sent } = await call(wholeBody(Buffer.from(answer)), { request, headers: json });
    expect(sent).toBe(request.replace(mail, '<EMAIL_1>'));
    expect(text).toBe(answer.replace(mail, '<EMAIL_1>'));
  });

  it('in an error that quotes what the model said (Groq)', async () => {
    const answer = { error: { message: 'm', code: 'tool_use_failed', failed_generation: `<f>${mail}` } };
    const asked = { provider: 'groq', path: '/openai/v1/chat/completions', status: 400, headers: json };
    const { text, entry } = await call(wholeBody(Buffer.from(JSON.stringify(answer))), asked);
    expect(text).not.toContain('jane');
    expect(entry).toMatchObject({ status: 400, error: 'tool_use_failed', verdict: { output: 'redact' } });
  });

  it.each([
    ['/v1/chat/completions', { choices: [{ message: { content: 'x', context: { citations: [{ content: mail }] } } }] }],
    ['/v1/responses', { status: 'completed', output: [], output_text: mail }],
  ])('in what servers say beside the answer (%s)', async (path, answer) => {
    const { text } = await call(wholeBody(Buffer.from(JSON.stringify(answer))), { path, headers: json });
    expect(text).not.toContain('jane');
  });
});

describe('an answer under another name', () => {
  const asked = '{"model":"m","stream":true,"messages":[]}';
  const events = `${chunk({ delta: { content: `to ${mail} now` } })}data: [DONE]\n\n`;
  const answer = (content: string): string =>
    JSON.stringify({ id: 'c', model: 'm', choices: [{ message: { content } }] });

  it.each([
    ['no type', []],
    ['plain text', [['content-type', 'text/plain']] as HeaderList],
    ['JSON', json],
  ])('a stream under %s is read as it comes', async (_, headers) => {
    for (const lead of ['', '\n\n', ': hi\n\n', '\uFEFF']) {
      const whole = Buffer.from(lead + events);
      for (const cuts of [[whole], [...whole].map((byte) => Buffer.of(byte))]) {
        const { text, entry } = await call(pieces(cuts), { headers, request: asked });
        expect(text).toBe(lead + events.replace(mail, '<EMAIL_1>'));
        expect(entry).toMatchObject({ coverage: { output: 'scanned' }, verdict: { output: 'redact' } });
      }
    }
  });

  it('a whole answer under the name of a stream is read', async () => {
    for (const end of ['', '\n', '\n\n']) {
      const { text, entry } = await call(pieces([answer(`to ${mail} now`) + end]), { request: asked });
      expect(text).toBe(answer('to <EMAIL_1> now') + end);
      expect(entry).toMatchObject({ coverage: { output: 'scanned' }, responseModel: 'm' });
    }
  });

  it('a whole answer to a call that asked for a stream stays a whole answer', async () => {
    const { text, headers } = await call(pieces([answer('hi')]), { request: asked, headers: json });
    expect(text).toBe(answer('hi'));
    expect(headers.get('content-length')).toBe(String(text.length));
  });

  it.each(['<html>sorry</html>', '{"a":', `{"x":1}\n{"y":"${mail}"}\n\n`])(
    'what is neither is not said to be read: %s',
    async (body) => {
      expect((await call(pieces([body]), { request: asked })).entry.coverage.output).toBe('skipped:unreadable');
    },
  );
});

describe('codings', () => {
  it('that cannot be read keep their name', async () => {
    const { headers, entry } = await call(pieces(['??']), {
      headers: [...eventStream, ['content-encoding', 'snappy']],
    });
    expect(headers.get('content-encoding')).toBe('snappy');
    expect(entry.coverage.output).toBe('skipped:encoding');
  });

  const gzip: HeaderList = [...eventStream, ['content-encoding', 'gzip']];

  it.each([
    ['are not what they are called', [chunk({ delta: { content: 'hi' } }), 'data: [DONE]\n\n']],
    ['end too soon', [gzipSync(chunk({ delta: { content: 'hi' } })).subarray(0, -8)]],
  ])('that %s are passed unread where nothing may change, and are said to be', async (_, parts) => {
    const { bytes, entry } = await call(pieces(parts), { raw: { preset: 'observe' }, headers: gzip });
    expect(bytes).toEqual(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
    expect(entry.coverage.output).toBe('skipped:encoding');
  });

  it('that are not what they are called are the provider’s fault', async () => {
    const { entry, broke } = await call(pieces([chunk({ delta: { content: 'hi' } })]), { headers: gzip });
    expect(broke).toBe(true);
    expect(entry.error).toBe('upstream_broken');
  });
});

it('a caller that leaves at the end of the stream, before the provider hangs up, has missed nothing', async () => {
  let aborted = false;
  const signal: Signal = {
    ...present,
    get aborted() {
      return aborted;
    },
  };
  const body = pushBody((sink) => {
    sink.write(Buffer.from(`${chunk({ delta: { content: 'hi' }, finish_reason: 'stop' })}data: [DONE]\n\n`));
    setImmediate(() => {
      aborted = true;
      sink.fail(new Error('The caller left'));
    });
    return { resume() {}, cancel() {} };
  });
  const { entry, text } = await call(body, { signal });
  expect(text).toMatch(/\[DONE\]\n\n$/);
  expect(entry.error).toBeUndefined();
});
