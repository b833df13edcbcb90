import type { Side } from '../core/call.ts';
import type { Confidence, Usage } from '../core/usage.ts';
import type { Coverage, Finding, FormatOutcome, VerdictAction } from '../core/verdict.ts';
import { cut } from './caller.ts';
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

/** A call with thousands of findings must not be what fills the memory. */
export const findingsKept = 100;

interface Kept {
  /** Without its findings, which may be many and hold on to more than is shown. */
  readonly record: CallRecord;
  readonly findings: readonly FindingEntry[];
  readonly leftOut: number;
}

export function lastCalls(most: number): LastCalls {
  const kept: Kept[] = [];
  let next = 0;
  return {
    add(record) {
      if (most <= 0) return;
      const count = record.findings.length;
      kept[next] =
        count === 0
          ? { record, findings: record.findings, leftOut: 0 }
          : {
              record: { ...record, findings: [], faults: [] },
              findings: record.findings.slice(0, findingsKept).map(findingOf),
              leftOut: Math.max(0, count - findingsKept),
            };
      next = (next + 1) % most;
    },
    list(limit = most) {
      const count = Math.min(kept.length, Number.isFinite(limit) ? Math.max(0, Math.trunc(limit)) : most);
      return Array.from({ length: count }, (_, back) =>
        entryOf(kept[(next - 1 - back + 2 * kept.length) % kept.length]!),
      );
    },
  };
}

function entryOf({ record, findings, leftOut }: Kept): CallEntry {
  const { caller, cost } = record;
  return {
    id: record.id,
    time: new Date(record.startedAt).toISOString(),
    traceId: record.traceId,
    spanId: record.spanId,
    provider: record.provider,
    dialect: record.dialect ?? null,
    operation: record.operation,
    model: record.model ?? null,
    responseModel: record.responseModel ?? null,
    stream: record.stream,
    status: record.status,
    durationMs: rounded(record.durationMs),
    timeToFirstChunkMs: record.timeToFirstChunkMs === undefined ? null : rounded(record.timeToFirstChunkMs),
    overheadMs: rounded(record.overheadMs),
    usage: record.usage ?? null,
    costUsd: cost === undefined || cost.confidence === 'unknown' ? null : cost.picodollars / 1e12,
    costConfidence: cost?.confidence ?? 'unknown',
    price: cost?.price ?? null,
    verdict: record.verdict,
    policy: record.policy ?? null,
    findings,
    ...(leftOut === 0 ? {} : { findingsLeftOut: leftOut }),
    ...(record.formats === undefined ? {} : { formats: record.formats }),
    coverage: record.coverage,
    finish: record.finish.length === 0 ? null : record.finish.join(','),
    ...(caller.team === undefined ? {} : { team: caller.team }),
    ...(caller.user === undefined ? {} : { user: caller.user }),
    ...(caller.feature === undefined ? {} : { feature: caller.feature }),
    ...(record.errorType === undefined ? {} : { error: record.errorType }),
  };
}

/**
 * Field by field: a finding that grows another field must not show it here by accident. Names inside a
 * path may be a caller's own (keys of tool arguments), so long ones are cut.
 */
function findingOf(finding: Finding): FindingEntry {
  const { policy, detector, category, score, side, start, end, action, mode } = finding;
  const path = finding.path.slice(0, 32).map((step) => (typeof step === 'string' ? cut(step, 64) : step));
  return { policy, detector, category, score, side, path, start, end, action, mode };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
