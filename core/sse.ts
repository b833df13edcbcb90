/**
 * Server-sent events, framed without losing a byte: the concatenation of all `bytes` is the input.
 *
 * WHATWG HTML, section 9.2.6: lines end in LF, CRLF or CR; a blank line ends an event; one leading
 * BOM is ignored; `data` may stand without a value and repeat. Unlike a browser, a last event with
 * no blank line after it is given out at the end, because SDKs read it too.
 */
export interface SseEvent {
  /** The whole event with its terminator, a view of what was pushed where that was in one piece. */
  readonly bytes: Buffer;
  readonly event: string | undefined;
  /** The data lines joined by LF; undefined when there is no `data` field (comments, blank lines). */
  readonly data: string | undefined;
  /** Where the value stands in `bytes` when there is exactly one data line, else -1. */
  readonly dataStart: number;
  readonly dataEnd: number;
}

/** Where bytes stand in what they came in. */
export interface Place {
  readonly chunk: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * The commonest event by far: one line of data and a blank one, all in one chunk. Its bytes and its data are
 * made when they are asked for: most events are only compared, and leave as part of their chunk.
 */
export class PlainEvent implements SseEvent, Place {
  readonly chunk: Buffer;
  readonly start: number;
  readonly end: number;
  /** Where the data ends in the chunk. */
  readonly stop: number;
  #bytes: Buffer | undefined = undefined;
  #data: string | undefined = undefined;

  constructor(chunk: Buffer, start: number, end: number, stop: number) {
    this.chunk = chunk;
    this.start = start;
    this.end = end;
    this.stop = stop;
  }

  get bytes(): Buffer {
    this.#bytes ??= this.chunk.subarray(this.start, this.end);
    return this.#bytes;
  }

  get event(): undefined {
    return undefined;
  }

  get data(): string {
    this.#data ??= this.chunk.toString('utf8', this.start + prefix, this.stop);
    return this.#data;
  }

  /** The data, a character for each byte. */
  latin1(): string {
    return this.chunk.toString('latin1', this.start + prefix, this.stop);
  }

  get dataStart(): number {
    return prefix;
  }

  get dataEnd(): number {
    return this.stop - this.start;
  }
}

/** `data: ` */
const prefix = 6;

export interface SseFramer {
  push(chunk: Uint8Array): SseEvent[];
  end(): SseEvent[];
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const COLON = 58;

export function sseFramer(): SseFramer {
  // The unfinished event as the pieces it came in: joined once, when it ends, so that an event of
  // megabytes in thousands of pieces costs one copy.
  let parts: Buffer[] = [];
  let first = true;
  let lineIsEmpty = true;
  // A CR at the very end of a chunk may be half of a CRLF: what it ends is decided by the next byte,
  // so that frames are the same however the bytes were cut.
  let pendingCr = false;
  let pendingBlank = false;

  // Where the first line of an event that began in this chunk ends, -1 when it did not; and its lines so far.
  let firstEnd = -1;
  let lines = 0;

  /** From what is known of it already. */
  function plain(chunk: Buffer, start: number, end: number): SseEvent | undefined {
    if (lines !== 1 || firstEnd === -1 || parts.length > 0) return undefined;
    const from = start + prefix;
    // "data: "
    if (from > firstEnd || chunk[start] !== 100 || chunk[start + 1] !== 97 || chunk[start + 2] !== 116)
      return undefined;
    if (chunk[start + 3] !== 97 || chunk[start + 4] !== COLON || chunk[start + 5] !== SPACE) return undefined;
    first = false;
    return new PlainEvent(chunk, start, end, firstEnd);
  }

  function finish(chunk: Buffer, start: number, end: number): SseEvent {
    const piece = start === 0 && end === chunk.length ? chunk : chunk.subarray(start, end);
    let bytes = piece;
    if (parts.length > 0) {
      parts.push(piece);
      bytes = Buffer.concat(parts);
      parts = [];
    }
    const event = parseEvent(bytes, first);
    first = false;
    return event;
  }

  return {
    push(input) {
      const chunk = asBuffer(input);
      const events: SseEvent[] = [];
      const length = chunk.length;
      if (length === 0) return events;
      let start = 0;
      let at = 0;
      if (pendingCr) {
        pendingCr = false;
        if (chunk[0] === LF) at = 1;
        lineIsEmpty = true;
        if (pendingBlank) {
          events.push(finish(chunk, 0, at));
          start = at;
          lines = 0;
        }
      }
      let nextCr = chunk.indexOf(CR, at);
      const anyCr = nextCr !== -1;
      firstEnd = -1;
      while (at < length) {
        let stop = chunk[at] === LF ? at : chunk.indexOf(LF, at);
        if (nextCr !== -1 && nextCr < at) nextCr = chunk.indexOf(CR, at);
        if (nextCr !== -1 && (stop === -1 || nextCr < stop)) stop = nextCr;
        if (stop === -1) {
          lineIsEmpty = false;
          break;
        }
        const blank = lineIsEmpty && stop === at;
        lineIsEmpty = true;
        at = stop + 1;
        if (chunk[stop] === CR) {
          if (at === length) {
            pendingCr = true;
            pendingBlank = blank;
            break;
          }
          if (chunk[at] === LF) at++;
        }
        if (blank) {
          events.push((anyCr ? undefined : plain(chunk, start, at)) ?? finish(chunk, start, at));
          start = at;
          lines = 0;
          firstEnd = -1;
        } else if (lines++ === 0) firstEnd = stop;
      }
      if (start < length) parts.push(start === 0 ? chunk : chunk.subarray(start));
      return events;
    },

    end() {
      pendingCr = false;
      if (parts.length === 0) return [];
      const last = parts.pop() as Buffer;
      return [finish(last, 0, last.length)];
    },
  };
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** Reads the fields of one event; `first` skips a byte order mark. */
function parseEvent(bytes: Buffer, first: boolean): SseEvent {
  const length = bytes.length;
  const hasCr = bytes.indexOf(CR) !== -1;
  let at = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let event: string | undefined;
  let data: string | undefined;
  let dataStart = -1;
  let dataEnd = -1;
  while (at < length) {
    const end = lineEnd(bytes, at, hasCr);
    const c = bytes[at];
    if (c === 100 && isField(bytes, at, end, 'data')) {
      const value = valueStart(bytes, at + 4, end);
      const text = bytes.toString('utf8', value, end);
      if (data === undefined) {
        data = text;
        dataStart = value;
        dataEnd = end;
      } else {
        data += `\n${text}`;
        dataStart = -1;
        dataEnd = -1;
      }
    } else if (c === 101 && isField(bytes, at, end, 'event')) {
      event = bytes.toString('utf8', valueStart(bytes, at + 5, end), end);
    }
    at = end + 1;
    if (bytes[end] === CR && bytes[at] === LF) at++;
  }
  return { bytes, event, data, dataStart, dataEnd };
}

function lineEnd(bytes: Buffer, from: number, hasCr: boolean): number {
  const lf = bytes.indexOf(LF, from);
  const end = lf === -1 ? bytes.length : lf;
  if (!hasCr) return end;
  const cr = bytes.indexOf(CR, from);
  return cr === -1 || cr > end ? end : cr;
}

/** The line is the field's name alone, or the name and a colon. */
function isField(bytes: Buffer, at: number, end: number, name: string): boolean {
  const stop = at + name.length;
  if (stop > end) return false;
  for (let i = 0; i < name.length; i++) if (bytes[at + i] !== name.charCodeAt(i)) return false;
  return stop === end || bytes[stop] === COLON;
}

function valueStart(bytes: Buffer, colon: number, end: number): number {
  if (colon >= end) return end;
  return colon + 1 < end && bytes[colon + 1] === SPACE ? colon + 2 : colon + 1;
}
