import type { HeaderList } from '../core/http.ts';
import { BodyReader } from './body-reader.ts';
import { fieldsOf, framingOf } from './fields.ts';
import { HeadReader } from './head-reader.ts';
import { responseHeaders } from './headers.ts';
import { NotHttp } from './not-http.ts';

/** Takes an answer as it is read. Pieces of the body are its own to keep. */
export interface AnswerSink {
  head(status: number, headers: HeaderList): void;
  body(piece: Buffer): void;
  end(): void;
}

/**
 * Reads the answers of one HTTP/1.1 connection, one after the other (RFC 9112). Throws `NotHttp`; the
 * connection is of no use then.
 */
export class AnswerParser {
  readonly #head: HeadReader;
  readonly #body: BodyReader;
  readonly #take = (piece: Buffer): void => this.#sink?.body(piece);
  #sink: AnswerSink | undefined;
  #inHead = false;
  /** The answer to HEAD has no body, whatever it says of it. */
  #bodiless = false;
  #reusable = false;
  #idleMs = Number.POSITIVE_INFINITY;

  constructor(headerBytes: number) {
    this.#head = new HeadReader(headerBytes, (beginning) => !beginning.startsWith('HTTP/'.slice(0, beginning.length)));
    this.#body = new BodyReader(headerBytes, false);
  }

  /** A request has been sent: what comes is its answer. */
  begin(method: string, sink: AnswerSink): void {
    this.#inHead = true;
    this.#sink = sink;
    this.#bodiless = method === 'HEAD';
  }

  /** The connection may be used again once the answer has ended. */
  get reusable(): boolean {
    return this.#reusable;
  }

  /** How long the provider said that it keeps the connection open, in milliseconds. */
  get idleMs(): number {
    return this.#idleMs;
  }

  /** Takes the first `length` of these bytes, and keeps none of them. */
  push(bytes: Buffer, length: number): void {
    if (this.#sink === undefined) throw new NotHttp('Bytes that answer nothing');
    let at = 0;
    while (this.#inHead && at < length) {
      at = this.#head.push(bytes, at, length);
      const text = this.#head.taken();
      if (text !== undefined) this.#understand(text);
    }
    if (this.#inHead) return;
    if (at < length) at = this.#body.push(bytes, at, length, this.#take);
    if (!this.#body.done) return;
    // The answer is whole; whose the rest is, nobody can say.
    if (at < length) this.#reusable = false;
    this.#ended();
  }

  /** The provider says no more on this connection. */
  close(): void {
    this.#reusable = false;
    if (this.#sink === undefined) return;
    if (this.#inHead || !this.#body.endless) throw new NotHttp('The connection ended before its answer');
    this.#body.close();
    this.#ended();
  }

  #ended(): void {
    const sink = this.#sink;
    this.#sink = undefined;
    sink?.end();
  }

  #understand(text: string): void {
    const status = statusOf(text);
    const raw = fieldsOf(text, text.indexOf('\r\n') + 2);
    if (status < 200) {
      // The hop's own, and said before the answer; nothing was asked that 101 could answer.
      if (status === 101) throw new NotHttp('A protocol that nobody asked for');
      return;
    }
    this.#inHead = false;
    const { length, chunked, keeps, idleMs } = framingOf(raw, text.charCodeAt(7) === 49);
    this.#idleMs = idleMs;
    this.#reusable = keeps;
    if (this.#bodiless || status === 204 || status === 304) this.#body.ofLength(0);
    else if (chunked) this.#body.ofChunks();
    else if (length !== undefined) this.#body.ofLength(length);
    else {
      this.#body.toTheEnd();
      this.#reusable = false;
    }
    this.#sink?.head(status, responseHeaders(raw));
  }
}

const statusLine = /HTTP\/1\.[01] [1-9]\d\d(?: [\t\x20-\x7e\x80-\xff]*)?\r\n/y;

function statusOf(text: string): number {
  statusLine.lastIndex = 0;
  if (!statusLine.test(text)) throw new NotHttp('No status line');
  return Number(text.slice(9, 12));
}
