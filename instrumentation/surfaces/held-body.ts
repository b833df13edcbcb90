import { wholeBody } from '../../core/body.ts';
import { byteStream } from './byte-stream.ts';

/**
 * The body of an answer that is all here. Nearly every client asks for all of it, as text or as JSON, and
 * gets it without a stream: to make one and to read it is half of what a `Response` costs (measured). Who
 * wants the stream gets one, made then.
 */
export class HeldBody {
  readonly #bytes: Uint8Array;
  #stream: ReadableStream<Uint8Array> | undefined;
  #taken = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** All bytes, once, for who reads no stream; undefined where the stream is what is to be read. */
  take(): Uint8Array | undefined {
    const bytes = this.peek();
    if (bytes !== undefined) this.#taken = true;
    return bytes;
  }

  /** The bytes while nobody has read or asked for anything. */
  peek(): Uint8Array | undefined {
    return this.#taken || this.#stream !== undefined ? undefined : this.#bytes;
  }

  /** The stream; of bytes that were taken one that was read to its end, as `fetch` leaves it. */
  stream(): ReadableStream<Uint8Array> {
    if (this.#stream === undefined) {
      this.#stream = byteStream(wholeBody(this.#taken ? nothing : this.#bytes)).stream;
      if (this.#taken) void this.#stream.getReader().read();
    }
    return this.#stream;
  }

  /**
   * What stands for the stream inside a `Response`. `fetch` looks at it when it makes one, and is told what it
   * asks of a stream that nobody has touched; whatever else is asked has the stream made and is its answer.
   */
  placeholder(): ReadableStream<Uint8Array> {
    sample ??= new ReadableStream();
    const like = sample;
    return new Proxy(Object.create(ReadableStream.prototype) as ReadableStream<Uint8Array>, {
      get: (_, key) => {
        if (this.#stream === undefined) {
          if (key === 'locked' || key === disturbed) return this.#taken;
          if (key === Symbol.toStringTag) return 'ReadableStream';
          if (!(key in like)) return undefined;
          if (key === Symbol.asyncIterator) return () => this.stream()[Symbol.asyncIterator]();
        }
        const stream = this.stream();
        const value: unknown = Reflect.get(stream, key, stream);
        return typeof value === 'function' ? (value.bind(stream) as unknown) : value;
      },
    });
  }
}

/** Whose members are those of any stream, Node's inner ones too. */
let sample: ReadableStream | undefined;

const nothing = new Uint8Array(0);

/** By which Node's streams tell that somebody has read of them. */
const disturbed = Symbol.for('nodejs.stream.disturbed');
