/**
 * Writes protobuf into one growing buffer. A length stands before what it measures, and is one byte
 * nearly always: that byte is left open and filled afterwards, and only a longer one moves what
 * follows. So nothing is measured twice, and nothing is allocated.
 */
export class ProtobufWriter {
  #buffer: Buffer;
  #at = 0;

  constructor(capacity: number) {
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(capacity, 64));
  }

  byte(value: number): void {
    this.#room(1);
    this.#buffer[this.#at++] = value;
  }

  bytes(value: Uint8Array): void {
    this.#room(value.length);
    this.#buffer.set(value, this.#at);
    this.#at += value.length;
  }

  /** Any safe integer; negative ones as two's complement of 64 bits. */
  varint(value: number): void {
    this.#room(10);
    if (value < 0) {
      this.#negative(value);
      return;
    }
    const buffer = this.#buffer;
    let at = this.#at;
    let rest = value;
    while (rest >= two32) {
      buffer[at++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      buffer[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    buffer[at++] = rest;
    this.#at = at;
  }

  fixed32(value: number): void {
    this.#room(4);
    this.#at = this.#buffer.writeUInt32LE(value >>> 0, this.#at);
  }

  /** A safe integer in eight bytes, two's complement. */
  fixed64(value: number): void {
    this.#room(8);
    const low = ((value % two32) + two32) % two32;
    this.#at = this.#buffer.writeUInt32LE(low, this.#at);
    this.#at = this.#buffer.writeInt32LE(Math.floor(value / two32) | 0, this.#at);
  }

  /** Milliseconds since the epoch as nanoseconds. */
  nanos(milliseconds: number): void {
    this.#room(8);
    // Nanoseconds since 1970 need 61 bits, eight more than a double holds: two halves.
    const seconds = Math.floor(milliseconds / 1000);
    const low = (seconds % 65536) * 1e9 + Math.round((milliseconds - seconds * 1000) * 1e6);
    const high = Math.floor(seconds / 65536) * 1e9;
    const rest = (high % 65536) * 65536 + low;
    this.#at = this.#buffer.writeUInt32LE(rest % two32, this.#at);
    this.#at = this.#buffer.writeUInt32LE(Math.floor(high / 65536) + Math.floor(rest / two32), this.#at);
  }

  double(value: number): void {
    this.#room(8);
    this.#at = this.#buffer.writeDoubleLE(value, this.#at);
  }

  /** A string with its length before it. */
  string(value: string): void {
    if (value.length < 128 && this.#ascii(value)) return;
    // Three bytes are the most that one UTF-16 unit becomes.
    this.#room(value.length * 3 + 5);
    const mark = this.#at++;
    this.#at += this.#buffer.write(value, this.#at, 'utf8');
    this.close(mark);
  }

  /** Attributes' values mostly are short and ASCII: a loop beats the call into `write` there. */
  #ascii(value: string): boolean {
    const size = value.length;
    this.#room(size + 1);
    const buffer = this.#buffer;
    const from = this.#at + 1;
    for (let i = 0; i < size; i++) {
      const c = value.charCodeAt(i);
      if (c > 127) return false;
      buffer[from + i] = c;
    }
    buffer[from - 1] = size;
    this.#at = from + size;
    return true;
  }

  /** An id in lower-case hexadecimal as bytes, with their number before them. */
  hex(value: string): void {
    const size = value.length >> 1;
    this.#room(size + 1);
    const buffer = this.#buffer;
    let at = this.#at;
    buffer[at++] = size;
    for (let i = 0; i < value.length; i += 2) {
      buffer[at++] = (digit(value.charCodeAt(i)) << 4) | digit(value.charCodeAt(i + 1));
    }
    this.#at = at;
  }

  /** Begins something whose length stands before it; give the result to `close`. */
  open(): number {
    this.#room(1);
    return this.#at++;
  }

  close(mark: number): void {
    const size = this.#at - mark - 1;
    if (size < 128) {
      this.#buffer[mark] = size;
      return;
    }
    const extra = size < 16384 ? 1 : size < 2097152 ? 2 : size < 268435456 ? 3 : 4;
    this.#room(extra);
    this.#buffer.copyWithin(mark + 1 + extra, mark + 1, this.#at);
    const end = this.#at + extra;
    this.#at = mark;
    this.varint(size);
    this.#at = end;
  }

  /** Bytes written so far. */
  get size(): number {
    return this.#at;
  }

  /** Some of what was written; good until more is. */
  part(start: number, end: number): Uint8Array {
    return this.#buffer.subarray(start, end);
  }

  finish(): Uint8Array {
    return this.#buffer.subarray(0, this.#at);
  }

  #room(size: number): void {
    if (this.#at + size <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#buffer.length * 2, this.#at + size));
    this.#buffer.copy(grown, 0, 0, this.#at);
    this.#buffer = grown;
  }

  /** Ten bytes; rare enough for big integers. */
  #negative(value: number): void {
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest > 127n) {
      this.#buffer[this.#at++] = Number(rest & 127n) | 128;
      rest >>= 7n;
    }
    this.#buffer[this.#at++] = Number(rest);
  }
}

const two32 = 4294967296;

function digit(c: number): number {
  return c < 58 ? c - 48 : c - 87;
}
