import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anthropic, chat, responses, type Told } from '../contract/calling.ts';
import { type Origin, origin } from '../support/origin.ts';
import { sidecarWith, type TestSidecar } from '../support/sidecar.ts';

const policies = [
  { name: 'calls', action: 'block', tools: { deny: ['transfer_*'], arguments: { pay: { required: ['to'] } } } },
  { name: 'shape', action: 'block', format: { fences: 'strip', schema: { type: 'object' } } },
];

const call = (name: string, ...pieces: string[]): Told => ({ choice: 0, kind: 'tool', name, pieces });
const json = (...pieces: string[]): Told => ({ choice: 0, kind: 'text', name: '', pieces });

/** Real clients before a real sidecar: what it refuses and cuts is an ordinary answer to them. */
let provider: Origin;
let sidecar: TestSidecar;
let openai: OpenAI;
let claude: Anthropic;
let next: { body: string; stream: boolean };

beforeAll(async () => {
  provider = await origin(async (_, response) => {
    response.writeHead(200, { 'content-type': next.stream ? 'text/event-stream' : 'application/json' });
    for (let at = 0; at < next.body.length; at += 97) {
      response.write(next.body.slice(at, at + 97));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  });
  const baseUrl = provider.url;
  sidecar = await sidecarWith({ policies, providers: { openai: { baseUrl }, anthropic: { baseUrl } } });
  openai = new OpenAI({ apiKey: 'none', baseURL: `${sidecar.proxy}/openai/v1`, maxRetries: 0 });
  claude = new Anthropic({ apiKey: 'none', baseURL: `${sidecar.proxy}/anthropic`, maxRetries: 0 });
});
afterAll(async () => {
  await sidecar.stop();
  await provider.close();
});

const messages = [{ role: 'user' as const, content: 'Act.' }];
const asked = { model: 'gpt-4o', messages };

const bad: ReadonlyArray<readonly [string, readonly Told[]]> = [
  ['a name', [call('look_up', '{"a":1}'), call('transfer_money', '{"am', 'ount":1}')]],
  ['a name alone', [call('transfer_money', '{}')]],
  ['arguments', [call('pay', '{"amount', '":1}')]],
  ['two calls, the first refused', [call('pay', '{}'), call('look_up', '{}')]],
];

describe.each(bad)('refused for %s', (_, told) => {
  const secret = /transfer|amount|pay/;

  it('chat', async () => {
    next = { body: chat.whole(told), stream: false };
    const whole = await openai.chat.completions.create(asked);
    expect(whole.choices[0]).toMatchObject({ finish_reason: 'content_filter' });
    expect(whole.choices[0]?.message.tool_calls).toBeUndefined();
    next = { body: chat.stream(told, [0]), stream: true };
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of await openai.chat.completions.create({ ...asked, stream: true })) chunks.push(chunk);
    expect(JSON.stringify(chunks)).not.toMatch(secret);
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('content_filter');
  });

  it('responses', async () => {
    next = { body: responses.whole(told), stream: false };
    const whole = await openai.responses.create({ model: 'gpt-5', input: 'Act.' });
    expect(whole).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'content_filter' } });
    expect(whole.output.map(({ type }) => type)).toEqual(['message']);
    next = { body: responses.stream(told, []), stream: true };
    const stream = openai.responses.stream({ model: 'gpt-5', input: 'Act.' });
    const events: unknown[] = [];
    for await (const event of stream) events.push(event);
    expect(JSON.stringify(events)).not.toMatch(secret);
    expect((await stream.finalResponse()).status).toBe('incomplete');
  });

  it('messages', async () => {
    const params = { model: 'claude', max_tokens: 9, messages };
    next = { body: anthropic.whole(told), stream: false };
    const whole = await claude.messages.create(params);
    expect(whole).toMatchObject({ stop_reason: 'refusal', content: [{ type: 'text' }] });
    next = { body: anthropic.stream(told, []), stream: true };
    const stream = claude.messages.stream(params);
    const final = await stream.finalMessage();
    expect(final.stop_reason).toBe('refusal');
    expect(JSON.stringify(final)).not.toMatch(secret);
  });
});

describe('the format of an answer', () => {
  const fenced = [json('```json\n{"o', 'k":1}', '\n```')];

  it('comes bare out of its fence, whole and streamed', async () => {
    next = { body: chat.whole(fenced), stream: false };
    expect((await openai.chat.completions.create(asked)).choices[0]?.message.content).toBe('{"ok":1}');
    next = { body: anthropic.stream(fenced, []), stream: true };
    const final = await claude.messages.stream({ model: 'claude', max_tokens: 9, messages }).finalMessage();
    expect(final.content).toMatchObject([{ type: 'text', text: '{"ok":1}' }]);
    next = { body: responses.stream(fenced, []), stream: true };
    const answer = await openai.responses.stream({ model: 'gpt-5', input: 'Act.' }).finalResponse();
    expect(answer.output_text).toBe('{"ok":1}');
    const [entry] = await sidecar.calls();
    expect(entry).toMatchObject({
      verdict: { output: 'redact' },
      formats: [{ policy: 'shape', compliant: true }],
    });
  });

  it('is refused where it breaks the schema, and both outcomes are counted', async () => {
    next = { body: chat.stream([json('[1,', '2]')], [0]), stream: true };
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of await openai.chat.completions.create({ ...asked, stream: true })) chunks.push(chunk);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('');
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('content_filter');
    next = { body: responses.whole([json('no JSON')]), stream: false };
    expect((await openai.responses.create({ model: 'gpt-5', input: 'Act.' })).status).toBe('incomplete');
    const [entry] = await sidecar.calls();
    expect(entry).toMatchObject({ verdict: { output: 'block' }, formats: [{ policy: 'shape', compliant: false }] });
    const metrics = await (await fetch(`${sidecar.admin}/metrics`)).text();
    expect(metrics).toMatch(/spanguard_format_outcomes_total\{policy="shape",outcome="compliant"\} [1-9]/);
    expect(metrics).toMatch(/spanguard_format_outcomes_total\{policy="shape",outcome="not_compliant"\} [1-9]/);
  });
});
