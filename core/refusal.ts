import { wholeBody } from './body.ts';
import type { Call } from './call.ts';
import type { Dialect, Refusal, Reply } from './dialect.ts';
import type { HttpResponse } from './http.ts';
import type { Recorder } from './recorder.ts';

/** Which refusal a caller is told of. The text names the policy and the call, never what was found. */
export function policyRefusal(policy: string, id: string, shape: Refusal['shape'], call: Call): Refusal {
  return {
    shape,
    status: 400,
    code: 'content_policy_violation',
    message: `Refused by policy "${policy}" (spanguard call ${id}).`,
    call,
  };
}

export function unscannableRefusal(reason: string, id: string, status: number, call: Refusal['call']): Refusal {
  return {
    shape: 'error',
    status,
    code: 'unscannable',
    message: `Refused because it cannot be checked: ${reason} (spanguard call ${id}; onUnscannable is block).`,
    call,
  };
}

/** Another try may do: the status says so. */
export function storeRefusal(why: string, id: string, call: Refusal['call']): Refusal {
  const message = `${why.replace(/\.$/, '')} (spanguard call ${id}).`;
  return { shape: 'error', status: 503, code: 'store_unavailable', message, call };
}

/** Read by both families of SDKs, for a refusal where no dialect is known. */
export function plainReply({ status, code, message }: Pick<Refusal, 'status' | 'code' | 'message'>): Reply {
  const type = status < 500 ? 'invalid_request_error' : 'api_error';
  const body = Buffer.from(JSON.stringify({ type: 'error', error: { type, code, message, param: null } }));
  return {
    status,
    headers: [
      ['content-type', 'application/json'],
      ['x-should-retry', 'false'],
    ],
    body,
  };
}

export function refused(dialect: Dialect | undefined, refusal: Refusal, recorder: Recorder): HttpResponse {
  const reply = dialect === undefined ? plainReply(refusal) : dialect.refuse(refusal);
  return {
    status: reply.status,
    headers: [
      ...reply.headers.filter(([name]) => name.toLowerCase() !== 'content-length'),
      ['content-length', String(reply.body.length)],
      ['x-spanguard-call', recorder.id],
      ['x-spanguard-verdict', 'block'],
    ],
    body: wholeBody(reply.body),
  };
}
