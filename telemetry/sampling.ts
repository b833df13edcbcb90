import type { CallRecord, Keeping } from './record.ts';

/** Which calls have a span although the sampler has left them out. */
export interface Keep {
  /** Calls that a policy refused. */
  readonly refused: boolean;
  /** Calls that failed. */
  readonly failed: boolean;
  /** Calls that cost more than so many US dollars; undefined: none for their cost. */
  readonly costUsdAbove: number | undefined;
}

export const keepNothing: Keep = Object.freeze({ refused: false, failed: false, costUsdAbove: undefined });

/**
 * Why a call's span is kept, decided at its end, when what became of it is known. A caller that left is
 * no failure: it is how applications stop an answer that they have enough of.
 */
export function keeping(keep: Keep, record: CallRecord): Keeping | undefined {
  const { outcome, errorType, cost } = record;
  if (outcome === 'blocked' || outcome === 'refused') return keep.refused ? 'refused' : undefined;
  if (keep.failed && errorType !== undefined && errorType !== 'client_closed') return 'failed';
  const { costUsdAbove } = keep;
  if (costUsdAbove === undefined || cost === undefined || cost.confidence === 'unknown') return undefined;
  return cost.picodollars > costUsdAbove * 1e12 ? 'cost' : undefined;
}
