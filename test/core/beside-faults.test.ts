import { describe, expect, it } from 'vitest';
import { assemble } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { block, chat, keptOrigin, post, saying, sidecarFor, until } from '../support/beside.ts';
import { origin } from '../support/origin.ts';
import { sidecarWith } from '../support/sidecar.ts';
import { door, forbidden, webhookServer } from '../support/webhook.ts';

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
  /** A provider that goes on, and whether somebody has hung up on it. */
  async function talking() {
    const hungUp = door();
    const pieces = [{ kind: 'text', pieces: ['x '.repeat(2000)] }] as const;
    const said = chat.stream(pieces).replace(/data: \[DONE\]\s*$/, '');
    const provider = await keptOrigin(
      origin((_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        const more = setInterval(() => response.write(': and on\n\n'), 20);
        response.write(said);
        response.on('close', () => {
          clearInterval(more);
          hungUp.open();
        });
      }),
    );
    return { provider, hungUp };
  }

  it.each([
    ['input', 'leave'],
    ['input', 'reset'],
    ['output', 'reset'],
  ] as const)('a caller that leaves ends everything (%s, %s)', async (on, how) => {
    const left = door();
    const hook = await keptOrigin(
      webhookServer((_, incoming) => {
        incoming.socket.once('close', () => left.open());
        return new Promise(() => {});
      }),
    );
    const { provider, hungUp } = await talking();
    const sidecar = await sidecarFor(provider.url, hook.url, [{ ...block, on }]);
    const call = post(sidecar, chat, 'Hi.', true);
    await until(() => hook.received.length > 0 && provider.received.length > 0);
    call[how]();
    await Promise.all([left.opened, hungUp.opened]);
    expect(await sidecar.calls()).toMatchObject([{ error: 'client_closed' }]);
  });

  it('a caller that only ends its side of an answer that has begun is told from one that left when it goes on', async () => {
    const judged = door();
    const hook = await keptOrigin(webhookServer(() => judged.opened));
    const { provider, hungUp } = await talking();
    const sidecar = await sidecarFor(provider.url, hook.url, [{ ...block, on: 'output' }]);
    const { leave } = post(sidecar, chat, 'Hi.', true);
    await until(() => hook.received.length > 0 && provider.received.length > 0);
    leave();
    judged.open();
    await hungUp.opened;
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
