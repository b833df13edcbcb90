import { fieldsOf } from './fields.ts';
import { NotHttp } from './not-http.ts';

/** Where in a body the next byte stands. */
const DONE = 0;
/** Of known length. */
const LENGTH = 1;
/** To the end of the connection. */
const REST = 2;
const SIZE = 3;
/** Blanks behind a chunk's size, and its extension: both are read over. */
const BLANK = 10;
const EXTENSION = 4;
const SIZE_END = 5;
const CHUNK = 6;
const CHUNK_CR = 7;
const CHUNK_LF = 8;
const TRAILER = 9;

const CR = 13;
const LF = 10;
const endOfFields = '\r\n\r\n';
const nothing: Buffer = Buffer.alloc(0);

/** Most digits of a chunk's size: what fits a safe integer. */
const mostDigits = 13;
const mostExtension = 4096;

/**
 * Takes the body of a message out of what frames it (RFC 9112, sections 6 and 7). Each read is gone
 * through once; what it holds of the body is handed on as one piece, copied out where the bytes are used again.
 */
export class BodyReader {
  readonly #trailerBytes: number;
  readonly #owned: boolean;
  #state = DONE;
  /** A trailer that is not all here. */
  #begun: Buffer = nothing;
  /** Bytes of the body or chunk still to come. */
  #left = 0;
  #digits = 0;
  #skipped = 0;

  /** `owned`: nobody else uses the bytes that it is given. */
  constructor(trailerBytes: number, owned: boolean) {
    this.#trailerBytes = trailerBytes;
    this.#owned = owned;
  }

  get done(): boolean {
    return this.#state === DONE;
  }

  /** It ends with the connection. */
  get endless(): boolean {
    return this.#state === REST;
  }

  ofLength(length: number): void {
    this.#left = length;
    this.#state = length === 0 ? DONE : LENGTH;
  }

  ofChunks(): void {
    this.#beginChunk();
  }

  toTheEnd(): void {
    this.#state = REST;
  }

  /** The connection ended where that ends the body. */
  close(): void {
    this.#state = DONE;
  }

  /** Returns where it stopped: behind the body's end, or at `length`. What came before a fault is handed on. */
  push(bytes: Buffer, from: number, length: number, take: (piece: Buffer) => void): number {
    let at = from;
    let piece: Buffer | undefined;
    let used = 0;
    try {
      while (at < length && this.#state !== DONE) {
        switch (this.#state) {
          case LENGTH:
          case REST:
          case CHUNK: {
            const stop = this.#state === REST ? length : Math.min(length, at + this.#left);
            if (this.#owned && this.#state === LENGTH) {
              piece = bytes.subarray(at, stop);
              used = stop - at;
              this.#left -= used;
              at = stop;
              if (this.#left === 0) this.#state = DONE;
              break;
            }
            piece ??= Buffer.allocUnsafe(this.#state === CHUNK ? length - at : stop - at);
            piece.set(bytes.subarray(at, stop), used);
            used += stop - at;
            this.#left -= stop - at;
            at = stop;
            if (this.#state !== REST && this.#left === 0) this.#state = this.#state === CHUNK ? CHUNK_CR : DONE;
            break;
          }
          case TRAILER:
            at = this.#trailer(bytes, at, length);
            break;
          default:
            this.#framing(bytes[at++] as number);
        }
      }
    } finally {
      if (piece !== undefined) take(piece.length === used ? piece : trimmed(piece, used));
    }
    return at;
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
          if (++this.#digits > mostDigits) throw new NotHttp('A chunk of too many bytes');
          this.#left = this.#left * 16 + digit;
          return;
        }
        if (this.#digits === 0) throw new NotHttp('A chunk without a size');
        if (byte === CR) this.#state = SIZE_END;
        else if (byte === 59) this.#state = EXTENSION;
        else if (byte === 32 || byte === 9) this.#state = BLANK;
        else throw new NotHttp('A chunk size that is none');
        return;
      }
      case BLANK:
        if (byte === CR) this.#state = SIZE_END;
        else if (byte === 59) this.#state = EXTENSION;
        else if (byte !== 32 && byte !== 9) throw new NotHttp('A chunk size in two parts');
        else if (++this.#skipped > mostExtension) throw new NotHttp('An extension larger than allowed');
        return;
      case EXTENSION:
        if (byte === CR) this.#state = SIZE_END;
        else if ((byte < 32 && byte !== 9) || byte === 127) throw new NotHttp('Control characters in an extension');
        else if (++this.#skipped > mostExtension) throw new NotHttp('An extension larger than allowed');
        return;
      case SIZE_END:
        if (byte !== LF) throw new NotHttp('A line that does not end');
        this.#state = this.#left === 0 ? TRAILER : CHUNK;
        return;
      case CHUNK_CR:
        if (byte !== CR) throw new NotHttp('A chunk longer than its size');
        this.#state = CHUNK_LF;
        return;
      default:
        if (byte !== LF) throw new NotHttp('A line that does not end');
        this.#beginChunk();
    }
  }

  /** Fields behind the last chunk: read over, but they must be fields, and end. */
  #trailer(bytes: Buffer, from: number, length: number): number {
    const before = this.#begun.length;
    const held =
      before === 0 ? bytes.subarray(from, length) : Buffer.concat([this.#begun, bytes.subarray(from, length)]);
    const empty = held.length >= 2 && held[0] === CR && held[1] === LF;
    const end = empty ? -2 : held.indexOf(endOfFields, Math.max(0, before - 3), 'latin1');
    if ((end === -1 ? held.length : end) > this.#trailerBytes) throw new NotHttp('A trailer larger than allowed', true);
    if (end === -1) {
      this.#begun = Buffer.from(held);
      return length;
    }
    this.#begun = nothing;
    if (!empty) fieldsOf(held.toString('latin1', 0, end + 2), 0);
    this.#state = DONE;
    return from + end + 4 - before;
  }
}

/** Much framing around few bytes must not stay in memory with them: no limit of a body counts it. */
function trimmed(piece: Buffer, used: number): Buffer {
  const held = piece.subarray(0, used);
  return used * 2 < piece.length ? Buffer.from(held) : held;
}

function hexOf(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
