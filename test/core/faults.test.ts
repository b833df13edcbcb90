import { describe, expect, it } from 'vitest';
import { assemble } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { guard } from '../../core/guard.ts';
import type { CallJudge, Guardrails } from '../../core/guardrails.ts';
import type { HttpRequest } from '../../core/http.ts';
import { allow } from '../../core/verdict.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const event = (content: string) =>
  `data: ${JSON.stringify({ id: 'c', model: 'gpt-4o', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
const events = [event('one '), event('two '), event('three '), 'data: [DONE]\n\n'];
const whole = JSON.stringify({
  model: 'gpt-4o',
  choices: [{ index: 0, message: { role: 'assistant', content: 'one' }, finish_reason: 'stop' }],
});

const fail = (): never => {
  throw new Error('content that must not be told: CANARY');
};

/** A judge that allows everything, but for what is given; the product is otherwise the real one. */
function faulty(part: Partial<CallJudge>) {
  const config = validateConfig({ preset: 'balanced' }, knownNames());
  const product = assemble({ config, file: undefined, env: {} }, { version: '0', log });
  const judge: CallJudge = {
    changesOutput: true,
    restores: false,
    restored: (_, redactions) => redactions,
    readsOutput: true,
    input: () => allow,
    output: () => allow,
    scanner: () => undefined,
    streamed: () => allow,
    ...part,
  };
  const guardrails: Guardrails = { ...product.guardrails, judge: () => judge };
  let asked = 0;
  async function* body(stream: boolean): AsyncGenerator<Uint8Array> {
    for (const piece of stream ? events : [whole]) yield Buffer.from(piece);
  }
  return {
    asked: () => asked,
    call: () => product.telemetry.calls(1)[0],
    async send(stream: boolean): Promise<string> {
      const guarded = guard(async () => {
        asked++;
        const type = stream ? 'text/event-stream' : 'application/json';
        return { status: 200, headers: [['content-type', type]], body: body(stream) };
      }, guardrails);
      const request: HttpRequest = {
        method: 'POST',
        url: new URL('http://provider.example/v1/chat/completions'),
        headers: [],
        body: Buffer.from(JSON.stringify({ model: 'gpt-4o', stream, messages: [{ role: 'user', content: 'Hi.' }] })),
        signal: new AbortController().signal,
        provider: 'groq',
      };
      const response = await guarded(request);
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.body) chunks.push(chunk);
      return Buffer.concat(chunks).toString();
    },
  };
}

describe('faults of our own', () => {
  it('an input that cannot be judged does not leave, and is on record', async () => {
    const product = faulty({ input: fail });
    await expect(product.send(false)).rejects.toMatchObject({ code: 'internal', call: expect.any(String) });
    await expect(product.send(false)).rejects.not.toMatchObject({ message: expect.stringContaining('CANARY') });
    expect(product.asked()).toBe(0);
    expect(product.call()).toMatchObject({ error: 'internal', status: 500 });
  });

  it('an answer that cannot be judged does not leave', async () => {
    const product = faulty({ output: fail });
    await expect(product.send(false)).rejects.toMatchObject({ code: 'internal' });
    expect(product.call()).toMatchObject({ error: 'internal' });
  });

  it('a stream that cannot be judged is cut where a policy could have changed it', async () => {
    const product = faulty({ scanner: fail });
    const body = await product.send(true);
    expect(body).not.toContain('two');
    expect(body).toContain('content_filter');
    expect(product.call()).toMatchObject({ error: 'internal', coverage: { output: 'skipped:internal' } });
  });

  it('and passes untouched where none could', async () => {
    const product = faulty({ scanner: fail, changesOutput: false });
    expect(await product.send(true)).toBe(events.join(''));
    expect(product.call()).toMatchObject({ coverage: { output: 'skipped:internal' } });
  });
});
