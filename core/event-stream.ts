import { brokenBody, gather, wholeBody } from './body.ts';
import type { Call } from './call.ts';
import { codingOf } from './coding.ts';
import type { Dialect } from './dialect.ts';
import { type Body, type HttpResponse, header } from './http.ts';

/** Whether an answer is a stream, by what it is called: events, or lines of JSON where the dialect streams those. */
export function isEventStream({ framing }: Dialect, response: HttpResponse): boolean {
  const type = header(response.headers, 'content-type');
  if (type === undefined) return false;
  return /^\s*text\/event-stream\b/i.test(type) || (framing === 'lines' && lines.test(type));
}

const lines = /^\s*application\/(?:x-)?(?:ndjson|jsonl)\b/i;

/** A stream was asked for, and the answer is called something else, or nothing. */
export function mayBeEventStream(call: Call, { status, headers }: HttpResponse): boolean {
  return call.stream && status < 300 && codingOf(header(headers, 'content-encoding')) === 'identity';
}

/** Enough for a mark, blank lines and the name of a field. */
const lookedAt = 64;
const begin = /^\s*(?:data|event|id|retry)?:/;
/** JSON that goes on in its first line: printed for people it would be a whole answer. A whole one in one line is a stream of one. */
const beginLine = /^\s*\{[ \t]*"/;

export function beginsLikeEvents({ framing }: Dialect, bytes: Buffer): boolean {
  // A byte order mark is white space to the expressions.
  return (framing === 'lines' ? beginLine : begin).test(bytes.toString('utf8', 0, lookedAt));
}

/** Whether a body begins as the dialect's streams do, and the body once more from its start. */
export async function lookInto(
  dialect: Dialect,
  body: Body,
): Promise<{ readonly events: boolean; readonly body: Body }> {
  const start = await gather(body, lookedAt);
  const bytes = start.kind === 'over' ? start.head : start.bytes;
  const events = beginsLikeEvents(dialect, bytes);
  if (start.kind === 'over') return { events, body: start.body };
  return { events, body: start.kind === 'whole' ? wholeBody(start.bytes) : brokenBody(start.bytes, start.error) };
}
