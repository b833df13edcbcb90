import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type HeaderList, isNamed } from '../core/http.ts';
import { HeadWriter } from './head-writer.ts';
import { write } from './outbox.ts';
import type { RequestHead } from './request-parser.ts';

const head = new HeadWriter();

/** How the body's end is told. */
type Ending = 'length' | 'chunks' | 'close' | 'bodiless';

/** The connection that an answer leaves on. */
export interface ReplyLine {
  /** All was said. */
  settle(): void;
  /** The connection ends here, when what was written has left; by a reset where its end would pass for the answer's. */
  breakOff(reset: boolean): void;
}

/** The answer to one request, as it goes on the wire (RFC 9112). */
export class Reply {
  readonly request: RequestHead;
  /** The connection outlives the answer. */
  keeps: boolean;
  /** The caller holds its body back, and was not told to send it. */
  held: boolean;
  /** The head is decided on. */
  begun = false;
  /** All that there is to say was said, or it was broken off. */
  ended = false;
  /** The caller takes more. */
  onDrain: (() => void) | undefined;
  /** The answer has left, or its caller has. Once. */
  onClose: (() => void) | undefined;
  private readonly socket: Socket;
  private readonly line: ReplyLine;
  private ending: Ending = 'chunks';
  /** Bytes that the head promised and that have not come; below zero, more came than it promised. */
  private left = 0;
  /** The head, until it leaves with the first bytes. */
  private head = '';

  constructor(socket: Socket, line: ReplyLine, request: RequestHead) {
    this.socket = socket;
    this.line = line;
    this.request = request;
    this.keeps = request.keeps;
    this.held = request.waits;
  }

  /** Nothing more can be said. */
  get gone(): boolean {
    return this.ended || this.socket.destroyed;
  }

  /** Says the head, which leaves with the first bytes or by `flush`. Throws for fields that none may be. */
  begin(status: number, headers: HeaderList): void {
    head.begin(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n`);
    let length: number | undefined;
    for (const field of headers) {
      // By index: taking a pair apart goes by its iterator.
      const name = field[0];
      const value = field[1];
      if (isNamed(name, 'content-length')) length = Number(value);
      if (!head.field(name, value)) throw new TypeError("The answer's head cannot be sent");
    }
    const { method, current } = this.request;
    // Whether its body still comes, nobody can say: what comes next must not be read as one.
    if (this.held) this.keeps = false;
    if (method === 'HEAD' || status === 204 || status === 304) this.ending = 'bodiless';
    else if (length !== undefined) {
      this.ending = 'length';
      this.left = length;
    } else if (current) {
      this.ending = 'chunks';
      head.put('Transfer-Encoding: chunked\r\n');
    } else {
      this.ending = 'close';
      this.keeps = false;
    }
    head.put(this.keeps ? keptOpen : 'Connection: close\r\n\r\n');
    this.head = head.text();
    this.begun = true;
  }

  /** The head alone, where no bytes have come to take it along. */
  flush(): void {
    if (!this.gone) this.putText('');
  }

  /** False asks to wait for `onDrain`. */
  write(bytes: Uint8Array): boolean {
    return this.gone || bytes.length === 0 || this.put(bytes, '');
  }

  end(bytes: Uint8Array = nothing): void {
    if (this.gone) return;
    // Less or more than the head said: whoever counts must not take the next answer for this one's rest.
    const broken = this.ending === 'length' && bytes.length !== this.left;
    const closing = this.ending === 'chunks' ? lastChunk : '';
    if (bytes.length > 0) this.put(bytes, closing);
    else this.putText(closing);
    this.ended = true;
    if (broken) this.line.breakOff(false);
    else this.line.settle();
  }

  /** The answer ends without its end, once what was written has left: the same break that the provider made. */
  breakOff(): void {
    if (this.gone) return;
    this.flush();
    this.ended = true;
    this.line.breakOff(this.ending === 'close');
  }

  /** Head, if it has not left, bytes in their frame, and what closes the body. */
  private put(bytes: Uint8Array, closing: string): boolean {
    if (this.ending === 'bodiless') return this.putText('');
    let body = bytes;
    if (this.ending === 'length') {
      const room = Math.max(0, this.left);
      if (body.length > room) body = body.subarray(0, room);
      this.left -= bytes.length;
    }
    const chunked = this.ending === 'chunks';
    const before = this.head + (chunked ? `${body.length.toString(16)}\r\n` : '');
    const behind = chunked ? `\r\n${closing}` : '';
    this.head = '';
    return write(this.socket, before, body, behind);
  }

  private putText(text: string): boolean {
    const all = this.head + text;
    this.head = '';
    return all === '' || write(this.socket, all, nothing, '');
  }
}

const nothing = new Uint8Array(0);
const lastChunk = '0\r\n\r\n';
/** An idle connection is kept so long; told to the caller. */
export const keptSeconds = 65;
const keptOpen = `Connection: keep-alive\r\nKeep-Alive: timeout=${keptSeconds}\r\n\r\n`;
