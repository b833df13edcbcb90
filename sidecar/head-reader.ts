import { NotHttp } from './not-http.ts';

const endOfHead = '\r\n\r\n';
const nothing: Buffer = Buffer.alloc(0);
const few = 64;

/** Gathers the head of a message, as far as the empty line behind it. */
export class HeadReader {
  readonly #headerBytes: number;
  readonly #hopeless: (beginning: string) => boolean;
  #begun: Buffer = nothing;
  #text: string | undefined;

  /** `hopeless` is asked of the first few bytes while they are not all: nothing they begin is worth waiting for. */
  constructor(headerBytes: number, hopeless: (beginning: string) => boolean) {
    this.#headerBytes = headerBytes;
    this.#hopeless = hopeless;
  }

  /** A head that is not all here has begun. */
  get begun(): boolean {
    return this.#begun.length > 0;
  }

  /** Returns where it stopped; `taken` tells whether the head is whole. Keeps none of these bytes. */
  push(bytes: Buffer, from: number, length: number): number {
    const before = this.#begun.length;
    let head = bytes;
    let start = from;
    let stop = length;
    if (before > 0) {
      head = Buffer.concat([this.#begun, bytes.subarray(from, length)]);
      start = 0;
      stop = head.length;
    }
    const end = head.indexOf(endOfHead, start + Math.max(0, before - 3), 'latin1');
    const whole = end !== -1 && end + 4 <= stop;
    if ((whole ? end : stop) - start > this.#headerBytes) throw new NotHttp('A head larger than allowed', true);
    if (whole) {
      this.#begun = nothing;
      this.#text = head.toString('latin1', start, end + 2);
      return from + (end + 4 - start) - before;
    }
    if (before < few && this.#hopeless(head.toString('latin1', start, stop))) throw new NotHttp('No HTTP');
    this.#begun = before > 0 ? head : Buffer.from(bytes.subarray(from, length));
    return length;
  }

  /** The head, line ends and all but the empty line, once it is whole. */
  taken(): string | undefined {
    const text = this.#text;
    this.#text = undefined;
    return text;
  }
}
