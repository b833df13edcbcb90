import { describe, expect, test } from 'vitest';
import { eventsOf, json, say, simulated } from './simulated.ts';

const on = simulated();

describe('embeddings', () => {
  const model = 'text-embedding-3-small';

  test('the same text has the same vector, of length one, in both encodings', async () => {
    const ask = (encoding_format: 'float' | 'base64' | undefined) =>
      on.openai.embeddings.create({ model, input: ['a', 'b', 'a'], ...(encoding_format && { encoding_format }) });
    const floats = await ask('float');
    expect(floats.data.map((each) => each.index)).toEqual([0, 1, 2]);
    expect(floats.data[0]?.embedding).toHaveLength(1536);
    expect(floats.data[2]?.embedding).toEqual(floats.data[0]?.embedding);
    expect(floats.data[1]?.embedding).not.toEqual(floats.data[0]?.embedding);
    expect(Math.hypot(...floats.data[0]!.embedding)).toBeCloseTo(1, 5);
    // Without the option the SDK asks for base64 itself, and decodes it.
    expect((await ask(undefined)).data[0]?.embedding).toEqual(floats.data[0]?.embedding);
    expect(typeof (await ask('base64')).data[0]?.embedding).toBe('string');
    expect(floats.usage).toEqual({ prompt_tokens: 3, total_tokens: 3 });
  });

  test('tokens as input, dimensions, nothing', async () => {
    const tokens = await on.openai.embeddings.create({ model, input: [[1, 2, 3], [4]], dimensions: 8 });
    expect(tokens.data.map((each) => each.embedding.length)).toEqual([8, 8]);
    expect(tokens.usage.prompt_tokens).toBe(4);
    await expect(on.openai.embeddings.create({ model, input: '' })).rejects.toMatchObject({ status: 400 });
  });
});

describe('legacy completions', () => {
  const model = 'gpt-3.5-turbo-instruct';

  test('whole', async () => {
    const answer = await on.openai.completions.create({ model, prompt: ['echo: one', 'echo: two'] });
    expect(answer.choices.map((choice) => choice.text)).toEqual(['one', 'two']);
    expect(answer.id).toMatch(/^cmpl-/);
    expect(answer.usage?.completion_tokens).toBe(2);
  });

  test('streamed', async () => {
    const events = await eventsOf(
      await on.post('/v1/completions', {
        model,
        prompt: 'echo: a b',
        stream: true,
        stream_options: { include_usage: true },
      }),
    );
    const chunks = events.slice(0, -1).map(({ data }) => json(data));
    expect(chunks.map((chunk) => (chunk.choices as Array<{ text: string }>)[0]?.text)).toEqual([
      'a',
      ' b',
      '',
      undefined,
    ]);
    expect(chunks.at(-1)).toMatchObject({ usage: { completion_tokens: 1 } });
  });
});

test('models, in the words of whoever asks', async () => {
  const openai = await on.openai.models.list();
  expect(openai.data.map((each) => each.id)).toContain('gpt-4o');
  expect((await on.openai.models.retrieve('anything')).id).toBe('anything');
  const anthropic = await on.anthropic.models.list();
  expect(anthropic.data[0]?.type).toBe('model');
});

test('it tells what it heard, without a key', async () => {
  const before = on.simulator.requests;
  await on.post('/v1/chat/completions', { model: 'gpt-4o', messages: [say('psst')] });
  const heard = json(await (await fetch(`${on.url}/simulator/heard`)).text());
  expect(heard.requests).toBe(before + 1);
  expect(heard.last).toMatchObject({
    method: 'POST',
    path: '/v1/chat/completions',
    body: expect.stringContaining('psst'),
  });
  expect(on.simulator.last?.headers['content-type']).toBe('application/json');
  expect(await (await fetch(`${on.url}/`)).json()).toHaveProperty('simulator', 'spanguard');
});
