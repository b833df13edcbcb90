import { asBuffer, flow } from './body.ts';
import type { AnswerFacts, Call } from './call.ts';
import type { Dialect } from './dialect.ts';
import { beginsLikeEvents, isEventStream, mayBeEventStream } from './event-stream.ts';
import type { Guardrails } from './guardrails.ts';
import { type HttpResponse, header } from './http.ts';
import { LearntSoFar } from './learnt.ts';
import { unmarked } from './request.ts';
import type { Usage } from './usage.ts';

/** What an answer that nobody will see has cost, as far as one can tell. */
export interface Unseen {
  readonly answer: AnswerFacts;
  readonly usage: Usage | undefined;
  readonly estimatedOutput: number;
  readonly early: boolean;
  readonly providerStatus: number;
}

/**
 * Reads what has come of an answer and drops the rest, which tells the provider to stop. The tokens are
 * the provider's count where it has given one already, else our own.
 */
export function countUnseen(
  dialect: Dialect,
  guardrails: Pick<Guardrails, 'estimate'>,
  call: Call,
  response: HttpResponse | undefined,
): Unseen {
  if (response === undefined) {
    return { answer: {}, usage: undefined, estimatedOutput: 0, early: true, providerStatus: 200 };
  }
  const chunks: Uint8Array[] = [];
  let whole = false;
  const source = flow(response.body, {
    write(chunk) {
      chunks.push(chunk);
      return false;
    },
    end() {
      whole = true;
    },
    fail() {},
  });
  source.cancel();
  const nothing = { answer: {}, usage: undefined, estimatedOutput: 0, early: true, providerStatus: response.status };
  const plain = header(response.headers, 'content-encoding') === undefined;
  if (!plain || chunks.length === 0) return nothing;
  const bytes = Buffer.concat(chunks.map(asBuffer));
  try {
    const stream =
      isEventStream(dialect, response) || (mayBeEventStream(call, response) && beginsLikeEvents(dialect, bytes));
    if (!stream) {
      if (!whole) return nothing;
      const { segments: _, unread: __, usage, ...answer } = dialect.read(JSON.parse(unmarked(bytes.toString())));
      return { ...nothing, answer, usage, early: usage === undefined };
    }
    const learnt = new LearntSoFar();
    for (const frame of dialect.decoder().push(bytes)) {
      let tokens = 0;
      for (const { text, cumulative, soFar } of frame.segments) {
        if (cumulative !== true && soFar !== true) tokens += guardrails.estimate(text);
      }
      learnt.learn(frame, tokens);
    }
    const { facts: answer, usage, estimatedOutput, complete } = learnt;
    return { ...nothing, answer, usage, estimatedOutput, early: !complete };
  } catch {
    return nothing;
  }
}
