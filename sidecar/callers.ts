import { createServer, type Server } from 'node:net';
import { Caller, type CallersPort, type Receiver } from './caller.ts';
import { flush } from './outbox.ts';
import type { Reply } from './reply.ts';
import type { RequestHead } from './request-parser.ts';

export interface CallersOptions {
  readonly headerBytes: number;
  /** Most time for a head, and for a head and its body, in milliseconds. */
  readonly headMs?: number;
  readonly requestMs?: number;
  /** Longest time for which a caller may take nothing of what is left of its answer, in milliseconds. */
  readonly readMs?: number;
}

const lookMs = 1000;

/** The connections of all callers, and the port they come to. */
export class Callers implements CallersPort {
  now = performance.now();
  closing = false;
  readonly server: Server;
  readonly headerBytes: number;
  readonly headMs: number;
  readonly requestMs: number;
  readonly readMs: number;
  readonly receive: (head: RequestHead, reply: Reply) => Receiver;
  private readonly all = new Set<Caller>();

  constructor(options: CallersOptions, receive: (head: RequestHead, reply: Reply) => Receiver) {
    this.headerBytes = options.headerBytes;
    this.headMs = options.headMs ?? 60_000;
    this.requestMs = options.requestMs ?? 300_000;
    this.readMs = options.readMs ?? 300_000;
    this.receive = receive;
    // Whoever ends its own side may still listen for the answer.
    const sockets = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000, allowHalfOpen: true } as const;
    this.server = createServer(sockets, (socket) => this.all.add(new Caller(socket, this)));
    const looking = setInterval(() => this.look(), Math.min(lookMs, this.headMs)).unref();
    this.server.on('close', () => clearInterval(looking));
  }

  closed(caller: Caller): void {
    this.all.delete(caller);
  }

  /** No new connections; resolves when the last one has closed. */
  async close(): Promise<void> {
    this.closing = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    flush();
    for (const caller of this.all) caller.dismiss();
    await closed;
    // The server closes a moment before its last connections tell that they did, and what they cut short is recorded.
    while (this.all.size > 0) await new Promise(setImmediate);
  }

  destroyAll(): void {
    flush();
    for (const caller of this.all) caller.destroy();
  }

  private look(): void {
    this.now = performance.now();
    for (const caller of this.all) caller.look();
  }
}
