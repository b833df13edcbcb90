import { describe, expect, it } from 'vitest';
import { createPricing, type PriceOverride } from '../../pricing/index.ts';
import { priceLookup } from '../../pricing/lookup.ts';
import { expectLinear } from '../support/linear.ts';
import { factsOf } from './facts.ts';

const overrides: readonly PriceOverride[] = [
  { provider: 'openai', model: 'house-*', input: 1, output: 2 },
  {
    provider: 'openai',
    model: 'house-model',
    input: 2.5,
    output: 10,
    cacheRead: 0.25,
    from: '2026-11-01',
    source: 'contract',
  },
  { provider: 'openai', model: 'house-model', input: 2, output: 8, from: '2026-12-01' },
  { provider: 'openai', model: 'house-model-*-mini', input: 0.075, output: 0.3 },
  { provider: 'openai', model: 'gpt-4o', input: 1, output: 4 },
  { provider: 'house-vllm', model: '*', input: 0.1, output: 0.2 },
  { provider: 'anthropic', model: 'claude-house', input: 4, output: 20 },
];
const pricing = createPricing({ overrides });
const input = (model: string, at: string, provider = 'openai', priceAs = provider) =>
  pricing.price(factsOf(provider, model, { input: 1_000_000 }, { at: Date.parse(at), priceAs }));

describe('overrides', () => {
  it.each([
    ['house-model', '2026-10-31T23:59:59.999Z', 1, 'override:openai/house-*@always'],
    ['house-model', '2026-11-01T00:00:00Z', 2.5, 'override:openai/house-model@2026-11-01'],
    ['house-model', '2026-11-30T23:59:59Z', 2.5, 'override:openai/house-model@2026-11-01'],
    ['house-model', '2026-12-01T00:00:00Z', 2, 'override:openai/house-model@2026-12-01'],
    ['House-Model', '2026-12-01T00:00:00Z', 2, 'override:openai/house-model@2026-12-01'],
    ['house-other', '2026-12-01T00:00:00Z', 1, 'override:openai/house-*@always'],
    ['house-model-7-mini', '2026-12-01T00:00:00Z', 0.075, 'override:openai/house-model-*-mini@always'],
    ['gpt-4o', '2026-12-01T00:00:00Z', 1, 'override:openai/gpt-4o@always'],
  ])('%s at %s costs %d', (model, at, usd, price) => {
    expect(input(model, at)).toEqual({ picodollars: usd * 1e12, confidence: 'exact', price });
  });

  it('remembers nothing past the moment a price changes, in either direction', () => {
    for (const [at, usd] of [
      ['2026-12-01T00:00:00Z', 2],
      ['2026-11-30T23:59:59Z', 2.5],
      ['2026-10-01T00:00:00Z', 1],
      ['2026-12-02T00:00:00Z', 2],
    ] as const) {
      expect(input('house-model', at).picodollars).toBe(usd * 1e12);
    }
  });

  it("prefers the provider's own entry over the one it is priced as", () => {
    expect(input('gpt-4o', '2026-12-01', 'house-vllm', 'openai').picodollars).toBe(0.1e12);
    expect(input('gpt-4o', '2026-12-01', 'other-vllm', 'openai').picodollars).toBe(1e12);
  });

  it("infers Anthropic's cache writes from the input price", () => {
    const usage = { cacheWrite: 1000, cacheWrite1h: 1000 };
    const cost = pricing.price(factsOf('anthropic', 'claude-house', usage));
    expect(cost).toMatchObject({ picodollars: 5_000_000_000 + 8_000_000_000, confidence: 'exact' });
  });

  it('multiplies an override for a tier, and says that this is a guess', () => {
    const cost = pricing.price(factsOf('openai', 'gpt-4o', { input: 1000, tier: 'flex' }));
    expect(cost).toEqual({
      picodollars: 500_000_000,
      confidence: 'estimated',
      price: 'override:openai/gpt-4o@always+flex',
    });
  });

  it('matches a glob of many stars without running away', () => {
    const model = `${'*a'.repeat(100)}b`;
    const priced = (length: number) => () => {
      const nasty = createPricing({ overrides: [{ provider: 'openai', model, input: 1, output: 1 }] });
      nasty.price(factsOf('openai', 'a'.repeat(length), { input: 1 }));
    };
    expectLinear(priced(250), priced(2000));
  });
});

describe('lookup', () => {
  it('keeps giving the same price from memory, and stays right with more models than it holds', () => {
    const lookup = priceLookup([{ provider: 'openai', model: 'm-*', input: 1, output: 1 }]);
    const ask = (model: string) =>
      lookup.find({ provider: 'openai', priceAs: 'openai', model, tier: undefined, at: 0 });
    const first = ask('m-0');
    expect(ask('m-0')).toBe(first);
    for (let i = 1; i <= 1500; i++) expect(ask(`m-${i}`)?.price.source).toBe('override');
    expect(ask('m-0')).not.toBe(first);
    expect(ask('m-0')).toEqual(first);
  });
});

describe('explain', () => {
  const at = Date.parse('2026-11-20');
  it('says where a price is from', () => {
    const told = pricing.explain('openai', 'house-model', at);
    expect(told.price).toBe('override:openai/house-model@2026-11-01');
    expect(told.bands[0]?.rates).toMatchObject({ input: 2.5, cacheRead: 0.25, output: 10 });
    expect(told.why[0]).toBe('pricing.overrides has openai/house-model from 2026-11-01 (contract).');
  });

  it('shows bands, and the tier with its source', () => {
    const told = pricing.explain('openai', 'gpt-5.4', at, 'priority');
    expect(told.bands.map((band) => [band.aboveInputTokens, band.rates.input])).toEqual([
      [0, 5],
      [271_999, 10],
    ]);
    expect(told.why.join(' ')).toMatch(/Tier priority: times 2\/1 \(https:\/\/openai\.com/);
  });

  it('says that unknown is not free', () => {
    const told = createPricing({ now: () => at }).explain('ollama', 'llama3.2');
    expect(told).toMatchObject({ bands: [], at: '2026-11-20T00:00:00.000Z' });
    expect(told.why[0]).toMatch(/unknown, not zero/);
  });
});
