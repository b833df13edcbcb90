import { catalogued } from './catalogue.ts';
import { type Overrides, overridesOf, type PriceOverride } from './overrides.ts';
import { multiplied, type Price } from './price.ts';
import { type TierEffect, tierEffect, tierWord } from './tiers.ts';

/** What is asked: a model of a provider, billed under a tier, at a moment. */
export interface Ask {
  readonly provider: string;
  readonly priceAs: string;
  readonly model: string;
  readonly tier: string | undefined;
  readonly at: number;
}

export interface Found {
  readonly price: Price;
  readonly tier: TierEffect;
  readonly override?: PriceOverride;
}

interface Entry {
  readonly found: Found | undefined;
  /** Valid for `from <= at < until`. */
  readonly from: number;
  readonly until: number;
}

export interface Lookup {
  find(ask: Ask): Found | undefined;
}

/** Names longer than this are nobody's model; they are not looked up and take no room. */
const longestName = 256;
/** Callers choose model names, so the memory for them has an end. */
const mostEntries = 1000;

/** Overrides first, then the catalogue. Remembered until the next moment at which a price may change. */
export function priceLookup(list: readonly PriceOverride[]): Lookup {
  const overrides = overridesOf(list);
  const entries = new Map<string, Entry>();
  return {
    find(ask) {
      const key = `${ask.provider}\n${ask.priceAs}\n${ask.tier ?? ''}\n${ask.model}`;
      const entry = entries.get(key);
      if (entry !== undefined && ask.at >= entry.from && ask.at < entry.until) return entry.found;
      if (ask.model === '' || ask.model.length > longestName || (ask.tier?.length ?? 0) > longestName) return undefined;
      const fresh = resolve(overrides, ask);
      entries.delete(key);
      if (entries.size >= mostEntries) {
        const oldest = entries.keys().next().value;
        if (oldest !== undefined) entries.delete(oldest);
      }
      entries.set(key, fresh);
      return fresh.found;
    },
  };
}

function resolve(overrides: Overrides, ask: Ask): Entry {
  const providers = ask.provider === ask.priceAs ? [ask.priceAs] : [ask.provider, ask.priceAs];
  const listed = catalogued(ask.priceAs, ask.model, ask.at);
  const own = overrides.find(providers, ask.model, ask.at);
  let from = Number.NEGATIVE_INFINITY;
  let until = Number.POSITIVE_INFINITY;
  for (const moment of [...overrides.starts(providers, ask.model), ...(listed?.boundaries ?? [])]) {
    if (moment <= ask.at) from = Math.max(from, moment);
    else until = Math.min(until, moment);
  }
  return { found: withTier(own, listed, ask), from, until };
}

function withTier(
  own: ReturnType<Overrides['find']>,
  listed: ReturnType<typeof catalogued>,
  ask: Ask,
): Found | undefined {
  const price = own?.price ?? listed?.price;
  if (price === undefined) return undefined;
  // An override is its owner's word about one model; which of the list's models it stands for tells
  // the tier's multiplier.
  const tier = tierEffect(listed?.provider ?? ask.priceAs, listed?.price.model ?? ask.model, tierWord(ask.tier));
  const override = own && { override: own.override };
  if (tier.label === undefined) return { price, tier, ...override };
  const approximate =
    tier.approximate ??
    (own && 'the override is for the standard tier, multiplied as the list price') ??
    price.approximate;
  return {
    price: {
      ...price,
      ...multiplied(price, tier.num, tier.den),
      id: `${price.id}+${tier.label}`,
      ...(approximate !== undefined && { approximate }),
      ...(tier.approximateLong !== undefined && { approximateLong: tier.approximateLong }),
    },
    tier,
    ...override,
  };
}
