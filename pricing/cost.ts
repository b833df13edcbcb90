import { type Cost, inputTokens, type Usage } from '../core/usage.ts';
import { buckets, type Price, type Rates } from './price.ts';
import { amountOf } from './rate.ts';

/** What besides usage and price decides how sure a cost is. */
export interface Doubts {
  /** The counts are our own, or the tier is what was asked for and not what was billed. */
  readonly estimated: boolean;
  /** The request held content that is no text. */
  readonly unread: boolean;
}

/** Usage times price, in whole picodollars: each bucket by itself, then added. */
export function costOf(usage: Usage, price: Price, doubts: Doubts): Cost {
  let input = inputTokens(usage);
  let sound = Number.isFinite(input);
  if (!sound) input = 0;
  let band = price.bands[0];
  for (const next of price.bands) if (input > next.above) band = next;

  let picodollars = 0;
  let tokens = 0;
  let assumed = false;
  for (const bucket of buckets) {
    const count = usage[bucket];
    if (count === 0) continue;
    const whole = wholeCount(count);
    if (whole !== count) sound = false;
    if (whole === 0) continue;
    tokens += whole;
    picodollars += amountOf(whole, band.rates[bucket]);
    if (price.assumed.has(bucket)) assumed = true;
  }
  if (tokens > 0) picodollars += price.perCall;
  if (!Number.isSafeInteger(picodollars)) {
    picodollars = Number.MAX_SAFE_INTEGER;
    sound = false;
  }

  const near =
    doubts.estimated ||
    !sound ||
    assumed ||
    price.approximate !== undefined ||
    (price.approximateLong !== undefined && band !== price.bands[0]) ||
    (price.mixed.input && doubts.unread) ||
    (price.mixed.output && usage.output > 0);
  const confidence = near ? 'estimated' : 'exact';
  const saved = usage.cacheRead + usage.audioCacheRead > 0 ? savedBy(usage, band.rates) : 0;
  return saved > 0 ? { picodollars, confidence, price: price.id, saved } : { picodollars, confidence, price: price.id };
}

/** What reading from a cache saved, at the rates that the call was billed with. */
function savedBy(usage: Usage, rates: Rates): number {
  const text = wholeCount(usage.cacheRead);
  const audio = wholeCount(usage.audioCacheRead);
  const saved =
    amountOf(text, rates.input) -
    amountOf(text, rates.cacheRead) +
    amountOf(audio, rates.audioInput) -
    amountOf(audio, rates.audioCacheRead);
  return Number.isSafeInteger(saved) ? saved : 0;
}

/** A count that is not a whole number of tokens is a fault upstream: never negative, never lost. */
function wholeCount(count: number): number {
  if (Number.isSafeInteger(count)) return Math.max(count, 0);
  if (!(count > 0)) return 0;
  return Math.min(Math.ceil(count), Number.MAX_SAFE_INTEGER);
}
