import { type ConditionalPrice, calcPrice, type ModelInfo, type ModelPrice } from '@pydantic/genai-prices';
import { type Band, type Bucket, completeRates, type KnownRates, type Price } from './price.ts';
import { amountOf, type Rate, rateOf } from './rate.ts';

/** The bundled data's version and day of publication; a test holds the version to the one installed. */
export const catalogueVersion = '0.1.8';
export const catalogueDate = '2026-09-23';

/**
 * Our provider names to the catalogue's, tried in order. A name that is not here has no list price:
 * models that are served locally cost what their machines cost, which an override can say.
 */
const catalogueNames: Readonly<Record<string, readonly string[]>> = {
  openai: ['openai'],
  // Deployments are named freely, most often after the model: then OpenAI's price is Azure's too.
  azure: ['azure', 'openai'],
  anthropic: ['anthropic'],
  google: ['google'],
  vertex: ['google'],
  bedrock: ['aws'],
  'bedrock-mantle': ['aws'],
  aws: ['aws'],
  mistral: ['mistral'],
  groq: ['groq'],
  together: ['together'],
  fireworks: ['fireworks'],
  cerebras: ['cerebras'],
  deepseek: ['deepseek'],
  'x-ai': ['x-ai'],
  xai: ['x-ai'],
  perplexity: ['perplexity'],
  openrouter: ['openrouter'],
  cohere: ['cohere'],
  moonshot: ['moonshotai'],
  moonshotai: ['moonshotai'],
  novita: ['novita'],
  minimax: ['minimax'],
  baseten: ['baseten'],
  cloudflare: ['cloudflare'],
  ovhcloud: ['ovhcloud'],
  voyage: ['voyageai'],
  voyageai: ['voyageai'],
  zai: ['zai'],
};

/** Which of the catalogue's keys prices which bucket. */
const bucketKeys: Readonly<Record<Bucket, string>> = {
  input: 'input_mtok',
  cacheRead: 'cache_read_mtok',
  cacheWrite: 'cache_write_mtok',
  cacheWrite1h: 'cache_write_1h_mtok',
  output: 'output_mtok',
  reasoning: 'output_reasoning_mtok',
  audioInput: 'input_audio_mtok',
  audioCacheRead: 'cache_audio_read_mtok',
  audioOutput: 'output_audio_mtok',
};

export interface FoundPrice {
  readonly price: Price;
  /** The catalogue's provider. */
  readonly provider: string;
  /** Moments around `at` at which another price may hold. */
  readonly boundaries: readonly number[];
}

export function catalogued(provider: string, model: string, at: number): FoundPrice | undefined {
  const names = Object.hasOwn(catalogueNames, provider) ? catalogueNames[provider] : undefined;
  for (const name of names ?? []) {
    const found = find(name, bareModel(name, model), at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Gemini's model names may carry their collection: `models/…`, `publishers/google/models/…`. */
function bareModel(provider: string, model: string): string {
  return provider === 'google' ? model.replace(/^.*\bmodels\//, '') : model;
}

function find(provider: string, model: string, at: number): FoundPrice | undefined {
  let result: ReturnType<typeof calcPrice>;
  try {
    // Without usage: only the matching is wanted, the arithmetic there is in floats.
    result = calcPrice({}, model, { providerId: provider, timestamp: new Date(at) });
  } catch {
    return undefined;
  }
  if (result === null) return undefined;
  const price = priceOf(provider, result.model, result.model_price);
  return price && { price, provider, boundaries: boundariesOf(result.model, at) };
}

function priceOf(provider: string, model: ModelInfo, listed: ModelPrice): Price | undefined {
  const input = listed[bucketKeys.input];
  // Priced by the hour, the page or the image: tokens say nothing about it.
  if (input === undefined) return undefined;
  const thresholds = new Set([-1]);
  for (const key of Object.values(bucketKeys)) {
    const entry = listed[key];
    if (typeof entry === 'object') for (const tier of entry.tiers) thresholds.add(tier.start);
  }
  const assumed = new Set<Bucket>();
  const bands = [...thresholds]
    .sort((a, b) => a - b)
    .map((above): Band => {
      const complete = completeRates(ratesAbove(listed, above), model.id);
      for (const bucket of complete.assumed) assumed.add(bucket);
      return { above, rates: complete.rates };
    });
  const perThousandCalls = listed.requests_kcount;
  const perCall = typeof perThousandCalls === 'number' ? amountOf(1000, rateOf(perThousandCalls)) : 0;
  return {
    id: `genai-prices:${provider}/${model.id}@${startOf(model, listed) ?? catalogueDate}`,
    source: 'genai-prices',
    model: model.id,
    bands: bands as [Band, ...Band[]],
    perCall,
    assumed,
    mixed: {
      input: listed.input_image_mtok !== undefined || listed.input_video_mtok !== undefined,
      output: listed.output_image_mtok !== undefined || listed.output_video_mtok !== undefined,
    },
    ...(perCall > 0 && { approximate: 'the fee for each request depends on its search context' }),
    ...(listed.output_citation_mtok !== undefined && { approximate: 'citation tokens are not counted apart' }),
  };
}

/** A tier holds for the whole call once input is more than its start (the catalogue's own rule). */
function ratesAbove(listed: ModelPrice, above: number): KnownRates {
  const rates: Partial<Record<Bucket, Rate>> = {};
  for (const [bucket, key] of Object.entries(bucketKeys) as [Bucket, string][]) {
    const entry = listed[key];
    if (entry === undefined) continue;
    let usd = typeof entry === 'number' ? entry : entry.base;
    if (typeof entry === 'object') {
      for (const tier of [...entry.tiers].sort((a, b) => a.start - b.start)) if (above >= tier.start) usd = tier.price;
    }
    rates[bucket] = rateOf(usd);
  }
  return rates as KnownRates;
}

function conditions(model: ModelInfo): readonly ConditionalPrice[] {
  return Array.isArray(model.prices) ? model.prices : [];
}

function startOf(model: ModelInfo, listed: ModelPrice): string | undefined {
  const constraint = conditions(model).find((entry) => entry.prices === listed)?.constraint;
  return constraint?.type === 'start_date' ? constraint.start_date : undefined;
}

const day = 86_400_000;

function boundariesOf(model: ModelInfo, at: number): number[] {
  const today = Math.floor(at / day) * day;
  return conditions(model).flatMap(({ constraint }) => {
    if (constraint === undefined) return [];
    if (constraint.type === 'start_date') return [Date.parse(constraint.start_date)];
    return [constraint.start_time, constraint.end_time].flatMap((time) => {
      // A time with a zone may fall on the day before or after in UTC.
      const offset = (Date.parse(`1970-01-01T${time}`) + day) % day;
      return [today - day + offset, today + offset, today + day + offset];
    });
  });
}
