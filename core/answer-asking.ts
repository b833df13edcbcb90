import type { Finish } from './answer-stream.ts';
import { flow } from './body.ts';
import type { Gate } from './gate.ts';
import type { Questions } from './guardrails.ts';
import type { Body, Flow, Sink } from './http.ts';

/** Calls once nothing is open any more: at once where nobody was asked. */
export function whenAnswered(questions: Questions | undefined, then: () => void): void {
  if (questions === undefined || !questions.open) {
    then();
    return;
  }
  questions.onAnswer(() => {
    if (!questions.open) then();
  });
}

/**
 * Drives a stream whose judge asks others: bytes leave when they come or when an answer does, and the end
 * waits for what is still to be judged. Streams that nobody else is asked about never come here.
 */
export function driveAsking(
  from: Body,
  sink: Sink,
  gate: Gate,
  questions: Questions,
  firstFrame: () => void,
  finish: Finish,
): Flow {
  let over = false;
  let began = false;
  /** The source has said its last. */
  let ended: 'no' | 'yes' | Error = 'no';
  /** The sink takes more, as far as it has said. */
  let open = true;
  let paused = false;

  questions.onAnswer(() => {
    if (over) return;
    move(gate.wake());
    if (paused && open && !over && !gate.full) resume();
  });

  function resume(): void {
    paused = false;
    source.resume();
  }

  /** Lets bytes go, and ends where there is nothing more to come. */
  function move(out: Uint8Array | undefined): void {
    if (out !== undefined) open = sink.write(out);
    if (gate.cutBy !== undefined) {
      over = true;
      questions.conclude();
      sink.end();
      whenAnswered(questions, () => finish('cut'));
      // Not in the middle of the source's own write.
      if (ended === 'no') queueMicrotask(() => source.cancel());
      return;
    }
    if (ended === 'no' || !(gate.over || questions.closed)) return;
    over = true;
    const how = ended;
    if (how === 'yes') sink.end();
    // Findings that change nothing any more may come later than the bytes.
    whenAnswered(questions, () => (how === 'yes' ? finish('ended') : finish('failed', how)));
    if (how !== 'yes') sink.fail(how);
  }

  const source: Flow = flow(from, {
    write(chunk) {
      if (over) return true;
      if (!began) {
        began = true;
        firstFrame();
      }
      move(gate.push(chunk));
      paused = !over && gate.full;
      return open && !paused;
    },
    end() {
      if (over) return;
      ended = 'yes';
      move(gate.end());
    },
    fail(error) {
      if (over) return;
      ended = error;
      // What was held and is clean is the caller's; then the same break.
      move(gate.end(true));
    },
  });
  return {
    resume() {
      open = true;
      if (!gate.full) resume();
    },
    cancel(reason) {
      if (over) return;
      over = true;
      questions.abandon();
      gate.end();
      finish('left');
      source.cancel(reason);
    },
  };
}
