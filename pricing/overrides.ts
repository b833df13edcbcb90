import { type Bucket, completeRates, type KnownRates, type Price } from './price.ts';
import { rateOf } from './rate.ts';

/** A price of the user's own, in USD per million tokens. `pricing.overrides` in the configuration. */
export interface PriceOverride {
  /** A row of `providers`, or the row that others are priced as. */
  readonly provider: string;
  /** The model's name, or a glob in which `*` stands for anything. */
  readonly model: string;
  readonly input: number;
  readonly output: number;
  readonly cacheRead?: number | undefined;
  readonly cacheWrite?: number | undefined;
  readonly cacheWrite1h?: number | undefined;
  readonly audioInput?: number | undefined;
  readonly audioOutput?: number | undefined;
  readonly audioCacheRead?: number | undefined;
  /** `2026-11-01`: holds from that day's start in UTC; absent: always. */
  readonly from?: string | undefined;
  readonly source?: string | undefined;
}

interface Entry {
  readonly provider: string;
  readonly glob: boolean;
  /** Letters of the pattern that are not `*`: the closer pattern wins. */
  readonly weight: number;
  readonly matches: (model: string) => boolean;
  readonly from: number;
  readonly price: Price;
  readonly override: PriceOverride;
}

export interface FoundOverride {
  readonly price: Price;
  readonly override: PriceOverride;
}

export interface Overrides {
  /**
   * Which override applies to a model of these providers (the call's own, then the one it is priced
   * as) at this moment. The call's own provider goes first, then an exact name before a glob, then
   * the longer glob, then the latest `from`, then the later entry.
   */
  find(providers: readonly string[], model: string, at: number): FoundOverride | undefined;
  /** The moments at which an override of these providers begins to hold. */
  starts(providers: readonly string[], model: string): number[];
}

export function overridesOf(list: readonly PriceOverride[]): Overrides {
  const entries = list.map(entryOf);
  const candidates = (providers: readonly string[], model: string): Entry[] =>
    entries.filter((entry) => providers.includes(entry.provider) && entry.matches(model.toLowerCase()));
  return {
    find(providers, model, at) {
      let best: Entry | undefined;
      for (const entry of candidates(providers, model)) {
        if (entry.from > at) continue;
        if (best === undefined || rank(entry, best, providers) >= 0) best = entry;
      }
      return best;
    },
    starts: (providers, model) => candidates(providers, model).map((entry) => entry.from),
  };
}

function rank(a: Entry, b: Entry, providers: readonly string[]): number {
  return (
    providers.indexOf(b.provider) - providers.indexOf(a.provider) ||
    Number(b.glob) - Number(a.glob) ||
    a.weight - b.weight ||
    compare(a.from, b.from)
  );
}

/** Not a subtraction: without `from` both are -Infinity. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function entryOf(override: PriceOverride): Entry {
  const pattern = override.model.toLowerCase();
  const glob = pattern.includes('*');
  const rates: { -readonly [K in Bucket]?: KnownRates[K] } = {};
  for (const bucket of optionalBuckets) {
    const usd = override[bucket];
    if (usd !== undefined) rates[bucket] = rateOf(usd);
  }
  const known = { ...rates, input: rateOf(override.input), output: rateOf(override.output) } as KnownRates;
  const complete = completeRates(known, pattern);
  return {
    provider: override.provider,
    glob,
    weight: pattern.replaceAll('*', '').length,
    matches: glob ? globMatcher(pattern) : (model) => model === pattern,
    from: override.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(`${override.from}T00:00:00Z`),
    override,
    price: {
      id: `override:${override.provider}/${override.model}@${override.from ?? 'always'}`,
      source: 'override',
      model: override.model,
      bands: [{ above: -1, rates: complete.rates }],
      perCall: 0,
      assumed: new Set(complete.assumed),
      mixed: { input: false, output: false },
    },
  };
}

const optionalBuckets = [
  'cacheRead',
  'cacheWrite',
  'cacheWrite1h',
  'audioInput',
  'audioOutput',
  'audioCacheRead',
] as const;

/** Linear in the name for any pattern, which a regular expression with many stars is not. */
function globMatcher(pattern: string): (text: string) => boolean {
  const pieces = pattern.split('*');
  const head = pieces[0] ?? '';
  const tail = pieces.at(-1) ?? '';
  const middle = pieces.slice(1, -1);
  return (text) => {
    if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
    let at = head.length;
    const end = text.length - tail.length;
    for (const piece of middle) {
      const found = text.indexOf(piece, at);
      if (found === -1 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}
