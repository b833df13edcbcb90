import type { Side } from '../core/call.ts';
import type { Confidence, Usage } from '../core/usage.ts';
import type { Coverage, Finding, FormatOutcome, VerdictAction } from '../core/verdict.ts';
import { KeptCall } from './kept-call.ts';
import type { CallRecord } from './record.ts';

/** One call as `/calls` shows it: metadata only. */
export interface CallEntry {
  readonly id: string;
  /** ISO 8601, when it began. */
  readonly time: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly provider: string;
  readonly dialect: string | null;
  readonly operation: string;
  readonly model: string | null;
  readonly responseModel: string | null;
  readonly stream: boolean;
  readonly status: number;
  readonly durationMs: number;
  readonly timeToFirstChunkMs: number | null;
  readonly overheadMs: number;
  readonly usage: Usage | null;
  readonly costUsd: number | null;
  readonly costConfidence: Confidence;
  readonly price: string | null;
  readonly verdict: Readonly<Record<Side, VerdictAction>>;
  readonly policy: string | null;
  readonly findings: readonly FindingEntry[];
  /** How many more there were than are kept. */
  readonly findingsLeftOut?: number;
  /** Whether the answer's texts had the format that policies want, in order. */
  readonly formats?: readonly FormatOutcome[];
  readonly coverage: Readonly<Record<Side, Coverage>>;
  /** The provider's own word; several choices' are joined by commas. */
  readonly finish: string | null;
  readonly team?: string;
  readonly user?: string;
  readonly feature?: string;
  readonly error?: string;
}

export type FindingEntry = Pick<
  Finding,
  'policy' | 'detector' | 'category' | 'score' | 'side' | 'path' | 'start' | 'end' | 'action' | 'mode'
>;

/** The last calls, in bounded memory. */
export interface LastCalls {
  add(record: CallRecord): void;
  /** Newest first. */
  list(limit?: number): CallEntry[];
}

export function lastCalls(most: number): LastCalls {
  const kept: KeptCall[] = [];
  let next = 0;
  return {
    add(record) {
      if (most <= 0) return;
      kept[next] ??= new KeptCall();
      kept[next]!.take(record);
      next = (next + 1) % most;
    },
    list(limit = most) {
      const count = Math.min(kept.length, Number.isFinite(limit) ? Math.max(0, Math.trunc(limit)) : most);
      return Array.from({ length: count }, (_, back) =>
        kept[(next - 1 - back + 2 * kept.length) % kept.length]!.entry(),
      );
    },
  };
}
