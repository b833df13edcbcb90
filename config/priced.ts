import { inputTokens, noUsage, type Usage } from '../core/usage.ts';
import { createPricing, type Explanation } from '../pricing/index.ts';
import { providerRows } from './match.ts';
import type { Config } from './schema.ts';

/** What one call with so many tokens costs at one provider. */
export interface Priced {
  readonly provider: string;
  /** `<source>:<provider>/<model>@<date>`. */
  readonly price: string;
  /** Safe integer of 10⁻¹² USD. */
  readonly picodollars: number;
  readonly confidence: 'exact' | 'estimated';
  /** One for each kind of token that the call has; `usd` is USD per million of them. */
  readonly rates: ReadonlyArray<{ readonly bucket: keyof Explanation['bands'][number]['rates']; readonly usd: number }>;
  readonly perCallUsd: number;
  readonly why: readonly string[];
}

export interface PriceQuestion {
  readonly model: string;
  /** All of them when absent. */
  readonly provider?: string | undefined;
  readonly usage: Partial<Usage>;
  /** Milliseconds since the epoch; now when absent. */
  readonly at?: number | undefined;
}

/** The cost of a call at each provider that has a price for the model, the cheapest first. */
export function priced(config: Config, { model, provider, usage: some, at = Date.now() }: PriceQuestion): Priced[] {
  const rows = providerRows(config.providers);
  const pricing = createPricing({ overrides: config.pricing.overrides });
  const usage: Usage = { ...noUsage, ...some };
  const found: Priced[] = [];
  for (const name of provider === undefined ? rows.keys() : [provider]) {
    const priceAs = rows.get(name)?.priceAs ?? name;
    const endpoint = { provider: name, system: name, priceAs, usageOnAsk: false };
    const cost = pricing.price({ endpoint, call: undefined, model, usage, estimated: false, at });
    if (cost.confidence === 'unknown' || cost.price === undefined) continue;
    const { bands, perCallUsd, why } = pricing.explain(name, model, at, usage.tier, priceAs);
    const input = inputTokens(usage);
    const band = bands.findLast(({ aboveInputTokens }, place) => place === 0 || input > aboveInputTokens);
    const rates = Object.entries(band?.rates ?? {}) as [Priced['rates'][number]['bucket'], number][];
    found.push({
      provider: name,
      price: cost.price,
      picodollars: cost.picodollars,
      confidence: cost.confidence,
      rates: rates.filter(([bucket]) => usage[bucket] > 0).map(([bucket, usd]) => ({ bucket, usd })),
      perCallUsd,
      why,
    });
  }
  return found.sort((a, b) => a.picodollars - b.picodollars);
}
