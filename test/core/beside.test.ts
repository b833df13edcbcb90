import { request as httpRequest } from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { assemble } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { createSimulator } from '../../simulator/server.ts';
import { type Speech, speeches } from '../contract/speech.ts';
import { type Origin, origin } from '../support/origin.ts';
import { sidecarWith, type TestSidecar } from '../support/sidecar.ts';
import { door, forbidden, questionsOf, webhookServer } from '../support/webhook.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
const keptOrigin = async (server: Promise<Origin>): Promise<Origin> => {
  const made = await server;
  open.push(() => made.close());
  return made;
};

const block = { name: 'house', on: 'input', detect: ['house-check'], action: 'block', deadlineMs: 30_000 };

async function sidecarFor(provider: string, hook: string, policies: readonly object[], more: object = {}) {
  const sidecar = await sidecarWith({
    providers: { openai: { baseUrl: provider }, anthropic: { baseUrl: provider } },
    detectors: { 'house-check': { type: 'webhook', url: hook, remember: 0 } },
    policies,
    ...more,
  });
  open.push(() => sidecar.stop());
  return sidecar;
}

/** A provider that says these pieces, when `before` lets it. */
const saying = (speech: Speech, text = 'Hello there.', before?: () => Promise<unknown>): Promise<Origin> =>
  keptOrigin(
    origin(async ({ body }, response) => {
      await before?.();
      const stream = body.toString().includes('"stream":true');
      response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' });
      response.end((stream ? speech.stream : speech.whole)([{ kind: 'text', pieces: [text] }]));
    }),
  );

const spoken = speeches.filter(({ dialect }) => dialect !== 'openai-completions');
const [chat] = spoken as [Speech];

interface Got {
  readonly status: number;
  readonly body: string;
}

/** The caller, who may leave: `leave` breaks the connection off. */
function post(sidecar: TestSidecar, speech: Speech, text: string, stream: boolean) {
  const url = `${sidecar.proxy}/${speech.provider}${speech.path}`;
  let leave = (): void => {};
  const got = new Promise<Got>((resolve, reject) => {
    const call = httpRequest(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    call.on('error', reject);
    call.end(JSON.stringify(speech.request(text, stream)));
    leave = () => call.destroy();
  });
  got.catch(() => {});
  return { got, leave: () => leave() };
}

const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe.each(spoken.map((speech) => [speech.dialect, speech] as const))('%s', (_, speech) => {
  it.each([false, true])(
    'the provider works while others judge; nothing is released before (stream: %s)',
    async (stream) => {
      const { opened, open: openDoor } = door();
      const hook = await keptOrigin(webhookServer(() => opened));
      const provider = await saying(speech);
      const sidecar = await sidecarFor(provider.url, hook.url, [
        block,
        { name: 'mask', on: 'input', detect: ['email'], action: 'redact' },
      ]);
      const { got } = post(sidecar, speech, 'I am ann@example.com', stream);
      let released = false;
      void got.then(() => {
        released = true;
      });
      // The provider has it, masked, before the webhook has said a word.
      await until(() => provider.received.length === 1 && hook.received.length === 1);
      expect(provider.received[0]?.body.toString()).toContain('<EMAIL_1>');
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(released).toBe(false);
      openDoor();
      const { status, body } = await got;
      expect(status).toBe(200);
      expect(speech.hear(body, stream).text).toBe('Hello there.');
      const [call] = await sidecar.calls();
      expect(call).toMatchObject({ verdict: { input: 'redact', output: 'allow' }, status: 200 });
      expect(questionsOf(hook)).toEqual([
        { texts: ['I am ann@example.com'], side: 'input', role: 'user', model: expect.any(String) },
      ]);
    },
  );

  it.each([false, true])('a refusal is the ordinary one, and the call is called off (stream: %s)', async (stream) => {
    const { opened, open: openDoor } = door();
    const hook = await keptOrigin(webhookServer(() => opened));
    const hungUp = door();
    const provider = await keptOrigin(
      origin((__, response) => {
        response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' });
        const said = speech.stream([{ kind: 'text', pieces: ['One two three four.'] }]);
        response.write(stream ? said.slice(0, said.lastIndexOf('four') + 60) : '{');
        response.on('close', () => hungUp.open());
      }),
    );
    const sidecar = await sidecarFor(provider.url, hook.url, [block]);
    const { got } = post(sidecar, speech, `So ${forbidden}`, stream);
    await until(() => provider.received.length === 1 && hook.received.length === 1);
    openDoor();
    const { status, body } = await got;
    expect(status).toBe(400);
    expect(JSON.parse(body).error).toMatchObject({ type: 'invalid_request_error', code: 'content_policy_violation' });
    expect(body).not.toContain(forbidden);
    await hungUp.opened;
    const [call] = await sidecar.calls();
    expect(call).toMatchObject({
      status: 400,
      verdict: { input: 'block' },
      findings: [{ policy: 'house', detector: 'house-check', category: 'violence', start: 3, end: 9, side: 'input' }],
    });
    expect(call?.usage?.input).toBeGreaterThan(0);
    // What a stream said before it was called off was paid for as well.
    if (stream) expect(call?.usage?.output).toBeGreaterThan(0);
    else expect(call?.costConfidence).toBe('estimated');
  });
});

describe('SDKs', () => {
  it('see a refusal of a stream as they see any', async () => {
    const hook = await keptOrigin(webhookServer());
    const provider = await saying(chat);
    const sidecar = await sidecarFor(provider.url, hook.url, [block]);
    const messages = [{ role: 'user' as const, content: forbidden }];
    const openai = new OpenAI({ apiKey: 'k', baseURL: `${sidecar.proxy}/openai/v1` });
    const anthropic = new Anthropic({ apiKey: 'k', baseURL: `${sidecar.proxy}/anthropic` });
    await expect(openai.chat.completions.create({ model: 'gpt-4o', messages, stream: true })).rejects.toMatchObject({
      status: 400,
      code: 'content_policy_violation',
    });
    await expect(openai.responses.create({ model: 'gpt-4o', input: forbidden, stream: true })).rejects.toBeInstanceOf(
      OpenAI.BadRequestError,
    );
    await expect(
      anthropic.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 9, messages, stream: true }),
    ).rejects.toBeInstanceOf(Anthropic.BadRequestError);
    expect(await sidecar.calls(3)).toHaveLength(3);
  });

  it('are moderated by the simulator, on both sides', async () => {
    const simulator = createSimulator();
    open.push(() => simulator.close());
    const { port } = await simulator.listen('127.0.0.1', 0);
    const url = `http://127.0.0.1:${port}`;
    const sidecar = await sidecarWith(
      {
        providers: { openai: { baseUrl: url } },
        detectors: { moderation: { type: 'openai-moderation', url: `${url}/v1`, keyEnv: 'MODERATION_KEY' } },
        policies: [
          {
            name: 'kind',
            on: 'both',
            from: ['user', 'assistant'],
            detect: ['moderation'],
            action: 'block',
            deadlineMs: 30_000,
          },
        ],
      },
      { MODERATION_KEY: 'k' },
    );
    open.push(() => sidecar.stop());
    const openai = new OpenAI({ apiKey: 'k', baseURL: `${sidecar.proxy}/openai/v1`, maxRetries: 0 });
    const chatWith = (content: string) =>
      openai.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content }], stream: true });
    await expect(chatWith('How do I stab somebody?')).rejects.toMatchObject({ status: 400 });
    let text = '';
    for await (const { choices } of await chatWith('echo: all is well')) text += choices[0]?.delta.content ?? '';
    expect(text).toBe('all is well');
    const calls = await sidecar.calls(2);
    expect(calls.map(({ verdict }) => verdict)).toEqual([
      { input: 'allow', output: 'allow' },
      { input: 'block', output: 'allow' },
    ]);
  });
});

describe('when others fail', () => {
  const failing: Record<string, () => Promise<string>> = {
    'is down': async () => {
      const shut = await webhookServer();
      await shut.close();
      return shut.url;
    },
    'answers garbage': async () => (await keptOrigin(origin((_, response) => void response.end('?')))).url,
    'answers too much': async () =>
      (await keptOrigin(origin((_, response) => void response.end('x'.repeat(3_000_000))))).url,
    'never answers': async () => (await keptOrigin(origin(() => {}))).url,
  };

  it.each(
    Object.entries(failing).flatMap(([name, hook]) => [[name, 'open', hook] as const, [name, 'closed', hook] as const]),
  )('%s: %s', async (_, onError, hook) => {
    const provider = await saying(chat);
    const policy = { ...block, on: 'both', onError, deadlineMs: 300 };
    const sidecar = await sidecarFor(provider.url, await hook(), [policy]);
    const { status, body } = await post(sidecar, chat, 'Hi.', true).got;
    const [call] = await sidecar.calls();
    if (onError === 'open') {
      expect([status, chat.hear(body, true).text]).toEqual([200, 'Hello there.']);
      expect(call?.verdict).toEqual({ input: 'allow', output: 'allow' });
    } else {
      expect(status).toBe(400);
      expect(call?.verdict.input).toBe('block');
    }
  });

  it('on output alone, closed: a stream is cut before its text', async () => {
    const provider = await saying(chat);
    const url = await (failing['is down'] as () => Promise<string>)();
    const sidecar = await sidecarFor(provider.url, url, [{ ...block, on: 'output', onError: 'closed' }]);
    const { status, body } = await post(sidecar, chat, 'Hi.', true).got;
    expect([status, chat.hear(body, true).finish]).toEqual([200, 'content_filter']);
    expect(chat.hear(body, true).text).not.toContain('Hello');
  });
});

describe('while others judge', () => {
  it.each(['input', 'output'])('a caller that leaves ends everything (%s)', async (on) => {
    const left = door();
    const hook = await keptOrigin(
      webhookServer((_, incoming) => {
        incoming.socket.once('close', () => left.open());
        return new Promise(() => {});
      }),
    );
    const hungUp = door();
    const provider = await keptOrigin(
      origin((_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(chat.stream([{ kind: 'text', pieces: ['x '.repeat(2000)] }]).replace(/data: \[DONE\]\s*$/, ''));
        response.on('close', () => hungUp.open());
      }),
    );
    const sidecar = await sidecarFor(provider.url, hook.url, [{ ...block, on }]);
    const { leave } = post(sidecar, chat, 'Hi.', true);
    await until(() => hook.received.length > 0 && provider.received.length > 0);
    leave();
    await Promise.all([left.opened, hungUp.opened]);
    expect(await sidecar.calls()).toMatchObject([{ error: 'client_closed' }]);
  });

  it('a refusal calls off a provider that has not answered yet', async () => {
    const hungUp = door();
    let asked = false;
    const provider = await keptOrigin(
      origin((_, response) => {
        asked = true;
        response.on('close', () => hungUp.open());
      }),
    );
    const hook = await keptOrigin(webhookServer(() => until(() => asked)));
    const sidecar = await sidecarFor(provider.url, hook.url, [block]);
    expect((await post(sidecar, chat, forbidden, true).got).status).toBe(400);
    await hungUp.opened;
    const [call] = await sidecar.calls();
    expect(call).toMatchObject({ verdict: { input: 'block' }, usage: { output: 0 }, costConfidence: 'estimated' });
    expect(call?.usage?.input).toBeGreaterThan(0);
  });

  it("embedded, the signal of the refused call says so, and the caller's own is left as it was", async () => {
    const hook = await keptOrigin(webhookServer());
    const detectors = { 'house-check': { type: 'webhook', url: hook.url } };
    const config = validateConfig({ detectors, policies: [block] }, knownNames());
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const product = assemble({ config, file: undefined, env: {} }, { version: '0', log });
    const caller = new AbortController();
    let calledOff = false;
    const guarded = product.guard(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            calledOff = signal.aborted;
            reject(new Error('called off'));
          });
        }),
    );
    const { status } = await guarded({
      method: 'POST',
      url: new URL(`http://provider.example${chat.path}`),
      headers: [],
      body: Buffer.from(JSON.stringify(chat.request(forbidden, true))),
      signal: caller.signal,
      provider: chat.provider,
    });
    expect([status, calledOff, caller.signal.aborted]).toEqual([400, true, false]);
  });

  it('a provider that dies before its answer is told when the verdict is in', async () => {
    const { opened, open: openDoor } = door();
    const hook = await keptOrigin(webhookServer(() => opened));
    const provider = await keptOrigin(origin((_, __, incoming) => void incoming.socket.destroy()));
    const sidecar = await sidecarFor(provider.url, hook.url, [block]);
    const fine = post(sidecar, chat, 'Hi.', true);
    const refused = post(sidecar, chat, forbidden, true);
    await until(() => hook.received.length === 2 && provider.received.length >= 2);
    openDoor();
    expect((await fine.got).status).toBe(502);
    expect((await refused.got).status).toBe(400);
    const calls = await sidecar.calls(2);
    expect(calls.map(({ error, verdict }) => [error, verdict.input]).sort()).toEqual([
      ['content_policy_violation', 'block'],
      ['upstream_broken', 'allow'],
    ]);
  });

  it('a provider that dies in the middle of its answer: what was judged, and then the break', async () => {
    const { opened, open: openDoor } = door();
    const hook = await keptOrigin(webhookServer(({ side }) => (side === 'output' ? opened : undefined)));
    const provider = await keptOrigin(
      origin((_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const said = chat.stream([{ kind: 'text', pieces: ['Hello '.repeat(400), 'and more'] }]);
        response.write(said.slice(0, said.indexOf('and more') - 40), () => response.destroy());
      }),
    );
    const sidecar = await sidecarFor(provider.url, hook.url, [{ ...block, on: 'output' }]);
    const call = post(sidecar, chat, 'Hi.', true);
    await until(() => hook.received.length > 0);
    openDoor();
    await expect(call.got).rejects.toThrow();
    expect(await sidecar.calls()).toMatchObject([{ error: 'upstream_broken', verdict: { output: 'allow' } }]);
  });

  it('a sidecar that is told to stop lets the call end', async () => {
    const { opened, open: openDoor } = door();
    const hook = await keptOrigin(webhookServer(() => opened));
    const provider = await saying(chat);
    const sidecar = await sidecarWith({
      providers: { openai: { baseUrl: provider.url } },
      detectors: { 'house-check': { type: 'webhook', url: hook.url } },
      policies: [block],
    });
    const { got } = post(sidecar, chat, 'Hi.', true);
    await until(() => hook.received.length > 0 && provider.received.length > 0);
    const stopped = sidecar.stop();
    openDoor();
    expect((await got).status).toBe(200);
    await stopped;
  });

  it('a policy in shadow keeps nobody waiting, and is on record all the same', async () => {
    const { opened, open: openDoor } = door();
    const hook = await keptOrigin(webhookServer(() => opened));
    const provider = await saying(chat);
    const sidecar = await sidecarFor(provider.url, hook.url, [{ ...block, mode: 'shadow' }]);
    const { status, body } = await post(sidecar, chat, forbidden, true).got;
    expect([status, chat.hear(body, true).text]).toEqual([200, 'Hello there.']);
    openDoor();
    expect(await sidecar.calls()).toMatchObject([{ verdict: { input: 'flag' }, findings: [{ mode: 'shadow' }] }]);
  });

  it('nor on output', async () => {
    const { opened, open: openDoor } = door();
    const hook = await keptOrigin(webhookServer(() => opened));
    const provider = await saying(chat, `Hello ${forbidden}.`);
    const sidecar = await sidecarFor(provider.url, hook.url, [{ ...block, on: 'output', mode: 'shadow' }]);
    const { body } = await post(sidecar, chat, 'Hi.', true).got;
    expect(chat.hear(body, true).text).toBe(`Hello ${forbidden}.`);
    openDoor();
    expect(await sidecar.calls()).toMatchObject([{ verdict: { output: 'flag' }, findings: [{ mode: 'shadow' }] }]);
  });

  it('what is refused without others is sent to nobody', async () => {
    const hook = await keptOrigin(webhookServer());
    const provider = await saying(chat);
    const sidecar = await sidecarFor(provider.url, hook.url, [
      block,
      { name: 'no-ssn', on: 'input', detect: ['us-ssn'], action: 'block' },
    ]);
    expect((await post(sidecar, chat, 'My number is 536-22-8174.', true).got).status).toBe(400);
    expect([hook.received, provider.received]).toEqual([[], []]);
  });

  it('a long answer that is held pauses its source, and all of it comes', async () => {
    const hook = await keptOrigin(webhookServer(() => new Promise((resolve) => setImmediate(resolve))));
    const text = 'All of it is well. '.repeat(20_000);
    const pieces = text.match(/.{1,40}/g) ?? [];
    const provider = await keptOrigin(
      origin((_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(chat.stream([{ kind: 'text', pieces }]));
      }),
    );
    const sidecar = await sidecarFor(provider.url, hook.url, [{ ...block, on: 'output' }], {
      sidecar: { limits: { heldBytes: 262_144 } },
    });
    const { body } = await post(sidecar, chat, 'Hi.', true).got;
    expect(chat.hear(body, true).text === text).toBe(true);
    expect(await sidecar.calls()).toMatchObject([{ coverage: { output: 'scanned' }, verdict: { output: 'allow' } }]);
  });
});
