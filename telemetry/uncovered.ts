import type { Endpoint } from '../core/dialect.ts';
import type { Target } from '../core/http.ts';
import { type CallRecord, recordOf } from './record.ts';
import { newCallId, newSpanId, newTraceId } from './trace-context.ts';

const nobody = Object.freeze({
  parent: undefined,
  team: undefined,
  user: undefined,
  feature: undefined,
  resend: undefined,
});
const coverage = Object.freeze({ input: 'skipped:uncovered', output: 'skipped:uncovered' } as const);

/** A call of which only the beginning was seen, and only where it went. */
export function uncoveredRecord(endpoint: Endpoint, target: Target): CallRecord {
  const startedAt = Date.now();
  return recordOf(
    { id: newCallId(), traceId: newTraceId(), spanId: newSpanId(), caller: nobody, startedAt, endpoint, target },
    {
      durationMs: 0,
      firstFrameMs: undefined,
      call: undefined,
      input: undefined,
      output: undefined,
      outcome: { status: 0, answer: {}, coverage, chunks: 0, overheadMs: 0 },
    },
  );
}
