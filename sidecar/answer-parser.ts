import type { HeaderList } from '../core/http.ts';
import { responseHeaders } from './headers.ts';

/** Takes an answer as it is read. Pieces of the body are its own to keep. */
export interface AnswerSink {
  head(status: number, headers: HeaderList): void;
  body(piece: Buffer): void;
  end(): void;
}

/** The bytes are no answer that two readers would read alike. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly code = 'HTTP_PARSE';
}

/** Where in an answer the next byte stands. */
const IDLE = 0;
const HEAD = 1;
/** A body of known length. */
const LENGTH = 2;
/** A body that ends with the connection. */
const REST = 3;
const SIZE = 4;
/** Behind a chunk's size: its extension, which is read over. */
const EXTENSION = 5;
const SIZE_END = 6;
const CHUNK = 7;
const CHUNK_CR = 8;
const CHUNK_LF = 9;
const TRAILER = 10;

const CR = 13;
const LF = 10;
const endOfHead = '\r\n\r\n';
const nothing: Buffer = Buffer.alloc(0);

/** Most digits of a chunk's size: what fits a safe integer. */
const mostDigits = 13;
const mostExtension = 4096;
/** Nothing but visible characters, spaces, tabs and line ends. */
const unsound = /[^\t\r\n\x20-\x7e\x80-\xff]/;
const token = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Reads the answers of one HTTP/1.1 connection, one after the other (RFC 9112). Strict where leniency
 * lets two readers see two answers: lines end with CR LF, a length is told once and in one way, a name
 * has no space behind it, nothing is folded. Throws `NoAnswer`; the connection is of no use then.
 *
 * Each read is gone through once. What it holds of a body is copied out as one piece, since the bytes
 * read into are used again.
 */
export class AnswerParser {
  readonly #headerBytes: number;
  #state = IDLE;
  #sink: AnswerSink | undefined;
  /** The answer to HEAD has no body, whatever it says of it. */
  #bodiless = false;
  /** A head or trailer that is not all here. */
  #begun: Buffer = nothing;
  /** Bytes of the body or chunk still to come. */
  #left = 0;
  #digits = 0;
  #skipped = 0;
  #reusable = false;
  #idleMs = Number.POSITIVE_INFINITY;

  constructor(headerBytes: number) {
    this.#headerBytes = headerBytes;
  }

  /** A request has been sent: what comes is its answer. */
  begin(method: string, sink: AnswerSink): void {
    this.#state = HEAD;
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
    if (this.#state === IDLE) throw new NoAnswer('Bytes that answer nothing');
    let at = 0;
    let piece: Buffer | undefined;
    let used = 0;
    try {
      while (at < length) {
        switch (this.#state) {
          case HEAD:
            at = this.#head(bytes, at, length);
            break;
          case LENGTH:
          case REST:
          case CHUNK: {
            const stop = this.#state === REST ? length : Math.min(length, at + this.#left);
            piece ??= Buffer.allocUnsafe(this.#state === CHUNK ? length - at : stop - at);
            piece.set(bytes.subarray(at, stop), used);
            used += stop - at;
            this.#left -= stop - at;
            at = stop;
            if (this.#state !== REST && this.#left === 0) this.#state = this.#state === CHUNK ? CHUNK_CR : IDLE;
            break;
          }
          case TRAILER:
            at = this.#trailer(bytes, at, length);
            break;
          default:
            this.#framing(bytes[at++] as number);
        }
        if (this.#state === IDLE && at < length) {
          // The answer is whole; whose the rest is, nobody can say.
          this.#reusable = false;
          break;
        }
      }
    } finally {
      // What came before a fault is the caller's to see.
      if (piece !== undefined) this.#sink?.body(piece.length === used ? piece : piece.subarray(0, used));
    }
    if (this.#state === IDLE) this.#ended();
  }

  /** The provider says no more on this connection. */
  close(): void {
    this.#reusable = false;
    if (this.#state === IDLE) return;
    if (this.#state !== REST) throw new NoAnswer('The connection ended before its answer');
    this.#state = IDLE;
    this.#ended();
  }

  #ended(): void {
    const sink = this.#sink;
    this.#sink = undefined;
    sink?.end();
  }

  /** Gathers as far as the empty line; returns where it stopped, and the text when it is whole. */
  #head(bytes: Buffer, from: number, length: number): number {
    let head = bytes;
    let start = from;
    let stop = length;
    if (this.#begun.length > 0) {
      head = Buffer.concat([this.#begun, bytes.subarray(from, length)]);
      start = 0;
      stop = head.length;
    }
    const before = this.#begun.length;
    const end = head.indexOf(endOfHead, start + Math.max(0, before - 3), 'latin1');
    const whole = end !== -1 && end + 4 <= stop;
    if ((whole ? end : stop) - start > this.#headerBytes) throw new NoAnswer('A head larger than allowed');
    if (!whole) {
      if (stop - start >= 5 && head.toString('latin1', start, start + 5) !== 'HTTP/') throw new NoAnswer('No HTTP');
      this.#begun = before > 0 ? head : Buffer.from(bytes.subarray(from, length));
      return length;
    }
    this.#begun = nothing;
    this.#understand(head.toString('latin1', start, end + 2));
    return from + (end + 4 - start) - before;
  }

  /** A head, line ends and all but the empty line. */
  #understand(text: string): void {
    if (unsound.test(text)) throw new NoAnswer('Control characters in a head');
    const line = text.indexOf('\r\n');
    const status = statusOf(text, line);
    const raw = fieldsOf(text, line + 2);
    if (status < 200) {
      // The hop's own, and said before the answer; nothing was asked that 101 could answer.
      if (status === 101) throw new NoAnswer('A protocol that nobody asked for');
      return;
    }
    this.#frame(status, raw, text.charCodeAt(7) === 49);
    this.#sink?.head(status, responseHeaders(raw));
  }

  /** How long the body is, and whether the connection outlives it (RFC 9112, section 6.3). */
  #frame(status: number, raw: readonly string[], current: boolean): void {
    let length: string | undefined;
    let coding: string | undefined;
    let keeps = current;
    this.#idleMs = Number.POSITIVE_INFINITY;
    for (let i = 0; i < raw.length; i += 2) {
      const name = raw[i] as string;
      const value = raw[i + 1] as string;
      if (name.length === 14 && name.toLowerCase() === 'content-length') {
        if (length !== undefined) throw new NoAnswer('Two lengths');
        length = value;
      } else if (name.length === 17 && name.toLowerCase() === 'transfer-encoding') {
        if (coding !== undefined) throw new NoAnswer('Two codings');
        coding = value.toLowerCase();
      } else if (name.length === 10) {
        const lower = name.toLowerCase();
        if (lower === 'connection') keeps = keepsOf(value.toLowerCase(), keeps);
        else if (lower === 'keep-alive') this.#idleMs = idleMsOf(value);
      }
    }
    if (coding !== undefined && (length !== undefined || !current)) throw new NoAnswer('Two framings');
    if (coding !== undefined && coding !== 'chunked') throw new NoAnswer('A coding nobody asked for');
    if (length !== undefined && !/^\d{1,15}$/.test(length)) throw new NoAnswer('A length that is none');
    this.#reusable = keeps;
    if (this.#bodiless || status === 204 || status === 304) this.#state = IDLE;
    else if (coding !== undefined) this.#beginChunk();
    else if (length !== undefined) {
      this.#left = Number(length);
      this.#state = this.#left === 0 ? IDLE : LENGTH;
    } else {
      this.#state = REST;
      this.#reusable = false;
    }
  }

  #beginChunk(): void {
    this.#state = SIZE;
    this.#left = 0;
    this.#digits = 0;
    this.#skipped = 0;
  }

  /** One byte between chunks. */
  #framing(byte: number): void {
    switch (this.#state) {
      case SIZE: {
        const digit = hexOf(byte);
        if (digit !== -1) {
          if (++this.#digits > mostDigits) throw new NoAnswer('A chunk of too many bytes');
          this.#left = this.#left * 16 + digit;
          return;
        }
        if (this.#digits === 0) throw new NoAnswer('A chunk without a size');
        if (byte === CR) this.#state = SIZE_END;
        else if (byte === 59 || byte === 32 || byte === 9) this.#state = EXTENSION;
        else throw new NoAnswer('A chunk size that is none');
        return;
      }
      case EXTENSION:
        if (byte === CR) this.#state = SIZE_END;
        else if ((byte < 32 && byte !== 9) || byte === 127) throw new NoAnswer('Control characters in an extension');
        else if (++this.#skipped > mostExtension) throw new NoAnswer('An extension larger than allowed');
        return;
      case SIZE_END:
        if (byte !== LF) throw new NoAnswer('A line that does not end');
        this.#state = this.#left === 0 ? TRAILER : CHUNK;
        return;
      case CHUNK_CR:
        if (byte !== CR) throw new NoAnswer('A chunk longer than its size');
        this.#state = CHUNK_LF;
        return;
      default:
        if (byte !== LF) throw new NoAnswer('A line that does not end');
        this.#beginChunk();
    }
  }

  /** Fields behind the last chunk: read over, but they must be fields, and end. */
  #trailer(bytes: Buffer, from: number, length: number): number {
    const before = this.#begun.length;
    const held =
      before === 0 ? bytes.subarray(from, length) : Buffer.concat([this.#begun, bytes.subarray(from, length)]);
    const empty = held.length >= 2 && held[0] === CR && held[1] === LF;
    const end = empty ? -2 : held.indexOf(endOfHead, Math.max(0, before - 3), 'latin1');
    if ((end === -1 ? held.length : end) > this.#headerBytes) throw new NoAnswer('A trailer larger than allowed');
    if (end === -1) {
      this.#begun = Buffer.from(held);
      return length;
    }
    this.#begun = nothing;
    if (!empty) {
      const text = held.toString('latin1', 0, end + 2);
      if (unsound.test(text)) throw new NoAnswer('Control characters in a trailer');
      fieldsOf(text, 0);
    }
    this.#state = IDLE;
    return from + end + 4 - before;
  }
}

function statusOf(text: string, line: number): number {
  if (!text.startsWith('HTTP/1.1 ') && !text.startsWith('HTTP/1.0 ')) throw new NoAnswer('No HTTP/1');
  const status = /^[1-9]\d\d$/.test(text.slice(9, 12)) ? Number(text.slice(9, 12)) : 0;
  if (status === 0 || (line > 12 && text.charCodeAt(12) !== 32)) throw new NoAnswer('No status');
  return status;
}

/** Names and values in turn; each line ends with CR LF. */
function fieldsOf(text: string, from: number): string[] {
  const raw: string[] = [];
  for (let at = from; at < text.length; ) {
    const end = text.indexOf('\r\n', at);
    const colon = text.indexOf(':', at);
    if (colon === -1 || colon > end) throw new NoAnswer('A line that is no field');
    const name = text.slice(at, colon);
    if (!token.test(name)) throw new NoAnswer('A name that is none');
    let start = colon + 1;
    let stop = end;
    while (start < stop && isBlank(text.charCodeAt(start))) start++;
    while (stop > start && isBlank(text.charCodeAt(stop - 1))) stop--;
    const value = text.slice(start, stop);
    raw.push(name, value);
    at = end + 2;
  }
  // A line end of its own kind would be two lines to somebody else.
  if (bareLineEnd.test(text)) throw new NoAnswer('A line end within a line');
  return raw;
}

const bareLineEnd = /\r(?!\n)|(?<!\r)\n/;

function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}

function keepsOf(value: string, before: boolean): boolean {
  if (value === 'keep-alive') return true;
  const said = value.split(',').map((one) => one.trim());
  return said.includes('close') ? false : before || said.includes('keep-alive');
}

function idleMsOf(value: string): number {
  const said = /(?:^|[\s,;])timeout=(\d{1,9})/i.exec(value);
  return said === null ? Number.POSITIVE_INFINITY : Number(said[1]) * 1000;
}

function hexOf(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
