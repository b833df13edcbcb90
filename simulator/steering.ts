import zlib from 'node:zlib';

/** Content codings the simulator can answer in. */
export type Coding = 'gzip' | 'br' | 'deflate' | 'zstd';

/** Kinds of secrets and personal data that `leak=` makes the answer give away. */
export type Leak = 'openai-key' | 'github-token' | 'card' | 'email';

/** What a caller asked of the simulator beside the question itself. The words are in the README. */
export interface Steering {
  readonly status?: number;
  readonly retryAfter?: string;
  readonly delayMs?: number;
  readonly chunkMs?: number;
  readonly cutAfter?: number;
  readonly hang?: true;
  readonly hangAfter?: number;
  readonly html?: true;
  readonly garbage?: true;
  readonly empty?: true;
  readonly truncate?: 'body' | 'wire';
  readonly encoding?: Coding;
  readonly split?: 'bytes' | 'random';
  readonly crlf?: true;
  readonly errorInStream?: number;
  readonly big?: number;
  readonly tokens?: number;
  readonly cached?: number;
  readonly usage?: 'none';
  readonly parallel?: true;
  readonly obfuscation?: true;
  readonly leak?: Leak;
}

/** No wishes: the fast path compares with this very object. */
export const noSteering: Steering = Object.freeze({});

export const MODEL_PREFIX = 'simulate:';

const CODINGS: readonly Coding[] = ['gzip', 'br', 'deflate', 'zstd'];
const LEAKS: readonly Leak[] = ['openai-key', 'github-token', 'card', 'email'];
const hasZstd = 'createZstdCompress' in zlib;

interface Word {
  readonly expects: string;
  /** Undefined when the value is not what the word expects. */
  read(value: string): Steering | undefined;
}

const words: Readonly<Record<string, Word>> = {
  status: count('status=CODE', (status) => (status >= 200 && status <= 599 ? { status } : undefined)),
  'retry-after': {
    expects: 'retry-after=SECONDS',
    read: (retryAfter) => (retryAfter === '' ? undefined : { retryAfter }),
  },
  'delay-ms': count('delay-ms=N', (delayMs) => ({ delayMs })),
  'chunk-ms': count('chunk-ms=N', (chunkMs) => ({ chunkMs })),
  'cut-after': count('cut-after=EVENTS', (cutAfter) => ({ cutAfter })),
  hang: flag('hang', { hang: true }),
  'hang-after': count('hang-after=EVENTS', (hangAfter) => ({ hangAfter })),
  html: flag('html', { html: true }),
  garbage: flag('garbage', { garbage: true }),
  empty: flag('empty', { empty: true }),
  truncate: {
    expects: 'truncate | truncate=wire',
    read: (value) =>
      value === '' || value === 'body' ? { truncate: 'body' } : value === 'wire' ? { truncate: 'wire' } : undefined,
  },
  encoding: choice('encoding', CODINGS, (encoding) => (encoding === 'zstd' && !hasZstd ? undefined : { encoding })),
  split: choice('split', ['bytes', 'random'], (split) => ({ split })),
  crlf: flag('crlf', { crlf: true }),
  'error-in-stream': {
    expects: 'error-in-stream | error-in-stream=EVENTS',
    read: (value) => {
      const events = value === '' ? 3 : whole(value);
      return events === undefined ? undefined : { errorInStream: events };
    },
  },
  big: count('big=BYTES', (big) => (big <= 256 * 1024 * 1024 ? { big } : undefined)),
  tokens: count('tokens=N', (tokens) => (tokens <= 10_000_000 ? { tokens } : undefined)),
  cached: count('cached=N', (cached) => ({ cached })),
  usage: choice('usage', ['none'], (usage) => ({ usage })),
  parallel: flag('parallel', { parallel: true }),
  obfuscation: flag('obfuscation', { obfuscation: true }),
  leak: choice('leak', LEAKS, (leak) => ({ leak })),
};

function whole(value: string): number | undefined {
  return /^\d{1,12}$/.test(value) ? Number(value) : undefined;
}

function count(expects: string, make: (value: number) => Steering | undefined): Word {
  return {
    expects,
    read(value) {
      const number = whole(value);
      return number === undefined ? undefined : make(number);
    },
  };
}

function flag(expects: string, made: Steering): Word {
  return { expects, read: (value) => (value === '' ? made : undefined) };
}

function choice<T extends string>(
  name: string,
  options: readonly T[],
  make: (option: T) => Steering | undefined,
): Word {
  return {
    expects: `${name}=${options.join('|')}`,
    read(value) {
      const option = options.find((known) => known === value);
      return option === undefined ? undefined : make(option);
    },
  };
}

/** Every word with what it expects, for the message about one that nobody knows. */
export function steeringWords(): string {
  return Object.values(words)
    .map((word) => word.expects)
    .join(', ');
}

/** Wishes the simulator does not understand: answered with 400 and the list of words. */
export class UnknownSteering extends Error {
  override readonly name = 'UnknownSteering';
  constructor(wish: string) {
    super(`The simulator does not understand "${wish}". It knows: ${steeringWords()}.`);
  }
}

/** `status=429; retry-after=2`; words apart by `;` or `,`. */
export function parseSteering(source: string): Steering {
  let steering = noSteering;
  for (const part of source.split(/[;,]/)) {
    const wish = part.trim();
    if (wish === '') continue;
    const equals = wish.indexOf('=');
    const name = (equals === -1 ? wish : wish.slice(0, equals)).trim();
    const value = equals === -1 ? '' : wish.slice(equals + 1).trim();
    const made = Object.hasOwn(words, name) ? words[name]?.read(value) : undefined;
    if (made === undefined) throw new UnknownSteering(wish);
    steering = { ...steering, ...made };
  }
  return steering;
}

/** `simulate:status=500/gpt-4o` is the model `gpt-4o`, steered. */
export function splitModel(model: string): { readonly model: string; readonly steering: string } {
  if (!model.startsWith(MODEL_PREFIX)) return { model, steering: '' };
  const slash = model.indexOf('/');
  const end = slash === -1 ? model.length : slash;
  return { model: model.slice(end + 1), steering: model.slice(MODEL_PREFIX.length, end) };
}
