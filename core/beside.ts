import { discard } from './body.ts';
import type { Call } from './call.ts';
import { close, type Opened } from './closing.ts';
import type { Dialect } from './dialect.ts';
import { isSpanguardError } from './errors.ts';
import { failed, neverSent, ownFault } from './failed.ts';
import type { Guardrails, Pending } from './guardrails.ts';
import type { HttpRequest, HttpResponse, Signal, Upstream } from './http.ts';
import type { Recorder } from './recorder.ts';
import { policyRefusal, refused } from './refusal.ts';
import { countUnseen } from './unseen.ts';
import type { Verdict } from './verdict.ts';

type Sent = { readonly response: HttpResponse; readonly at: number } | { readonly error: unknown };

export type Beside =
  | { readonly kind: 'refused'; readonly response: HttpResponse }
  | {
      readonly kind: 'answered';
      readonly response: HttpResponse;
      readonly verdict: Verdict;
      readonly opened: Opened;
    };

/**
 * Sends a call while others still judge its input: the provider works meanwhile, and nothing of its
 * answer, not even its head, goes on before the verdict. What the verdict refuses is called off, and the
 * caller gets the refusal that it would have got at once.
 *
 * A failure of the provider's waits for the verdict too, so that what the caller sees does not depend on
 * who was quicker.
 */
export async function beside(
  upstream: Upstream,
  guardrails: Guardrails,
  opened: Opened,
  request: HttpRequest,
  pending: Pending,
  call: Call,
  dialect: Dialect,
): Promise<Beside> {
  const { recorder } = opened;
  const departure = new CalledOff(request.signal);
  let sent: Sent | undefined;
  const sending = upstream({ ...request, signal: departure }).then(
    (response): Sent => {
      sent = { response, at: performance.now() };
      return sent;
    },
    (error: unknown): Sent => {
      sent = { error };
      return sent;
    },
  );

  let verdict: Verdict;
  try {
    verdict = await pending.final;
  } catch (fault) {
    departure.callOff();
    discardWhenSent(sending);
    close(guardrails, opened, { ...failed(request, fault, 0), ...(request.signal.aborted ? {} : { status: 500 }) });
    throw ownFault(fault, recorder);
  }
  recorder.verdict('input', verdict);
  if (verdict.action === 'block') {
    const reply = refused(
      dialect,
      policyRefusal(verdict.policy, recorder.id, guardrails.settings.refusal, call),
      recorder,
    );
    const now = soFar(sent);
    const unseen =
      now !== undefined && 'error' in now ? undefined : countUnseen(dialect, guardrails, call, now?.response);
    departure.callOff();
    if (now === undefined) discardWhenSent(sending);
    close(guardrails, opened, { ...neverSent(reply.status), ...unseen });
    return { kind: 'refused', response: reply };
  }

  const done = await sending;
  if ('error' in done) {
    close(guardrails, opened, failed(request, done.error, 0));
    if (isSpanguardError(done.error)) done.error.call = recorder.id;
    throw done.error;
  }
  // The answer was there, and it was we who kept it waiting.
  const waited = Math.max(0, performance.now() - done.at);
  const later = { ...opened, overheadMs: opened.overheadMs + waited };
  return { kind: 'answered', response: done.response, verdict, opened: later };
}

/** What has come by now; apart, since the compiler does not see a callback's work. */
function soFar(sent: Sent | undefined): Sent | undefined {
  return sent;
}

/** An answer that comes all the same has nobody to go to. */
function discardWhenSent(sending: Promise<Sent>): void {
  void sending.then((sent) => {
    if ('response' in sent) discard(sent.response.body);
  });
}

/** The caller's leaving, or our own calling off; listens to the caller only where somebody listens here. */
class CalledOff implements Signal {
  private readonly caller: Signal;
  private listeners: (() => void)[] = [];
  private off = false;

  constructor(caller: Signal) {
    this.caller = caller;
  }

  get aborted(): boolean {
    return this.off || this.caller.aborted;
  }

  addEventListener(type: 'abort', listener: () => void): void {
    this.listeners.push(listener);
    this.caller.addEventListener(type, listener);
  }

  removeEventListener(type: 'abort', listener: () => void): void {
    this.listeners = this.listeners.filter((other) => other !== listener);
    this.caller.removeEventListener(type, listener);
  }

  callOff(): void {
    this.off = true;
    const { listeners } = this;
    for (const listener of [...listeners]) listener();
  }
}

/**
 * A recorder for a call whose answer need not wait for a verdict that can change nothing: the record is
 * closed when both are in.
 */
export function lateVerdict(recorder: Recorder, pending: Pending): Recorder {
  return {
    id: recorder.id,
    forward: recorder.forward,
    transcript: recorder.transcript,
    called: (call) => recorder.called(call),
    verdict: (side, verdict) => recorder.verdict(side, verdict),
    firstFrame: recorder.firstFrame,
    close(outcome) {
      pending.final.then(
        (verdict) => {
          recorder.verdict('input', verdict);
          recorder.close(outcome);
        },
        () => recorder.close(outcome),
      );
    },
  };
}
