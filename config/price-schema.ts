import { z } from 'zod';

const usd = z.number().min(0).max(1_000_000);

const override = z.strictObject({
  provider: z.string().describe('A provider of `providers` or a built-in one.'),
  model: z.string().min(1).max(256).describe("The model's name, or a glob in which `*` stands for anything."),
  input: usd.describe('Input tokens. All prices are USD per million tokens.'),
  output: usd.describe('Output tokens, reasoning included.'),
  cacheRead: usd.optional().describe('Cached input tokens; the price of input when absent.'),
  cacheWrite: usd.optional().describe('Tokens written to the cache for five minutes.'),
  cacheWrite1h: usd.optional().describe('Tokens written to the cache for one hour.'),
  audioInput: usd.optional().describe('Audio input tokens.'),
  audioOutput: usd.optional().describe('Audio output tokens.'),
  audioCacheRead: usd.optional().describe('Cached audio input tokens.'),
  from: z.iso
    .date({ error: 'a date, such as 2026-11-01' })
    .optional()
    .describe('First day it holds, in UTC; always when absent. The latest that has begun applies.'),
  source: z.string().max(256).optional().describe('Where the price is from, for people.'),
});

export const pricing = z.strictObject({
  overrides: z.array(override).max(10_000).default([]).describe('Prices that go before the built-in ones.'),
  compare: z
    .array(
      z
        .string()
        .regex(/^[^/\s]+\/\S+$/, { error: 'provider/model' })
        .max(256),
    )
    .max(20)
    .default([])
    .describe(
      'Models, as `provider/model`, whose prices `/metrics` tells although nobody calls them: the Cost dashboard shows what the same traffic would have cost there.',
    ),
});
