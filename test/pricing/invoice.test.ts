import { describe, expect, it } from 'vitest';
import type { Usage } from '../../core/usage.ts';
import { createPricing } from '../../pricing/index.ts';
import { day, factsOf } from './facts.ts';

const pricing = createPricing({ overrides: [] });

interface Invoice {
  readonly what: string;
  readonly provider: string;
  readonly model: string;
  readonly usage: Partial<Usage>;
  /** Worked out by hand from the published USD per million tokens. */
  readonly usd: number;
  readonly confidence?: 'exact' | 'estimated';
  readonly at?: string;
}

/** Each line is tokens × USD per million; the sum is what the provider's invoice says. */
const invoices: readonly Invoice[] = [
  {
    what: 'input and output',
    provider: 'openai',
    model: 'gpt-4o',
    usage: { input: 1000, output: 500 },
    usd: 0.0025 + 0.005,
  },
  {
    what: 'cached reads and reasoning at the output price',
    provider: 'openai',
    model: 'gpt-5-2025-08-07',
    usage: { input: 1000, cacheRead: 9000, output: 200, reasoning: 1800 },
    usd: 0.00125 + 0.001125 + 0.002 + 0.018,
  },
  {
    what: 'five-minute and one-hour cache writes',
    provider: 'anthropic',
    model: 'claude-sonnet-4-5-20250929',
    usage: { input: 100, cacheRead: 20_000, cacheWrite: 4000, cacheWrite1h: 1000, output: 300 },
    usd: 0.0003 + 0.006 + 0.015 + 0.006 + 0.0045,
  },
  {
    what: 'long context: every token at the higher price, cached ones count towards it',
    provider: 'anthropic',
    model: 'claude-sonnet-4-5',
    usage: { input: 50_001, cacheRead: 150_000, output: 1000 },
    usd: 0.300006 + 0.09 + 0.0225,
  },
  {
    what: 'exactly at the threshold is not above it',
    provider: 'anthropic',
    model: 'claude-sonnet-4-5',
    usage: { input: 50_000, cacheRead: 150_000, output: 1000 },
    usd: 0.15 + 0.045 + 0.015,
  },
  {
    what: 'long context of Gemini, thinking at the output price',
    provider: 'google',
    model: 'models/gemini-2.5-pro',
    usage: { input: 300_000, output: 1000, reasoning: 2000 },
    usd: 0.75 + 0.015 + 0.03,
  },
  {
    what: 'audio in, cached audio and audio out',
    provider: 'openai',
    model: 'gpt-realtime',
    usage: { input: 100, audioInput: 1000, audioCacheRead: 5000, audioOutput: 2000, output: 50 },
    usd: 0.0004 + 0.032 + 0.002 + 0.128 + 0.0008,
  },
  {
    what: 'flex is half',
    provider: 'openai',
    model: 'o3',
    usage: { input: 1000, cacheRead: 1000, output: 1000, tier: 'flex' },
    usd: (0.002 + 0.0005 + 0.008) / 2,
  },
  {
    what: 'batch is half at Anthropic, cache writes too',
    provider: 'anthropic',
    model: 'claude-opus-5-5',
    usage: { input: 1000, cacheWrite: 1000, output: 1000, tier: 'batch' },
    usd: (0.004 + 0.005 + 0.02) / 2,
  },
  {
    what: 'priority by model',
    provider: 'openai',
    model: 'gpt-5-mini',
    usage: { input: 1_000_000, output: 1_000_000, tier: 'priority' },
    usd: 0.45 + 3.6,
  },
  {
    what: 'priority under its newer name, a multiplier of 5/3',
    provider: 'openai',
    model: 'gpt-4o-mini',
    usage: { input: 1_000_000, cacheRead: 1_000_000, output: 1_000_000, tier: 'fast' },
    usd: 0.25 + 0.125 + 1,
  },
  {
    what: 'priority in long context, published',
    provider: 'openai',
    model: 'gpt-5.6-sol',
    usage: { input: 1_000_000, tier: 'fast' },
    usd: 16,
  },
  {
    what: 'priority in long context, not published',
    provider: 'openai',
    model: 'gpt-5.4',
    usage: { input: 1_000_000, tier: 'priority' },
    usd: 10,
    confidence: 'estimated',
  },
  {
    what: 'a tier word that nobody knows',
    provider: 'openai',
    model: 'gpt-4o',
    usage: { input: 1000, tier: 'warp' },
    usd: 0.0025,
    confidence: 'estimated',
  },
  {
    what: 'flex costs the same at Groq',
    provider: 'groq',
    model: 'llama-3.3-70b-versatile',
    usage: { input: 1000, output: 1000, tier: 'flex' },
    usd: 0.00059 + 0.00079,
  },
  {
    what: 'a deployment of Azure named after its model',
    provider: 'azure',
    model: 'gpt-4o',
    usage: { input: 1000, output: 500 },
    usd: 0.0075,
  },
  {
    what: 'the price of the day before a cut',
    provider: 'openai',
    model: 'o3',
    usage: { input: 1000 },
    usd: 0.01,
    at: '2025-06-09T23:59:59Z',
  },
  {
    what: 'the price of the day of the cut',
    provider: 'openai',
    model: 'o3',
    usage: { input: 1000 },
    usd: 0.002,
    at: '2025-06-10T00:00:00Z',
  },
  {
    what: 'by night',
    provider: 'deepseek',
    model: 'deepseek-chat',
    usage: { input: 1000 },
    usd: 0.000135,
    at: '2026-11-20T00:29:59Z',
  },
  {
    what: 'by day',
    provider: 'deepseek',
    model: 'deepseek-chat',
    usage: { input: 1000 },
    usd: 0.00027,
    at: '2026-11-20T00:30:00Z',
  },
  {
    what: 'no price for cached reads: the input price, and said to be estimated',
    provider: 'mistral',
    model: 'mistral-large-latest',
    usage: { cacheRead: 1000 },
    usd: 0.002,
    confidence: 'estimated',
  },
  {
    what: 'a fee for each request',
    provider: 'perplexity',
    model: 'sonar',
    usage: { input: 1000, output: 1000 },
    usd: 0.012 + 0.001 + 0.001,
    confidence: 'estimated',
  },
  {
    what: 'a catalogue price finer than a picodollar a token',
    provider: 'openrouter',
    model: 'google/gemini-2.5-flash-lite',
    usage: { cacheWrite: 3 },
    usd: 0.00000025,
  },
];

describe('invoices', () => {
  it.each(invoices)('$provider $model: $what', ({ provider, model, usage, usd, confidence = 'exact', at }) => {
    const when = at === undefined ? day : Date.parse(at);
    const cost = pricing.price(factsOf(provider, model, usage, { at: when }));
    expect(cost.confidence).toBe(confidence);
    expect(cost.picodollars).toBe(Math.round(usd * 1e12));
    expect(cost.price).toMatch(/^genai-prices:[a-z-]+\/.+@\d{4}-\d\d-\d\d(\+[a-z]+)?$/);
  });

  it('names the price, its date and its tier', () => {
    const at = (model: string, usage: Partial<Usage>) => pricing.price(factsOf('openai', model, usage)).price;
    expect(at('o3', { input: 1 })).toBe('genai-prices:openai/o3@2025-06-10');
    expect(at('gpt-5', { input: 1, tier: 'Flex' })).toBe('genai-prices:openai/gpt-5@2026-09-23+flex');
    expect(at('gpt-5', { input: 1, tier: 'default' })).toBe('genai-prices:openai/gpt-5@2026-09-23');
  });
});

describe('confidence', () => {
  it('is estimated when the counts are ours', () => {
    const cost = pricing.price(factsOf('openai', 'gpt-4o', { input: 1000 }, { estimated: true }));
    expect(cost).toMatchObject({ picodollars: 2_500_000_000, confidence: 'estimated' });
  });

  it('is estimated when only the request names the tier', () => {
    const call = { params: { serviceTier: 'flex' } };
    const cost = pricing.price(factsOf('openai', 'gpt-5', { input: 1000 }, { call }));
    expect(cost).toMatchObject({ picodollars: 625_000_000, confidence: 'estimated' });
    const billed = pricing.price(factsOf('openai', 'gpt-5', { input: 1000, tier: 'default' }, { call }));
    expect(billed).toMatchObject({ picodollars: 1_250_000_000, confidence: 'exact' });
  });

  it.each([
    ['openai', 'house-model'],
    ['openai', ''],
    ['openai', 'x'.repeat(300)],
    ['openai', 'constructor'],
    ['openai', 'whisper-1'],
    ['constructor', 'gpt-4o'],
    ['ollama', 'llama3.2'],
    ['lm-studio', 'gpt-4o'],
    ['azure', 'our-deployment'],
  ])('is unknown without a price, and never free: %s %s', (provider, model) => {
    const cost = pricing.price(factsOf(provider, model, { input: 1000, output: 1000 }));
    expect(cost).toEqual({ picodollars: 0, confidence: 'unknown' });
  });

  it.each(['count_tokens', 'fetch_response'] as const)('is exact and nothing for %s', (operation) => {
    const cost = pricing.price(factsOf('anthropic', 'claude-opus-5-5', { input: 1000 }, { call: { operation } }));
    expect(cost).toEqual({ picodollars: 0, confidence: 'exact', price: `free:anthropic/${operation}` });
  });

  it('is estimated where images cost otherwise and may be among the tokens', () => {
    const image = pricing.price(factsOf('google', 'gemini-2.5-flash-image', { input: 10, output: 1290 }));
    expect(image.confidence).toBe('estimated');
    const unread = { call: { unread: { image: 1 } } };
    expect(pricing.price(factsOf('openai', 'gpt-realtime', { input: 10 }, unread)).confidence).toBe('estimated');
    expect(pricing.price(factsOf('openai', 'gpt-realtime', { input: 10 })).confidence).toBe('exact');
  });

  it('survives counts that no provider should send', () => {
    for (const input of [Number.NaN, Number.POSITIVE_INFINITY, -5, 1.5, Number.MAX_VALUE]) {
      const cost = pricing.price(factsOf('openai', 'gpt-4o', { input, output: 1 }));
      expect(cost.confidence).toBe('estimated');
      expect(Number.isSafeInteger(cost.picodollars)).toBe(true);
      expect(cost.picodollars).toBeGreaterThanOrEqual(10_000_000);
    }
  });
});

describe('what caching saved', () => {
  const of = (usage: Partial<Usage>): number | undefined =>
    pricing.price(factsOf('openai', 'gpt-5-2025-08-07', usage)).saved;

  it('is the difference of the two prices for the tokens read from the cache', () => {
    // 9,000 tokens at 1.25 less 0.125 USD per million.
    expect(of({ input: 1000, cacheRead: 9000, output: 200 })).toBe(10_125_000_000);
  });

  it('is not told where nothing came from a cache', () => {
    expect(of({ input: 1000, output: 200 })).toBeUndefined();
  });
});
