import type { HeaderList } from '../../core/http.ts';

export type FetchArguments = [input: string | URL | Request, init?: RequestInit | undefined];

/** What a call of `fetch` asks for, before `fetch` itself has looked at it. */
export interface Asked {
  readonly method: string;
  readonly headers: HeaderList;
  readonly signal: AbortSignal | undefined;
  readonly kind: 'none' | 'text' | 'bytes' | 'stream' | 'opaque';
  readonly body: unknown;
  /** The type that a blob names by itself. */
  readonly type: string | undefined;
}

/** Until something that is waited for is here, the caller may change what it gave. */
export function asTheyAre([input, init]: FetchArguments): FetchArguments {
  const body: unknown = init?.body;
  if (!(body instanceof ArrayBuffer || ArrayBuffer.isView(body))) return [input, changedInit(init, {})];
  return [input, changedInit(init, { body: new Uint8Array(bytesOf(body)) })];
}

/** By shape, not by class: requests of another copy of undici reach the original as they are. */
export function isRequest(input: FetchArguments[0]): input is Request {
  return typeof input === 'object' && typeof Request === 'function' && input instanceof Request;
}

/** Throws what `Headers` throws. */
export function askedOf([input, init]: FetchArguments): Asked {
  const request = isRequest(input) ? input : undefined;
  const own = init?.body !== undefined && init.body !== null;
  const body: unknown = own ? init.body : request?.body;
  const kind = kindOf(body);
  return {
    method: String(init?.method ?? request?.method ?? 'GET').toUpperCase(),
    headers: fieldsOf(init?.headers ?? request?.headers),
    signal: init?.signal ?? request?.signal ?? undefined,
    kind,
    body,
    type: body instanceof Blob && body.type !== '' ? body.type : undefined,
  };
}

/** As `Headers` has them, but for their order; what is plainly written is read without one, in a third of the time. */
function fieldsOf(given: ConstructorParameters<typeof Headers>[0]): HeaderList {
  if (given === undefined) return [];
  if (given instanceof Headers) return [...given];
  return plainFields(given) ?? [...new Headers(given)];
}

const plainName = /^[a-z\d-]{1,64}$/;
const plainValue = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** Undefined where a name or a value would have to be looked at more closely. */
function plainFields(given: object): HeaderList | undefined {
  if (Symbol.iterator in given) return undefined;
  const fields: [string, string][] = [];
  for (const [key, value] of Object.entries(given) as [string, unknown][]) {
    const name = key.toLowerCase();
    if (typeof value !== 'string' || !plainName.test(name) || !plainValue.test(value)) return undefined;
    if (fields.some(([other]) => other === name)) return undefined;
    fields.push([name, value]);
  }
  return fields;
}

export function kindOf(body: unknown): Asked['kind'] {
  if (body === undefined || body === null) return 'none';
  if (typeof body === 'string') return 'text';
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return 'bytes';
  // Forms are no calls that a dialect reads; `fetch` writes them out itself.
  if (body instanceof FormData || body instanceof URLSearchParams) return 'opaque';
  if (body instanceof Blob || body instanceof ReadableStream) return 'stream';
  return typeof body === 'object' && Symbol.asyncIterator in body ? 'stream' : 'opaque';
}

export interface ReadBody {
  readonly bytes: Uint8Array;
  /** The caller's own body cannot be sent any more. */
  readonly consumed: boolean;
}

/** The body's bytes; undefined where there is none that can be read. A promise only of a stream. */
export function readBody(
  { kind, body }: Pick<Asked, 'kind' | 'body'>,
  most: number,
): ReadBody | 'too large' | undefined | Promise<ReadBody | 'too large'> {
  switch (kind) {
    case 'none':
    case 'opaque':
      return undefined;
    case 'text':
      return within({ bytes: Buffer.from(body as string), consumed: false }, most);
    case 'bytes':
      return within({ bytes: bytesOf(body as ArrayBuffer | ArrayBufferView), consumed: false }, most);
    case 'stream':
      return readStream((body instanceof Blob ? body.stream() : body) as AsyncIterable<Uint8Array | string>, most);
  }
}

function bytesOf(view: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (view instanceof ArrayBuffer) return new Uint8Array(view);
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

async function readStream(source: AsyncIterable<Uint8Array | string>, most: number): Promise<ReadBody | 'too large'> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    length += bytes.length;
    // Leaving the loop cancels the caller's stream.
    if (length > most) return 'too large';
    chunks.push(bytes);
  }
  return { bytes: Buffer.concat(chunks), consumed: true };
}

function within(read: ReadBody, most: number): ReadBody | 'too large' {
  return read.bytes.length > most ? 'too large' : read;
}

const members = [
  'method',
  'headers',
  'body',
  'redirect',
  'signal',
  'duplex',
  'dispatcher',
  'credentials',
  'cache',
  'mode',
  'keepalive',
  'referrer',
  'referrerPolicy',
  'integrity',
  'priority',
  'window',
] as const;

/**
 * A copy of the init with some members changed. Member by member, because an init need not be a plain
 * object: a `Request` will do, whose members are accessors of its class.
 */
export function changedInit(
  init: RequestInit | undefined,
  changes: { readonly headers?: Headers; readonly body?: string | Uint8Array<ArrayBuffer> },
): RequestInit | undefined {
  if (init === undefined || init === null) return Object.keys(changes).length === 0 ? init : { ...changes };
  const copy: Record<string, unknown> = { ...init };
  for (const name of members) {
    const value = (init as Readonly<Record<string, unknown>>)[name];
    if (value !== undefined) copy[name] = value;
  }
  return Object.assign(copy, changes);
}
