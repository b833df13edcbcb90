/**
 * The plain record that stands between the edges. Not `Request`/`Response`: those cost ten times as
 * much per exchange and lose header order, case and repeats.
 */

/** Header fields in wire order, names in the case they came in, repeats kept. */
export type HeaderList = ReadonlyArray<readonly [name: string, value: string]>;

/** The part of `URL` that a request needs; a `URL` is one. */
export interface Target {
  /** Scheme, host and port, such as `https://api.openai.com`. */
  readonly origin: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  /** With its leading `?`, or empty. */
  readonly search: string;
}

/** The part of `AbortSignal` that an exchange needs; an `AbortSignal` is one. */
export interface Signal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: Target;
  readonly headers: HeaderList;
  /** The whole body as it came, content-encoding included. Empty when there is none. */
  readonly body: Uint8Array;
  readonly signal: Signal;
  /** The provider's name where the edge already knows it (the sidecar's path prefix). */
  readonly provider?: string | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Body;
}

export type Upstream = (request: HttpRequest) => Promise<HttpResponse>;

/** Takes a body as it is pushed. Exactly one of `end` and `fail` is called, once, last. */
export interface Sink {
  /** Returns false to ask the source to pause until `Flow.resume`. */
  write(chunk: Uint8Array): boolean;
  end(): void;
  fail(error: Error): void;
}

/** The handle a source gives to whoever reads it. */
export interface Flow {
  resume(): void;
  /** The reader has left: nothing more is delivered, and the source is told to stop. */
  cancel(reason?: Error): void;
}

/**
 * A response body. Any async iterable will do; one that can also `pipe` is read without a promise
 * per chunk, which is what the sidecar's hot path uses.
 */
export interface Body extends AsyncIterable<Uint8Array> {
  pipe?(sink: Sink): Flow;
  /** The body is all here already. */
  readonly whole?: Uint8Array;
}

/**
 * Whether a field has this name, which is written in lower case (names are ASCII and know no case: RFC 9110,
 * section 5.1). Letter by letter: a copy in lower case of each field's name costs more than all else that is asked
 * of a head.
 */
export function isNamed(name: string, lower: string): boolean {
  if (name.length !== lower.length) return false;
  for (let i = 0; i < name.length; i++) {
    const c = name.charCodeAt(i);
    const wanted = lower.charCodeAt(i);
    if (c !== wanted && (c !== wanted - 32 || wanted < 97 || wanted > 122)) return false;
  }
  return true;
}

/** Names in lower case, by their length, which tells most others apart from them. */
export type Names = readonly (readonly string[] | undefined)[];

export function namesOf(lower: readonly string[]): Names {
  const longest = lower.reduce((most, { length }) => Math.max(most, length), 0);
  const names = new Array<string[] | undefined>(longest + 1).fill(undefined);
  for (const name of lower) {
    const alike = names[name.length];
    if (alike === undefined) names[name.length] = [name];
    else alike.push(name);
  }
  return names;
}

export function isOneOf(name: string, names: Names): boolean {
  const alike = names[name.length];
  if (alike !== undefined) for (const one of alike) if (isNamed(name, one)) return true;
  return false;
}

/** The first value of a header, by its lower-case name. */
export function header(headers: HeaderList, name: string): string | undefined {
  for (const entry of headers) if (isNamed(entry[0], name)) return entry[1];
  return undefined;
}

/** The list without some headers and with others at its end. */
export function withHeaders(headers: HeaderList, without: Names, added: HeaderList): HeaderList {
  const list: (readonly [string, string])[] = [];
  for (const entry of headers) if (!isOneOf(entry[0], without)) list.push(entry);
  for (const entry of added) list.push(entry);
  return list;
}

const ours = ['x-spanguard-call', 'x-spanguard-verdict', 'x-spanguard-cost-usd'];

/** What an answer's head loses: our own names, which no provider may speak for us, and what no longer holds. */
export const asItCame = namesOf(ours);
export const reframed = namesOf([...ours, 'content-length']);
export const rewritten = namesOf([...ours, 'content-length', 'content-encoding']);
