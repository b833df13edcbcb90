import { connect as connectNet, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { SpanguardError } from '../core/errors.ts';
import { AnswerParser } from './answer-parser.ts';
import type { Exchange, Line } from './exchange.ts';
import { write } from './outbox.ts';
import { requestHead } from './request-head.ts';
import { upstreamError } from './upstream-error.ts';

/** Where a pool's connections lead. */
export interface Place {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** The `host` field of its requests. */
  readonly authority: string;
  readonly connectTimeoutMs: number;
  readonly headerBytes: number;
  /** The last TLS session, for the next handshake. */
  session: Buffer | undefined;
}

/** What a connection tells its pool. */
export interface Lines {
  freed(connection: Connection): void;
  closed(connection: Connection): void;
}

/**
 * All sockets read into the same bytes, one after the other: what is wanted of them is copied out before
 * the read returns. So neither a read nor an idle connection costs a buffer.
 */
const readBytes = Buffer.allocUnsafeSlow(65_536);

/** A connection nobody uses is kept no longer, and is left a little before the provider leaves it. */
const longestIdleMs = 30_000;
const leaveEarlierMs = 1000;

/** One connection to a provider, and the exchange that has it. HTTP/1.1, one request at a time. */
export class Connection implements Line {
  /** Idle for longer, it is closed; by `performance.now`. */
  idleUntil = Number.POSITIVE_INFINITY;
  private readonly place: Place;
  private readonly lines: Lines;
  private readonly socket: Socket;
  private readonly parser: AnswerParser;
  private exchange: Exchange | undefined;
  private connected = false;
  private readonly timer: NodeJS.Timeout;

  /** Connects for an exchange, and sends it. */
  constructor(place: Place, lines: Lines, exchange: Exchange) {
    this.place = place;
    this.lines = lines;
    this.exchange = exchange;
    this.parser = new AnswerParser(place.headerBytes);
    const { host, port } = place;
    const onread = { buffer: readBytes, callback: (length: number): boolean => this.take(length) };
    const options = { host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000, onread };
    if (place.secure) {
      const servername = isIP(host) === 0 ? host : '';
      const { session } = place;
      const secured = connectTls({ ...options, servername, ALPNProtocols: ['http/1.1'], ...(session && { session }) });
      secured.on('secureConnect', () => this.ready());
      secured.on('session', (next: Buffer) => {
        place.session = next;
      });
      this.socket = secured;
    } else {
      this.socket = connectNet(options);
      this.socket.on('connect', () => this.ready());
    }
    this.timer = setTimeout(() => this.late(), place.connectTimeoutMs);
    exchange.sentOn(this);
    exchange.heardAt = Number.POSITIVE_INFINITY;
    this.socket.on('end', () => this.ended());
    this.socket.on('error', (error) => this.broken(error));
    this.socket.on('close', () => this.closed());
  }

  /** Neither gone nor about to. */
  get usable(): boolean {
    return this.connected && !this.socket.destroyed && this.socket.writable;
  }

  send(exchange: Exchange): void {
    this.exchange = exchange;
    this.idleUntil = Number.POSITIVE_INFINITY;
    const { request } = exchange;
    let head: string;
    try {
      head = requestHead(request, this.place.authority);
    } catch (error) {
      this.exchange = undefined;
      exchange.fail(error instanceof Error ? error : new Error('unsendable'));
      this.lines.freed(this);
      return;
    }
    exchange.sentOn(this);
    this.parser.begin(request.method, exchange);
    write(this.socket, head, request.body, '');
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  abandon(): void {
    this.exchange = undefined;
    this.socket.destroy();
  }

  /** The road is closed: an exchange under way breaks off. */
  end(why: SpanguardError): void {
    if (this.exchange === undefined) this.socket.destroy();
    else this.failed(why);
  }

  private ready(): void {
    clearTimeout(this.timer);
    this.connected = true;
    const { exchange } = this;
    if (exchange !== undefined) this.send(exchange);
  }

  private late(): void {
    const why = new SpanguardError('upstream_connect', 'No connection to the provider (limits.connectTimeoutMs).');
    this.failed(why);
  }

  /** One read; false pauses the socket. */
  private take(length: number): boolean {
    const { exchange, parser } = this;
    try {
      parser.push(readBytes, length);
    } catch (error) {
      this.broken(error as Error);
      return false;
    }
    if (exchange === undefined) return true;
    if (exchange.over) this.free();
    else exchange.read();
    return true;
  }

  /** The answer has ended. */
  private free(): void {
    if (this.exchange === undefined) return;
    this.exchange = undefined;
    // An answer before the end of its request: the rest of that would be read as the next one.
    const idleMs = Math.min(longestIdleMs, this.parser.idleMs - leaveEarlierMs);
    if (!this.parser.reusable || this.socket.writableLength > 0 || idleMs <= 0) {
      this.socket.destroy();
      return;
    }
    this.idleUntil = performance.now() + idleMs;
    this.lines.freed(this);
  }

  private ended(): void {
    try {
      this.parser.close();
    } catch (error) {
      this.broken(error as Error);
      return;
    }
    this.abandon();
  }

  private broken(error: Error): void {
    const { exchange } = this;
    if (exchange === undefined) this.socket.destroy();
    else this.failed(upstreamError(error, this.connected, exchange.answered));
  }

  private failed(error: SpanguardError): void {
    const { exchange } = this;
    this.abandon();
    exchange?.fail(error);
  }

  private closed(): void {
    clearTimeout(this.timer);
    if (this.exchange !== undefined) this.broken(new Error('closed'));
    this.lines.closed(this);
  }
}
