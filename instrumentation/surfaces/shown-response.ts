import { STATUS_CODES } from 'node:http';
import type { HeaderList, HttpResponse } from '../../core/http.ts';
import { byteStream } from './byte-stream.ts';
import { HeldBody } from './held-body.ts';
import { type Facts, told } from './told-response.ts';

/** A `Response` without the members that are told anew, which are accessors here as they are there. */
declare class Bodily {
  constructor(body: ReadableStream<Uint8Array> | null, init: ResponseInit);
  clone(): Response;
  text(): Promise<string>;
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** With the facts of the answer that it stands for, and a body that need not be a stream. */
type Shown = new (body: ReadableStream<Uint8Array> | HeldBody | null, init: ResponseInit, facts: Facts) => Response;

/** The header of an answer: fields that are taken over as they are, and others after them. */
export interface Fields {
  readonly before: Headers | undefined;
  readonly added: HeaderList;
}

/** The answer as a `Response` that says of itself what the original says. */
export function shownResponse(
  { status, headers, body }: HttpResponse,
  raw: Response | undefined,
  url: string,
  { before, added }: Fields = { before: undefined, added: headers },
): Response {
  const empty = (raw !== undefined && raw.body === null) || status === 204 || status === 205 || status === 304;
  const statusText = raw?.status === status ? raw.statusText : (STATUS_CODES[status] ?? '');
  const init = before === undefined ? { status, statusText } : { status, statusText, headers: before };
  const facts = { url, redirected: raw?.redirected ?? false, type: raw?.type ?? 'basic' };
  const filled = empty || body.whole !== undefined ? undefined : byteStream(body);
  const held = empty ? null : (filled?.stream ?? new HeldBody(body.whole!));
  const response = new (shown())(held, init, facts);
  if (filled !== undefined) unread.register(response, filled.leave, response);
  for (const [name, value] of added) response.headers.append(name, value);
  return response;
}

/** An answer that nobody has any more and nobody has begun to read gives its connection back, as `fetch` does it. */
const unread = new FinalizationRegistry<() => void>((leave) => leave());

let made: { readonly of: typeof Response; readonly shown: Shown } | undefined;

/** Not before the first answer: to name `Response` is to load all of Node's `fetch`. */
function shown(): Shown {
  if (made?.of !== Response) made = { of: Response, shown: extended(originalOf(Response)) };
  return made.shown;
}

/**
 * What `fetch` answers with. Servers put classes of their own in the place of the global one, which are made from it and
 * keep what they are given (`@hono/node-server`).
 */
function originalOf(made: typeof Response): typeof Response {
  const above: unknown = Object.getPrototypeOf(made.prototype);
  if (above === null || Object.hasOwn(above as object, 'hasOwnProperty')) return made;
  const from = (above as Response).constructor as typeof Response;
  return from === made ? made : originalOf(from);
}

/** A class, and no properties of each answer's own: those take longer than all the rest (measured). */
function extended(own: typeof Response): Shown {
  const base = own as unknown as typeof Bodily;
  class ShownResponse extends base {
    readonly #facts: Facts;
    #held: HeldBody | undefined;

    constructor(body: ReadableStream<Uint8Array> | HeldBody | null, init: ResponseInit, facts: Facts) {
      super(body instanceof HeldBody ? body.placeholder() : body, init);
      this.#held = body instanceof HeldBody ? body : undefined;
      this.#facts = facts;
    }

    get url(): string {
      return this.#facts.url;
    }

    get redirected(): boolean {
      return this.#facts.redirected;
    }

    get type(): Response['type'] {
      return this.#facts.type;
    }

    get body(): ReadableStream<Uint8Array> | null {
      // Whoever has the stream need not keep the answer.
      unread.unregister(this);
      return this.#held === undefined
        ? (Reflect.get(own.prototype, 'body', this) as Response['body'])
        : this.#held.stream();
    }

    override clone(): Response {
      unread.unregister(this);
      const { status, statusText, headers } = this as unknown as Response;
      const bytes = this.#held?.peek();
      if (bytes !== undefined) return new (shown())(new HeldBody(bytes), { status, statusText, headers }, this.#facts);
      const copy = super.clone();
      // What is in its place now is a branch of the stream that was.
      this.#held = undefined;
      return told(copy, this.#facts);
    }

    override text(): Promise<string> {
      unread.unregister(this);
      const bytes = this.#held?.take();
      return bytes === undefined ? super.text() : Promise.resolve(decoded(bytes));
    }

    override async json(): Promise<unknown> {
      unread.unregister(this);
      const bytes = this.#held?.take();
      return bytes === undefined ? super.json() : JSON.parse(decoded(bytes));
    }

    override arrayBuffer(): Promise<ArrayBuffer> {
      unread.unregister(this);
      const bytes = this.#held?.take();
      return bytes === undefined ? super.arrayBuffer() : Promise.resolve(new Uint8Array(bytes).buffer);
    }
  }
  // Those that are left to it; not all are there in all versions.
  for (const name of ['blob', 'bytes', 'formData'] as const) {
    const read: unknown = Reflect.get(own.prototype, name);
    if (typeof read !== 'function') continue;
    const value = {
      [name](this: object): unknown {
        unread.unregister(this);
        return Reflect.apply(read, this, []);
      },
    }[name];
    Object.defineProperty(ShownResponse.prototype, name, { value, writable: true, configurable: true });
  }
  Object.defineProperty(ShownResponse.prototype, 'constructor', { value: own, writable: true, configurable: true });
  return ShownResponse as unknown as Shown;
}

/** As `fetch` decodes: without a byte order mark. */
function decoded(bytes: Uint8Array): string {
  decoder ??= new TextDecoder();
  return decoder.decode(bytes);
}

let decoder: InstanceType<typeof TextDecoder> | undefined;
