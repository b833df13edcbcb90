import { describe, expect, test } from 'vitest';
import { bytesOf, type Exchange, exchanges, wireIsHere } from '../support/wire.ts';
import { eventsOf, json, say, simulated } from './simulated.ts';

const on = simulated();

/** The events of a recorded stream. */
async function recorded(
  dialect: string,
  keep: (exchange: Exchange) => boolean,
): Promise<Array<Record<string, unknown>>> {
  const found = exchanges((each) => each.facts.dialect === dialect && each.facts.stream && keep(each))[0];
  if (found === undefined) throw new Error(`no recorded stream of ${dialect}`);
  const events = await eventsOf(new Response(new Uint8Array(bytesOf(found.response))));
  return events.flatMap(({ data }) => (data === '[DONE]' ? [] : [json(data)]));
}

const keys = (value: unknown): string[] => Object.keys(value as object);

// The recordings lie beside a checkout, and only there.
describe.skipIf(!wireIsHere)('in the shape of what was recorded', () => {
  test('chat chunks have the same keys in the same order', async () => {
    const real = await recorded('openai-chat', ({ file, response }) => {
      const text = response.body ?? '';
      return file.startsWith('openai.') && text.includes('"usage":null') && text.includes('tool_calls');
    });
    const events = await eventsOf(
      await on.post('/v1/chat/completions', {
        model: 'gpt-4o',
        stream: true,
        stream_options: { include_usage: true, include_obfuscation: true },
        messages: [say('use_it')],
        tools: [{ type: 'function', function: { name: 'use_it', parameters: {} } }],
      }),
    );
    const ours = events.slice(0, -1).map(({ data }) => json(data));
    expect(keys(ours[0])).toEqual(keys(real[0]));
    const choice = (chunk: unknown) => (chunk as { choices: object[] }).choices[0]!;
    expect(keys(choice(ours[0]))).toEqual(keys(choice(real[0])));
    expect(keys((choice(ours[0]) as { delta: object }).delta)).toEqual(
      keys((choice(real[0]) as { delta: object }).delta),
    );
    expect(keys(ours.at(-1)?.usage)).toEqual(keys(real.at(-1)?.usage));
  });

  test('Anthropic events have no key of their own', async () => {
    const real = await recorded('anthropic-messages', ({ response }) =>
      (response.body ?? '').includes('signature_delta'),
    );
    const events = await eventsOf(
      await on.post('/v1/messages', {
        model: 'claude-sonnet-4-6',
        max_tokens: 2000,
        stream: true,
        thinking: { type: 'enabled', budget_tokens: 1024 },
        messages: [say('hi')],
      }),
    );
    for (const { data } of events) {
      const ours = json(data);
      const theirs = real.find((each) => each.type === ours.type);
      expect(theirs, `${String(ours.type)} was recorded`).toBeDefined();
      expect(keys(theirs)).toEqual(keys(ours));
      if (ours.message !== undefined) {
        expect(keys(theirs?.message)).toEqual(expect.arrayContaining(keys(ours.message)));
      }
    }
  });

  test('Responses events have no key of their own', async () => {
    const real = await recorded('openai-responses', ({ file, response }) => {
      const text = response.body ?? '';
      return (
        file.startsWith('openai.') && text.includes('event: response.created') && text.includes('output_text.delta')
      );
    });
    const events = await eventsOf(await on.post('/v1/responses', { model: 'gpt-4o', stream: true, input: 'hi' }));
    for (const { data } of events) {
      const ours = json(data);
      const theirs = real.find((each) => each.type === ours.type);
      expect(keys(theirs)).toEqual(expect.arrayContaining(keys(ours)));
    }
  });
});
