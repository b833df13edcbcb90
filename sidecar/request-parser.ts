import { isNamed } from '../core/http.ts';
import { BodyReader } from './body-reader.ts';
import { type Framing, fieldsOf, framingOf, token } from './fields.ts';
import { HeadReader } from './head-reader.ts';
import { NotHttp } from './not-http.ts';

export interface RequestHead extends Framing {
  readonly method: string;
  /** As it was written. */
  readonly target: string;
  /** Names and values in turn, as they were written. */
  readonly raw: readonly string[];
  /** HTTP/1.1, not 1.0. */
  readonly current: boolean;
  /** The caller waits for a `100` before it sends the body (RFC 9110, section 10.1.1). */
  readonly waits: boolean;
}

/** Takes a request as it is read. Pieces of the body are its own to keep. */
export interface RequestSink {
  head(head: RequestHead): void;
  body(piece: Buffer): void;
  end(): void;
}

const requestLine = /[\w!#$%&'*+.^`|~-]{1,32} [\x21-\x7e\x80-\xff]+ HTTP\/1\.[01]\r\n/y;
/** ` HTTP/1.1` */
const versionLength = 9;
const CR = 13;
const LF = 10;
/** Line ends before a request line, which some clients send behind a body (RFC 9112, section 2.2). */
const mostEmptyLines = 8;

/**
 * Reads the requests of one HTTP/1.1 connection, one after the other (RFC 9112). As strict as
 * `AnswerParser`: what two readers might read as different requests is none. Throws `NotHttp`; nothing
 * more can be read on the connection then.
 */
export class RequestParser {
  readonly #head: HeadReader;
  readonly #body: BodyReader;
  readonly #sink: RequestSink;
  readonly #take = (piece: Buffer): void => this.#sink.body(piece);
  #inHead = true;
  #over = false;
  #skipped = 0;

  constructor(headerBytes: number, sink: RequestSink) {
    this.#head = new HeadReader(headerBytes, hopeless);
    this.#body = new BodyReader(headerBytes, true);
    this.#sink = sink;
  }

  /** Some of a request has come, but not all. */
  get midway(): boolean {
    return !this.#over && (!this.#inHead || this.#head.begun);
  }

  /** The head of the request in hand is here, its body not. */
  get inBody(): boolean {
    return !this.#over && !this.#inHead;
  }

  /** The request was answered: the next one may come. */
  next(): void {
    this.#over = false;
    this.#inHead = true;
    this.#skipped = 0;
  }

  /**
   * Takes what belongs to the request in hand. Returns how many bytes that was. Pieces of the body may be parts of
   * them, so nobody may use them again.
   */
  push(bytes: Buffer): number {
    const { length } = bytes;
    let at = 0;
    if (this.#over) return 0;
    if (this.#inHead) {
      if (!this.#head.begun) at = this.#leading(bytes);
      if (at === length) return at;
      at = this.#head.push(bytes, at, length);
      const text = this.#head.taken();
      if (text === undefined) return at;
      this.#inHead = false;
      this.#understand(text);
    }
    if (!this.#body.done) at = this.#body.push(bytes, at, length, this.#take);
    if (this.#body.done) {
      this.#over = true;
      this.#sink.end();
    }
    return at;
  }

  #leading(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length && (bytes[at] === CR || bytes[at] === LF)) {
      at++;
      if (++this.#skipped > 2 * mostEmptyLines) throw new NotHttp('Nothing but line ends');
    }
    return at;
  }

  #understand(text: string): void {
    if (!isRequestLine(text)) throw new NotHttp('No request line');
    const line = text.indexOf('\r\n');
    const space = text.indexOf(' ');
    const method = text.slice(0, space);
    const target = text.slice(space + 1, line - versionLength);
    const current = text.charCodeAt(line - 1) === 49;
    const raw = fieldsOf(text, line + 2);
    const { length, chunked, keeps, idleMs } = framingOf(raw, current);
    let hosts = 0;
    let waits = false;
    for (let i = 0; i < raw.length; i += 2) {
      const name = raw[i] as string;
      if (isNamed(name, 'host')) hosts++;
      else if (isNamed(name, 'expect')) waits = current && isNamed(raw[i + 1] as string, '100-continue');
    }
    if (hosts > 1 || (hosts === 0 && current)) throw new NotHttp('Not one host');
    if (chunked) this.#body.ofChunks();
    else this.#body.ofLength(length ?? 0);
    this.#sink.head({ length, chunked, keeps, idleMs, method, target, raw, current, waits });
  }
}

function isRequestLine(text: string): boolean {
  requestLine.lastIndex = 0;
  return requestLine.test(text);
}

/** A first line that is none, or bytes that no head has: TLS on a port that speaks none, say. */
function hopeless(beginning: string): boolean {
  if (/[^\t\r\n\x20-\x7e\x80-\xff]/.test(beginning)) return true;
  const line = beginning.indexOf('\r\n');
  if (line !== -1) return !isRequestLine(beginning);
  return !token.test(beginning.split(' ', 1)[0] as string);
}
