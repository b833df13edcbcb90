import { createPricing } from '../pricing/index.ts';
import type { ModelOfProvider, PriceList } from '../telemetry/index.ts';
import { providerRows } from './match.ts';
import type { Config } from './schema.ts';

/** The prices that dashboards compare with: of the standard tier, and of calls without long context. */
export function comparedPrices(config: Config): PriceList {
  const rows = providerRows(config.providers);
  const pricing = createPricing({ overrides: config.pricing.overrides });
  return {
    of({ provider, model }) {
      const [band] = pricing.explain(provider, model, undefined, undefined, rows.get(provider)?.priceAs).bands;
      if (band === undefined) return undefined;
      const rates = { ...band.rates };
      for (const bucket of Object.keys(rates) as (keyof typeof rates)[]) rates[bucket] /= 1e6;
      return rates;
    },
    compare: config.pricing.compare.map(modelOf),
  };
}

/** Models may have slashes of their own: the first parts the provider from it. */
export function modelOf(compared: string): ModelOfProvider {
  const slash = compared.indexOf('/');
  return { provider: compared.slice(0, slash), model: compared.slice(slash + 1) };
}
