import Anthropic, { APIError as AnthropicError } from '@anthropic-ai/sdk';
import OpenAI, { APIError as OpenAIError } from 'openai';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/server.ts';
import { sidecarWith, type TestSidecar } from '../support/sidecar.ts';

/** What one road to the provider showed of one scenario. */
interface Seen {
  readonly result: unknown;
  readonly answers: { status: number; headers: [string, string][]; body: string }[];
  readonly heard: unknown;
}

/** One road: a provider of its own, and the base URL that leads to it. */
interface Road {
  readonly simulator: Simulator;
  readonly url: (provider: string, path: string) => string;
}

const hop = /^(?:x-spanguard-|connection|keep-alive|transfer-encoding|content-length|date$|host$)/;

/** Runs a scenario with real clients over one road, and writes down all that it showed. */
async function walk(road: Road, scenario: Scenario): Promise<Seen> {
  const answers: Seen['answers'] = [];
  const recording: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    const [mine, theirs] = response.body === null ? [null, null] : response.body.tee();
    const body = mine === null ? '' : await new Response(mine).text().catch((error: Error) => `broke: ${error.name}`);
    answers.push({ status: response.status, headers: [...response.headers].filter(([name]) => !hop.test(name)), body });
    return new Response(theirs, response);
  };
  const openai = new OpenAI({ apiKey: 'sk-none', baseURL: road.url('openai', '/v1'), fetch: recording, maxRetries: 0 });
  const anthropic = new Anthropic({
    apiKey: 'none',
    baseURL: road.url('anthropic', ''),
    fetch: recording,
    maxRetries: 0,
  });
  let result: unknown;
  try {
    result = await scenario({ openai, anthropic });
  } catch (error) {
    if (!(error instanceof OpenAIError) && !(error instanceof AnthropicError)) throw error;
    result = { name: error.constructor.name, status: error.status, message: error.message, error: error.error };
  }
  const { last } = road.simulator;
  const headers = Object.entries(last?.headers ?? {}).filter(([name]) => !hop.test(name));
  return { result: JSON.parse(JSON.stringify(result ?? null)), answers, heard: { ...last, path: last?.path, headers } };
}

type Scenario = (clients: { openai: OpenAI; anthropic: Anthropic }) => Promise<unknown>;

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

const weather = {
  type: 'function' as const,
  function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
};
const weatherTool = {
  name: 'get_weather',
  input_schema: { type: 'object' as const, properties: { city: { type: 'string' } } },
};
const hello = [{ role: 'user' as const, content: 'Say hello, please. Mail ann@example.com – é😀' }];
const askWeather = [{ role: 'user' as const, content: 'call the tool get_weather for Oslo' }];
const steer = (words: string) => ({ headers: { 'x-simulate': words } });

const scenarios: Record<string, Scenario> = {
  'chat, whole': ({ openai }) => openai.chat.completions.create({ model: 'gpt-4o', messages: hello }),
  'chat, three choices': ({ openai }) => openai.chat.completions.create({ model: 'gpt-4o', messages: hello, n: 3 }),
  'chat, streamed': async ({ openai }) =>
    all(await openai.chat.completions.create({ model: 'gpt-4o', messages: hello, stream: true })),
  'chat, streamed with usage': async ({ openai }) =>
    all(
      await openai.chat.completions.create({
        model: 'gpt-4o',
        messages: hello,
        stream: true,
        stream_options: { include_usage: true },
      }),
    ),
  'chat, stream helper': async ({ openai }) =>
    openai.chat.completions.stream({ model: 'gpt-4o', messages: hello }).finalChatCompletion(),
  'chat, tool': ({ openai }) =>
    openai.chat.completions.create({ model: 'gpt-4o', messages: askWeather, tools: [weather] }),
  'chat, tool streamed': async ({ openai }) =>
    all(
      await openai.chat.completions.create({ model: 'gpt-4o', messages: askWeather, tools: [weather], stream: true }),
    ),
  'chat, gzip': ({ openai }) =>
    openai.chat.completions.create({ model: 'gpt-4o', messages: hello }, steer('encoding=gzip')),
  'chat, br streamed': async ({ openai }) =>
    all(await openai.chat.completions.create({ model: 'gpt-4o', messages: hello, stream: true }, steer('encoding=br'))),
  'chat, CRLF streamed in bytes': async ({ openai }) =>
    all(
      await openai.chat.completions.create(
        { model: 'gpt-4o', messages: hello, stream: true },
        steer('crlf; split=bytes'),
      ),
    ),
  'responses, whole': ({ openai }) => openai.responses.create({ model: 'gpt-5', input: 'Say hello.' }),
  'responses, streamed': async ({ openai }) =>
    all(await openai.responses.create({ model: 'gpt-5', input: 'Say hello.', stream: true })),
  'responses, stream helper': async ({ openai }) =>
    openai.responses.stream({ model: 'gpt-5', input: 'Say hello.' }).finalResponse(),
  embeddings: ({ openai }) => openai.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'] }),
  'completions, streamed': async ({ openai }) =>
    all(await openai.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: 'Once', stream: true })),
  models: async ({ openai }) => all(await openai.models.list()),
  'error 429': ({ openai }) =>
    openai.chat.completions.create({ model: 'gpt-4o', messages: hello }, steer('status=429; retry-after=2')),
  'error 500': ({ openai }) =>
    openai.chat.completions.create({ model: 'gpt-4o', messages: hello }, steer('status=500')),
  'unknown model': ({ openai }) => openai.chat.completions.create({ model: 'no-such-model', messages: hello }),
  'error inside a stream': async ({ openai }) =>
    all(
      await openai.chat.completions.create(
        { model: 'gpt-4o', messages: hello, stream: true },
        steer('error-in-stream'),
      ),
    ),
  'messages, whole': ({ anthropic }) =>
    anthropic.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 100, messages: hello }),
  'messages, streamed': async ({ anthropic }) =>
    all(
      await anthropic.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 100, messages: hello, stream: true }),
    ),
  'messages, stream helper with thinking': ({ anthropic }) =>
    anthropic.messages
      .stream({
        model: 'claude-sonnet-4-5',
        max_tokens: 4000,
        thinking: { type: 'enabled', budget_tokens: 2000 },
        messages: hello,
      })
      .finalMessage(),
  'messages, tool streamed': ({ anthropic }) =>
    anthropic.messages
      .stream({ model: 'claude-sonnet-4-5', max_tokens: 100, messages: askWeather, tools: [weatherTool] })
      .finalMessage(),
  'messages, error 529': ({ anthropic }) =>
    anthropic.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 100, messages: hello }, steer('status=529')),
  'count tokens': ({ anthropic }) => anthropic.messages.countTokens({ model: 'claude-sonnet-4-5', messages: hello }),
};

describe('official clients see no difference under observe', () => {
  let direct: Road;
  let through: Road;
  let sidecar: TestSidecar;

  beforeAll(async () => {
    // Answers carry the second they were made in.
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-20T12:00:00Z') });
    const [one, two] = [createSimulator({ seed: 7 }), createSimulator({ seed: 7 })];
    const [a, b] = [await one.listen('127.0.0.1', 0), await two.listen('127.0.0.1', 0)];
    const baseUrl = `http://127.0.0.1:${b.port}`;
    sidecar = await sidecarWith({ preset: 'observe', providers: { openai: { baseUrl }, anthropic: { baseUrl } } });
    direct = { simulator: one, url: (_, path) => `http://127.0.0.1:${a.port}${path}` };
    through = { simulator: two, url: (provider, path) => `${sidecar.proxy}/${provider}${path}` };
  });
  afterAll(async () => {
    vi.useRealTimers();
    await sidecar.stop();
    await Promise.all([direct.simulator.close(), through.simulator.close()]);
  });

  it.each(Object.entries(scenarios))('%s', async (_name, scenario) => {
    const without = await walk(direct, scenario);
    const withUs = await walk(through, scenario);
    expect(withUs.result).toEqual(without.result);
    expect(withUs.answers).toEqual(without.answers);
    expect(withUs.heard).toEqual(without.heard);
  });
});
