import type { AnswerFacts, Call, CallParams, Side } from '../core/call.ts';
import type { Endpoint } from '../core/dialect.ts';
import type { Target } from '../core/http.ts';
import type { Outcome } from '../core/recorder.ts';
import type { Cost, Usage } from '../core/usage.ts';
import type { Coverage, Finding, FormatOutcome, PolicyFault, Verdict, VerdictAction } from '../core/verdict.ts';
import { type Caller, cleaned, cut } from './caller.ts';
import { providerError } from './error-names.ts';

/**
 * A call that ended, as everything in this room reads it: the span, the series, the list of the last
 * calls and the log line. Metadata only: it must not hold on to a segment, a body or a header.
 */
export interface CallRecord {
  readonly id: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly caller: Caller;
  /** Milliseconds since the epoch; the end is counted on from it by the monotonic clock. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly timeToFirstChunkMs: number | undefined;
  readonly provider: string;
  readonly system: string;
  readonly dialect: string | undefined;
  readonly operation: string;
  readonly host: string;
  readonly port: number;
  readonly model: string | undefined;
  readonly stream: boolean;
  readonly params: CallParams | undefined;
  readonly responseId: string | undefined;
  readonly responseModel: string | undefined;
  readonly fingerprint: string | undefined;
  readonly finish: readonly string[];
  readonly status: number;
  readonly errorType: string | undefined;
  readonly outcome: string;
  /** Why its span is kept although the sampler left it out. */
  readonly kept: Keeping | undefined;
  readonly usage: Usage | undefined;
  /** The tokens are our own count, at least in part. */
  readonly estimated: boolean;
  readonly cost: Cost | undefined;
  readonly verdict: Readonly<Record<Side, VerdictAction>>;
  readonly policy: string | undefined;
  readonly findings: readonly Finding[];
  readonly faults: readonly PolicyFault[];
  readonly formats: readonly FormatOutcome[] | undefined;
  readonly coverage: Readonly<Record<Side, Coverage>>;
  readonly chunks: number;
  readonly overheadMs: number;
}

export type Keeping = 'refused' | 'failed' | 'cost';

export interface Beginning {
  readonly id: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly caller: Caller;
  readonly startedAt: number;
  readonly endpoint: Endpoint;
  readonly target: Target;
}

export interface Ending {
  readonly durationMs: number;
  readonly firstFrameMs: number | undefined;
  readonly call: Call | undefined;
  readonly input: Verdict | undefined;
  readonly output: Verdict | undefined;
  readonly outcome: Outcome;
}

/** Foreign strings are cut: a model or an id of a megabyte is no name. */
const mostChars = 256;

export function recordOf(beginning: Beginning, ending: Ending): CallRecord {
  const { endpoint, target } = beginning;
  const { outcome, input, output, call } = ending;
  const { answer } = outcome;
  const stream = call?.stream === true;
  const errorType = errorTypeOf(outcome, input, output);
  const blocked = input?.action === 'block' || output?.action === 'block';
  return {
    id: beginning.id,
    traceId: beginning.traceId,
    spanId: beginning.spanId,
    caller: beginning.caller,
    startedAt: beginning.startedAt,
    durationMs: ending.durationMs,
    timeToFirstChunkMs: stream ? ending.firstFrameMs : undefined,
    provider: endpoint.provider,
    system: endpoint.system,
    dialect: endpoint.dialect?.name,
    operation: operationName(endpoint, call),
    host: target.hostname,
    port: portOf(target),
    model: named(call?.model),
    stream,
    params: call === undefined ? undefined : kept(call.params),
    responseId: named(answer.id),
    responseModel: named(answer.model),
    fingerprint: named(answer.systemFingerprint),
    finish: finishOf(answer, stream && outcome.error !== undefined),
    status: outcome.status,
    errorType,
    outcome: blocked ? 'blocked' : (outcome.error ?? (errorType === undefined ? 'ok' : 'refused')),
    kept: undefined,
    usage: outcome.usage,
    estimated: outcome.estimated === true,
    cost: outcome.cost,
    verdict: { input: input?.action ?? 'allow', output: output?.action ?? 'allow' },
    policy: policyOf(output, policyOf(input, undefined)),
    findings: both(input?.findings, output?.findings),
    faults: both(input?.faults, output?.faults),
    formats: output?.formats,
    coverage: outcome.coverage,
    chunks: outcome.chunks,
    overheadMs: outcome.overheadMs,
  };
}

/** `gen_ai.operation.name`; the conventions have their own word for Gemini's chat. */
export function operationName(endpoint: Endpoint, call: Call | undefined): string {
  const operation = call?.operation ?? endpoint.operation;
  if (operation === undefined) return '_OTHER';
  return operation === 'chat' && endpoint.dialect?.name.startsWith('gemini') === true ? 'generate_content' : operation;
}

export function portOf(target: Target): number {
  if (target.port !== '') return Number(target.port);
  return target.origin.startsWith('http:') ? 80 : 443;
}

export function named(value: string | undefined): string | undefined {
  return value === undefined ? undefined : cleaned(value, mostChars);
}

/** Parameters are the caller's words: what is long is cut before it is held on to. */
function kept(params: CallParams): CallParams {
  const { stopSequences, encodingFormats } = params;
  let made = params;
  for (const name of words) {
    const value = params[name];
    if (value !== undefined && value.length > mostChars) made = { ...made, [name]: cut(value, mostChars) };
  }
  if (stopSequences !== undefined) made = { ...made, stopSequences: list(stopSequences) };
  if (encodingFormats !== undefined) made = { ...made, encodingFormats: list(encodingFormats) };
  return made;
}

const words = ['conversationId', 'previousResponseId', 'reasoningLevel', 'serviceTier'] as const;

function list(values: readonly string[]): readonly string[] {
  return values.slice(0, 8).map((value) => cut(value, 64));
}

/** The provider's code where it is of the list, else the status, else our own word. */
function errorTypeOf(outcome: Outcome, input: Verdict | undefined, output: Verdict | undefined): string | undefined {
  const { error, errorCode, status } = outcome;
  if (error === undefined && status < 400) return undefined;
  const code = errorCode === undefined ? undefined : providerError(errorCode);
  if (code !== undefined) return code;
  if (error !== undefined && error !== 'upstream_status') return error;
  if (input?.action === 'block' || output?.action === 'block') return 'content_policy_violation';
  return status >= 400 ? String(status) : 'upstream_status';
}

function finishOf(answer: AnswerFacts, broken: boolean): readonly string[] {
  const { finish } = answer;
  if (finish === undefined || finish.length === 0) return broken ? ['error'] : [];
  return finish.slice(0, 16).map((word) => cleaned(word, 64) ?? '');
}

function policyOf(verdict: Verdict | undefined, fallback: string | undefined): string | undefined {
  if (verdict === undefined || verdict.action === 'allow') return fallback;
  if (verdict.action === 'block') return verdict.policy;
  const { findings, action } = verdict;
  return fallback ?? (findings.find((finding) => finding.action === action) ?? findings[0])?.policy;
}

function both<T>(one: readonly T[] | undefined, other: readonly T[] | undefined): readonly T[] {
  if (one === undefined || one.length === 0) return other ?? [];
  return other === undefined || other.length === 0 ? one : [...one, ...other];
}
