import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { eventsOf, json, simulated } from './simulated.ts';

const on = simulated();
const model = 'gpt-4.1';
const tool = {
  type: 'function' as const,
  name: 'find',
  strict: false,
  parameters: { type: 'object', properties: { query: { type: 'string' } } },
};

test('whole, and fetched again', async () => {
  const answer = await on.openai.responses.create({ model, input: 'echo: to be or not' });
  expect(answer.output_text).toBe('to be or not');
  expect(answer.id).toMatch(/^resp_[0-9a-f]{48}$/);
  expect(answer.usage).toMatchObject({ output_tokens: 3, output_tokens_details: { reasoning_tokens: 0 } });
  expect(answer.status).toBe('completed');
  const again = await on.openai.responses.retrieve(answer.id);
  expect(again.output_text).toBe('to be or not');
  const unkept = await on.openai.responses.create({ model, input: 'hi', store: false });
  await expect(on.openai.responses.retrieve(unkept.id)).rejects.toThrow(OpenAI.NotFoundError);
});

test('the events come in order, numbered, and say everything twice', async () => {
  const response = await on.post('/v1/responses', { model, input: 'echo: one two', stream: true });
  const events = await eventsOf(response);
  expect(events.map(({ event }) => event)).toEqual([
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.content_part.added',
    'response.output_text.delta',
    'response.output_text.delta',
    'response.output_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.completed',
  ]);
  const read = events.map(({ data }) => json(data));
  expect(read.map((each) => each.sequence_number)).toEqual(read.map((_, at) => at));
  expect(read.map((each) => each.type)).toEqual(events.map(({ event }) => event));
  expect(read[6]).toMatchObject({ text: 'one two' });
  expect(read.at(-1)).toMatchObject({ response: { status: 'completed', usage: { output_tokens: 2 } } });
  expect(read[0]).toMatchObject({ response: { status: 'in_progress', output: [], usage: null } });
});

test('the stream helper: reasoning summary, text, tool call', async () => {
  const reasoned = await on.openai.responses
    .stream({ model: 'gpt-5', input: 'hi', reasoning: { summary: 'auto' }, include: ['reasoning.encrypted_content'] })
    .finalResponse();
  expect(reasoned.output.map((item) => item.type)).toEqual(['reasoning', 'message']);
  expect(reasoned.output[0]).toMatchObject({
    summary: [{ type: 'summary_text' }],
    encrypted_content: expect.any(String),
  });
  expect(reasoned.usage?.output_tokens_details.reasoning_tokens).toBeGreaterThanOrEqual(64);
  const called = await on.openai.responses.stream({ model, input: 'call the tool', tools: [tool] }).finalResponse();
  expect(called.output[0]).toMatchObject({
    type: 'function_call',
    name: 'find',
    arguments: '{"query":"weather in Bern"}',
  });
});

test('an end by length is incomplete, whole and streamed', async () => {
  const ask = { model, input: 'echo: 1234 5678 90', max_output_tokens: 2 };
  expect(await on.openai.responses.create(ask)).toMatchObject({
    status: 'incomplete',
    incomplete_details: { reason: 'max_output_tokens' },
    output_text: '1234 567',
  });
  const events = await eventsOf(await on.post('/v1/responses', { ...ask, stream: true }));
  expect(events.at(-1)?.event).toBe('response.incomplete');
});

test('a tool result is answered in words', async () => {
  const answer = await on.openai.responses.create({
    model,
    tools: [tool],
    input: [
      { role: 'user', content: 'call the tool' },
      { type: 'function_call', call_id: 'call_1', name: 'find', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call_1', output: 'sunny' },
    ],
  });
  expect(answer.output_text).toBe('The tool answered: "sunny"');
});

test('JSON by schema', async () => {
  const answer = await on.openai.responses.create({
    model,
    input: 'hi',
    text: {
      format: {
        type: 'json_schema',
        name: 's',
        schema: { type: 'object', properties: { ok: { type: 'boolean' } } },
      },
    },
  });
  expect(json(answer.output_text)).toEqual({ ok: true });
});

test('errors are typed', async () => {
  await expect(on.openai.responses.create({ model: 'no-such-model', input: 'hi' })).rejects.toThrow(
    OpenAI.NotFoundError,
  );
  await expect(on.openai.responses.create({ model })).rejects.toMatchObject({ status: 400, param: 'input' });
  await expect(on.openai.responses.create({ model: 'simulate:status=503/x', input: 'hi' })).rejects.toThrow(
    OpenAI.InternalServerError,
  );
});
