/** The load generator, a process of its own: takes tasks from the harness and answers with what it measured. */

import { IDLE_EVENTS } from './answers.ts';
import { Connection, type Listener } from './connection.ts';
import type { AnswerKind, Destination, Idle, Measured, Rate, Saturation, Task } from './messages.ts';
import { cpuMs, rssMb } from './proc.ts';
import { type PromptKind, Prompts } from './prompts.ts';

/** A call that takes longer than this has gone wrong. */
const PATIENCE_MS = 10_000;

const promptsOf = new Map<number, Prompts>();

/** Whole requests for one destination, as the official SDK for Node writes them. */
function requestsTo(to: Destination, prompt: PromptKind, answer: AnswerKind): () => Buffer {
  let prompts = promptsOf.get(to.port);
  if (prompts === undefined) {
    prompts = new Prompts();
    promptsOf.set(to.port, prompts);
  }
  const source = prompts;
  const head = [
    `POST ${to.path} HTTP/1.1`,
    `host: 127.0.0.1:${to.port}`,
    'accept: application/json',
    'content-type: application/json',
    'user-agent: OpenAI/JS 6.49.0',
    'x-stainless-retry-count: 0',
    'x-stainless-lang: js',
    'x-stainless-package-version: 6.49.0',
    'x-stainless-os: Linux',
    'x-stainless-arch: x64',
    'x-stainless-runtime: node',
    'x-stainless-runtime-version: v20.20.2',
    'authorization: Bearer sk-bench-000000000000000000000000000000000000',
    'accept-language: *',
    'sec-fetch-mode: cors',
    'accept-encoding: identity',
    'connection: keep-alive',
    `x-bench: ${answer}`,
    'content-length: ',
  ].join('\r\n');
  return () => {
    const body = source.next(prompt, answer !== 'whole');
    return Buffer.concat([Buffer.from(`${head}${body.length}\r\n\r\n`, 'latin1'), body]);
  };
}

/** Counts what happens between `begin` and `end`; what happens outside belongs to nobody. */
class Window {
  private readonly pid: number | undefined;
  private open = false;
  private calls = 0;
  private callsInAll = 0;
  private events = 0;
  private reads = 0;
  private readonly samples: number[] = [];
  private readonly faults: Record<string, number> = {};
  private startedAt = 0;
  private cpuBefore = 0;
  private wallMs = 0;
  private cpu = 0;
  private rssPeak = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(pid: number | undefined) {
    this.pid = pid;
  }

  begin(): void {
    this.open = true;
    this.startedAt = performance.now();
    const { pid } = this;
    if (pid === undefined) return;
    this.cpuBefore = cpuMs(pid);
    this.timer = setInterval(() => {
      this.rssPeak = Math.max(this.rssPeak, rssMb(pid));
    }, 100);
  }

  body(events: number): void {
    if (!this.open) return;
    this.events += events;
    this.reads++;
  }

  done(sample: number | undefined): void {
    this.callsInAll++;
    if (!this.open) return;
    this.calls++;
    if (sample !== undefined) this.samples.push(sample);
  }

  /** Counts at any time: a fault beside the window spoils it as well. */
  fault(kind: string): void {
    this.faults[kind] = (this.faults[kind] ?? 0) + 1;
  }

  end(): void {
    this.wallMs = performance.now() - this.startedAt;
    if (this.pid !== undefined) {
      this.cpu = cpuMs(this.pid) - this.cpuBefore;
      this.rssPeak = Math.max(this.rssPeak, rssMb(this.pid));
    }
    clearInterval(this.timer);
    this.open = false;
  }

  result(): Measured {
    const { calls, callsInAll, events, reads, wallMs, samples, faults } = this;
    return { calls, callsInAll, events, reads, wallMs, cpuMs: this.cpu, rssPeakMb: this.rssPeak, samples, faults };
  }
}

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `ready` holds, though never for longer than a call may take. */
async function until(ready: () => boolean): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!ready()) {
    if (performance.now() > deadline) return false;
    await after(5);
  }
  return true;
}

async function saturate(task: Saturation): Promise<Measured> {
  const window = new Window(task.to.pid);
  const next = requestsTo(task.to, task.prompt, task.answer);
  const connections: Connection[] = [];
  let stopping = false;
  let busy = 0;
  const go = (connection: Connection): void => {
    busy++;
    connection.send(next());
  };
  const listener: Listener = {
    status: (_, status) => {
      if (status !== 200) window.fault(String(status));
    },
    body: (_, events) => window.body(events),
    done: (connection) => {
      busy--;
      window.done(undefined);
      if (!stopping) go(connection);
    },
    broken: () => {
      busy--;
      window.fault('broken');
    },
  };
  for (let i = 0; i < task.connections; i++) connections.push(new Connection(task.to.port, listener, go));
  await after(task.rampMs);
  window.begin();
  await after(task.windowMs);
  window.end();
  stopping = true;
  if (!(await until(() => busy <= 0))) window.fault('unanswered');
  for (const connection of connections) connection.close();
  return window.result();
}

async function atRate(task: Rate): Promise<Measured> {
  const window = new Window(task.to.pid);
  const next = requestsTo(task.to, task.prompt, task.answer);
  const streamed = task.answer !== 'whole';
  const free: Connection[] = [];
  const all: Connection[] = [];
  const waiting: number[] = [];
  let busy = 0;
  const listener: Listener = {
    status: (_, status) => {
      if (status !== 200) window.fault(String(status));
    },
    body: (connection, events, first) => {
      // The time to the first chunk is known now, and a stream outlives the window.
      if (streamed && first) window.done(connection.firstByteAt - connection.startedAt);
      window.body(events);
    },
    done: (connection) => {
      busy--;
      if (!streamed) window.done(performance.now() - connection.startedAt);
      // A stall of either side must show in the times of all calls that it held up.
      const since = waiting.shift();
      if (since === undefined) free.push(connection);
      else connection.send(next(), since);
    },
    broken: () => {
      busy--;
      window.fault('broken');
    },
  };
  const opened = (connection: Connection): void => {
    free.push(connection);
  };
  // Enough that no call has to wait for a connection to be made.
  const enough = streamed ? Math.ceil(task.perSecond * 2.5) : 64;
  for (let i = 0; i < enough; i++) all.push(new Connection(task.to.port, listener, opened));
  await until(() => free.length === enough);

  const start = performance.now();
  const end = start + task.rampMs + task.windowMs;
  const gap = 1000 / task.perSecond;
  let due = start;
  let begun = false;
  while (performance.now() < end) {
    const now = performance.now();
    if (!begun && now >= start + task.rampMs) {
      begun = true;
      window.begin();
    }
    while (due <= now) {
      due += gap;
      // The longest-idle one, so that every connection stays in use and none grows cold.
      const connection = free.shift();
      busy++;
      if (connection === undefined) waiting.push(now);
      else connection.send(next());
    }
    await after(Math.max(1, Math.floor(due - performance.now())));
  }
  window.end();
  if (!(await until(() => busy <= 0))) window.fault('unanswered');
  for (const connection of all) connection.close();
  return window.result();
}

let silent: Connection[] = [];

/** Opens the streams little by little: a thousand at once would measure the accept queue. */
async function fallSilent(task: Idle): Promise<Measured> {
  const window = new Window(task.to.pid);
  window.begin();
  const next = requestsTo(task.to, 'conversation', 'idle');
  let heard = 0;
  const listener: Listener = {
    status: (_, status) => {
      if (status !== 200) window.fault(String(status));
    },
    body: (connection, events) => {
      window.body(events);
      if (events > 0 && connection.events >= IDLE_EVENTS - 1 && connection.events - events < IDLE_EVENTS - 1) heard++;
    },
    done: () => window.fault('ended'),
    broken: () => window.fault('broken'),
  };
  for (let i = 0; i < task.count; i++) {
    silent.push(new Connection(task.to.port, listener, (connection) => connection.send(next())));
    if (i % 20 === 19) await after(5);
  }
  // The last event may be held back by a proxy that waits for its word to end.
  if (!(await until(() => heard >= task.count))) window.fault('unheard');
  window.end();
  return window.result();
}

function carryOut(task: Task): Promise<Measured> {
  for (const connection of silent) connection.close();
  silent = [];
  switch (task.kind) {
    case 'saturation':
      return saturate(task);
    case 'rate':
      return atRate(task);
    case 'idle':
      return fallSilent(task);
  }
}

process.on('message', (task: Task) => {
  carryOut(task).then(
    (measured) => process.send?.(measured),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
