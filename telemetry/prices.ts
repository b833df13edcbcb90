import { type BucketName, tokenBuckets } from './buckets.ts';
import { metric } from './names.ts';
import { type Family, observed, type Point } from './series.ts';

export interface ModelOfProvider {
  readonly provider: string;
  readonly model: string;
}

/** What tokens cost now, asked when somebody reads the metrics. */
export interface PriceList {
  /** USD for one token of each bucket; undefined without a price. */
  of(model: ModelOfProvider): Readonly<Record<BucketName, number>> | undefined;
  /** Models whose prices are told although nobody has called them, to compare with. */
  readonly compare: readonly ModelOfProvider[];
}

/** Models that are told at most; each has a series by bucket. */
const mostModels = 120;

/**
 * The prices of the models that calls were billed as, and of those to compare with; only of buckets that some
 * call has counted. Nothing is kept: a price that changes, or a list that is replaced, shows at the next reading.
 */
export function priceFamily(tokens: Family<unknown, Point>, list: () => PriceList | undefined): Family<never, Point> {
  return observed(metric.price, () => {
    const prices = list();
    if (prices === undefined) return [];
    const models = new Map<string, ModelOfProvider>();
    const buckets = new Set<string>();
    const add = (one: ModelOfProvider): void => {
      if (models.size < mostModels) models.set(`${one.provider}\n${one.model}`, one);
    };
    prices.compare.forEach(add);
    for (const { labels } of tokens.read()) {
      const [provider, model, bucket] = labels;
      // The series of what is past the limit has no labels.
      if (provider === undefined || model === undefined || bucket === undefined) continue;
      buckets.add(bucket);
      add({ provider, model });
    }
    const counted = tokenBuckets.filter(([, label]) => buckets.has(label));
    return [...models.values()].flatMap((one) => {
      const usd = prices.of(one);
      if (usd === undefined) return [];
      return counted.map(([bucket, label]) => ({ labels: [one.provider, one.model, label], value: usd[bucket] }));
    });
  });
}
