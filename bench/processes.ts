import { type ChildProcess, execFileSync, type StdioOptions, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Destination, Measured, OriginReady, SinkCount, Task } from './messages.ts';
import type { Memory } from './probe.ts';

/** This folder as it runs, compiled; and the package's root above it. */
const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The product's command as it ships, and the module that measures a process from inside. */
export const SPANGUARD = join(root, 'dist/cli/main.js');
export const PROBE = join(here, 'probe.js');

const STARTS_WITHIN_MS = 20_000;
const STOPS_WITHIN_MS = 8000;

/** The proxy has a core to itself; everything else shares the other one. */
export const PROXY_CORE = 0;
export const OTHER_CORE = 1;

export type Preset = 'observe' | 'balanced';
/** Proxies that look at nothing: what ours is held against. */
export type Yardstick = 'copy' | 'bare';
export type ProxyName = Yardstick | Preset;

export function isYardstick(name: string): name is Yardstick {
  return name === 'copy' || name === 'bare';
}

/** Whether processes can be tied to cores here. */
export function canPin(): boolean {
  if (availableParallelism() < 2) return false;
  try {
    execFileSync('taskset', ['-cp', String(OTHER_CORE), String(process.pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Ties this process to a core, all its threads. */
export function moveTo(core: number): void {
  execFileSync('taskset', ['-acp', String(core), String(process.pid)], { stdio: 'ignore' });
}

/**
 * A loop on each core that runs only while nothing else wants to, so that no core sleeps and has to be woken up. Throws
 * where that cannot be. Returns what ends them.
 */
export function keepAwake(): () => void {
  const idle = ['-i', '0', 'taskset', '-c'];
  const cores = [PROXY_CORE, OTHER_CORE].map(String);
  try {
    for (const core of cores) execFileSync('chrt', [...idle, core, 'true'], { stdio: 'ignore' });
  } catch {
    throw new Error('--awake needs two cores, and chrt and taskset (util-linux).');
  }
  const loops = cores.map((core) =>
    spawn('chrt', [...idle, core, 'sh', '-c', 'while :; do :; done'], { stdio: 'ignore' }),
  );
  const end = (): void => {
    process.off('exit', end);
    for (const loop of loops) loop.kill('SIGKILL');
  };
  process.on('exit', end);
  return end;
}

/** The environment without settings of the caller's that would change what is measured. */
function cleanEnv(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(OTEL_|SPANGUARD_|NODE_OPTIONS$|HTTPS?_PROXY$|https?_proxy$)/.test(name)) env[name] = value;
  }
  return { ...env, ...more };
}

export interface StartOptions {
  readonly core: number | undefined;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdio?: StdioOptions;
}

/** Starts Node with a channel to it; killed with the harness. */
export function startNode(args: readonly string[], { core, env = {}, stdio }: StartOptions): ChildProcess {
  const command = core === undefined ? [] : ['taskset', '-c', String(core)];
  const [file = process.execPath, ...rest] = [...command, process.execPath, ...args];
  const child = spawn(file, rest, {
    stdio: stdio ?? ['ignore', 'inherit', 'inherit', 'ipc'],
    env: cleanEnv(env),
    cwd: root,
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.on('exit', kill);
  child.on('exit', () => process.off('exit', kill));
  return child;
}

/** The next message from a child; an error when it ends first. */
export function answerOf<T>(child: ChildProcess, what: string, question?: object | string): Promise<T> {
  return new Promise((resolve, reject) => {
    const heard = (message: unknown): void => {
      child.off('exit', ended);
      resolve(message as T);
    };
    const ended = (code: number | null): void => {
      child.off('message', heard);
      reject(new Error(`${what} ended (code ${code}) where an answer was awaited`));
    };
    child.once('message', heard);
    child.once('exit', ended);
    if (question !== undefined) child.send(question);
  });
}

export class Origin {
  readonly provider: number;
  readonly sink: number;
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess, ready: OriginReady) {
    this.child = child;
    this.provider = ready.provider;
    this.sink = ready.sink;
  }

  static async start(core: number | undefined): Promise<Origin> {
    const child = startNode([join(here, 'origin.js')], { core });
    return new Origin(child, await answerOf<OriginReady>(child, 'the stand-in provider'));
  }

  /** What has been exported to the OTLP sink. */
  exported(): Promise<SinkCount> {
    return answerOf(this.child, 'the stand-in provider', 'exported');
  }

  stop(): void {
    this.child.kill();
  }
}

export class Load {
  private readonly child: ChildProcess;

  constructor(core: number | undefined) {
    this.child = startNode([join(here, 'load.js')], { core });
  }

  carryOut(task: Task): Promise<Measured> {
    return answerOf(this.child, 'the load generator', task);
  }

  stop(): void {
    this.child.kill();
  }
}

export class ProxyProcess {
  readonly name: ProxyName;
  readonly to: Destination;
  /** Bytes it has written to standard output: the call log. */
  readonly logged: () => number;
  private readonly child: ChildProcess;

  private constructor(name: ProxyName, child: ChildProcess, to: Destination, logged: () => number) {
    this.name = name;
    this.child = child;
    this.to = to;
    this.logged = logged;
  }

  /** `more`: the environment besides what every sidecar here gets. */
  static async start(
    name: ProxyName,
    origin: Origin,
    core: number | undefined,
    more: Readonly<Record<string, string>> = {},
  ): Promise<ProxyProcess> {
    const flags = ['--expose-gc', '--import', PROBE];
    const provider = `http://127.0.0.1:${origin.provider}`;
    let args = [join(here, `${name}.js`), provider];
    let env: Record<string, string> = {};
    let folder: string | undefined;
    if (!isYardstick(name)) {
      folder = mkdtempSync(join(tmpdir(), 'spanguard-bench-'));
      const config = join(folder, 'spanguard.yaml');
      writeFileSync(
        config,
        `version: 1\npreset: ${name}\nproviders:\n  openai: { baseUrl: "${provider}" }\n  anthropic: { baseUrl: "${provider}" }\n`,
      );
      args = [SPANGUARD, 'serve', '--config', config];
      args.push('--listen', '127.0.0.1:0', '--admin', '127.0.0.1:0');
      env = {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${origin.sink}`,
        OTEL_TRACES_SAMPLER: 'always_on',
        ...more,
      };
    }
    const child = startNode([...flags, ...args], { core, env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    // Not earlier: the sidecar watches its file, and would report that it is gone.
    const tidy = (): void => {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    };
    process.on('exit', tidy);
    child.on('exit', () => {
      tidy();
      process.off('exit', tidy);
    });
    const { port, logged } = await listening(child, name, 'proxy');
    const path = isYardstick(name) ? '/v1/chat/completions' : '/openai/v1/chat/completions';
    return new ProxyProcess(name, child, { port, path, pid: child.pid }, logged);
  }

  /** What is left after a collection of garbage. */
  memory(): Promise<Memory> {
    return answerOf(this.child, this.name, 'memory');
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill(signal);
    const late = setTimeout(() => this.child.kill('SIGKILL'), STOPS_WITHIN_MS);
    await ended;
    clearTimeout(late);
  }
}

/** Waits for the line that tells where `role` listens, and goes on draining what follows. */
export function listening(
  child: ChildProcess,
  name: string,
  role: string,
): Promise<{ port: number; logged: () => number }> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let text = '';
    let found = false;
    const late = setTimeout(
      () => reject(new Error(`${name} does not listen after ${STARTS_WITHIN_MS} ms`)),
      STARTS_WITHIN_MS,
    );
    child.once('exit', (code) => {
      if (!found) reject(new Error(`${name} ended (code ${code}) before it listened`));
      clearTimeout(late);
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (found) return;
      text += chunk.toString();
      for (const line of text.split('\n').slice(0, -1)) {
        const said = parsed(line);
        if (said?.msg !== 'listening' || said.role !== role || typeof said.port !== 'number') continue;
        found = true;
        clearTimeout(late);
        resolve({ port: said.port, logged: () => bytes });
        return;
      }
    });
  });
}

function parsed(line: string): { msg?: unknown; role?: unknown; port?: unknown } | undefined {
  try {
    return JSON.parse(line) as { msg?: unknown; role?: unknown; port?: unknown };
  } catch {
    return undefined;
  }
}
