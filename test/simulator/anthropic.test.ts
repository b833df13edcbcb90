import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, test } from 'vitest';
import { eventsOf, json, say, simulated, steer } from './simulated.ts';

const on = simulated();
const base = { model: 'claude-sonnet-4-6', max_tokens: 2000 };
const tools = [
  {
    name: 'get_weather',
    input_schema: { type: 'object' as const, properties: { city: { type: 'string' }, units: { enum: ['c', 'f'] } } },
  },
];

describe('whole', () => {
  test('text, ids, usage', async () => {
    const message = await on.anthropic.messages.create({ ...base, messages: [say('echo: good morning')] });
    expect(message.content).toEqual([{ type: 'text', text: 'good morning' }]);
    expect(message).toMatchObject({ role: 'assistant', stop_reason: 'end_turn', stop_sequence: null });
    expect(message.id).toMatch(/^msg_01[A-Za-z0-9]{22}$/);
    expect(message.usage).toMatchObject({ output_tokens: 3, cache_read_input_tokens: 0 });
  });

  test('thinking, tool use, length, stop sequence', async () => {
    const thought = await on.anthropic.messages.create({
      ...base,
      thinking: { type: 'enabled', budget_tokens: 1024 },
      messages: [say('hi')],
    });
    expect(thought.content.map((block) => block.type)).toEqual(['thinking', 'text']);
    const used = await on.anthropic.messages.create({ ...base, tools, messages: [say('call the tool')] });
    expect(used.stop_reason).toBe('tool_use');
    expect(used.content[0]).toMatchObject({ name: 'get_weather', input: { city: 'Bern', units: 'c' } });
    const short = await on.anthropic.messages.create({ ...base, max_tokens: 1, messages: [say('echo: 12345')] });
    expect(short).toMatchObject({ stop_reason: 'max_tokens', content: [{ text: '1234' }] });
    const stopped = await on.anthropic.messages.create({
      ...base,
      stop_sequences: ['|'],
      messages: [say('echo: one|two')],
    });
    expect(stopped).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: '|', content: [{ text: 'one' }] });
    const after = await on.anthropic.messages.create({
      ...base,
      tools,
      messages: [
        say('call the tool'),
        { role: 'assistant', content: used.content },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'x', content: '21 degrees' }] },
      ],
    });
    expect(after.content).toEqual([{ type: 'text', text: 'The tool answered: "21 degrees"' }]);
  });

  test('cache_control: written once, read from then on', async () => {
    const ask = (ttl: '5m' | '1h') =>
      on.anthropic.messages.create({
        ...base,
        system: [{ type: 'text', text: `${ttl} `.repeat(2000), cache_control: { type: 'ephemeral', ttl } }],
        messages: [say('hi')],
      });
    const { usage: written } = await ask('5m');
    expect(written.cache_creation).toEqual({
      ephemeral_5m_input_tokens: written.cache_creation_input_tokens,
      ephemeral_1h_input_tokens: 0,
    });
    expect(written.cache_creation_input_tokens).toBeGreaterThan(1024);
    const { usage: read } = await ask('5m');
    expect(read.cache_read_input_tokens).toBe(written.cache_creation_input_tokens);
    expect(read.cache_creation_input_tokens).toBe(0);
    expect(read.input_tokens).toBe(written.input_tokens);
    expect((await ask('1h')).usage.cache_creation?.ephemeral_1h_input_tokens).toBeGreaterThan(1024);
  });

  test('tokens are counted without an answer', async () => {
    const { input_tokens } = await on.anthropic.messages.countTokens({
      model: base.model,
      messages: [say('12345678')],
    });
    const { usage } = await on.anthropic.messages.create({ ...base, messages: [say('12345678')] });
    expect(input_tokens).toBe(usage.input_tokens);
  });
});

describe('streamed', () => {
  test('the events in their order', async () => {
    const response = await on.post('/v1/messages', { ...base, stream: true, messages: [say('echo: one two')] });
    const events = await eventsOf(response);
    expect(events.map(({ event }) => event)).toEqual([
      'message_start',
      'content_block_start',
      'ping',
      'content_block_delta',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    for (const { event, data } of events) expect(json(data).type).toBe(event);
    expect(json(events.at(-2)!.data)).toMatchObject({
      delta: { stop_reason: 'end_turn' },
      usage: { output_tokens: 2 },
    });
  });

  test('the stream helper: thinking with its signature, text, tools', async () => {
    const thought = await on.anthropic.messages
      .stream({ ...base, thinking: { type: 'enabled', budget_tokens: 1024 }, messages: [say('echo: so be it')] })
      .finalMessage();
    expect(thought.content[0]).toMatchObject({ type: 'thinking', signature: expect.stringMatching(/==$/) });
    expect(thought.content[1]).toEqual({ type: 'text', text: 'so be it' });
    const used = await on.anthropic.messages
      .stream({ ...base, tools, messages: [say('call the tool, echo: Genève')] })
      .finalMessage();
    expect(used.content[0]).toMatchObject({ type: 'tool_use', input: { city: 'Genève', units: 'c' } });
    expect(used.stop_reason).toBe('tool_use');
  });

  test('an error in midstream is an error', async () => {
    const stream = on.anthropic.messages.stream({ ...base, messages: [say('hi')] }, steer('error-in-stream=4'));
    await expect(stream.finalMessage()).rejects.toThrow(/Overloaded/);
  });
});

test('errors are typed', async () => {
  const ask = (more: object) =>
    on.anthropic.messages.create({
      ...base,
      messages: [say('hi')],
      ...more,
    } as Anthropic.MessageCreateParamsNonStreaming);
  await expect(ask({ model: 'no-such-model' })).rejects.toThrow(Anthropic.NotFoundError);
  await expect(ask({ max_tokens: undefined })).rejects.toThrow(/max_tokens: Field required/);
  await expect(ask({ messages: undefined })).rejects.toThrow(Anthropic.BadRequestError);
  await expect(ask({ model: 'simulate:status=429/x' })).rejects.toThrow(Anthropic.RateLimitError);
  await expect(ask({ model: 'simulate:status=529/x' })).rejects.toMatchObject({
    status: 529,
    error: { type: 'error', error: { type: 'overloaded_error' } },
  });
  const naked = await fetch(`${on.url}/v1/messages`, { method: 'POST', body: '{}' });
  expect(naked.status).toBe(401);
  expect(await naked.json()).toMatchObject({ type: 'error', error: { type: 'authentication_error' } });
});
