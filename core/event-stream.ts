import { brokenBody, gather, wholeBody } from './body.ts';
import type { Call } from './call.ts';
import { codingOf } from './coding.ts';
import { type Body, type HttpResponse, header } from './http.ts';

export function isEventStream(response: HttpResponse): boolean {
  const type = header(response.headers, 'content-type');
  return type !== undefined && /^\s*text\/event-stream\b/i.test(type);
}

/** A stream was asked for, and the answer is called something else, or nothing. */
export function mayBeEventStream(call: Call, { status, headers }: HttpResponse): boolean {
  return call.stream && status < 300 && codingOf(header(headers, 'content-encoding')) === 'identity';
}

/** Enough for a mark, blank lines and the name of a field. */
const lookedAt = 64;
const begin = /^\s*(?:data|event|id|retry)?:/;

export function beginsLikeEvents(bytes: Buffer): boolean {
  // A byte order mark is white space to the expression.
  return begin.test(bytes.toString('utf8', 0, lookedAt));
}

/** Whether a body begins as server-sent events do, and the body once more from its start. */
export async function lookInto(body: Body): Promise<{ readonly events: boolean; readonly body: Body }> {
  const start = await gather(body, lookedAt);
  const bytes = start.kind === 'over' ? start.head : start.bytes;
  const events = beginsLikeEvents(bytes);
  if (start.kind === 'over') return { events, body: start.body };
  return { events, body: start.kind === 'whole' ? wholeBody(start.bytes) : brokenBody(start.bytes, start.error) };
}
