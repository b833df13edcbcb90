import { close } from './closing.ts';
import { neverSent } from './failed.ts';
import type { Guardrails } from './guardrails.ts';
import type { HttpRequest, HttpResponse } from './http.ts';
import type { CallError } from './recorder.ts';
import { refused } from './refusal.ts';

/**
 * A call that an edge refuses before it could be read (too large, over a limit): answered in the
 * dialect's error shape, and on the record like any other.
 */
export function turnedAway(
  guardrails: Guardrails,
  request: HttpRequest,
  why: { readonly status: number; readonly code: string; readonly message: string; readonly error?: CallError },
): HttpResponse | undefined {
  const endpoint = guardrails.match(request);
  if (endpoint === undefined) return undefined;
  const recorder = guardrails.observe(endpoint, request);
  const call = { model: '', stream: false, operation: endpoint.operation ?? 'chat' } as const;
  const response = refused(endpoint.dialect, { shape: 'error', ...why, call }, recorder);
  const opened = { endpoint, recorder, call: undefined, inputCoverage: `skipped:${why.code}`, overheadMs: 0 } as const;
  close(guardrails, opened, { ...neverSent(why.status), error: why.error });
  return response;
}

/** A caller that left while its request was still coming: nothing was read and nobody is answered. */
export function leftUploading(guardrails: Guardrails, request: HttpRequest): void {
  const endpoint = guardrails.match(request);
  if (endpoint === undefined) return;
  const recorder = guardrails.observe(endpoint, request);
  const opened = { endpoint, recorder, call: undefined, inputCoverage: 'skipped:broken', overheadMs: 0 } as const;
  close(guardrails, opened, {
    status: 0,
    answer: {},
    usage: undefined,
    estimatedOutput: undefined,
    outputCoverage: 'scanned',
    chunks: 0,
    overheadMs: 0,
    error: 'client_closed',
  });
}
