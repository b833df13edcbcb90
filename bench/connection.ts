import { connect, type Socket } from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const END_OF_EVENT = Buffer.from('\n\n');
const none: Buffer = Buffer.alloc(0);
const LF = 10;

export interface Listener {
  /** The head of the answer is in. */
  status(connection: Connection, status: number): void;
  /** Bytes of the body are in, with so many ends of events among them; `first` once an answer. */
  body(connection: Connection, events: number, first: boolean): void;
  done(connection: Connection): void;
  broken(connection: Connection): void;
}

/** One keep-alive connection and just enough HTTP/1.1 to know where an answer ends. */
export class Connection {
  startedAt = 0;
  firstByteAt = 0;
  events = 0;

  private readonly socket: Socket;
  private readonly listener: Listener;
  private pending = none;
  private inHead = true;
  private chunked = false;
  /** Bytes left of the body or of the current chunk. */
  private left = 0;
  /** Line breaks and size lines between chunks. */
  private between: 'size' | 'data' | 'break' | 'last' = 'size';
  private size = '';
  private afterLineFeed = false;
  private closing = false;

  constructor(port: number, listener: Listener, ready: (connection: Connection) => void) {
    this.listener = listener;
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => ready(this));
    this.socket.on('data', (data: Buffer) => this.read(data));
    this.socket.on('error', () => this.socket.destroy());
    this.socket.on('close', () => {
      if (!this.closing) listener.broken(this);
    });
  }

  /** `startedAt` lies back when the call had to wait for a free connection. */
  send(request: Buffer, startedAt = performance.now()): void {
    this.inHead = true;
    this.events = 0;
    this.firstByteAt = 0;
    this.afterLineFeed = false;
    this.startedAt = startedAt;
    this.socket.write(request);
  }

  close(): void {
    this.closing = true;
    this.socket.destroy();
  }

  private read(data: Buffer): void {
    let at = 0;
    if (this.inHead) {
      const rest = this.pending.length === 0 ? data : Buffer.concat([this.pending, data]);
      const end = rest.indexOf(END_OF_HEAD);
      if (end === -1) {
        this.pending = rest;
        return;
      }
      this.pending = none;
      this.head(rest.toString('latin1', 0, end).toLowerCase());
      data = rest;
      at = end + 4;
      if (!this.chunked && this.left === 0) {
        this.listener.done(this);
        return;
      }
    }
    if (at === data.length) return;
    const first = this.firstByteAt === 0;
    if (first) this.firstByteAt = performance.now();
    const before = this.events;
    const ended = this.chunked ? this.chunks(data, at) : this.plain(data, at);
    this.listener.body(this, this.events - before, first);
    if (ended) this.listener.done(this);
  }

  private head(head: string): void {
    this.inHead = false;
    const field = head.indexOf('\r\ncontent-length:');
    this.chunked = field === -1;
    this.left = field === -1 ? 0 : Number.parseInt(head.slice(field + 17, field + 30), 10);
    this.between = 'size';
    this.size = '';
    this.listener.status(this, Number(head.slice(9, 12)));
  }

  private plain(data: Buffer, at: number): boolean {
    this.left -= data.length - at;
    return this.left <= 0;
  }

  private chunks(data: Buffer, start: number): boolean {
    let at = start;
    while (at < data.length) {
      switch (this.between) {
        case 'size': {
          const end = data.indexOf(LF, at);
          this.size += data.toString('latin1', at, end === -1 ? data.length : end);
          at = end === -1 ? data.length : end + 1;
          if (end === -1) break;
          this.left = Number.parseInt(this.size, 16);
          this.size = '';
          this.between = this.left === 0 ? 'last' : 'data';
          break;
        }
        case 'data': {
          const end = Math.min(at + this.left, data.length);
          this.count(data, at, end);
          this.left -= end - at;
          at = end;
          if (this.left === 0) this.between = 'break';
          break;
        }
        default: {
          const end = data.indexOf(LF, at);
          if (end === -1) return false;
          at = end + 1;
          if (this.between === 'last') return true;
          this.between = 'size';
        }
      }
    }
    return false;
  }

  /** Ends of events among the bytes, also one whose two line feeds came apart. */
  private count(data: Buffer, start: number, end: number): void {
    let at = start;
    if (this.afterLineFeed && data[at] === LF) {
      this.events++;
      at++;
    }
    for (;;) {
      const found = data.indexOf(END_OF_EVENT, at);
      if (found === -1 || found + 2 > end) break;
      this.events++;
      at = found + 2;
    }
    this.afterLineFeed = at < end && data[end - 1] === LF;
  }
}
