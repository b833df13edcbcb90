import type { Socket } from 'node:net';
import type { NotHttp } from './not-http.ts';
import { flush, waits } from './outbox.ts';
import { keptSeconds, Reply, type ReplyLine } from './reply.ts';
import { type RequestHead, RequestParser, type RequestSink } from './request-parser.ts';
import { type Unread, unreadAnswer } from './unread.ts';

/** Takes one request's body as it is read. */
export interface Receiver {
  body(piece: Buffer): void;
  end(): void;
  /** The caller broke off in the middle of its request. */
  left(): void;
}

/** What is the same for all callers, and what they tell. */
export interface CallersPort {
  /** The clock of `performance.now`, as of the last look. */
  readonly now: number;
  /** No request is taken after the one in hand. */
  readonly closing: boolean;
  readonly headerBytes: number;
  readonly headMs: number;
  readonly requestMs: number;
  readonly readMs: number;
  receive(head: RequestHead, reply: Reply): Receiver;
  closed(caller: Caller): void;
}

/** Bytes of the next request that may wait for the answer to the one in hand. */
const earlyBytes = 65_536;
const probeMs = 200;
/** A caller that still sends while its connection closes must hear the answer first (RFC 9112, section 9.6). */
const lingerMs = 2000;
/** A reader that takes nothing is not waited for longer than this. */
const breakMs = 5000;

/** One caller's connection. HTTP/1.1, one request at a time; what comes early waits. */
export class Caller implements RequestSink, ReplyLine {
  private readonly socket: Socket;
  private readonly port: CallersPort;
  private readonly parser: RequestParser;
  private reply: Reply | undefined;
  private receiver: Receiver | undefined;
  /** Came before the answer to the request in hand had left. */
  private early: Buffer[] = [];
  private earlyLength = 0;
  /** Since when it is idle, or sends a request. */
  private since: number;
  /** What still comes is thrown away until the connection has closed. */
  private closing = false;
  /** The caller has no more to say. */
  private silent = false;
  private flushing = false;
  private probe: NodeJS.Timeout | undefined;

  constructor(socket: Socket, port: CallersPort) {
    this.socket = socket;
    this.port = port;
    this.since = port.now;
    this.parser = new RequestParser(port.headerBytes, this);
    socket.on('data', (bytes: Buffer) => this.take(bytes));
    socket.on('end', () => this.heardAll());
    socket.on('drain', () => this.reply?.onDrain?.());
    // The close that follows tells.
    socket.on('error', () => {});
    socket.on('close', () => this.closed());
  }

  /** Ends it where it takes too long. */
  look(): void {
    const answering = this.reply !== undefined && !this.parser.inBody;
    if (this.closing || answering) return;
    const waited = this.port.now - this.since;
    if (!this.parser.midway) {
      if (waited > keptSeconds * 1000 + 1000) this.socket.destroy();
    } else if (waited > (this.parser.inBody ? this.port.requestMs : this.port.headMs)) this.turnDown('late');
  }

  /** The sidecar stops: an idle connection ends at once, another one with its answer. */
  dismiss(): void {
    if (this.reply === undefined && !this.parser.midway) this.socket.destroy();
  }

  destroy(): void {
    this.socket.destroy();
  }

  head(head: RequestHead): void {
    const reply = new Reply(this.socket, this, head);
    if (this.port.closing) reply.keeps = false;
    this.reply = reply;
    this.receiver = this.port.receive(head, reply);
    // Answered from its head alone, it is not asked for its body.
    if (!head.waits || reply.begun) return;
    reply.held = false;
    flush();
    this.socket.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1');
  }

  body(piece: Buffer): void {
    this.receiver?.body(piece);
  }

  end(): void {
    const { receiver } = this;
    this.receiver = undefined;
    receiver?.end();
    this.settle();
  }

  /** The next request, once this one is read and its answer has left. */
  settle(): void {
    const { reply, socket } = this;
    if (reply === undefined || !reply.ended || (reply.keeps && this.parser.inBody)) return;
    // Asked once, it is told when that has left.
    if (this.flushing) return;
    this.flushing = waits(socket, this.flushed);
    if (this.flushing) return;
    if (socket.writableLength > 0) {
      // A caller that asks and never reads fills no memory, and does not keep its place for ever.
      socket.setTimeout(this.port.readMs, this.unread);
      socket.write('', this.drained);
      this.flushing = true;
      return;
    }
    this.reply = undefined;
    reply.onClose?.();
    if (!reply.keeps || this.port.closing) {
      this.bow();
      return;
    }
    this.parser.next();
    this.since = this.port.now;
    if (this.early.length > 0) {
      const bytes = Buffer.concat(this.early, this.earlyLength);
      this.early = [];
      this.earlyLength = 0;
      if (socket.isPaused()) socket.resume();
      // What its end means is known once all of these are gone through, not between two of them.
      const { silent } = this;
      this.silent = false;
      this.take(bytes);
      if (silent) this.heardAll();
    } else if (this.silent) this.bow();
  }

  breakOff(reset: boolean): void {
    const { socket } = this;
    this.closing = true;
    flush();
    const cut = (): void => void (reset ? socket.resetAndDestroy() : socket.destroy());
    if (socket.writableLength === 0) {
      cut();
      return;
    }
    socket.write('', cut);
    setTimeout(cut, breakMs).unref();
  }

  private readonly flushed = (): void => {
    this.flushing = false;
    // A caller that left has no next request, though it may have sent one.
    if (!this.socket.destroyed) this.settle();
  };

  private readonly drained = (): void => {
    this.socket.setTimeout(0, this.unread);
    this.flushed();
  };

  /** It has taken nothing of its answer for too long: by Node's timer, which sees the system take a part of a write. */
  private readonly unread = (): void => {
    this.socket.destroy();
  };

  private take(bytes: Buffer): void {
    let rest = bytes;
    while (!this.closing) {
      if (this.reply !== undefined && !this.parser.inBody) {
        this.early.push(rest);
        this.earlyLength += rest.length;
        if (this.earlyLength > earlyBytes) this.socket.pause();
        return;
      }
      if (!this.parser.midway) this.since = this.port.now;
      let taken: number;
      try {
        taken = this.parser.push(rest);
      } catch (error) {
        this.turnDown((error as NotHttp).headTooLarge ? 'large' : 'malformed');
        return;
      }
      if (taken === rest.length) return;
      rest = rest.subarray(taken);
    }
  }

  /** Its bytes are no request, or came too late: told in plain words where that is still possible. */
  private turnDown(why: Unread): void {
    this.leave();
    flush();
    if (this.reply?.begun === true || !this.socket.writable) this.socket.destroy();
    else {
      this.socket.write(unreadAnswer(why), 'latin1');
      this.bow();
    }
  }

  /** In the middle of a request there is no more to come of it. */
  private leave(): void {
    const { receiver } = this;
    this.receiver = undefined;
    receiver?.left();
  }

  /** Nothing more is read, and the connection closes when the caller has heard all. */
  private bow(): void {
    const { socket } = this;
    this.closing = true;
    this.early = [];
    flush();
    socket.end();
    if (this.silent) return;
    if (socket.isPaused()) socket.resume();
    setTimeout(() => socket.destroy(), lingerMs).unref();
  }

  private heardAll(): void {
    this.silent = true;
    if (this.closing) return;
    if (this.reply === undefined && !this.parser.midway) this.bow();
    else if (this.parser.midway) this.turnDown('malformed');
    else this.seeWhetherGone();
  }

  /**
   * The end of a caller's side reads the same whether it has left or only has no more to say. A `100`
   * tells: every client reads over it while it waits for an answer, and a connection that is gone breaks
   * on it, which aborts the call. Once the answer has begun, its own bytes tell.
   */
  private seeWhetherGone(): void {
    const { reply } = this;
    if (reply === undefined || reply.begun || reply.gone) return;
    // Before HTTP/1.1 there is no such answer (RFC 9110, section 15.2).
    if (!reply.request.current) return;
    flush();
    this.socket.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1');
    clearTimeout(this.probe);
    this.probe = setTimeout(() => this.seeWhetherGone(), probeMs).unref();
  }

  private closed(): void {
    this.closing = true;
    this.leave();
    const { reply } = this;
    this.reply = undefined;
    reply?.onClose?.();
    this.port.closed(this);
  }
}
