import { callErrorOf, SpanguardError } from './errors.ts';
import type { HttpRequest } from './http.ts';
import type { Recorder } from './recorder.ts';

/** A fault of our own as the caller's edge gets it; its message stays here, since it may hold content. */
export function ownFault(error: unknown, recorder: Recorder): SpanguardError {
  const fault = new SpanguardError('internal', 'A fault of our own; the call is on its record.', { cause: error });
  fault.call = recorder.id;
  return fault;
}

/** The end of a call that never reached the provider: nothing was used. */
export function neverSent(status: number) {
  return {
    status,
    answer: {},
    usage: undefined,
    estimatedOutput: undefined,
    outputCoverage: 'scanned',
    chunks: 0,
    overheadMs: 0,
  } as const;
}

export function failed(request: Pick<HttpRequest, 'signal'>, error: unknown, status: number) {
  return { ...neverSent(status), error: failure(request, error) };
}

export function failure(request: Pick<HttpRequest, 'signal'>, error: unknown) {
  return request.signal.aborted ? 'client_closed' : callErrorOf(error);
}
