import { answer } from './answer.ts';
import { beside, lateVerdict } from './beside.ts';
import type { Call, Operation } from './call.ts';
import { close, type Opened } from './closing.ts';
import type { Dialect, Edit, Endpoint } from './dialect.ts';
import { isSpanguardError } from './errors.ts';
import { failed, failure, neverSent, ownFault } from './failed.ts';
import type { CallJudge, Guardrails, Pending } from './guardrails.ts';
import {
  asItCame,
  type HeaderList,
  type HttpRequest,
  type HttpResponse,
  namesOf,
  type Upstream,
  withHeaders,
} from './http.ts';
import { type Passed, passing } from './passing.ts';
import type { Recorder } from './recorder.ts';
import { policyRefusal, refused, storeRefusal, unscannableRefusal } from './refusal.ts';
import { readRequest } from './request.ts';
import { allow, type Coverage, type Redaction, type Verdict } from './verdict.ts';

/**
 * The whole product: an upstream that checks, prices and traces each call on its way to another.
 *
 * The guarded upstream rejects with what the upstream rejected with, or with `internal` for a fault of
 * our own. Faults have a side: what could not be *read* passes or is refused by `onUnscannable`; what
 * could not be *judged or masked as judged* never leaves; where no policy can change an answer, nothing
 * of ours can either.
 */
export function guard(upstream: Upstream, guardrails: Guardrails): Upstream {
  return (request) => {
    const endpoint = guardrails.match(request);
    if (endpoint === undefined) return upstream(request);
    return drive(upstream, guardrails, request, endpoint);
  };
}

async function drive(
  road: Upstream,
  guardrails: Guardrails,
  request: HttpRequest,
  endpoint: Endpoint,
): Promise<HttpResponse> {
  const began = performance.now();
  const recorder = guardrails.observe(endpoint, request);
  const upstream = recorder.within === undefined ? road : traced(road, recorder);
  const { dialect, operation } = endpoint;
  if (dialect === undefined || operation === undefined)
    return unsupported(upstream, guardrails, request, endpoint, recorder);

  const { settings } = guardrails;
  const reading = readRequest(dialect, operation, request);
  const read = reading instanceof Promise ? await reading : reading;
  if (read.kind === 'unreadable') {
    const opened = open(endpoint, recorder, undefined, `skipped:${read.reason}`, began);
    if (settings.onUnscannable === 'block') return refuseUnread(guardrails, opened, dialect, operation, read.reason);
    return answerToUnread(upstream, guardrails, request, opened, dialect, operation);
  }

  const { call, source, json } = read;
  recorder.called(call);
  const coverage = coverageOf(call);
  let judge: CallJudge;
  let verdict: Verdict;
  let pending: Pending | undefined;
  let body = source;
  let asked = false;
  try {
    judge = guardrails.judge(call, request.signal, guardrails.conversations?.of(call, request.headers));
    const judging = judge.input();
    const judged = judging instanceof Promise ? await judging : judging;
    if (judged.action === 'pending') {
      pending = judged;
      verdict = judged.now;
    } else verdict = judged;
    recorder.verdict('input', verdict);
    if (verdict.action === 'block') {
      const refusal = policyRefusal(verdict.policy, recorder.id, settings.refusal, call);
      const response = refused(dialect, refusal, recorder);
      close(guardrails, open(endpoint, recorder, call, coverage, began), neverSent(response.status));
      return response;
    }
    if (coverage !== 'scanned' && settings.onUnscannable === 'block') {
      pending?.abandon();
      const opened = open(endpoint, recorder, call, coverage, began);
      return refuseUnread(guardrails, opened, dialect, operation, coverage, call);
    }
    if (verdict.action === 'redact') body = dialect.rewrite(body, editsOf(call, verdict.redactions));
    if (settings.askForUsage && endpoint.usageOnAsk && call.stream && dialect.askForUsage !== undefined) {
      const asking = dialect.askForUsage(body, json);
      asked = asking !== undefined;
      body = asking ?? body;
    }
  } catch (fault) {
    if (isSpanguardError(fault) && fault.code === 'store_unavailable') {
      const response = refused(dialect, storeRefusal(fault.message, recorder.id, call), recorder);
      const ended = { ...neverSent(response.status), error: 'store_unavailable' } as const;
      close(guardrails, open(endpoint, recorder, call, coverage, began), ended);
      return response;
    }
    // What could not be judged, or not be masked as judged, does not leave.
    pending?.abandon();
    close(guardrails, open(endpoint, recorder, call, coverage, began), { ...neverSent(500), error: 'internal' });
    throw ownFault(fault, recorder);
  }
  let opened = open(endpoint, recorder, call, coverage, began);
  const outbound = outgoing(request, recorder, body === source ? undefined : body);
  let response: HttpResponse;
  if (pending?.gates !== true) {
    if (pending !== undefined) opened = { ...opened, recorder: lateVerdict(recorder, pending) };
    try {
      response = await upstream(outbound);
    } catch (error) {
      throw unanswered(guardrails, opened, outbound, error);
    }
  } else {
    const gone = await beside(upstream, guardrails, opened, outbound, pending, call, dialect);
    if (gone.kind === 'refused') return gone.response;
    ({ response, verdict, opened } = gone);
  }
  const answered = { guardrails, opened, call, judge, dialect, verdict, asked, signal: request.signal };
  const answering = answer(answered, response);
  return answering instanceof Promise ? await answering : answering;
}

/**
 * A request that could not be read goes on as it came. What a provider answers all the same is read and judged like
 * any answer: else a request that only the provider can read would switch the policies on output off.
 */
async function answerToUnread(
  upstream: Upstream,
  guardrails: Guardrails,
  request: HttpRequest,
  opened: Opened,
  dialect: Dialect,
  operation: Operation,
): Promise<HttpResponse> {
  const { recorder } = opened;
  // Whether it asked for a stream is not known, so that the answer is looked at for one.
  const call: Call = { operation, model: '', stream: true, segments: [], messages: 0, tools: 0, params: {} };
  let judge: CallJudge;
  try {
    judge = guardrails.judge(call, request.signal);
  } catch (fault) {
    close(guardrails, opened, { ...neverSent(500), error: 'internal' });
    throw ownFault(fault, recorder);
  }
  const outbound = outgoing(request, recorder, undefined);
  let response: HttpResponse;
  try {
    response = await upstream(outbound);
  } catch (error) {
    throw unanswered(guardrails, opened, outbound, error);
  }
  const answered = { guardrails, opened, call, judge, dialect, verdict: allow, asked: false, signal: request.signal };
  return answer(answered, response);
}

function traced(upstream: Upstream, recorder: Recorder): Upstream {
  return (request) => (recorder.within === undefined ? upstream(request) : recorder.within(() => upstream(request)));
}

/** A path that no dialect knows: nothing is read, and the record says so. */
function unsupported(
  upstream: Upstream,
  guardrails: Guardrails,
  request: HttpRequest,
  endpoint: Endpoint,
  recorder: Recorder,
): Promise<HttpResponse> | HttpResponse {
  const opened = open(endpoint, recorder, undefined, 'unsupported', performance.now());
  if (guardrails.settings.onUnscannable === 'block') {
    return refuseUnread(guardrails, opened, undefined, 'chat', 'no dialect knows this path');
  }
  return passUnread(upstream, guardrails, request, opened);
}

function refuseUnread(
  guardrails: Guardrails,
  opened: Opened,
  dialect: Dialect | undefined,
  operation: Operation,
  reason: string,
  call?: Call,
): HttpResponse {
  const named = call ?? { model: '', stream: false, operation };
  const response = refused(dialect, unscannableRefusal(reason, opened.recorder.id, 400, named), opened.recorder);
  close(guardrails, opened, neverSent(response.status));
  return response;
}

/** Lets a call of no known dialect pass unread in both directions, and closes its record when the answer ends. */
async function passUnread(
  upstream: Upstream,
  guardrails: Guardrails,
  request: HttpRequest,
  opened: Opened,
): Promise<HttpResponse> {
  const { recorder, inputCoverage } = opened;
  const outbound = outgoing(request, recorder, undefined);
  let response: HttpResponse;
  try {
    response = await upstream(outbound);
  } catch (error) {
    throw unanswered(guardrails, opened, outbound, error);
  }
  const { status } = response;
  let began = false;
  const seen = (): void => {
    if (began) return;
    began = true;
    recorder.firstFrame();
  };
  const finish = (how: Passed): void => {
    close(guardrails, opened, {
      status,
      answer: {},
      usage: undefined,
      estimatedOutput: undefined,
      outputCoverage: inputCoverage,
      chunks: 0,
      overheadMs: 0,
      error:
        how === 'left'
          ? 'client_closed'
          : how !== 'ended'
            ? failure(request, how)
            : status >= 400
              ? 'upstream_status'
              : undefined,
    });
  };
  return {
    status,
    headers: withHeaders(response.headers, asItCame, [
      ['x-spanguard-call', recorder.id],
      ['x-spanguard-verdict', 'allow'],
    ]),
    body: passing(response.body, seen, finish),
  };
}

/** Closes the record of a call that got no answer. Returns what the caller is to see. */
function unanswered(guardrails: Guardrails, opened: Opened, request: HttpRequest, error: unknown): unknown {
  close(guardrails, opened, failed(request, error, 0));
  if (isSpanguardError(error)) error.call = opened.recorder.id;
  return error;
}

function open(
  endpoint: Endpoint,
  recorder: Recorder,
  call: Call | undefined,
  coverage: Coverage,
  began: number,
): Opened {
  return { endpoint, recorder, call, inputCoverage: coverage, overheadMs: performance.now() - began };
}

function coverageOf(call: Call): Coverage {
  for (const kind in call.unread) return `skipped:${kind}`;
  return 'scanned';
}

function editsOf(call: Call, redactions: readonly Redaction[]): Edit[] {
  return redactions.map(({ segment, start, end, replacement }) => {
    const { path, json } = call.segments[segment]!;
    return { path, start, end, replacement, ...(json === true ? { json } : {}) };
  });
}

const identity = namesOf(['content-encoding', 'content-length']);

/** Our own fields, and the caller's trace context (W3C), which is continued here and not told on. */
function staysHere(name: string): boolean {
  const initial = name.charCodeAt(0) | 0x20;
  return (initial === 0x78 || initial === 0x74) && /^(?:x-spanguard-|trace(?:parent|state)$)/i.test(name);
}

/** The request as the provider gets it: without our own headers and the caller's trace. */
function outgoing(request: HttpRequest, recorder: Recorder, body: string | undefined): HttpRequest {
  const { method, url, signal, provider } = request;
  const { forward } = recorder;
  let headers: HeaderList = request.headers.filter((field) => !staysHere(field[0]));
  if (forward.length > 0) headers = [...headers, ...forward];
  if (body === undefined) return { method, url, headers, body: request.body, signal, provider };
  const bytes = Buffer.from(body);
  headers = withHeaders(headers, identity, [['content-length', String(bytes.length)]]);
  return { method, url, headers, body: bytes, signal, provider };
}
