import { type Log, rareWarning } from './log.ts';
import type { DropReason, Meters, Signal } from './meters.ts';

/** Told of everything that is lost on the way out: counts it, and says so rarely. */
export type Lost = (signal: Signal, reason: DropReason, count: number, error?: unknown) => void;

export function countLost(meters: Pick<Meters, 'dropped'>, log: Log): Lost {
  const warn = rareWarning(log);
  return (signal, reason, count, error) => {
    meters.dropped(signal, reason, count);
    try {
      warn({ signal, reason, count, ...(error === undefined ? {} : { error: describe(error) }) }, 'telemetry was lost');
    } catch {
      // The log itself is broken: there is nobody left to tell.
    }
  };
}

/** Code or message, never more: a collector's answer may be a page of anything. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  const text = code === undefined ? error.message || error.name : `${String(code)} ${error.message}`;
  return text.trim().slice(0, 200);
}
