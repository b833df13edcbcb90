import { types } from 'node:util';
import { asBuffer } from '../../core/body.ts';
import type { HttpRequest } from '../../core/http.ts';
import type { CaughtAnswer } from './caught-answer.ts';
import { type Catching, catching } from './caught-callbacks.ts';
import type { Asked, FetchArguments } from './fetch-request.ts';
import type { Callbacks } from './undici-receiver.ts';

/** What sends the requests of `fetch`. */
interface Dispatcher {
  dispatch(options: Sent, callbacks: object): boolean;
}

/** A request as `fetch` hands it on. */
interface Sent {
  readonly method: string;
  body: unknown;
  readonly headers: Record<string, string>;
}

/** Where Node keeps the one that its `fetch` uses, from the first `fetch` of the process on. */
const place = Symbol.for(`undici.globalDispatcher.${Number.parseInt(process.versions.undici ?? '', 10) >= 8 ? 2 : 1}`);

/**
 * This `fetch` was seen to take the dispatcher that a call names, and to tell it the length of a body where it is
 * looked for here. Before, the body is given to `fetch` as well: were it not, and were this not asked, none would be sent.
 */
let proven = false;

/** With these `fetch` does more with a body than send it, or has a dispatcher of the caller's. */
const besides = ['dispatcher', 'integrity', 'keepalive', 'mode', 'window'];

/**
 * A way for the bytes of a call beneath Node's `fetch`, which makes three streams for a body that is all here, and
 * one for its answer: together they take a third of what a call takes (measured). All else is left to it: address,
 * header, redirects, leaving, errors. The bytes on the wire are the same.
 */
export class Road {
  private readonly under: Dispatcher;
  private readonly bytes: Buffer;
  private told: Catching | undefined = undefined;

  constructor(under: Dispatcher, bytes: Buffer) {
    this.under = under;
    this.bytes = bytes;
  }

  /** Called by `fetch`, and again for a redirect that it follows; the method then may be another, and the body gone. */
  dispatch(options: Sent, callbacks: Callbacks): boolean {
    const length = String(this.bytes.length);
    if (options.body !== null && options.body !== undefined) {
      proven ||= options.headers['content-length'] === length;
      options.body = this.bytes;
    } else if (options.method === 'POST') {
      options.headers['content-length'] = length;
      options.body = this.bytes;
    }
    this.told = catching(callbacks);
    return this.under.dispatch(options, this.told ?? callbacks);
  }

  /** What came back; undefined where `fetch` has it to itself. */
  get answer(): CaughtAnswer | undefined {
    return this.told?.answer;
  }

  /** The caller's init with these fields, for this way. */
  init(given: RequestInit, headers: Headers | undefined): RequestInit {
    const init = { ...given, body: proven ? null : this.bytes, dispatcher: this };
    return (headers === undefined ? init : { ...init, headers }) as unknown as RequestInit;
  }
}

/** For a call whose body is known; undefined where it is better left to `fetch` as it is. */
export function roadOf(
  [input, init]: FetchArguments,
  { method, headers, kind }: Asked,
  { body: bytes }: Pick<HttpRequest, 'body'>,
  changed: boolean,
): Road | undefined {
  if (method !== 'POST' || bytes.length === 0 || init === undefined || init === null) return undefined;
  if (typeof input !== 'string' && !(input instanceof URL)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(init);
  if (prototype !== Object.prototype && prototype !== null) return undefined;
  const members = init as Readonly<Record<string, unknown>>;
  for (const member of besides) if (members[member] !== undefined) return undefined;
  // A type that is not told follows from what the body is; a length that is told is `fetch`'s to compare.
  if (!tellsType(headers)) return undefined;
  const under = (globalThis as { [place]?: object })[place] as Dispatcher | undefined;
  // One that does more than to send, such as a mock or a proxy's, gets what `fetch` gives it.
  if (under?.constructor.name !== 'Agent' || types.isProxy(under)) return undefined;
  // Until they leave, the caller may write over its own.
  const own = kind === 'bytes' && !changed ? Buffer.from(bytes) : asBuffer(bytes);
  return new Road(under, own);
}

function tellsType(headers: Asked['headers']): boolean {
  let told = false;
  for (const [name] of headers) {
    if (name === 'content-length') return false;
    told ||= name === 'content-type';
  }
  return told;
}
