import { createPricing } from '../pricing/index.ts';
import { providerRows } from './match.ts';
import type { Config } from './schema.ts';

/** Which price applies to a model today, as lines for people; over all providers unless one is named. */
export function explainPrice(config: Config, model: string, provider?: string): { lines: string[]; found: boolean } {
  const rows = providerRows(config.providers);
  const pricing = createPricing({ overrides: config.pricing.overrides });
  const providers = provider === undefined ? [...rows.keys()] : [provider];
  const explained = [...new Set(providers)].map((name) =>
    pricing.explain(name, model, undefined, undefined, rows.get(name)?.priceAs),
  );
  const known = explained.filter(({ price }) => price !== undefined);
  if (known.length === 0) {
    const [first] = explained;
    const where = provider === undefined ? 'any provider' : provider;
    return {
      lines:
        provider === undefined || first === undefined
          ? [`No price is known for ${model} of ${where}.`]
          : [...first.why],
      found: false,
    };
  }
  const lines = known.flatMap(({ provider: name, price, bands, perCallUsd, why }) => [
    `${name}: ${model}`,
    `  price  ${price}`,
    ...bands.flatMap(({ aboveInputTokens, rates }) => [
      aboveInputTokens > 0 ? `  above ${aboveInputTokens} input tokens, USD per million:` : '  USD per million tokens:',
      ...Object.entries(rates).map(([bucket, usd]) => `    ${bucket.padEnd(15)} ${usd}`),
    ]),
    ...(perCallUsd > 0 ? [`  and ${perCallUsd} USD a call`] : []),
    ...why.map((sentence) => `  ${sentence}`),
  ]);
  return { lines, found: true };
}
