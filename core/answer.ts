import { answerStream } from './answer-stream.ts';
import { answerWhole, BrokenAnswer } from './answer-whole.ts';
import type { Answered } from './answered.ts';
import { close } from './closing.ts';
import { isEventStream, lookInto, mayBeEventStream } from './event-stream.ts';
import { failed, ownFault } from './failed.ts';
import type { HttpResponse } from './http.ts';

/**
 * Judges an answer on its way, as a stream or as a whole. A promise only where something has to be waited for.
 * Throws, or rejects with, what the caller's edge is to see; the record is closed then.
 */
export function answer(answered: Answered, response: HttpResponse): HttpResponse | Promise<HttpResponse> {
  const { call, dialect } = answered;
  if (isEventStream(dialect, response)) return judged(answered, response, true);
  if (!mayBeEventStream(call, response)) return judged(answered, response, false);
  return lookInto(dialect, response.body).then(({ events, body }) => judged(answered, { ...response, body }, events));
}

function judged(answered: Answered, response: HttpResponse, streamed: boolean): HttpResponse | Promise<HttpResponse> {
  try {
    if (streamed) return answerStream(answered, response);
    const answering = answerWhole(answered, response);
    if (!(answering instanceof Promise)) return answering;
    return answering.catch((error: unknown) => {
      throw faultOf(answered, response, error);
    });
  } catch (error) {
    throw faultOf(answered, response, error);
  }
}

/** What breaks here is a fault of our own, unless the provider broke off, which is on the record already. */
function faultOf(answered: Answered, { status }: HttpResponse, error: unknown): unknown {
  if (error instanceof BrokenAnswer) return error;
  const { guardrails, opened } = answered;
  close(guardrails, opened, failed(answered, error, status));
  return ownFault(error, opened.recorder);
}
