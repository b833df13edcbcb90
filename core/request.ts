import { isUtf8 } from 'node:buffer';
import { asBuffer, gather, wholeBody } from './body.ts';
import type { Call, Operation } from './call.ts';
import { codingOf, decoded } from './coding.ts';
import { type Dialect, Unreadable } from './dialect.ts';
import { type HttpRequest, header } from './http.ts';

/** A request as far as it could be read. Reasons are a closed list: they become coverage labels. */
export type Read =
  | { readonly kind: 'call'; readonly call: Call; readonly source: string; readonly json: unknown }
  | { readonly kind: 'unreadable'; readonly reason: 'empty' | 'encoding' | 'utf8' | 'json' | 'shape' | 'internal' };

/** Most bytes that a coded request may unfold to. */
const unfoldedLimit = 64 * 1024 * 1024;

/** Reads a request's body as its dialect's; a promise only when it is compressed. Never rejects. */
export function readRequest(dialect: Dialect, operation: Operation, request: HttpRequest): Read | Promise<Read> {
  const coding = codingOf(header(request.headers, 'content-encoding'));
  if (coding === 'unknown') return { kind: 'unreadable', reason: 'encoding' };
  if (coding === 'identity') return readBytes(dialect, operation, request, asBuffer(request.body));
  return gather(decoded(wholeBody(request.body), coding), unfoldedLimit).then((gathered) =>
    gathered.kind === 'whole'
      ? readBytes(dialect, operation, request, gathered.bytes)
      : { kind: 'unreadable', reason: 'encoding' },
  );
}

/** Without a byte order mark, which many servers and clients read over (RFC 8259, section 8.1). */
export function unmarked(source: string): string {
  return source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
}

function readBytes(dialect: Dialect, operation: Operation, request: HttpRequest, bytes: Buffer): Read {
  if (bytes.length === 0 && request.method !== 'GET') return { kind: 'unreadable', reason: 'empty' };
  // Other bytes would be replaced on the way to text, and so could not be sent on as they came.
  if (!isUtf8(bytes)) return { kind: 'unreadable', reason: 'utf8' };
  const source = bytes.toString('utf8');
  let json: unknown;
  try {
    json = source === '' ? undefined : JSON.parse(unmarked(source));
  } catch {
    return { kind: 'unreadable', reason: 'json' };
  }
  try {
    const call = dialect.decode(json, request, operation);
    const doubt = dialect.doubt(source, json);
    if (doubt === undefined) return { kind: 'call', call, source, json };
    return { kind: 'call', call: { ...call, unread: { ...call.unread, [doubt]: 1 } }, source, json };
  } catch (error) {
    return { kind: 'unreadable', reason: error instanceof Unreadable ? 'shape' : 'internal' };
  }
}
