import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call, mail, sse, stream } from './one-call.ts';

/** A string in pieces of these lengths. */
const cut = (text: string, lengths: readonly number[]): string[] => {
  const parts: string[] = [];
  let at = 0;
  for (const length of lengths) {
    parts.push(text.slice(at, at + length));
    at += length;
  }
  return [...parts, text.slice(at)].filter((part) => part !== '');
};

const token = (text: string) => ({ token: text, logprob: -1, bytes: [...Buffer.from(text)], top_logprobs: [] });
const chunk = (content: string | null, tokens: readonly string[] | null) => ({
  id: 'c',
  model: 'm',
  choices: [
    { index: 0, delta: { content }, logprobs: tokens === null ? null : { content: tokens.map(token), refusal: null } },
  ],
});

describe('log probabilities', () => {
  it('that come apart from the text give nothing away, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 8 }),
        fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 12, maxLength: 12 }),
        async (lengths, kinds) => {
          const parts = cut(`Write to ${mail} today`, lengths);
          // Each piece comes as text, as tokens, as both in one chunk, or as tokens alone and text alone.
          const events = parts.flatMap((part, index) => {
            const [together, early] = kinds[index % kinds.length] as [boolean, boolean];
            if (together) return [chunk(part, [part])];
            return early ? [chunk(null, [part]), chunk(part, null)] : [chunk(part, null), chunk('', [part])];
          });
          const { text, coverage } = await stream('openai', ...events);
          expect(text).not.toContain(mail);
          const spelled = [...text.matchAll(/"token":"([^"]*)"/g)].map((match) => match[1]).join('');
          expect(spelled).not.toMatch(/@|jane|roe/);
          expect([...text.matchAll(/"content":"([^"]*)"/g)].map((match) => match[1]).join('')).toBe(
            'Write to <EMAIL_1> today',
          );
          expect(coverage).toBe('scanned');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are untouched where nothing was masked, half characters and all', async () => {
    const [first, second] = [Buffer.from('😀').subarray(0, 2), Buffer.from('😀').subarray(2)];
    const half = (bytes: Buffer, content: string) => ({
      id: 'c',
      choices: [{ index: 0, delta: { content }, logprobs: { content: [{ token: 'bytes:\\xf0', bytes: [...bytes] }] } }],
    });
    const events = [chunk('a', ['a']), half(first, ''), half(second, '😀'), chunk('', ['apart']), chunk('b', ['b'])];
    const source = `${sse(...events)}data: [DONE]\n\n`;
    expect(
      (
        await call(
          'openai',
          [...Buffer.from(source)].map((byte) => Buffer.of(byte)),
        )
      ).text,
    ).toBe(source);
  });

  it.each([
    [
      'openai',
      { choices: [{ message: { content: 'x' }, logprobs: { content: [token('jane.'), token('roe@example.com')] } }] },
    ],
    [
      'openai',
      { choices: [{ message: { content: `to ${mail}` }, logprobs: { content: [token('to '), token(mail)] } }] },
    ],
    ['openai', { choices: [{ message: { content: null, refusal: 'x' }, logprobs: { refusal: [token(mail)] } }] }],
    ['completions', { choices: [{ text: 'x', logprobs: { tokens: ['jane.roe@', 'example.com'] } }] }],
    [
      'responses',
      {
        status: 'completed',
        output: [
          {
            type: 'message',
            content: [{ type: 'output_text', text: 'x', logprobs: [token('jane.roe'), token('@example.com')] }],
          },
        ],
      },
    ],
  ] as const)('of a whole answer agree with it (%s)', async (where, answer) => {
    const { text, coverage } = await call(where, JSON.stringify(answer));
    expect(text).not.toMatch(/jane|roe|106,97,110/);
    expect(coverage).toBe('scanned');
  });

  it('of Responses come apart as well', async () => {
    const place = { output_index: 0, content_index: 0, item_id: 'i' };
    const delta = (text: string, tokens: readonly string[]) => ({
      type: 'response.output_text.delta',
      ...place,
      delta: text,
      logprobs: tokens.map(token),
    });
    const done = { type: 'response.output_text.done', ...place, text: 'hi you', logprobs: [token(mail)] };
    const { text, coverage } = await stream(
      'responses',
      delta('hi ', ['jane.roe']),
      delta('', ['@example']),
      delta('you', ['.com']),
      done,
    );
    expect(text).not.toMatch(/jane|roe|example/);
    expect(text).toContain('"delta":"hi "');
    expect(coverage).toBe('scanned');
  });
});
