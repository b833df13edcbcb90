/**
 * Mixed load with faults against the sidecar for half an hour: whether memory stays where it is, and
 * whether every call ends as it should, whatever the provider, the callers, the collector and the
 * configuration do meanwhile.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Collector } from './collector.ts';
import type { Memory } from './probe.ts';
import { answerOf, listening, PROBE, SPANGUARD, startNode } from './processes.ts';
import { perform } from './soak-call.ts';
import { anyKind, brokenConfig, soakConfig } from './soak-traffic.ts';

const CALLERS = 16;
const RELOAD_EVERY_MS = 15_000;
/** Longer than the sidecar takes to notice a change of its file. */
const BROKEN_FOR_MS = 3000;
const SETTLES_WITHIN_MS = 50_000;
const STOPS_WITHIN_MS = 40_000;
/** By then pools, caches and compiled code have their size. */
const SETTLED_MINUTE = 5;
const GROWTH_AT_MOST = 0.1;
const FAULTS_SHOWN = 20;

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const mb = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

/** Honest calls that `balanced` may refuse. */
const MISTAKEN_SHARE = 0.002;
const MISTAKEN_AT_MOST = 3;

class Soak {
  private calls = 0;
  private inFlight = 0;
  private reloads = 0;
  private refusedReloads = 0;
  private readonly ends = new Map<string, number>();
  private readonly faults = new Map<string, number>();
  private mistaken = 0;
  private paused = false;
  private stopped = false;

  fault(what: string): void {
    const count = (this.faults.get(what) ?? 0) + 1;
    this.faults.set(what, count);
    if (count === 1 && this.faults.size <= FAULTS_SHOWN) console.log(`  unexpected: ${what}`);
  }

  reloaded(well: boolean): void {
    if (well) this.reloads++;
    else this.refusedReloads++;
  }

  get faulty(): boolean {
    return this.faults.size > 0 || this.mistaken > Math.max(MISTAKEN_AT_MOST, this.calls * MISTAKEN_SHARE);
  }

  async caller(port: number): Promise<void> {
    while (!this.stopped) {
      await after(10 + Math.random() * 50);
      if (this.paused) continue;
      const kind = anyKind();
      this.inFlight++;
      const outcome = await perform(port, kind.make());
      this.inFlight--;
      this.calls++;
      const end = outcome.end === 'complete' ? String(outcome.status) : outcome.end;
      this.ends.set(end, (this.ends.get(end) ?? 0) + 1);
      const wrong = kind.wrong(outcome);
      if (wrong === undefined) continue;
      // Words put together by chance are now and then taken for an attack: how often is held to, and told.
      if (outcome.status === 400 && outcome.headers['x-spanguard-verdict'] === 'block') this.mistaken++;
      else this.fault(`${kind.name}: ${wrong}`);
    }
  }

  /** What the sidecar holds while no call is under way. */
  async sample(sidecar: ChildProcess): Promise<Memory> {
    this.paused = true;
    const deadline = performance.now() + SETTLES_WITHIN_MS;
    while (this.inFlight > 0 && performance.now() < deadline) await after(20);
    // Callers that left: the sidecar hears of it a little later.
    await after(500);
    const memory = await answerOf<Memory>(sidecar, 'the sidecar', 'memory');
    this.paused = false;
    return memory;
  }

  line(minute: number, minutes: number, memory: Memory, collector: Collector): string {
    const ends = [...this.ends].sort(([a], [b]) => (a < b ? -1 : 1)).map(([end, count]) => `${end} ${count}`);
    const unexpected = [...this.faults.values()].reduce((sum, count) => sum + count, 0);
    const handles = Object.entries(memory.handles).map(([name, count]) => `${name} ${count}`);
    return [
      `minute ${minute}/${minutes}`,
      `${this.calls} calls (${ends.join(', ')})`,
      `${unexpected} unexpected`,
      `${this.mistaken} refused by mistake`,
      `heap ${mb(memory.heapUsed)} MB, external ${mb(memory.external)} MB, RSS ${mb(memory.rss)} MB`,
      `handles: ${handles.join(', ')}`,
      `reloads ${this.reloads} good, ${this.refusedReloads} refused`,
      `OTLP ${collector.accepted} posts`,
    ].join(' | ');
  }

  stop(): void {
    this.stopped = true;
  }
}

/** The file under the sidecar's feet: now and then another good one, sometimes a broken one for a while. */
function keepReloading(file: string, simulator: number): () => void {
  let turn = 0;
  let mending: NodeJS.Timeout | undefined;
  const timer = setInterval(() => {
    turn++;
    const good = soakConfig(simulator, turn);
    if (turn % 4 !== 0) {
      writeFileSync(file, good);
      return;
    }
    writeFileSync(file, brokenConfig);
    mending = setTimeout(() => writeFileSync(file, good), BROKEN_FOR_MS);
  }, RELOAD_EVERY_MS);
  return () => {
    clearInterval(timer);
    clearTimeout(mending);
  };
}

/** True when everything was as it should be. */
async function run(minutes: number): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'spanguard-soak-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'spanguard.yaml');
  const collector = new Collector();
  await collector.start();

  const soak = new Soak();
  const stdio = ['ignore', 'pipe', 'inherit', 'ipc'] as const;
  const simulator = startNode([SPANGUARD, 'simulate', '--listen', '127.0.0.1:0'], {
    core: undefined,
    stdio: [...stdio],
  });
  const provider = await listening(simulator, 'the simulator', 'simulator');
  writeFileSync(file, soakConfig(provider.port, 0));
  const sidecar = startNode(
    [
      '--expose-gc',
      '--import',
      PROBE,
      SPANGUARD,
      'serve',
      '--config',
      file,
      '--listen',
      '127.0.0.1:0',
      '--admin',
      '127.0.0.1:0',
    ],
    {
      core: undefined,
      stdio: [...stdio],
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.port}`, OTEL_BSP_SCHEDULE_DELAY: '1000' },
    },
  );
  sidecar.stdout?.on(
    'data',
    eachLine((line) => {
      if (line.includes('"config reloaded"')) soak.reloaded(true);
      else if (line.includes('"config not reloaded')) soak.reloaded(false);
      else if (/uncaught exception|unhandled rejection/.test(line))
        soak.fault(`the sidecar logged: ${line.slice(0, 300)}`);
    }),
  );
  const { port } = await listening(sidecar, 'the sidecar', 'proxy');

  let stopping = false;
  let died = false;
  for (const [child, name] of [
    [sidecar, 'the sidecar'],
    [simulator, 'the simulator'],
  ] as const) {
    child.on('exit', (code, signal) => {
      if (stopping) return;
      died = true;
      soak.fault(`${name} died (${signal ?? `code ${code}`})`);
    });
  }
  const stopReloading = keepReloading(file, provider.port);
  const callers = Array.from({ length: CALLERS }, () => soak.caller(port));
  const samples: Memory[] = [];
  try {
    for (let minute = 1; minute <= minutes && !died; minute++) {
      await after(60_000);
      if (died) break;
      const memory = await soak.sample(sidecar);
      samples.push(memory);
      console.log(soak.line(minute, minutes, memory, collector));
    }
  } finally {
    stopReloading();
    soak.stop();
  }
  await Promise.race([Promise.all(callers), after(SETTLES_WITHIN_MS)]);

  stopping = true;
  if (!died) await stopCleanly(sidecar, soak);
  simulator.kill('SIGTERM');
  collector.stop();
  return flat(samples) && !soak.faulty;
}

/** A signal, and then an end of its own with code 0. */
async function stopCleanly(sidecar: ChildProcess, soak: Soak): Promise<void> {
  const ended = new Promise<number | null>((resolve) => sidecar.once('exit', (code) => resolve(code)));
  sidecar.kill('SIGTERM');
  const code = await Promise.race([ended, after(STOPS_WITHIN_MS).then(() => 'late' as const)]);
  if (code !== 0)
    soak.fault(code === 'late' ? 'the sidecar did not stop when asked' : `the sidecar ended with ${code}`);
}

/** Puts lines together where a chunk ends in the middle of one. */
function eachLine(hear: (line: string) => void): (chunk: Buffer) => void {
  let tail = '';
  return (chunk) => {
    const lines = (tail + chunk.toString('latin1')).split('\n');
    tail = lines.pop() ?? '';
    for (const line of lines) hear(line);
  };
}

/** Whether the heap at the end is where it was once everything had its size. */
function flat(samples: readonly Memory[]): boolean {
  const settled = Math.min(SETTLED_MINUTE, Math.ceil(samples.length / 2));
  const before = samples[settled - 1];
  const last = samples.at(-1);
  if (before === undefined || last === undefined || settled === samples.length) {
    console.log('too short to compare memory');
    return true;
  }
  const growth = last.heapUsed / before.heapUsed - 1;
  const within = growth <= GROWTH_AT_MOST;
  const signed = `${growth < 0 ? '' : '+'}${(growth * 100).toFixed(1)}%`;
  console.log(
    `heap after GC: minute ${settled} ${mb(before.heapUsed)} MB, minute ${samples.length} ${mb(last.heapUsed)} MB ` +
      `(${signed}, at most +${GROWTH_AT_MOST * 100}%): ${within ? 'ok' : 'OVER'}; RSS ${mb(before.rss)} → ${mb(last.rss)} MB`,
  );
  return within;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
  const minutes = Number(values.minutes);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 24 * 60) {
    console.error('--minutes: a whole number from 1 to 1440.');
    process.exit(2);
  }
  const good = await run(minutes);
  console.log(good ? 'soak: as it should be' : 'soak: NOT as it should be');
  process.exit(good ? 0 : 1);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
