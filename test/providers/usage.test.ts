import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputTokens, noUsage, outputTokens } from '../../core/usage.ts';
import { anthropicUsage, mergedUsage, openaiUsage } from '../../providers/tokens.ts';

describe('usage of the OpenAI family', () => {
  it.each([
    ['plain', { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 }, { input: 5, output: 3 }],
    [
      'cached, written and audio tokens are taken out',
      {
        prompt_tokens: 100,
        completion_tokens: 50,
        prompt_tokens_details: { cached_tokens: 40, cache_write_tokens: 10, audio_tokens: 5 },
        completion_tokens_details: { reasoning_tokens: 20, audio_tokens: 10 },
      },
      { input: 45, cacheRead: 40, cacheWrite: 10, audioInput: 5, output: 20, reasoning: 20, audioOutput: 10 },
    ],
    [
      'cached audio',
      {
        prompt_tokens: 100,
        completion_tokens: 0,
        prompt_tokens_details: { cached_tokens: 40, cached_tokens_details: { audio_tokens: 15 }, audio_tokens: 30 },
      },
      { input: 45, cacheRead: 25, audioCacheRead: 15, audioInput: 15 },
    ],
    [
      'reasoning on top of completion',
      {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 115,
        completion_tokens_details: { reasoning_tokens: 100 },
      },
      { input: 10, output: 5, reasoning: 100 },
    ],
    [
      'reasoning in the total only',
      { prompt_tokens: 10, completion_tokens: 5, total_tokens: 40 },
      { input: 10, output: 5, reasoning: 25 },
    ],
    [
      'reasoning miscounted by one',
      {
        prompt_tokens: 43,
        completion_tokens: 10,
        total_tokens: 53,
        completion_tokens_details: { reasoning_tokens: 11 },
      },
      { input: 43, output: 0, reasoning: 10 },
    ],
    [
      'DeepSeek',
      { prompt_tokens: 9, completion_tokens: 1, prompt_cache_hit_tokens: 8 },
      { input: 1, cacheRead: 8, output: 1 },
    ],
    [
      'Mistral',
      { prompt_tokens: 9, completion_tokens: 1, num_cached_tokens: 4 },
      { input: 5, cacheRead: 4, output: 1 },
    ],
    ['a total alone', { total_tokens: 3 }, { input: 3 }],
    [
      'Responses',
      { input_tokens: 9, output_tokens: 4, output_tokens_details: { reasoning_tokens: 4 } },
      { input: 9, reasoning: 4 },
    ],
    ['floats and nonsense', { prompt_tokens: 9.7, completion_tokens: -4, prompt_tokens_details: 'x' }, { input: 9 }],
    [
      'more cached than there is',
      { prompt_tokens: 5, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 9 } },
      { cacheRead: 5, output: 1 },
    ],
  ])('%s', (_name, usage, expected) => {
    expect(openaiUsage(usage)).toEqual({ ...noUsage, ...expected });
  });

  it('tells the tier', () => {
    expect(openaiUsage({ prompt_tokens: 1, completion_tokens: 1 }, 'flex')?.tier).toBe('flex');
    expect(openaiUsage({ prompt_tokens: 1, completion_tokens: 1 })).not.toHaveProperty('tier');
  });

  it.each([[undefined], [null], [[]], ['x'], [{}]])('%j is no usage', (value) => {
    expect(openaiUsage(value)).toBeUndefined();
  });

  it('sums to what was billed, and is never negative', () => {
    const count = fc.option(fc.oneof(fc.integer({ min: -5, max: 99 }), fc.double(), fc.string()), { nil: undefined });
    const details = fc.record({
      cached_tokens: count,
      cache_write_tokens: count,
      audio_tokens: count,
      reasoning_tokens: count,
    });
    fc.assert(
      fc.property(fc.nat(99), fc.nat(99), details, details, (prompt, completion, input, output) => {
        const usage = openaiUsage({
          prompt_tokens: prompt,
          completion_tokens: completion,
          prompt_tokens_details: input,
          completion_tokens_details: output,
        });
        if (usage === undefined) throw new Error('No usage');
        expect(inputTokens(usage)).toBe(prompt);
        expect(outputTokens(usage)).toBe(completion);
        for (const value of Object.values(usage)) expect(value).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("Anthropic's usage", () => {
  it('splits cache writes by lifetime', () => {
    const split = { ephemeral_5m_input_tokens: 4, ephemeral_1h_input_tokens: 5 };
    const usage = { input_tokens: 1, output_tokens: 2, cache_creation_input_tokens: 9, cache_creation: split };
    expect(anthropicUsage(usage)).toEqual({ ...noUsage, input: 1, cacheWrite: 4, cacheWrite1h: 5, output: 2 });
    expect(anthropicUsage({ input_tokens: 1, output_tokens: 2, cache_creation_input_tokens: 9 })?.cacheWrite).toBe(9);
  });

  it('takes the latest of each field and adds none', () => {
    const first = { input_tokens: 10, output_tokens: 1, cache_read_input_tokens: 7, service_tier: 'priority' };
    const merged = mergedUsage(first, { output_tokens: 30, cache_read_input_tokens: null });
    expect(anthropicUsage(merged)).toEqual({ ...noUsage, input: 10, cacheRead: 7, output: 30, tier: 'priority' });
    expect(mergedUsage(first, undefined)).toBe(first);
  });

  it('takes thinking out of output', () => {
    const usage = { input_tokens: 1, output_tokens: 10, output_tokens_details: { thinking_tokens: 4 } };
    expect(anthropicUsage(usage)).toMatchObject({ output: 6, reasoning: 4 });
  });

  it('adds what a compaction used, which the totals leave out', () => {
    const iterations = [
      { type: 'compaction', input_tokens: 1000, output_tokens: 100 },
      { type: 'message', input_tokens: 20, output_tokens: 5 },
      { type: 'advisor_message', input_tokens: 500, output_tokens: 50 },
    ];
    expect(anthropicUsage({ input_tokens: 20, output_tokens: 5, iterations })).toMatchObject({
      input: 1020,
      output: 105,
    });
  });
});
