export type FetchArguments = [input: string | URL | Request, init?: RequestInit | undefined];

/** What a call of `fetch` asks for, before `fetch` itself has looked at it. */
export interface Asked {
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly signal: AbortSignal | undefined;
  readonly kind: 'none' | 'text' | 'bytes' | 'stream' | 'opaque';
  readonly body: unknown;
  /** The type that a blob names by itself. */
  readonly type: string | undefined;
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
    headers: [...new Headers(init?.headers ?? request?.headers)],
    signal: init?.signal ?? request?.signal ?? undefined,
    kind,
    body,
    type: body instanceof Blob && body.type !== '' ? body.type : undefined,
  };
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

/** The body's bytes; undefined where there is none that can be read. */
export async function readBody(
  { kind, body }: Pick<Asked, 'kind' | 'body'>,
  most: number,
): Promise<ReadBody | 'too large' | undefined> {
  switch (kind) {
    case 'none':
    case 'opaque':
      return undefined;
    case 'text':
      return within({ bytes: Buffer.from(body as string), consumed: false }, most);
    case 'bytes': {
      const view = body as ArrayBuffer | ArrayBufferView;
      const bytes =
        view instanceof ArrayBuffer
          ? new Uint8Array(view)
          : new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      return within({ bytes, consumed: false }, most);
    }
    case 'stream': {
      const chunks: Uint8Array[] = [];
      let length = 0;
      const source = body instanceof Blob ? body.stream() : body;
      for await (const chunk of source as AsyncIterable<Uint8Array | string>) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        length += bytes.length;
        // Leaving the loop cancels the caller's stream.
        if (length > most) return 'too large';
        chunks.push(bytes);
      }
      return { bytes: Buffer.concat(chunks), consumed: true };
    }
  }
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
