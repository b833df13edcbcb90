import type { PromptKind } from './prompts.ts';

/** What the harness's processes tell one another. */
export interface OriginReady {
  readonly provider: number;
  readonly sink: number;
}

export interface SinkCount {
  readonly posts: number;
  readonly bytes: number;
  /** Spans of calls among them. */
  readonly spans: number;
}

/**
 * How the stand-in provider answers: whole; a stream with a write for each event, as fast as it goes;
 * the same with ten events a write; an event every 10 ms; a stream that falls silent.
 */
export type AnswerKind = 'whole' | 'flood' | 'joined' | 'paced' | 'idle';

export interface Destination {
  readonly port: number;
  readonly path: string;
  /** The proxy's process; none when the calls go to the provider itself. */
  readonly pid: number | undefined;
}

/** As many calls as the connections can carry, one after the other on each. */
export interface Saturation {
  readonly kind: 'saturation';
  readonly to: Destination;
  readonly prompt: PromptKind;
  readonly answer: AnswerKind;
  readonly connections: number;
  readonly rampMs: number;
  readonly windowMs: number;
}

/** Calls at fixed times, whether or not the earlier ones have been answered. */
export interface Rate {
  readonly kind: 'rate';
  readonly to: Destination;
  readonly prompt: PromptKind;
  readonly answer: AnswerKind;
  readonly perSecond: number;
  readonly rampMs: number;
  readonly windowMs: number;
}

/** Opens streams that stay open until the next task. */
export interface Idle {
  readonly kind: 'idle';
  readonly to: Destination;
  readonly count: number;
}

export type Task = Saturation | Rate | Idle;

export interface Measured {
  readonly calls: number;
  /** Calls that ended within the window or beside it. */
  readonly callsInAll: number;
  /** Events received, of all streams. */
  readonly events: number;
  /** Pieces in which those events came: how far the road joined them. */
  readonly reads: number;
  readonly wallMs: number;
  /** CPU time of the proxy, all threads. */
  readonly cpuMs: number;
  readonly rssPeakMb: number;
  /** Milliseconds: to the end of a whole answer, to the first byte of a stream's body. */
  readonly samples: readonly number[];
  /** Answers other than 200, and calls that broke off: 0 or the numbers mean nothing. */
  readonly faults: Readonly<Record<string, number>>;
}
