import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anthropicMessages, openaiChat, openaiResponses, type Said, type Speech } from '../contract/speech.ts';
import { type Origin, origin } from '../support/origin.ts';
import { sidecarWith, type TestSidecar } from '../support/sidecar.ts';

const prompt = 'Write to Ann <ann@example.com>, phone +49 30 901820, from "O\'Neil" <o.neil@example.org>.';
const masked = 'Write to Ann <<EMAIL_1>>, phone <PHONE_1>, from "O\'Neil" <<EMAIL_2>>.';

let provider: Origin;
let sidecar: TestSidecar;
let openai: OpenAI;
let anthropic: Anthropic;

/** Says back what it was told, a few letters at a time. */
function echoed(speech: Speech, body: string): string {
  const { stream } = JSON.parse(body) as { stream?: boolean };
  const pieces = (text: string): string[] => text.match(/[\s\S]{1,3}/g) ?? [];
  const said: Said[] = [
    { kind: 'reasoning', pieces: pieces(masked) },
    { kind: 'text', pieces: pieces(masked) },
    { kind: 'tool', pieces: pieces(JSON.stringify({ to: masked }).replaceAll('<', '\\u003c')) },
  ];
  return stream === true ? speech.stream(said) : speech.whole(said);
}

beforeAll(async () => {
  provider = await origin(({ url, body }, response) => {
    const speech = [openaiResponses, anthropicMessages].find(({ path }) => url === path) ?? openaiChat;
    const text = body.toString();
    const type = text.includes('"stream":true') ? 'text/event-stream' : 'application/json';
    response.writeHead(200, { 'content-type': type }).end(echoed(speech, text));
  });
  const baseUrl = provider.url;
  sidecar = await sidecarWith({ preset: 'balanced', providers: { openai: { baseUrl }, anthropic: { baseUrl } } });
  openai = new OpenAI({ apiKey: 'none', baseURL: `${sidecar.proxy}/openai/v1`, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: 'none', baseURL: `${sidecar.proxy}/anthropic`, maxRetries: 0 });
});
afterAll(async () => {
  await sidecar.stop();
  await provider.close();
});

const messages = [{ role: 'user' as const, content: prompt }];

/** What each way of asking showed: text, reasoning, tool arguments. */
const ways: Record<string, () => Promise<readonly unknown[]>> = {
  async 'chat, whole'() {
    const answer = await openai.chat.completions.create({ model: 'gpt-4o', messages });
    const message = answer.choices[0]!.message as (typeof answer.choices)[0]['message'] & { reasoning_content: string };
    const call = message.tool_calls![0]!;
    return [message.content, message.reasoning_content, 'function' in call && JSON.parse(call.function.arguments)];
  },
  async 'chat, streamed'() {
    const answer = openai.chat.completions.stream({ model: 'gpt-4o', messages });
    let reasoning = '';
    for await (const chunk of answer) {
      reasoning += (chunk.choices[0]?.delta as { reasoning_content?: string } | undefined)?.reasoning_content ?? '';
    }
    const { message } = (await answer.finalChatCompletion()).choices[0]!;
    const call = message.tool_calls![0]!;
    return [message.content, reasoning, 'function' in call && JSON.parse(call.function.arguments)];
  },
  async 'responses, whole'() {
    return itemsOf(await openai.responses.create({ model: 'gpt-5', input: prompt }));
  },
  async 'responses, streamed'() {
    const answer = openai.responses.stream({ model: 'gpt-5', input: prompt });
    let text = '';
    for await (const event of answer) if (event.type === 'response.output_text.delta') text += event.delta;
    expect(text).toBe(prompt);
    return itemsOf(await answer.finalResponse());
  },
  async 'messages, whole'() {
    return blocksOf(await anthropic.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 100, messages }));
  },
  async 'messages, streamed'() {
    const answer = anthropic.messages.stream({ model: 'claude-sonnet-4-5', max_tokens: 100, messages });
    return blocksOf(await answer.finalMessage());
  },
};

function itemsOf({ output }: OpenAI.Responses.Response): readonly unknown[] {
  const of = <T extends string>(type: T) =>
    output.find((item) => item.type === type) as Extract<(typeof output)[number], { type: T }>;
  const [part] = of('message').content;
  return [
    part?.type === 'output_text' && part.text,
    of('reasoning').summary[0]?.text,
    JSON.parse(of('function_call').arguments),
  ];
}

function blocksOf({ content }: Anthropic.Message): readonly unknown[] {
  const of = <T extends string>(type: T) =>
    content.find((block) => block.type === type) as Extract<(typeof content)[number], { type: T }>;
  return [of('text').text, of('thinking').thinking, of('tool_use').input];
}

it.each(Object.entries(ways))('%s: the provider never sees the values, the caller has them back', async (_, ask) => {
  expect(await ask()).toEqual([prompt, prompt, { to: prompt }]);
  const { body } = provider.received.at(-1)!;
  expect(body.toString()).toContain(JSON.stringify(masked).slice(1, -1));
  expect(body.toString()).not.toMatch(/@example|901820/);
  const [call] = await sidecar.calls();
  expect(call).toMatchObject({ verdict: { input: 'redact', output: 'allow' }, coverage: { output: 'scanned' } });
  expect(JSON.stringify(call)).not.toMatch(/@example|901820/);
});
