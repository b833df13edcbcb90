import type { AnswerFacts, Call, Segment, Side } from './call.ts';
import type { Endpoint } from './dialect.ts';
import type { HttpRequest } from './http.ts';
import type { Transcript } from './transcript.ts';
import type { Cost, Usage } from './usage.ts';
import type { Coverage, Verdict } from './verdict.ts';

/** What went wrong, when something did; a closed list, safe to use as a label. */
export type CallError =
  | 'client_closed' // the caller left before the answer ended
  | 'upstream_connect' // no connection to the provider
  | 'upstream_timeout'
  | 'upstream_broken' // the provider broke off, or sent bytes that are no HTTP
  | 'upstream_status' // the provider answered with status >= 400, or an error inside a 200
  | 'held_overflow' // more had to be held than the limit allows
  | 'request_too_large'
  | 'store_unavailable' // what the conversation remembers cannot be reached
  | 'internal';

/** The end of a call: told once. */
export interface Outcome {
  readonly status: number;
  readonly call?: Call | undefined;
  readonly answer: AnswerFacts;
  /** What a whole answer that went to the caller says, as the provider sent it: masked by the verdict's redactions. */
  readonly said?: readonly Segment[] | undefined;
  readonly usage?: Usage | undefined;
  /** The tokens are our own count, at least in part, not the provider's. */
  readonly estimated?: boolean | undefined;
  readonly cost?: Cost | undefined;
  readonly coverage: Readonly<Record<Side, Coverage>>;
  readonly error?: CallError | undefined;
  /** The provider's own error code, where it gave one. */
  readonly errorCode?: string | undefined;
  /** Frames with text that were let go, for the time per output chunk. */
  readonly chunks: number;
  /** Our own added time in milliseconds: until the request left, and from answer to release. */
  readonly overheadMs: number;
}

/** One call on the record. Implemented by `telemetry/`; nothing it does may throw or wait. */
export interface Recorder {
  readonly id: string;
  /** Set on the request to the provider (trace context, where configured). */
  readonly forward: ReadonlyArray<readonly [string, string]>;
  /** Sends the request as part of this call's span, where that is a matter of the running process. */
  within?<T>(run: () => T): T;
  /** Where content is recorded: takes down a streamed answer. Absent by default. */
  readonly transcript?: Transcript | undefined;
  called(call: Call): void;
  verdict(side: Side, verdict: Verdict): void;
  firstFrame(): void;
  close(outcome: Outcome): void;
}

export type Observe = (endpoint: Endpoint, request: HttpRequest) => Recorder;
