import type { PriceFacts } from '../core/guardrails.ts';
import type { Cost } from '../core/usage.ts';
import { costOf } from './cost.ts';
import { type Explanation, explanationOf } from './explain.ts';
import { priceLookup } from './lookup.ts';
import type { PriceOverride } from './overrides.ts';
import { isStandard, tierWord } from './tiers.ts';

export { estimateTokens } from './estimate.ts';
export type { Explanation } from './explain.ts';
export type { PriceOverride } from './overrides.ts';

export interface Pricing {
  price(facts: PriceFacts): Cost;
  /** Which price applies to a model at a moment, and why. `at` is now unless given. */
  explain(provider: string, model: string, at?: number, tier?: string, priceAs?: string): Explanation;
}

const unknown: Cost = Object.freeze({ picodollars: 0, confidence: 'unknown' });

export function createPricing(options: {
  readonly overrides?: readonly PriceOverride[] | undefined;
  readonly now?: () => number;
}): Pricing {
  const lookup = priceLookup(options.overrides ?? []);
  const now = options.now ?? Date.now;
  return {
    price({ endpoint, call, model, usage, estimated, at }) {
      const operation = call?.operation ?? endpoint.operation;
      // Counting is free with every provider that offers it, and an answer that is fetched again was
      // billed when it was made.
      if (operation === 'count_tokens' || operation === 'fetch_response') {
        return { picodollars: 0, confidence: 'exact', price: `free:${endpoint.priceAs}/${operation}` };
      }
      // What was billed counts; what was asked for is only a hint about it.
      const asked = usage.tier === undefined && !isStandard(tierWord(call?.params.serviceTier));
      const tier = asked ? call?.params.serviceTier : usage.tier;
      const found = lookup.find({ provider: endpoint.provider, priceAs: endpoint.priceAs, model, tier, at });
      if (found === undefined) return unknown;
      return costOf(usage, found.price, { estimated: estimated || asked, unread: call?.unread !== undefined });
    },
    explain(provider, model, at = now(), tier, priceAs = provider) {
      const found = lookup.find({ provider, priceAs, model, tier, at });
      return explanationOf(provider, model, at, found);
    },
  };
}
