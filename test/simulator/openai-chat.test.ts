import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { eventsOf, json, say, simulated, steer } from './simulated.ts';

const on = simulated();
const model = 'gpt-4o-mini';
const weather = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } } },
  },
};
const time = { type: 'function' as const, function: { name: 'get_time', parameters: { type: 'object' } } };

describe('whole', () => {
  test('echoes exactly what it is told to', async () => {
    const text = 'two  spaces,\nlines, "quotes" and 😀';
    const answer = await on.openai.chat.completions.create({ model, messages: [say(`echo: ${text}`)] });
    expect(answer.choices[0]?.message.content).toBe(text);
    expect(answer.choices[0]?.finish_reason).toBe('stop');
    expect(answer.id).toMatch(/^chatcmpl-[A-Za-z0-9]{29}$/);
    expect(answer.model).toBe('gpt-4o-mini-2024-07-18');
    expect(answer.usage?.completion_tokens).toBe(Math.ceil(text.length / 4));
    expect(answer.usage?.total_tokens).toBe(answer.usage!.prompt_tokens + answer.usage!.completion_tokens);
  });

  test('refers to the prompt by default, the same each time, and says what it is', async () => {
    const ask = () => on.openai.chat.completions.create({ model, messages: [say('hello there')] }).withResponse();
    const [one, other] = [await ask(), await ask()];
    expect(one.data.choices[0]?.message.content).toContain('"hello there"');
    expect(other.data.choices[0]?.message.content).toBe(one.data.choices[0]?.message.content);
    expect(one.response.headers.get('x-simulator')).toBe('spanguard');
    expect(one.data.system_fingerprint).toBe('fp_simulator');
    expect(other.data.id).not.toBe(one.data.id);
  });

  test('the last user text counts, also in parts', async () => {
    const answer = await on.openai.chat.completions.create({
      model,
      messages: [
        say('echo: old'),
        { role: 'assistant', content: 'old' },
        { role: 'user', content: [{ type: 'text', text: 'echo: new' }] },
      ],
    });
    expect(answer.choices[0]?.message.content).toBe('new');
  });

  test('several choices, an end by length, a stop sequence', async () => {
    const several = await on.openai.chat.completions.create({ model, n: 3, messages: [say('hi')] });
    expect(several.choices.map((choice) => choice.index)).toEqual([0, 1, 2]);
    expect(new Set(several.choices.map((choice) => choice.message.content)).size).toBe(3);
    const short = await on.openai.chat.completions.create({
      model,
      max_tokens: 2,
      messages: [say('echo: 12345678 9')],
    });
    expect(short.choices[0]).toMatchObject({ message: { content: '12345678' }, finish_reason: 'length' });
    const stopped = await on.openai.chat.completions.create({
      model,
      stop: 'END',
      messages: [say('echo: one END two')],
    });
    expect(stopped.choices[0]).toMatchObject({ message: { content: 'one ' }, finish_reason: 'stop' });
  });

  test('JSON mode, free and by schema', async () => {
    const free = await on.openai.chat.completions.create({
      model,
      messages: [say('hi')],
      response_format: { type: 'json_object' },
    });
    expect(json(free.choices[0]!.message.content!)).toHaveProperty('answer');
    const schema = {
      type: 'object',
      properties: { kind: { enum: ['a', 'b'] }, list: { type: 'array', items: { type: 'number' } } },
    };
    const shaped = await on.openai.chat.completions.create({
      model,
      messages: [say('hi')],
      response_format: { type: 'json_schema', json_schema: { name: 's', schema } },
    });
    expect(json(shaped.choices[0]!.message.content!)).toEqual({ kind: 'a', list: [1] });
  });

  test('tool calls: by name, by choice, both, and an answer once a tool has spoken', async () => {
    const ask = (content: string, more: object = {}) =>
      on.openai.chat.completions.create({ model, messages: [say(content)], tools: [weather, time], ...more });
    const named = await ask('please get_time now');
    expect(named.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: [{ type: 'function', function: { name: 'get_time', arguments: '{}' } }] },
    });
    expect(named.choices[0]?.message.tool_calls?.[0]?.id).toMatch(/^call_[A-Za-z0-9]{24}$/);
    const filled = await ask('call the tool, echo: Zürich');
    expect(filled.choices[0]?.message.tool_calls?.[0]).toMatchObject({
      function: { name: 'get_weather', arguments: '{"city":"Zürich","days":1}' },
    });
    expect((await ask('hi', { tool_choice: 'required' })).choices[0]?.finish_reason).toBe('tool_calls');
    expect((await ask('get_time', { tool_choice: 'none' })).choices[0]?.finish_reason).toBe('stop');
    expect((await ask('echo: get_time')).choices[0]?.message.content).toBe('get_time');
    expect((await ask('both get_time and get_weather')).choices[0]?.message.tool_calls).toHaveLength(2);
    const after = await on.openai.chat.completions.create({
      model,
      tools: [time],
      messages: [
        say('get_time'),
        named.choices[0]!.message,
        { role: 'tool', tool_call_id: named.choices[0]!.message.tool_calls![0]!.id, content: 'noon' },
      ],
    });
    expect(after.choices[0]?.message.content).toBe('The tool answered: "noon"');
  });

  test('reasoning and cached tokens', async () => {
    const reasoned = await on.openai.chat.completions.create({ model: 'o3', messages: [say('hi')] });
    expect(reasoned.usage?.completion_tokens_details?.reasoning_tokens).toBeGreaterThanOrEqual(64);
    const long = () =>
      on.openai.chat.completions.create({
        model,
        messages: [{ role: 'system', content: 'be brief. '.repeat(600) }, say('hi')],
      });
    expect((await long()).usage?.prompt_tokens_details?.cached_tokens).toBe(0);
    expect((await long()).usage?.prompt_tokens_details?.cached_tokens).toBe(1408);
    const told = await on.openai.chat.completions.create({ model, messages: [say('hi')] }, steer('cached=2000'));
    expect(told.usage).toMatchObject({ prompt_tokens: 2000, prompt_tokens_details: { cached_tokens: 2000 } });
  });
});

describe('streamed', () => {
  test('word by word, the same text', async () => {
    const stream = await on.openai.chat.completions.create({
      model,
      stream: true,
      messages: [say('echo: one two  three')],
    });
    const pieces: string[] = [];
    for await (const chunk of stream) pieces.push(chunk.choices[0]?.delta.content ?? '');
    expect(pieces.filter((piece) => piece !== '')).toEqual(['one', ' two', '  three']);
  });

  test('usage exactly as asked', async () => {
    const body = { model, stream: true, messages: [say('echo: a b')] };
    const plain = await eventsOf(await on.post('/v1/chat/completions', body));
    expect(plain.at(-1)?.data).toBe('[DONE]');
    const chunks = plain.slice(0, -1).map(({ data }) => json(data));
    expect(chunks.every((chunk) => !('usage' in chunk) && (chunk.choices as unknown[]).length === 1)).toBe(true);

    const asked = await eventsOf(
      await on.post('/v1/chat/completions', { ...body, stream_options: { include_usage: true } }),
    );
    const counted = asked.slice(0, -1).map(({ data }) => json(data));
    expect(counted.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect(counted.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 1 } });
  });

  test('the stream helper puts tool calls and choices together', async () => {
    const called = await on.openai.chat.completions
      .stream({ model, tools: [weather, time], messages: [say('both get_weather and get_time')] })
      .finalChatCompletion();
    expect(called.choices[0]?.message.tool_calls).toMatchObject([
      { function: { name: 'get_weather', arguments: '{"city":"Bern","days":1}' } },
      { function: { name: 'get_time', arguments: '{}' } },
    ]);
    const several = await on.openai.chat.completions
      .stream({ model, n: 2, messages: [say('hi')] })
      .finalChatCompletion();
    const whole = await on.openai.chat.completions.create({ model, n: 2, messages: [say('hi')] });
    expect(several.choices.map((each) => each.message.content)).toEqual(
      whole.choices.map((each) => each.message.content),
    );
  });

  test('padding where it is asked for', async () => {
    const events = await eventsOf(
      await on.post('/v1/chat/completions', {
        model,
        stream: true,
        messages: [say('hi')],
        stream_options: { include_obfuscation: true },
      }),
    );
    expect(json(events[0]!.data).obfuscation).toMatch(/^[A-Za-z0-9]+$/);
  });
});

describe('errors', () => {
  test('are typed', async () => {
    const ask = (more: object, client = on.openai) =>
      client.chat.completions.create({
        model,
        messages: [say('hi')],
        ...more,
      } as OpenAI.ChatCompletionCreateParamsNonStreaming);
    await expect(ask({ model: 'no-such-model' })).rejects.toThrow(OpenAI.NotFoundError);
    await expect(ask({ model: undefined })).rejects.toThrow(OpenAI.BadRequestError);
    await expect(ask({ messages: undefined })).rejects.toMatchObject({
      code: 'missing_required_parameter',
      param: 'messages',
    });
    await expect(ask({ messages: [{}] })).rejects.toMatchObject({ param: 'messages[0].role' });
    await expect(ask({ model: 'simulate:status=429;retry-after=3/gpt-4o' })).rejects.toThrow(OpenAI.RateLimitError);
  });

  test('without a key, with bad JSON, at a wrong place', async () => {
    const naked = await fetch(`${on.url}/v1/chat/completions`, { method: 'POST', body: '{}' });
    expect(naked.status).toBe(401);
    const broken = await on.post('/v1/chat/completions', '{"model":');
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
    expect((await on.post('/v1/nothing', {})).status).toBe(404);
    const got = await fetch(`${on.url}/v1/chat/completions`, { headers: { 'api-key': 'any' } });
    expect(got.status).toBe(405);
  });
});

test.each(['/v1', '/openai/v1', '', '/openai/deployments/my-gpt'])('any prefix: %s', async (prefix) => {
  const named = prefix.includes('deployments') ? {} : { model };
  const response = await on.post(`${prefix}/chat/completions?api-version=1`, { ...named, messages: [say('hi')] });
  expect(response.status).toBe(200);
});
