import type { Answered } from './answered.ts';
import { discard, flow, pushBody } from './body.ts';
import { close } from './closing.ts';
import { type Coding, codingOf, decoded } from './coding.ts';
import { callErrorOf } from './errors.ts';
import { createGate, type Gate } from './gate.ts';
import {
  asItCame,
  type Body,
  type Flow,
  type HttpResponse,
  header,
  rewritten,
  type Sink,
  withHeaders,
} from './http.ts';
import type { CallError } from './recorder.ts';
import { policyRefusal, refused, unscannableRefusal } from './refusal.ts';

/** A streamed answer: its frames go through the gate one by one. */
export function answerStream(answered: Answered, response: HttpResponse): HttpResponse {
  const { guardrails, opened, call, dialect, judge, asked } = answered;
  const { settings } = guardrails;
  const { recorder } = opened;
  const coding = codingOf(header(response.headers, 'content-encoding'));
  if (coding === 'unknown' && settings.onUnscannable === 'block' && response.status < 400) {
    discard(response.body);
    const reply = refused(dialect, unscannableRefusal('the answer (encoding)', recorder.id, 502, call), recorder);
    finishRecord(answered, reply.status, undefined, 'ended', 'skipped:encoding');
    return reply;
  }
  const watching = !judge.changesOutput && !asked;
  const gate = createGate(dialect.decoder(), judge, {
    asked,
    heldBytes: settings.heldBytes,
    onOverflow: settings.onUnscannable,
    cut: (decoder, last, policy) => decoder.cut(last, policyRefusal(policy, recorder.id, 'completion', call)),
    estimate: guardrails.estimate,
  });
  const unread = coding === 'unknown';
  const aside = coding !== 'unknown' && coding !== 'identity' && watching;
  const source =
    coding === 'unknown' || coding === 'identity' || aside ? response.body : decoded(response.body, coding);

  const finish = once((how: 'ended' | 'failed' | 'left' | 'cut', error?: Error) => {
    finishRecord(
      answered,
      response.status,
      unread ? undefined : gate,
      how,
      unread ? 'skipped:encoding' : gate.coverage,
      error,
    );
  });
  const read: Gate | undefined = unread ? undefined : gate;
  const body = aside
    ? passAside(source, coding as Coding, gate, recorder.firstFrame, finish)
    : pushBody((sink) => drive(source, sink, read, recorder.firstFrame, finish));
  const headers = withHeaders(response.headers, watching ? asItCame : rewritten, [
    ['x-spanguard-call', recorder.id],
    ['x-spanguard-verdict', answered.verdict.action],
  ]);
  return { status: response.status, headers, body };
}

type Finish = (how: 'ended' | 'failed' | 'left' | 'cut', error?: Error) => void;

function drive(from: Body, sink: Sink, gate: Gate | undefined, firstFrame: () => void, finish: Finish): Flow {
  let over = false;
  let began = false;
  const source: Flow = flow(from, {
    write(chunk) {
      if (over) return true;
      if (!began) {
        began = true;
        firstFrame();
      }
      if (gate === undefined) return sink.write(chunk);
      const out = gate.push(chunk);
      const open = out === undefined ? true : sink.write(out);
      if (gate.cutBy === undefined) return open;
      over = true;
      finish('cut');
      sink.end();
      // Not in the middle of the source's own write.
      queueMicrotask(() => source.cancel());
      return true;
    },
    end() {
      if (over) return;
      over = true;
      const out = gate?.end();
      if (out !== undefined) sink.write(out);
      finish(gate?.cutBy === undefined ? 'ended' : 'cut');
      sink.end();
    },
    fail(error) {
      if (over) return;
      over = true;
      // What was held and is clean is the caller's; then the same break.
      const out = gate?.end();
      if (out !== undefined) sink.write(out);
      finish('failed', error);
      if (gate?.cutBy === undefined) sink.fail(error);
      else sink.end();
    },
  });
  return {
    resume: () => source.resume(),
    cancel(reason) {
      if (over) return;
      over = true;
      gate?.end();
      finish('left');
      source.cancel(reason);
    },
  };
}

/** Lets coded bytes pass as they come, and reads them decoded on the side. */
function passAside(from: Body, coding: Coding, gate: Gate, firstFrame: () => void, finish: Finish): Body {
  return pushBody((sink) => {
    let side: Sink | undefined;
    let how: Parameters<Finish> = ['ended'];
    const reading = decoded(
      pushBody((into) => {
        side = into;
        return { resume() {}, cancel() {} };
      }),
      coding,
    );
    const done = (): void => {
      gate.end();
      finish(...how);
    };
    flow(reading, {
      write(chunk) {
        gate.push(chunk);
        return true;
      },
      end: done,
      fail: done,
    });
    let began = false;
    let over = false;
    const source = flow(from, {
      write(chunk) {
        if (!began) {
          began = true;
          firstFrame();
        }
        side?.write(chunk);
        return sink.write(chunk);
      },
      end() {
        over = true;
        side?.end();
        sink.end();
      },
      fail(error) {
        over = true;
        how = ['failed', error];
        side?.fail(error);
        sink.fail(error);
      },
    });
    return {
      resume: () => source.resume(),
      cancel(reason) {
        if (over) return;
        over = true;
        how = ['left'];
        side?.fail(new Error('The caller left'));
        source.cancel(reason);
      },
    };
  });
}

function finishRecord(
  answered: Answered,
  status: number,
  gate: Gate | undefined,
  how: Parameters<Finish>[0],
  outputCoverage: Gate['coverage'],
  error?: Error,
): void {
  const { guardrails, opened, judge, signal } = answered;
  if (gate !== undefined && judge.readsOutput) opened.recorder.verdict('output', judge.streamed());
  const complete = gate?.complete === true;
  const fault = errorOf(gate, how, complete, error, status, signal.aborted);
  close(guardrails, opened, {
    status,
    answer: gate?.facts ?? {},
    usage: gate?.usage,
    estimatedOutput: gate?.estimatedOutput,
    outputCoverage,
    chunks: gate?.chunks ?? 0,
    overheadMs: 0,
    early: !complete && (how !== 'ended' || gate?.facts.finish === undefined),
    error: fault,
  });
}

function errorOf(
  gate: Gate | undefined,
  how: Parameters<Finish>[0],
  complete: boolean,
  error: Error | undefined,
  status: number,
  aborted: boolean,
): CallError | undefined {
  if (gate?.cutBy === 'held_overflow') return 'held_overflow';
  if (how === 'left') return complete ? undefined : 'client_closed';
  if (how === 'failed') return aborted ? 'client_closed' : callErrorOf(error);
  return gate?.facts.error !== undefined || status >= 400 ? 'upstream_status' : undefined;
}

function once(finish: Finish): Finish {
  let done = false;
  return (how, error) => {
    if (done) return;
    done = true;
    finish(how, error);
  };
}
