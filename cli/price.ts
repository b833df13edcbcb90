import { parseArgs } from 'node:util';
import { type Priced, priced } from '../config/priced.ts';
import { knownNames, readConfig } from '../config/read.ts';
import { formatUsd, type Usage } from '../core/usage.ts';
import { explain } from './explain.ts';
import { type Column, table } from './table.ts';
import { hintAt, WrongUse } from './wrong-use.ts';

/** An option for each kind of token that has a price of its own. */
const counts = {
  input: 'input',
  'cache-read': 'cacheRead',
  'cache-write': 'cacheWrite',
  'cache-write-1h': 'cacheWrite1h',
  output: 'output',
  reasoning: 'reasoning',
  'audio-input': 'audioInput',
  'audio-output': 'audioOutput',
} as const satisfies Record<string, keyof Usage>;

const columns: readonly Column[] = [
  { title: 'tokens', align: 'right' },
  { title: 'kind', align: 'left' },
  { title: 'USD per million', align: 'right' },
  { title: 'USD', align: 'right' },
];

/** Prints what a call with so many tokens costs, at each provider that has the model. */
export async function price(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      provider: text,
      config: text,
      tier: text,
      date: text,
      calls: text,
      json: { type: 'boolean', default: false },
      input: text,
      'cache-read': text,
      'cache-write': text,
      'cache-write-1h': text,
      output: text,
      reasoning: text,
      'audio-input': text,
      'audio-output': text,
    },
  });
  const [model] = positionals;
  if (model === undefined) throw new WrongUse('which model? Such as: spanguard price gpt-4o --input 1200 --output 300');
  if (positionals.length > 1) throw new WrongUse(`one model at a time, not ${positionals.length}`);
  const usage = usageOf(values);
  const { provider } = values;
  if (Object.keys(usage).length === 0) return explain([model, ...rest(values)]);

  const { config } = readConfig({ file: values.config });
  const providers = [...knownNames().providers, ...Object.keys(config.providers)];
  if (provider !== undefined && !providers.includes(provider)) {
    throw new WrongUse(`there is no provider "${provider}"${await hintAt(provider, providers)}`);
  }
  const calls = values.calls === undefined ? 1 : countOf('calls', values.calls);
  const tiered = values.tier === undefined ? usage : { ...usage, tier: values.tier };
  const found = priced(config, { model, provider, usage: tiered, at: dateOf(values.date) });
  const lines = values.json
    ? found.map((each) => JSON.stringify(plain(each, calls)))
    : told(found, model, usage, calls);
  if (found.length === 0) {
    process.stderr.write(
      `No price is known for ${model} of ${provider ?? 'any provider'}. It can be added to pricing.overrides.\n`,
    );
    return 1;
  }
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

type Counts = Readonly<Partial<Record<(typeof counts)[keyof typeof counts], number>>>;

function usageOf(values: Readonly<Record<string, string | boolean | undefined>>): Counts {
  const usage: Record<string, number> = {};
  for (const [option, bucket] of Object.entries(counts)) {
    const value = values[option];
    if (typeof value === 'string') usage[bucket] = countOf(option, value);
  }
  return usage;
}

/** `1200`, `1_200` and `1,200`. */
function countOf(option: string, text: string): number {
  const count = /^\d[\d_,]*$/.test(text) ? Number(text.replace(/[_,]/g, '')) : Number.NaN;
  if (!Number.isSafeInteger(count)) throw new WrongUse(`--${option}: "${text}" is no whole number`);
  return count;
}

function dateOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T12:00:00Z`) : Number.NaN;
  if (Number.isNaN(at)) throw new WrongUse(`--date: "${text}" is no day such as 2026-11-01`);
  return at;
}

/** Without a count there is nothing to multiply, and the price itself is the answer. */
function rest({ provider, config }: { provider?: string | undefined; config?: string | undefined }): string[] {
  return [
    ...(provider === undefined ? [] : ['--provider', provider]),
    ...(config === undefined ? [] : ['--config', config]),
  ];
}

function plain({ provider, price: id, picodollars, confidence }: Priced, calls: number) {
  return {
    provider,
    price: id,
    confidence,
    callUsd: picodollars / 1e12,
    calls,
    totalUsd: (picodollars * calls) / 1e12,
  };
}

function told(found: readonly Priced[], model: string, usage: Counts, calls: number): string[] {
  const color = process.stdout.isTTY === true;
  return found.flatMap(({ provider, price: id, picodollars, confidence, rates, perCallUsd, why }, place) => [
    ...(place === 0 ? [] : ['']),
    `${provider}: ${model}  (${id}, ${confidence})`,
    ...table(
      columns,
      [
        ...rates.map(({ bucket, usd }) => {
          const tokens = bucket in usage ? (usage[bucket as keyof Counts] ?? 0) : 0;
          return [
            { text: tokens.toLocaleString('en-US') },
            { text: bucket },
            { text: String(usd) },
            { text: formatUsd(Math.round(tokens * usd * 1e6)) },
          ];
        }),
        ...(perCallUsd > 0 ? [[{ text: '' }, { text: 'call' }, { text: '' }, { text: String(perCallUsd) }]] : []),
      ],
      {
        color,
        width: process.stdout.columns ?? 100,
        total: [{ text: '' }, { text: 'a call' }, { text: '' }, { text: formatUsd(picodollars), tone: 'bold' }],
      },
    ).map((line) => `  ${line}`),
    ...(calls === 1 ? [] : [`  ${calls.toLocaleString('en-US')} calls: ${formatUsd(picodollars * calls)} USD`]),
    ...why.map((sentence) => `  ${sentence}`),
  ]);
}
