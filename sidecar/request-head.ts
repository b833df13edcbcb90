import { SpanguardError } from '../core/errors.ts';
import { type HttpRequest, isNamed } from '../core/http.ts';
import { token } from './fields.ts';
import { HeadWriter } from './head-writer.ts';

/** Methods whose requests say that they have no body. */
const expected = new Set(['POST', 'PUT', 'PATCH']);

const target = /^[\x21-\x7e\x80-\xff]+$/;

const head = new HeadWriter();

/**
 * A request's head as it goes on the wire. The fields come from a head that was read, but what would end
 * one early is looked for all the same: a request must not become two.
 */
export function requestHead(request: HttpRequest, authority: string): string {
  const { url, body } = request;
  const path = url.pathname + url.search;
  if (!target.test(path) || !token.test(request.method)) throw unsendable();
  head.begin(`${request.method} ${path} HTTP/1.1\r\nhost: ${authority}\r\nconnection: keep-alive\r\n`);
  for (const field of request.headers) {
    // By index: taking a pair apart goes by its iterator.
    const name = field[0];
    if (!isNamed(name, 'content-length') && !head.field(name, field[1])) throw unsendable();
  }
  if (body.length > 0 || expected.has(request.method)) head.put(`content-length: ${body.length}\r\n`);
  head.put('\r\n');
  return head.text();
}

function unsendable(): SpanguardError {
  return new SpanguardError('upstream_broken', 'The request has a head that cannot be sent on.');
}
