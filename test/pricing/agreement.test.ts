import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { calcPrice, findProvider } from '@pydantic/genai-prices';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputTokens, noUsage, outputTokens, type Usage } from '../../core/usage.ts';
import { catalogueVersion } from '../../pricing/catalogue.ts';
import { createPricing } from '../../pricing/index.ts';
import { type Bucket, buckets } from '../../pricing/price.ts';
import { amountOf, rateOf, scaled, usdPerMillion } from '../../pricing/rate.ts';
import { day, factsOf } from './facts.ts';

const pricing = createPricing({});
const count = fc.integer({ min: 0, max: 400_000 });
const usage: fc.Arbitrary<Usage> = fc.record(
  Object.fromEntries(buckets.map((bucket) => [bucket, count])) as Record<Bucket, typeof count>,
);
const model = fc.constantFrom(
  ['openai', 'gpt-5'],
  ['openai', 'gpt-4o-mini'],
  ['openai', 'gpt-realtime'],
  ['anthropic', 'claude-opus-5-5'],
  ['mistral', 'mistral-large-latest'],
  ['deepseek', 'deepseek-v4-pro'],
) as fc.Arbitrary<[string, string]>;
const tier = fc.constantFrom(undefined, 'flex', 'priority', 'batch');
const priced = ([provider, name]: [string, string], of: Partial<Usage>, word?: string) =>
  pricing.price(factsOf(provider, name, word === undefined ? of : { ...of, tier: word })).picodollars;

describe('a cost', () => {
  it('is the sum over its buckets, a safe integer', () => {
    fc.assert(
      fc.property(model, usage, tier, (of, all, word) => {
        const whole = priced(of, all, word);
        const parts = buckets.map((bucket) => priced(of, { [bucket]: all[bucket] }, word));
        expect(Number.isSafeInteger(whole)).toBe(true);
        expect(whole).toBe(parts.reduce((sum, part) => sum + part, 0));
      }),
    );
  });

  it('never falls when a count rises, across long-context thresholds too', () => {
    const models: fc.Arbitrary<[string, string]> = fc.oneof(
      model,
      fc.constant<[string, string]>(['anthropic', 'claude-sonnet-4-5']),
      fc.constant<[string, string]>(['google', 'gemini-2.5-pro']),
    );
    fc.assert(
      fc.property(models, usage, fc.constantFrom(...buckets), count, (of, all, bucket, more) => {
        const raised = { ...all, [bucket]: all[bucket] + more };
        expect(priced(of, raised)).toBeGreaterThanOrEqual(priced(of, all));
      }),
    );
  });
});

describe('rates', () => {
  it.each([
    [0.075, 75_000, 1],
    [2.5, 2_500_000, 1],
    [1e-7, 1, 10],
    [0, 0, 1],
    [0.0028, 2800, 1],
    [600, 600_000_000, 1],
    [0.08333333333333334, 83_333_333_333, 1_000_000],
  ])('%d USD per million is %d/%d picodollars a token', (usd, num, den) => {
    expect(rateOf(usd)).toEqual({ num, den });
  });

  it('is exact for every price of up to six decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (millionths) => {
        expect(rateOf(millionths / 1e6)).toEqual({ num: millionths, den: 1 });
      }),
    );
  });

  it('rounds half up, once, also past the safe integers', () => {
    expect(amountOf(1, { num: 1, den: 2 })).toBe(1);
    expect(amountOf(3, { num: 1, den: 3 })).toBe(1);
    expect(amountOf(1, { num: 1, den: 3 })).toBe(0);
    expect(amountOf(9_007_199_254_740_991, { num: 3, den: 3 })).toBe(9_007_199_254_740_991);
    expect(amountOf(9_007_199_254_740_991, { num: 3, den: 1 })).toBe(Number.POSITIVE_INFINITY);
    expect(usdPerMillion(scaled(rateOf(0.15), 5, 3))).toBe(0.25);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (usd) => {
    expect(() => rateOf(usd)).toThrow(RangeError);
  });
});

describe('the catalogue', () => {
  it('is the version we say it is', () => {
    const entry = createRequire(import.meta.url).resolve('@pydantic/genai-prices');
    const manifest: { version: string } = JSON.parse(
      readFileSync(new URL('../package.json', `file://${entry}`), 'utf8'),
    );
    expect(catalogueVersion).toBe(manifest.version);
  });

  // Its own calculator is in floats and knows fewer buckets' fallbacks, but where both know the
  // prices they must agree to rounding.
  it.each(['openai', 'anthropic', 'google', 'mistral', 'groq', 'deepseek', 'x-ai', 'perplexity', 'cerebras'])(
    'agrees with its own calculator for every model of %s',
    (provider) => {
      let compared = 0;
      for (const { id } of findProvider({ providerId: provider })?.models ?? []) {
        for (const input of [1000, 150_000, 300_000]) {
          const of: Usage = { ...noUsage, input, cacheRead: 321, output: 4567 };
          const listed = calcPrice(
            { input_tokens: inputTokens(of), cache_read_tokens: 321, output_tokens: outputTokens(of) },
            id,
            { providerId: provider, timestamp: new Date(day) },
          );
          const ours = pricing.price(factsOf(provider, id, of));
          if (listed === null || listed.model_price.input_mtok === undefined) {
            expect(ours.confidence).toBe('unknown');
            continue;
          }
          // Embeddings have no output price there; ours never lets tokens go free.
          if (listed.model_price.output_mtok === undefined) continue;
          expect(ours.picodollars / 1e12).toBeCloseTo(listed.total_price, 10);
          compared++;
        }
      }
      expect(compared).toBeGreaterThan(5);
    },
  );
});
