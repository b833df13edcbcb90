/** What a service tier does to a price. */
export interface TierEffect {
  /** Every rate is multiplied by `num / den`. */
  readonly num: number;
  readonly den: number;
  /** For the price's id; absent for the standard tier. */
  readonly label?: string;
  /** Why the result is only near the invoice. */
  readonly approximate?: string;
  /** The same, for calls in a long-context band. */
  readonly approximateLong?: string;
  /** Where the multiplier stands, and when that was read. */
  readonly source?: string;
}

interface TierRow {
  readonly provider: string;
  readonly tiers: readonly string[];
  /** The catalogue's model ids; absent for all. */
  readonly models?: readonly string[];
  readonly num: number;
  readonly den: number;
  readonly approximate?: string;
  readonly approximateLong?: string;
  readonly source: string;
}

/** Words for the ordinary price. `auto` is what a request says; no final answer bills it. */
const standard = new Set([
  '',
  'default',
  'standard',
  'standard_only',
  'auto',
  'on_demand',
  'ondemand',
  'unspecified',
  'provisioned_throughput_unspecified',
]);

// Read from copies of these pages on 2026-11-20; the two on batches only as others quote them.
const batch = 'https://developers.openai.com/api/docs/guides/batch, as quoted 2026-11-20';
const flex = 'https://developers.openai.com/api/docs/guides/flex-processing, read 2026-11-20';
const fast = 'https://openai.com/api-fast-mode/, read 2026-11-20';
const anthropicBatch = 'https://platform.claude.com/docs/en/build-with-claude/batch-processing, as quoted 2026-11-20';
const anthropic = 'https://platform.claude.com/docs/en/api/service-tiers, read 2026-11-20';
const google = 'https://ai.google.dev/gemini-api/docs/optimization, read 2026-11-20';
const groq = 'https://console.groq.com/docs/service-tiers, read 2026-11-20';
/** Priority processing was renamed fast mode on 2026-07-30; both words are in use. */
const priority = ['priority', 'fast'] as const;
const noLongContext = 'the tier has no published price for long context';

/**
 * The catalogue has no service tiers, so these are ours. Rows are tried in order; every multiplier is
 * the same for input, cached input and output, as published.
 */
const rows: readonly TierRow[] = [
  { provider: 'openai', tiers: ['flex'], num: 1, den: 2, source: flex },
  { provider: 'openai', tiers: ['batch'], num: 1, den: 2, source: batch },
  {
    provider: 'openai',
    tiers: priority,
    models: ['gpt-5.6-sol', 'gpt-5.6-terra', 'gpt-5.6-luna'],
    num: 2,
    den: 1,
    source: fast,
  },
  ...(
    [
      [['gpt-5.5'], 5, 2],
      [['gpt-5.4', 'gpt-5.4-mini', 'gpt-5.2', 'gpt-5.1', 'gpt-5', 'gpt-4.1-nano'], 2, 1],
      [['gpt-5-mini'], 9, 5],
      [['gpt-4.1', 'gpt-4.1-mini', 'gpt-4o-2024-05-13', 'o3'], 7, 4],
      [['gpt-4o'], 17, 10],
      [['gpt-4o-mini'], 5, 3],
      [['o4-mini'], 20, 11],
    ] as const
  ).map(([models, num, den]) => ({
    provider: 'openai',
    tiers: priority,
    models,
    num,
    den,
    approximateLong: noLongContext,
    source: fast,
  })),
  {
    provider: 'openai',
    tiers: priority,
    num: 2,
    den: 1,
    approximate: 'no published price of this tier for this model; twice the standard price is usual',
    source: fast,
  },
  { provider: 'anthropic', tiers: ['batch'], num: 1, den: 2, source: anthropicBatch },
  {
    provider: 'anthropic',
    tiers: ['priority'],
    num: 1,
    den: 1,
    approximate: 'priority capacity is paid by commitment; the standard price is shown',
    source: anthropic,
  },
  { provider: 'google', tiers: ['flex', 'batch'], num: 1, den: 2, source: google },
  {
    provider: 'google',
    tiers: ['priority'],
    num: 2,
    den: 1,
    approximate: 'published as 75 to 100 % above standard, by model; the upper end is used',
    source: google,
  },
  { provider: 'groq', tiers: ['flex'], num: 1, den: 1, source: groq },
];

/** `SERVICE_TIER_FLEX`, `Flex` and `flex` are one word. */
export function tierWord(tier: string | undefined): string {
  return tier === undefined
    ? ''
    : tier
        .trim()
        .toLowerCase()
        .replace(/^service_tier_/, '');
}

export function isStandard(word: string): boolean {
  return standard.has(word);
}

/** What the tier does to a price of this provider (in the catalogue's name) and model. */
export function tierEffect(provider: string, model: string, word: string): TierEffect {
  if (isStandard(word)) return { num: 1, den: 1 };
  // An unknown word is the provider's, but a caller may have made it up: keep ids short and plain.
  const label = word.replace(/[^a-z0-9_-]/g, '').slice(0, 24);
  for (const row of rows) {
    if (row.provider !== provider || !row.tiers.includes(word)) continue;
    if (row.models !== undefined && !row.models.includes(model)) continue;
    return {
      num: row.num,
      den: row.den,
      label,
      source: row.source,
      ...(row.approximate !== undefined && { approximate: row.approximate }),
      ...(row.approximateLong !== undefined && { approximateLong: row.approximateLong }),
    };
  }
  return { num: 1, den: 1, label, approximate: `no price is known for the tier ${label}; the standard price is shown` };
}
