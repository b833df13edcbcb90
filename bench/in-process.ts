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
  /** Milliseconds that a guarded `fetch` adds, preset `balanced`, a prompt of 2 KB: difference of medians. */
  readonly callMs: number;
  readonly plainMs: number;
  readonly calls: number;
  /** Microseconds that a `fetch` to another host pays. */
  readonly otherUs: number;
}

const goal = { startMs: 40, callMs: 0.15, otherUs: 2 };

const register = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/instrumentation/register.cjs');

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** `port`: a provider on this machine that answers at once. */
export async function measureInProcess(port: number, starts = 25, calls = 3000): Promise<InProcess> {
  const at = `http://127.0.0.1:${port}`;
  const [plainMs, guardedMs] = await measureCalls(at, calls);
  return {
    startMs: measureStart(starts),
    starts,
    callMs: guardedMs - plainMs,
    plainMs,
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

/** One after the other, each as soon as the one before is answered: nothing is done in a pause. */
async function measureCalls(at: string, calls: number): Promise<readonly [plain: number, guarded: number]> {
  const product = productAt(at);
  const door = createDoor({ guess: () => true, load: async () => product, onError: 'closed', warn() {} });
  const ways = [fetch, guardedFetch(fetch, door)];
  const prompts = ways.map(() => new Prompts());
  const times: number[][] = [[], []];
  for (let call = 0; call < calls + warmUp; call += inARow) {
    for (const [which, way] of ways.entries()) {
      for (let one = 0; one < inARow; one++) {
        const body = Buffer.from(prompts[which]?.next('fresh', false) ?? '');
        const began = performance.now();
        const headers = { 'content-type': 'application/json', authorization: 'Bearer none' };
        const response = await way(`${at}/v1/chat/completions`, { method: 'POST', headers, body });
        await response.text();
        if (call >= warmUp) times[which]?.push(performance.now() - began);
        // A prompt taken for an attack is a call like any other here.
        if (response.status !== 200 && response.status !== 400) {
          throw new Error(`in the process: status ${response.status}`);
        }
      }
    }
  }
  const recorded = product.calls(1)[0];
  if (recorded?.coverage.input !== 'scanned') throw new Error('in the process: calls are not on the record');
  return [median(times[0] ?? []), median(times[1] ?? [])];
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
  const { startMs, starts, callMs, plainMs, calls, otherUs } = found;
  const row = (what: string, value: number, unit: string, most: number, digits: number): string =>
    `  ${what}: ${value.toFixed(digits)} ${unit} (≤ ${most} ${value <= most ? 'ok' : 'OVER'})`;
  return [
    '',
    'In the process (spanguard/register)',
    row(`start of an empty program, added, p50 of ${starts} pairs`, startMs, 'ms', goal.startMs, 1),
    row(
      `a call, balanced, 2 KB, added at p50 of ${calls} (${plainMs.toFixed(2)} ms without)`,
      callMs,
      'ms',
      goal.callMs,
      3,
    ),
    row('a fetch to another host, added', otherUs, 'µs', goal.otherUs, 2),
  ].join('\n');
}
