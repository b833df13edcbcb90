import type { Usage } from '../core/usage.ts';
import { type Rate, scaled } from './rate.ts';

/** The counted kinds of tokens, each with a rate of its own. */
export type Bucket = Exclude<keyof Usage, 'tier'>;

export const buckets = [
  'input',
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'output',
  'reasoning',
  'audioInput',
  'audioCacheRead',
  'audioOutput',
] as const satisfies readonly Bucket[];

export type Rates = Readonly<Record<Bucket, Rate>>;

/**
 * Rates for calls with more than `above` input tokens, cached and audio included. They hold for all
 * tokens of such a call, not only for those past the threshold.
 */
export interface Band {
  readonly above: number;
  readonly rates: Rates;
}

export interface Price {
  /** `<source>:<provider>/<model>@<date>`, and `+<tier>` where a service tier changed it. */
  readonly id: string;
  readonly source: 'override' | 'genai-prices';
  /** The catalogue's own name of the model, or the override's pattern. */
  readonly model: string;
  /** Ascending; the first holds from nothing on. */
  readonly bands: readonly [Band, ...Band[]];
  /** Picodollars for a call with any usage, besides its tokens. */
  readonly perCall: number;
  /** Buckets whose rate was inferred from another, because the source has none. */
  readonly assumed: ReadonlySet<Bucket>;
  /** Images or video cost otherwise than text, and usage does not tell them apart. */
  readonly mixed: { readonly input: boolean; readonly output: boolean };
  /** Why the price as a whole is only near the invoice. */
  readonly approximate?: string;
  /** Bands after the first are approximate, for this reason. */
  readonly approximateLong?: string;
}

/** What a source says; everything else is inferred by {@link completeRates}. */
export type KnownRates = Readonly<Partial<Record<Bucket, Rate>>> & { readonly input: Rate };

/**
 * Fills the gaps so that no token is ever free. Reasoning is billed as output by every provider that
 * has no price of its own for it. Anthropic's cache writes are 1.25 times the input price for five
 * minutes and twice for an hour (https://platform.claude.com/docs/en/api/service-tiers, read
 * 2026-11-20). The rest is a guess on the high side, and told as `assumed`.
 */
export function completeRates(known: KnownRates, model: string): { rates: Rates; assumed: Bucket[] } {
  const assumed: Bucket[] = [];
  const guess = (bucket: Bucket, rate: Rate): Rate => {
    const own = known[bucket];
    if (own !== undefined) return own;
    assumed.push(bucket);
    return rate;
  };
  const anthropic = model.toLowerCase().includes('claude');
  const input = known.input;
  const cacheRead = guess('cacheRead', input);
  const cacheWrite = known.cacheWrite ?? (anthropic ? scaled(input, 5, 4) : guess('cacheWrite', input));
  const cacheWrite1h = known.cacheWrite1h ?? (anthropic ? scaled(input, 2, 1) : guess('cacheWrite1h', cacheWrite));
  const output = guess('output', input);
  const audioInput = guess('audioInput', input);
  const rates: Rates = {
    input,
    cacheRead,
    cacheWrite,
    cacheWrite1h,
    output,
    reasoning: known.reasoning ?? output,
    audioInput,
    audioCacheRead: guess('audioCacheRead', known.audioInput ?? cacheRead),
    audioOutput: guess('audioOutput', output),
  };
  return { rates, assumed };
}

/** The same price with every rate multiplied. */
export function multiplied(price: Price, num: number, den: number): Pick<Price, 'bands'> {
  const band = ({ above, rates }: Band): Band => {
    const entries = buckets.map((bucket) => [bucket, scaled(rates[bucket], num, den)] as const);
    return { above, rates: Object.fromEntries(entries) as unknown as Rates };
  };
  const [first, ...rest] = price.bands;
  return { bands: [band(first), ...rest.map(band)] };
}
