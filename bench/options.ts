import { parseArgs } from 'node:util';

export const variants = ['direct', 'copy', 'bare', 'observe', 'balanced'] as const;
export type Variant = (typeof variants)[number];

export interface Options {
  readonly rounds: number;
  readonly windowMs: number;
  readonly rampMs: number;
  /** First load on a fresh proxy, per kind of call, until its code is hot. */
  readonly warmMs: number;
  readonly only: readonly Variant[];
  /** No core sleeps: none has to be woken up first. */
  readonly awake: boolean;
  readonly json: string | undefined;
}

export const usage = `npm run bench -- [--quick] [--rounds N] [--seconds S] [--only direct,copy,bare,observe,balanced] [--awake] [--json FILE]

  --quick     a smoke test in under a minute: shows that everything runs, its numbers are noise
  --rounds    how often every variant takes its turn (5)
  --seconds   length of one window (1.5)
  --only      variants to run; ratios need bare, added times need direct; copy is a process that only copies bytes
  --awake     keep the cores from sleeping between calls, so that no time goes by until they are awake
  --json      also write every figure to FILE
`;

/** Throws a `TypeError` whose message is for the user. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      awake: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const { quick } = values;
  const rounds = within('--rounds', values.rounds, 1, 100) ?? (quick ? 1 : 5);
  const seconds = within('--seconds', values.seconds, 0.2, 60) ?? (quick ? 0.5 : 1.5);
  return {
    rounds: Math.floor(rounds),
    windowMs: seconds * 1000,
    rampMs: quick ? 150 : 300,
    warmMs: quick ? 400 : 3000,
    only: variantsOf(values.only),
    awake: values.awake,
    json: values.json,
  };
}

function within(option: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value >= least && value <= most)) throw new TypeError(`${option}: a number from ${least} to ${most}.`);
  return value;
}

function variantsOf(text: string | undefined): readonly Variant[] {
  if (text === undefined) return variants;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !variants.some((variant) => variant === name));
  if (unknown !== undefined) throw new TypeError(`--only: "${unknown}" is none of ${variants.join(', ')}.`);
  return variants.filter((variant) => names.includes(variant));
}
