import { driveAsking, whenAnswered } from './answer-asking.ts';
import type { Answered } from './answered.ts';
import { discard, flow, pushBody } from './body.ts';
import { close } from './closing.ts';
import { type Coding, codingOf, decoded } from './coding.ts';
import { callErrorOf } from './errors.ts';
import { createGate, type Gate } from './gate.ts';
import { passes } from './gate-settings.ts';
import type { Questions } from './guardrails.ts';
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
import type { Coverage } from './verdict.ts';

/** A streamed answer: its frames go through the gate one by one. */
export function answerStream(answered: Answered, response: HttpResponse): HttpResponse {
  const { guardrails, opened, call, dialect, judge, asked } = answered;
  const { questions } = judge;
  const { settings } = guardrails;
  const { recorder } = opened;
  const coding = codingOf(header(response.headers, 'content-encoding'));
  if (coding === 'unknown' && settings.onUnscannable === 'block' && response.status < 400) {
    discard(response.body);
    const reply = refused(dialect, unscannableRefusal('the answer (encoding)', recorder.id, 502, call), recorder);
    finishRecord(answered, reply.status, undefined, 'ended', 'skipped:encoding');
    return reply;
  }
  const watching = passes(judge, { asked, onUnread: settings.onUnscannable });
  const gate = createGate(dialect.decoder(), judge, {
    asked,
    heldBytes: settings.heldBytes,
    onUnread: settings.onUnscannable,
    cut: (decoder, last, policy) => decoder.cut(last, policyRefusal(policy, recorder.id, 'completion', call)),
    estimate: guardrails.estimate,
    transcript: recorder.transcript,
  });
  const unread = coding === 'unknown';
  const aside = coding !== 'unknown' && coding !== 'identity' && watching;
  const source =
    coding === 'unknown' || coding === 'identity' || aside ? response.body : decoded(response.body, coding);

  let garbled = unread;
  const finish = once((how: 'ended' | 'failed' | 'left' | 'cut', error?: Error) => {
    finishRecord(
      answered,
      response.status,
      unread ? undefined : gate,
      how,
      garbled ? 'skipped:encoding' : gate.learnt.coverage,
      error,
    );
  });
  const garble = (): void => {
    garbled = true;
  };
  const read: Gate | undefined = unread ? undefined : gate;
  const body = aside
    ? passAside(source, coding as Coding, gate, questions, recorder.firstFrame, finish, garble)
    : pushBody((sink) =>
        read === undefined || questions === undefined
          ? drive(source, sink, read, recorder.firstFrame, finish)
          : driveAsking(source, sink, read, questions, recorder.firstFrame, finish),
      );
  const headers = withHeaders(response.headers, watching || unread ? asItCame : rewritten, [
    ['x-spanguard-call', recorder.id],
    ['x-spanguard-verdict', answered.verdict.action],
  ]);
  return { status: response.status, headers, body };
}

export type Finish = (how: 'ended' | 'failed' | 'left' | 'cut', error?: Error) => void;

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
      const out = gate?.end(true);
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
function passAside(
  from: Body,
  coding: Coding,
  gate: Gate,
  questions: Questions | undefined,
  firstFrame: () => void,
  finish: Finish,
  garble: () => void,
): Body {
  return pushBody((sink) => {
    let side: Sink | undefined;
    let how: Parameters<Finish> | undefined;
    let read = false;
    const reading = decoded(
      pushBody((into) => {
        side = into;
        return { resume() {}, cancel() {} };
      }),
      coding,
    );
    // On record once both have ended: what came, and the reading of it.
    const done = (): void => {
      if (!read || how === undefined) return;
      const [ended, error] = how;
      if (ended === 'left') questions?.abandon();
      gate.end();
      whenAnswered(questions, () => finish(ended, error));
    };
    const end = (): void => {
      read = true;
      done();
    };
    const aside = flow(reading, {
      write(chunk) {
        gate.push(chunk);
        if (!gate.stopped) return true;
        // What is not read need not be unfolded either: a bomb goes by as the few bytes that it is.
        side = undefined;
        queueMicrotask(() => aside.cancel());
        end();
        return true;
      },
      end,
      fail() {
        // Not the source's break: bytes that are not of their coding.
        if (how === undefined || how[0] === 'ended') garble();
        end();
      },
    });
    let began = false;
    let over = false;
    let paused = false;
    questions?.onAnswer(() => {
      if (!paused || over || questions.many) return;
      paused = false;
      source.resume();
    });
    const source = flow(from, {
      write(chunk) {
        if (!began) {
          began = true;
          firstFrame();
        }
        side?.write(chunk);
        paused = questions?.many === true;
        return sink.write(chunk) && !paused;
      },
      end() {
        over = true;
        how = ['ended'];
        side?.end();
        done();
        sink.end();
      },
      fail(error) {
        over = true;
        how = ['failed', error];
        side?.fail(error);
        done();
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
        done();
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
  outputCoverage: Coverage,
  error?: Error,
): void {
  const { guardrails, opened, judge, signal } = answered;
  if (gate !== undefined && judge.readsOutput) opened.recorder.verdict('output', judge.streamed());
  const complete = gate?.learnt.complete === true;
  const fault = errorOf(gate, how, complete, error, status, signal.aborted);
  close(guardrails, opened, {
    status,
    answer: gate?.learnt.facts ?? {},
    usage: gate?.learnt.usage,
    estimatedOutput: gate?.learnt.estimatedOutput,
    outputCoverage,
    chunks: gate?.learnt.chunks ?? 0,
    overheadMs: 0,
    early: !complete && (how !== 'ended' || gate?.learnt.facts.finish === undefined),
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
  if (gate?.cutBy === 'held_overflow' || gate?.cutBy === 'internal') return gate.cutBy;
  // A caller that has seen the end may leave before the provider hangs up, and that breaks the provider's side.
  if (how === 'left' || (how === 'failed' && aborted)) return complete ? undefined : 'client_closed';
  if (how === 'failed') return callErrorOf(error);
  return gate?.learnt.facts.error !== undefined || status >= 400 ? 'upstream_status' : undefined;
}

function once(finish: Finish): Finish {
  let done = false;
  return (how, error) => {
    if (done) return;
    done = true;
    finish(how, error);
  };
}
