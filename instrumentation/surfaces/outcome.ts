import { wholeBody } from '../../core/body.ts';
import { isSpanguardError, SpanguardError } from '../../core/errors.ts';
import type { HttpResponse } from '../../core/http.ts';
import { plainReply } from '../../core/refusal.ts';

const unreached = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

/** The road's own failure, wrapped so that the record can name it and the caller gets it back as it was. */
export function roadFailure(error: unknown, answered: boolean): SpanguardError {
  const code = codeOf(error);
  if (!answered && unreached.test(code)) {
    return new SpanguardError('upstream_connect', `No connection to the provider (${code}).`, { cause: error });
  }
  if (/^(?:UND_ERR_(?:HEADERS|BODY)_TIMEOUT|ETIMEDOUT)$/.test(code)) {
    return new SpanguardError('upstream_timeout', `The provider was silent for too long (${code}).`, { cause: error });
  }
  return new SpanguardError('upstream_broken', `The provider broke off (${code || 'no code'}).`, { cause: error });
}

function codeOf(error: unknown): string {
  for (let at = error; typeof at === 'object' && at !== null; at = (at as { cause?: unknown }).cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string') return code;
  }
  return '';
}

/** How a guarded call failed: with the road's own error, or by a fault of ours, which is answered. */
export type Failure = { readonly error: unknown } | { readonly reply: HttpResponse };

export function failureOf(error: unknown): Failure {
  let at = error;
  while (isSpanguardError(at) && at.code !== 'internal' && at.cause !== undefined) at = at.cause;
  if (!isSpanguardError(at)) return { error: at };
  const { status, headers, body } = plainReply({ status: 500, code: at.code, message: at.message });
  const told = at.call === undefined ? headers : [...headers, ['x-spanguard-call', at.call] as const];
  return { reply: { status, headers: told, body: wholeBody(body) } };
}

/** The error of a body as the caller knows it. */
export function ownError(error: Error): Error {
  const failure = failureOf(error);
  return 'error' in failure && failure.error instanceof Error ? failure.error : error;
}
