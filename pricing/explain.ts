import { catalogueDate, catalogueVersion } from './catalogue.ts';
import type { Found } from './lookup.ts';
import { type Bucket, buckets } from './price.ts';
import { usdPerMillion } from './rate.ts';

/** Which price applies to a model, and why. USD per million tokens. */
export interface Explanation {
  readonly provider: string;
  readonly model: string;
  readonly at: string;
  /** The price's id; absent when there is no price. */
  readonly price?: string;
  readonly bands: ReadonlyArray<{
    readonly aboveInputTokens: number;
    readonly rates: Readonly<Record<Bucket, number>>;
  }>;
  readonly perCallUsd: number;
  readonly assumed: readonly Bucket[];
  /** Sentences: where the price is from, and what about it is not certain. */
  readonly why: readonly string[];
}

export function explanationOf(provider: string, model: string, at: number, found: Found | undefined): Explanation {
  const base = { provider, model, at: new Date(at).toISOString() };
  if (found === undefined) {
    return {
      ...base,
      bands: [],
      perCallUsd: 0,
      assumed: [],
      why: [
        `No price is known for ${model} of ${provider}: its cost is unknown, not zero. Add it to pricing.overrides.`,
      ],
    };
  }
  const { price, tier, override } = found;
  const bands = price.bands.map(({ above, rates }) => ({
    aboveInputTokens: Math.max(above, 0),
    rates: Object.fromEntries(buckets.map((bucket) => [bucket, usdPerMillion(rates[bucket])])) as Record<
      Bucket,
      number
    >,
  }));
  const why: string[] = [];
  if (override !== undefined) {
    const source = override.source === undefined ? '' : ` (${override.source})`;
    why.push(
      `pricing.overrides has ${override.provider}/${override.model} from ${override.from ?? 'always'}${source}.`,
    );
  } else {
    why.push(`genai-prices ${catalogueVersion} of ${catalogueDate} lists it as ${price.model}.`);
  }
  if (bands.length > 1)
    why.push('A long-context price holds for all tokens of a call whose input is above its threshold.');
  if (tier.label !== undefined) {
    why.push(
      `Tier ${tier.label}: times ${tier.num}/${tier.den}${tier.source === undefined ? '' : ` (${tier.source})`}.`,
    );
  }
  if (price.assumed.size > 0) why.push(`Inferred from other rates: ${[...price.assumed].join(', ')}.`);
  if (price.approximate !== undefined) why.push(`Approximate: ${price.approximate}.`);
  return {
    ...base,
    price: price.id,
    bands,
    perCallUsd: price.perCall / 1e12,
    assumed: [...price.assumed],
    why,
  };
}
