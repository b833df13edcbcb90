import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { knownNames } from '../config/read.ts';
import { validateConfig } from '../config/rules.ts';
import { createDoor } from '../instrumentation/door.ts';
import { productOf } from '../instrumentation/product.ts';
import { guardedFetch } from '../instrumentation/surfaces/fetch.ts';
import { Prompts } from './prompts.ts';

/** What `spanguard/register` costs the process that it is in. */
export interface InProcess {
  /** Milliseconds that the flag adds to the start of an empty program; median of so many pairs. */
  readonly startMs: number;
  readonly starts: number;
  /** Calls with a prompt of 2 KB, preset `balanced`, by what of it is new. */
  readonly byPrompt: readonly CallTimes[];
  readonly calls: number;
  /** Microseconds that a `fetch` to another host pays. */
  readonly otherUs: number;
}

/** Milliseconds at the median: without the guard, and what a guarded `fetch` adds to that. */
export interface CallTimes {
  readonly prompt: string;
  readonly plainMs: number;
  readonly addedMs: number;
}

const goal = { startMs: 40, callMs: 0.15, otherUs: 2 };

const register = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/instrumentation/register.cjs');

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** `port`: a provider on this machine that answers at once. */
export async function measureInProcess(port: number, starts = 25, calls = 3000): Promise<InProcess> {
  const at = `http://127.0.0.1:${port}`;
  const byPrompt = await measureCalls(at, calls);
  return {
    startMs: measureStart(starts),
    starts,
    byPrompt,
    calls,
    otherUs: await measureOther(),
  };
}

/** Pairs in turn: whatever else goes on in the machine befalls both. */
function measureStart(starts: number): number {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME };
  const time = (flags: readonly string[]): number => {
    const began = performance.now();
    const { status } = spawnSync(process.execPath, [...flags, '-e', '0'], { env, stdio: 'ignore' });
    if (status !== 0) throw new Error(`node ended with ${status}`);
    return performance.now() - began;
  };
  const added: number[] = [];
  for (let pair = 0; pair < starts + 2; pair++) {
    const bare = time([]);
    const flagged = time(['--require', register]);
    if (pair >= 2) added.push(flagged - bare);
  }
  return median(added);
}

function productAt(at: string) {
  const config = validateConfig({ preset: 'balanced', providers: { openai: { baseUrl: at } } }, knownNames());
  return productOf({ config, file: undefined, env: {} }, () => {});
}

/** Calls of one kind that follow each other: what a guarded one leaves for later is the next guarded one's to bear. */
const inARow = 50;
/** Calls of each kind that are not counted. */
const warmUp = 500;

/** What is sent, and what of it the guard has not read before. */
const kinds: ReadonlyArray<readonly [prompt: string, next: (prompts: Prompts, sent: Buffer) => Buffer]> = [
  ['sent before', (_, sent) => sent],
  ['300 B new', (prompts) => prompts.next('conversation', false)],
  ['all new', (prompts) => prompts.next('fresh', false)],
];

/** One after the other, each as soon as the one before is answered: nothing is done in a pause. */
async function measureCalls(at: string, calls: number): Promise<CallTimes[]> {
  const product = productAt(at);
  const door = createDoor({ guess: () => true, load: async () => product, onError: 'closed', warn() {} });
  const sent = new Prompts().next('fresh', false);
  // Both ways see the same prompts, and each its own.
  const rows = kinds.flatMap(([, next]) =>
    [fetch, guardedFetch(fetch, door)].map((way) => ({ way, next, prompts: new Prompts(), times: [] as number[] })),
  );
  for (let call = 0; call < calls + warmUp; call += inARow) {
    for (const { way, next, prompts, times } of rows) {
      for (let one = 0; one < inARow; one++) {
        const body = Buffer.from(next(prompts, sent));
        const began = performance.now();
        const headers = { 'content-type': 'application/json', authorization: 'Bearer none' };
        const response = await way(`${at}/v1/chat/completions`, { method: 'POST', headers, body });
        await response.text();
        if (call >= warmUp) times.push(performance.now() - began);
        // A prompt taken for an attack is a call like any other here.
        if (response.status !== 200 && response.status !== 400) {
          throw new Error(`in the process: status ${response.status}`);
        }
      }
    }
  }
  const recorded = product.calls(1)[0];
  if (recorded?.coverage.input !== 'scanned') throw new Error('in the process: calls are not on the record');
  return kinds.map(([prompt], kind) => {
    const [plainMs, guardedMs] = [median(rows[2 * kind]!.times), median(rows[2 * kind + 1]!.times)];
    return { prompt, plainMs, addedMs: guardedMs - plainMs };
  });
}

/** The same function, with the guard before it and without, at a host that is nobody's. */
async function measureOther(): Promise<number> {
  const { concerns } = productAt('https://api.openai.com');
  const done = Promise.resolve(new Response(null));
  const plain: typeof fetch = () => done;
  const door = {
    ...createDoor({ guess: () => false, load: () => Promise.reject(), onError: 'closed', warn() {} }),
    concerns,
  };
  const guarded = guardedFetch(plain, door);
  const time = (way: typeof fetch): number => {
    const began = performance.now();
    for (let call = 0; call < 20_000; call++) void way('https://internal.example.com/api/orders?page=2');
    return (performance.now() - began) / 20;
  };
  const added: number[] = [];
  for (let round = 0; round < 21; round++) {
    const bare = time(plain);
    added.push(time(guarded) - bare);
    await done;
  }
  return median(added);
}

/** For people. */
export function inProcessPrinted(found: InProcess): string {
  const { startMs, starts, byPrompt, calls, otherUs } = found;
  const row = (what: string, value: number, unit: string, most: number, digits: number): string =>
    `  ${what}: ${value.toFixed(digits)} ${unit} (≤ ${most} ${value <= most ? 'ok' : 'OVER'})`;
  return [
    '',
    'In the process (spanguard/register)',
    row(`start of an empty program, added, p50 of ${starts} pairs`, startMs, 'ms', goal.startMs, 1),
    ...byPrompt.map(({ prompt, plainMs, addedMs }) => {
      const what = `a call, balanced, 2 KB ${prompt}, added at p50 of ${calls} (${plainMs.toFixed(2)} ms without)`;
      return row(what, addedMs, 'ms', goal.callMs, 3);
    }),
    row('a fetch to another host, added', otherUs, 'µs', goal.otherUs, 2),
  ].join('\n');
}
