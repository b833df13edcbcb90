import { type CallRecord, differencesOf, type Told } from './demo-call.ts';
import { ending, report } from './demo-report.ts';
import { type Clients, type Heard, type Sample, type Seen, samples } from './samples.ts';

export interface DemoOptions {
  /** The caller leaves after the traffic; otherwise it stays up, and the report says how to go on. */
  readonly once: boolean;
  readonly start: () => Promise<{ readonly proxy: string; readonly admin: string; stop(): Promise<void> }>;
  readonly simulator: { readonly url: string; stop(): void | Promise<void> };
  readonly out: NodeJS.WritableStream;
  readonly color: boolean;
}

/**
 * Real traffic of real SDK clients through the sidecar to the simulator, and what came of it. The exit
 * code is 0 only if all went as it should. Both stay up for the caller to stop, unless this throws.
 */
export async function demo(options: DemoOptions): Promise<number> {
  const { out, color, once, simulator } = options;
  const write = (text: string): void => {
    out.write(`${text}\n`);
  };
  const connect = await sdks();
  if (connect === undefined) {
    write('The demo uses the SDKs as an application would. Please install them first:');
    write('  npm install openai @anthropic-ai/sdk');
    return 1;
  }
  const sidecar = await options.start();
  try {
    const clients = connect(sidecar.proxy);
    write(`${samples.length} calls of the openai and @anthropic-ai/sdk clients → sidecar → a simulated provider …\n`);
    const told: Told[] = [];
    for (const sample of samples) told.push(await tell(sample, clients, simulator.url));
    await recorded(sidecar.admin, told);
    for (const each of told) each.differences.push(...differencesOf(each));
    const failed = told.some((each) => each.differences.length > 0);
    const width = 'columns' in out && typeof out.columns === 'number' ? out.columns : 120;
    for (const line of report(told, { color, width })) write(line);
    for (const line of ending(sidecar, { color, stays: !once && !failed })) write(line);
    return failed ? 1 : 0;
  } catch (error) {
    await sidecar.stop();
    await simulator.stop();
    throw error;
  }
}

type Connect = (proxy: string) => Clients;

/** The SDKs are optional dependencies: absent where an installation leaves those out. */
async function sdks(): Promise<Connect | undefined> {
  try {
    const [{ default: OpenAI }, { default: Anthropic }] = await Promise.all([
      import('openai'),
      import('@anthropic-ai/sdk'),
    ]);
    const common = { apiKey: 'simulated', maxRetries: 0, timeout: 15_000 };
    return (proxy) => ({
      openai: new OpenAI({ ...common, baseURL: `${proxy}/openai/v1`, organization: null, project: null }),
      groq: new OpenAI({ ...common, baseURL: `${proxy}/groq/openai/v1`, organization: null, project: null }),
      anthropic: new Anthropic({ ...common, baseURL: `${proxy}/anthropic`, authToken: null }),
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

async function tell(sample: Sample, clients: Clients, simulator: string): Promise<Told> {
  const before = await heard(simulator);
  let seen: Seen | undefined;
  const differences: string[] = [];
  try {
    seen = await sample.run(clients);
  } catch (error) {
    seen = thrown(error);
    if (seen === undefined) differences.push(`it failed: ${error instanceof Error ? error.message : String(error)}`);
  }
  const after = await heard(simulator);
  if (seen !== undefined) {
    const since = { calls: after.calls - before.calls, body: after.body };
    for (const difference of sample.expect.differs?.(seen, since) ?? []) {
      if (difference !== false) differences.push(difference);
    }
  }
  return { sample, seen, id: seen?.headers.get('x-spanguard-call') ?? undefined, call: undefined, differences };
}

/** Both SDKs throw errors with a status and the response's headers. */
function thrown(error: unknown): Seen | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  const headers = 'headers' in error && error.headers instanceof Headers ? error.headers : new Headers();
  const code = 'code' in error && typeof error.code === 'string' ? { errorCode: error.code } : {};
  return { status: error.status, headers, text: error.message, errorClass: error.constructor.name, ...code };
}

async function heard(simulator: string): Promise<Heard> {
  const response = await fetch(`${simulator}/simulator/heard`);
  const told = (await response.json()) as { requests: number; last: { body: string } | null };
  return { calls: told.requests, body: told.last?.body ?? '' };
}

const PATIENCE_MS = 5000;

/** Sets each call's record, as the admin port tells it; the last ones may come a moment late. */
async function recorded(admin: string, told: readonly Told[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const response = await fetch(`${admin}/calls?limit=${samples.length * 2}`);
    const { calls } = (await response.json()) as { calls: readonly CallRecord[] };
    for (const each of told) each.call = calls.find((call) => call.id === each.id);
    if (told.every((each) => each.id === undefined || each.call !== undefined) || Date.now() > until) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
