import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { createSimulator } from '../../simulator/server.ts';
import { contentType } from '../contract/drivers.ts';
import { block, chat, keptOrigin, open, post, saying, sidecarFor, spoken, until } from '../support/beside.ts';
import { origin } from '../support/origin.ts';
import { sidecarWith } from '../support/sidecar.ts';
import { door, forbidden, questionsOf, webhookServer } from '../support/webhook.ts';

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
        response.writeHead(200, { 'content-type': contentType(speech, stream) });
        const said = speech.stream([{ kind: 'text', pieces: ['One two three four.'] }]);
        // Google's events say much behind their text.
        const more = speech.provider === 'google' ? 400 : 60;
        response.write(stream ? said.slice(0, said.lastIndexOf('four') + more) : '{');
        response.on('close', () => hungUp.open());
      }),
    );
    const sidecar = await sidecarFor(provider.url, hook.url, [block]);
    const { got } = post(sidecar, speech, `So ${forbidden}`, stream);
    await until(() => provider.received.length === 1 && hook.received.length === 1);
    openDoor();
    const { status, body } = await got;
    expect(status).toBe(400);
    const told = JSON.parse(body) as { error: object | string };
    const code = 'content_policy_violation';
    if (speech.provider === 'google') expect(told.error).toMatchObject({ code: 400, details: [{ reason: code }] });
    else if (typeof told.error === 'string') expect(told).toMatchObject({ code });
    else expect(told.error).toMatchObject({ type: 'invalid_request_error', code });
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
    // What is served at home has no list price.
    else expect(call?.costConfidence).toBe(speech.provider === 'ollama' ? 'unknown' : 'estimated');
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
