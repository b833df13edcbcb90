import { Ollama } from 'ollama';
import { beforeAll, describe, expect, test } from 'vitest';
import { say, simulated } from './simulated.ts';

const on = simulated();
let ollama: Ollama;
beforeAll(() => {
  ollama = new Ollama({ host: on.url });
});
const model = 'qwen3';
const tools = [
  {
    type: 'function',
    function: { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
  },
];

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const parts: T[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

describe('chat', () => {
  test('whole: text, counts, thinking, tool calls, length', async () => {
    const answer = await ollama.chat({ model, messages: [say('echo: good morning')] });
    expect(answer).toMatchObject({
      model,
      message: { role: 'assistant', content: 'good morning' },
      done: true,
      done_reason: 'stop',
      eval_count: 3,
    });
    expect(answer.prompt_eval_count).toBeGreaterThan(0);
    expect(Date.parse(String(answer.created_at))).toBeGreaterThan(0);
    const thought = await ollama.chat({ model, think: true, messages: [say('hi')] });
    expect(thought.message.thinking).toContain('The user said');
    const called = await ollama.chat({ model, tools, messages: [say('call the tool')] });
    expect(called.message.tool_calls).toMatchObject([
      { function: { name: 'get_weather', arguments: { city: 'Bern' } } },
    ]);
    const short = await ollama.chat({ model, options: { num_predict: 1 }, messages: [say('echo: 12345')] });
    expect(short).toMatchObject({ message: { content: '1234' }, done_reason: 'length' });
    const tool = { role: 'tool', tool_name: 'get_weather', content: '21 degrees' };
    const after = await ollama.chat({ model, tools, messages: [say('call the tool'), called.message, tool] });
    expect(after.message.content).toBe('The tool answered: "21 degrees"');
  });

  test('streamed: lines of JSON, unless it is told not to', async () => {
    const parts = await all(await ollama.chat({ model, think: true, stream: true, messages: [say('echo: a b c')] }));
    expect(parts.map(({ message }) => message.content).join('')).toBe('a b c');
    expect(parts.map(({ message }) => message.thinking ?? '').join('')).toContain('The user said');
    expect(parts.map(({ done }) => done)).toEqual([...parts.slice(1).map(() => false), true]);
    expect(parts.at(-1)).toMatchObject({ done_reason: 'stop', eval_count: expect.any(Number) });
    const unasked = await on.post('/api/chat', { model, messages: [say('echo: a')] });
    expect(unasked.headers.get('content-type')).toBe('application/x-ndjson');
    expect((await unasked.text()).trimEnd().split('\n')).toHaveLength(2);
  });

  test('a schema is kept to', async () => {
    const format = { type: 'object', properties: { n: { type: 'integer' } } };
    const { message } = await ollama.chat({ model, format, messages: [say('hi')] });
    expect(JSON.parse(message.content)).toEqual({ n: 1 });
  });
});

test('generate gives its memory as numbers, whole and streamed', async () => {
  const whole = await ollama.generate({ model, prompt: 'echo: a b' });
  expect(whole).toMatchObject({ response: 'a b', done: true, done_reason: 'stop' });
  expect(whole.context.length).toBeGreaterThan(0);
  const parts = await all(await ollama.generate({ model, prompt: 'echo: a b', stream: true }));
  expect(parts.map(({ response }) => response).join('')).toBe('a b');
  expect(parts.at(-1)?.context).toEqual(whole.context);
});

test('vectors', async () => {
  const { embeddings, prompt_eval_count: count } = await ollama.embed({ model, input: ['one', 'two'], dimensions: 4 });
  expect(embeddings.map((vector) => vector.length)).toEqual([4, 4]);
  expect(count).toBe(2);
  expect((await ollama.embeddings({ model, prompt: 'one' })).embedding).toHaveLength(768);
});

describe('failures', () => {
  test('are the typed error of the client', async () => {
    const error = { name: 'ResponseError', status_code: 404, message: "model 'no-such-model' not found" };
    await expect(ollama.chat({ model: 'no-such-model', messages: [] })).rejects.toMatchObject(error);
    const turned = ollama.chat({ model: 'simulate:status=500/qwen3', messages: [say('hi')] });
    await expect(turned).rejects.toMatchObject({ status_code: 500 });
    const role = ollama.chat({ model, messages: [{ role: 'nobody', content: 'hi' }] });
    await expect(role).rejects.toMatchObject({ status_code: 400 });
  });

  test('in midstream are a line', async () => {
    const stream = await ollama.chat({
      model: 'simulate:error-in-stream=1/qwen3',
      stream: true,
      messages: [say('echo: a b c d')],
    });
    await expect(all(stream)).rejects.toThrow('an error was encountered');
  });
});
