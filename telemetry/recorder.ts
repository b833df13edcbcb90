import type { Call, Side } from '../core/call.ts';
import type { Endpoint } from '../core/dialect.ts';
import type { HttpRequest } from '../core/http.ts';
import type { Observe, Outcome, Recorder } from '../core/recorder.ts';
import type { Verdict } from '../core/verdict.ts';
import { type Caller, readCaller } from './caller.ts';
import type { LastCalls } from './calls.ts';
import { type Capture, type Content, contentOf, Notes } from './content.ts';
import type { Lost } from './drops.ts';
import { detailsOf, evaluationsOf } from './events.ts';
import type { LogExport } from './export-logs.ts';
import type { TraceExport } from './export-traces.ts';
import type { Begun, Joined } from './join.ts';
import type { Later } from './later.ts';
import type { Log } from './log.ts';
import type { Meters } from './meters.ts';
import { type CallRecord, recordOf } from './record.ts';
import type { Mark } from './series.ts';
import { childFlags, formatTraceparent, newCallId, newSpanId, newTraceId, sampledFlag } from './trace-context.ts';

/** Where a call's record goes. */
export interface Outlets {
  readonly meters: Meters;
  readonly calls: LastCalls;
  readonly log: Log;
  readonly lost: Lost;
  /** Undefined when no spans are exported: then a call has ids and no span. */
  readonly traces: TraceExport | undefined;
  /** Name our span to the provider. Only where spans are exported: a parent must exist. */
  readonly propagate: boolean;
  /** In an application: its own tracer makes the spans, where it has one. */
  readonly join?: ((begun: Begun) => Joined | undefined) | undefined;
  /** Where a call's end is put on the record after its answer was handed on; at once when absent. */
  readonly later?: Later | undefined;
  /** Undefined when no events are exported. */
  readonly events: LogExport | undefined;
  /** Undefined when no content is recorded. */
  readonly capture: Capture | undefined;
}

export function observeWith(outlets: Outlets): Observe {
  return (endpoint, request) => new CallRecorder(outlets, endpoint, request);
}

const nothing: Recorder['forward'] = Object.freeze([]);
const none: HttpRequest['headers'] = Object.freeze([]);
const nobody: Caller = Object.freeze({
  parent: undefined,
  team: undefined,
  user: undefined,
  feature: undefined,
  resend: undefined,
});

/**
 * One call on the record. Every method swallows its own faults and counts them as lost telemetry:
 * what goes wrong here must not go wrong for the call.
 */
class CallRecorder implements Recorder {
  private readonly outlets: Outlets;
  private readonly endpoint: Endpoint;
  private readonly target: HttpRequest['url'];
  readonly transcript: Notes | undefined;
  // Made when they are first asked for: most calls ask when their answer is on its way already.
  private headers: HttpRequest['headers'];
  private ownId: string | undefined;
  private ownTraceId: string | undefined;
  private ownSpanId: string | undefined;
  private ownCaller: Caller | undefined;
  private readonly startedAt = Date.now();
  private readonly clock = performance.now();
  private call: Call | undefined;
  private input: Verdict | undefined;
  private output: Verdict | undefined;
  private firstFrameMs: number | undefined;
  private flags: number | undefined;
  private closed = false;
  private joined: Joined | undefined;
  within?: <T>(run: () => T) => T;

  constructor(outlets: Outlets, endpoint: Endpoint, request: HttpRequest) {
    this.outlets = outlets;
    this.transcript = outlets.capture === undefined ? undefined : new Notes(outlets.capture.limit);
    this.endpoint = endpoint;
    this.target = request.url;
    this.headers = request.headers;
    outlets.meters.began();
    if (outlets.join === undefined) return;
    const { startedAt } = this;
    const { lost } = outlets;
    try {
      const joined = outlets.join({ endpoint, startedAt, call: () => this.call });
      if (joined === undefined) return;
      this.joined = joined;
      this.within = (run) => {
        let scope: ReturnType<Joined['scope']>;
        try {
          scope = joined.scope();
        } catch (error) {
          lost('traces', 'internal', 1, error);
        }
        return scope === undefined ? run() : scope(run);
      };
    } catch (error) {
      lost('traces', 'internal', 1, error);
    }
  }

  get id(): string {
    this.ownId ??= newCallId();
    return this.ownId;
  }

  private get caller(): Caller {
    if (this.ownCaller !== undefined) return this.ownCaller;
    let caller = nobody;
    try {
      caller = readCaller(this.headers);
    } catch (error) {
      this.outlets.lost('traces', 'internal', 1, error);
    }
    this.ownCaller = caller;
    this.headers = none;
    return caller;
  }

  private get traceId(): string {
    this.ownTraceId ??= this.caller.parent?.traceId ?? newTraceId();
    return this.ownTraceId;
  }

  private get spanId(): string {
    this.ownSpanId ??= newSpanId();
    return this.ownSpanId;
  }

  get forward(): Recorder['forward'] {
    const { traces, propagate, lost } = this.outlets;
    if (!propagate || traces === undefined) return nothing;
    try {
      const traceparent = ['traceparent', formatTraceparent(this.traceId, this.spanId, this.decide(traces))] as const;
      const state = this.caller.parent?.state;
      return state === undefined ? [traceparent] : [traceparent, ['tracestate', state]];
    } catch (error) {
      lost('traces', 'internal', 1, error);
      return nothing;
    }
  }

  called(call: Call): void {
    this.call = call;
  }

  verdict(side: Side, verdict: Verdict): void {
    if (side === 'input') this.input = verdict;
    else this.output = verdict;
  }

  /** Bound: `guard` hands it on by itself. */
  readonly firstFrame = (): void => {
    this.firstFrameMs ??= performance.now() - this.clock;
  };

  close(outcome: Outcome): void {
    if (this.closed) return;
    this.closed = true;
    const { later } = this.outlets;
    const durationMs = performance.now() - this.clock;
    // The application may look at its own spans as soon as it has the answer, and may send them then.
    if (later === undefined || this.joined !== undefined) this.record(outcome, durationMs);
    else later.run(() => this.record(outcome, durationMs));
  }

  private record(outcome: Outcome, durationMs: number): void {
    const { meters, calls, log, lost, traces } = this.outlets;
    try {
      meters.left();
      const record = this.recordOf(outcome, durationMs);
      const content = this.content(outcome, record);
      // What was asked and said must not outlive the call, whoever still holds the recorder.
      this.call = this.input = this.output = undefined;
      const mark = this.joined !== undefined || traces === undefined ? undefined : this.export(traces, record, content);
      meters.ended(record, mark);
      calls.add(record);
      this.joined?.ended(record, this.outlets.capture?.span === true ? content : undefined);
      if (this.outlets.events !== undefined) this.tell(this.outlets.events, record, content);
      writeLine(log, record);
    } catch (error) {
      lost('traces', 'internal', 1, error);
    }
  }

  /** The call's span, where it has one: sampled, or kept for what became of the call. */
  private export(traces: TraceExport, record: CallRecord, content: Content | undefined): Mark | undefined {
    const flags = this.decide(traces);
    const told = this.outlets.capture?.span === true ? content : undefined;
    if ((flags & sampledFlag) !== 0) traces.add(record, flags, told);
    else {
      const kept = traces.keeps(record);
      if (kept === undefined) return undefined;
      this.flags = flags | sampledFlag;
      traces.add({ ...record, kept }, this.flags, told);
    }
    return { traceId: record.traceId, spanId: record.spanId, at: record.startedAt + record.durationMs };
  }

  /** Findings of every call; content of those that have a span, or of all where no spans are exported. */
  private tell(events: LogExport, record: CallRecord, content: Content | undefined): void {
    const flags = this.flags ?? sampledFlag;
    for (const one of evaluationsOf(record, flags)) events.add(one);
    if (content === undefined || (flags & sampledFlag) === 0 || this.outlets.capture?.event !== true) return;
    events.add(detailsOf(record, flags, content));
  }

  private content(outcome: Outcome, { finish }: CallRecord): Content | undefined {
    const { capture } = this.outlets;
    const call = outcome.call ?? this.call;
    if (capture === undefined || call === undefined) return undefined;
    const { input, output, transcript } = this;
    const streamed = transcript?.empty === false ? transcript : undefined;
    return contentOf({ call, input, output, said: outcome.said, streamed, finish }, capture.limit);
  }

  private recordOf(outcome: Outcome, durationMs: number): CallRecord {
    const { traceId, spanId } = this.joined?.context() ?? { traceId: this.traceId, spanId: this.spanId };
    return recordOf(
      {
        id: this.id,
        traceId,
        spanId,
        caller: this.caller,
        startedAt: this.startedAt,
        endpoint: this.endpoint,
        target: this.target,
      },
      {
        durationMs,
        firstFrameMs: this.firstFrameMs,
        call: outcome.call ?? this.call,
        input: this.input,
        output: this.output,
        outcome,
      },
    );
  }

  /** The trace flags, decided once: when they must be told to the provider, else at the end. */
  private decide(traces: TraceExport): number {
    if (this.flags !== undefined) return this.flags;
    const { parent } = this.caller;
    this.flags = childFlags(parent, traces.sampled(this.traceId, parent));
    return this.flags;
  }
}

/** A line per call. Written out by hand where the log takes that: pino needs four times as long to make it. */
function writeLine(log: Log, record: CallRecord): void {
  const { cost, verdict, model, policy, errorType } = record;
  const ms = Math.round(record.durationMs * 10) / 10;
  const usd = cost === undefined || cost.confidence === 'unknown' ? undefined : cost.picodollars / 1e12;
  if (log.line !== undefined) {
    log.line(
      `"call":"${record.id}","trace_id":"${record.traceId}","span_id":"${record.spanId}"` +
        `,"provider":${JSON.stringify(record.provider)},"operation":"${record.operation}"` +
        (model === undefined ? '' : `,"model":${JSON.stringify(model)}`) +
        `,"status":${record.status},"ms":${ms},"verdict_input":"${verdict.input}","verdict_output":"${verdict.output}"` +
        (policy === undefined ? '' : `,"policy":${JSON.stringify(policy)}`) +
        (usd === undefined ? '' : `,"cost_usd":${usd}`) +
        (errorType === undefined ? '' : `,"error":${JSON.stringify(errorType)}`) +
        ',"msg":"call"',
    );
    return;
  }
  log.info(
    {
      call: record.id,
      trace_id: record.traceId,
      span_id: record.spanId,
      provider: record.provider,
      operation: record.operation,
      model,
      status: record.status,
      ms,
      verdict_input: verdict.input,
      verdict_output: verdict.output,
      policy,
      cost_usd: usd,
      error: errorType,
    },
    'call',
  );
}
