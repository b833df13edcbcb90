import type { Match } from './detector.ts';
import type { Rule, Track } from './plan.ts';
import type { Tape } from './tape.ts';

/** A match in its source: the very characters to mark or to replace. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly score: number;
  /** Finer than the detector's. */
  readonly category?: string | undefined;
  /** As normalised: what tells one value from another. Never leaves this room. */
  readonly value: string;
  /** In JSON source, outside any string: what replaces it must bring its own quotes. */
  readonly bare: boolean;
}

/** A found thing that a rule cares about. */
export interface Hit {
  readonly rule: Rule;
  readonly track: Track;
  readonly found: Found;
}

/**
 * A match in the source. In JSON source one that runs over the end of a string becomes one for each
 * string that it touches, so that the quotes and what stands between them stay.
 */
export function locate(tape: Tape, json: boolean, { start, end, score, category }: Match): Found[] {
  const part = (from: number, to: number, bare: boolean): Found => ({
    start: tape.original(from),
    end: tape.originalEnd(to),
    score,
    ...(category === undefined ? {} : { category }),
    value: tape.text.slice(from - tape.base, to - tape.base),
    bare,
  });
  if (!json) return [part(start, end, false)];
  const quotes = tape.quotes(start, end);
  if (quotes.at.length === 0) return [part(start, end, !quotes.open)];
  const parts: Found[] = [];
  let { open } = quotes;
  let from = start;
  for (const quote of [...quotes.at, end]) {
    if (open && from < quote) parts.push(part(from, quote, false));
    open = !open;
    from = quote + 1;
  }
  return parts;
}

/** A detector that says what cannot be is a detector that failed. */
export function checkMatch(start: number, end: number, score: number, length: number): void {
  if (!(start >= 0 && start < end && end <= length && score >= 0 && score <= 1)) throw new InvalidMatch();
}

class InvalidMatch extends Error {
  override readonly name = 'InvalidMatch';
}

/** By place, then by the order of policies and of detectors: a total order, so that nothing hangs on when it was found. */
export function byPlace(a: Hit, b: Hit): number {
  return (
    a.found.start - b.found.start ||
    b.found.end - a.found.end ||
    a.rule.order - b.rule.order ||
    a.track.index - b.track.index
  );
}
