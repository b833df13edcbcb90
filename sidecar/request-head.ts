import { SpanguardError } from '../core/errors.ts';
import { type HttpRequest, isNamed } from '../core/http.ts';
import { areFields, token } from './fields.ts';

/** Methods whose requests say that they have no body. */
const expected = new Set(['POST', 'PUT', 'PATCH']);

const target = /^[\x21-\x7e\x80-\xff]+$/;

/**
 * A request's head as it goes on the wire. The fields come from a head that was read, but what would end
 * one early is looked for all the same: a request must not become two.
 */
export function requestHead(request: HttpRequest, authority: string): string {
  const { url, body } = request;
  const path = url.pathname + url.search;
  if (!target.test(path) || !token.test(request.method)) throw unsendable();
  let head = `${request.method} ${path} HTTP/1.1\r\n`;
  const from = head.length;
  head += `host: ${authority}\r\nconnection: keep-alive\r\n`;
  let count = 2;
  for (const field of request.headers) {
    // By index: taking a pair apart goes by its iterator.
    const name = field[0];
    if (isNamed(name, 'content-length')) continue;
    head += `${name}: ${field[1]}\r\n`;
    count++;
  }
  if (!areFields(head, from, count)) throw unsendable();
  if (body.length > 0 || expected.has(request.method)) head += `content-length: ${body.length}\r\n`;
  return `${head}\r\n`;
}

function unsendable(): SpanguardError {
  return new SpanguardError('upstream_broken', 'The request has a head that cannot be sent on.');
}
