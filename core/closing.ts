import type { AnswerFacts, Call, Segment, Side } from './call.ts';
import type { Endpoint } from './dialect.ts';
import type { Guardrails } from './guardrails.ts';
import type { CallError, Recorder } from './recorder.ts';
import { type Cost, noUsage, type Usage } from './usage.ts';
import type { Coverage } from './verdict.ts';

/** What is known of a call when its answer begins. */
export interface Opened {
  readonly endpoint: Endpoint;
  readonly recorder: Recorder;
  readonly call: Call | undefined;
  readonly inputCoverage: Coverage;
  /** Our own time before the request left, in milliseconds. */
  readonly overheadMs: number;
}

/** What is known of a call when its answer has ended, however it ended. */
export interface Ended {
  readonly status: number;
  readonly answer: AnswerFacts;
  /** What a whole answer says that went to the caller. */
  readonly said?: readonly Segment[] | undefined;
  readonly usage: Usage | undefined;
  /** Tokens of the answer by our own count; undefined when it was not read. */
  readonly estimatedOutput: number | undefined;
  readonly outputCoverage: Coverage;
  readonly error?: CallError | undefined;
  readonly chunks: number;
  readonly overheadMs: number;
  /** The answer ended before its end: what the provider counted so far is not all of it. */
  readonly early?: boolean | undefined;
  /** The provider's own status, where the caller gets another: it counts by that. */
  readonly providerStatus?: number | undefined;
}

/** Prices a call and closes its record; returns the cost. */
export function close(guardrails: Guardrails, opened: Opened, ended: Ended): Cost | undefined {
  const { endpoint, recorder, call } = opened;
  const { usage, estimated } = countOf(guardrails, call, ended);
  const cost =
    usage === undefined
      ? undefined
      : guardrails.price({
          endpoint,
          call,
          model: ended.answer.model ?? call?.model ?? '',
          usage,
          estimated,
          at: Date.now(),
        });
  const coverage: Record<Side, Coverage> = { input: opened.inputCoverage, output: ended.outputCoverage };
  recorder.close({
    status: ended.status,
    call,
    answer: ended.answer,
    said: ended.said,
    usage,
    estimated,
    cost,
    coverage,
    error: ended.error,
    errorCode: ended.answer.error,
    chunks: ended.chunks,
    overheadMs: opened.overheadMs + ended.overheadMs,
  });
  return cost;
}

/**
 * The provider's count where there is one. A stream that ended early has at most the count of its
 * start, so our own count of what came fills the output; a refused call used nothing.
 */
function countOf(
  guardrails: Guardrails,
  call: Call | undefined,
  { usage, estimatedOutput, early, status, providerStatus = status }: Ended,
): { usage: Usage | undefined; estimated: boolean } {
  if (usage !== undefined && early !== true) return { usage, estimated: false };
  if (call === undefined || estimatedOutput === undefined || providerStatus >= 400)
    return { usage, estimated: usage !== undefined };
  if (usage !== undefined) {
    // Reasoning is inside what we read, so the provider's own figure only raises ours.
    const output = Math.max(usage.output, Math.round(estimatedOutput) - usage.reasoning);
    return { usage: { ...usage, output }, estimated: true };
  }
  let input = 0;
  for (const segment of call.segments) input += guardrails.estimate(segment.text);
  return { usage: { ...noUsage, input: Math.ceil(input), output: Math.round(estimatedOutput) }, estimated: true };
}
