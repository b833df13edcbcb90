import type { Tape } from './tape.ts';

/**
 * A text in windows of twice a reach, one for every reach of it and one at its end, so that whatever is
 * no longer than a reach is seen whole. Where they stand depends on the text alone.
 */
export interface Windows {
  /** End of the last window. */
  readonly judged: number;
  /** The first character that a later window may have in it. */
  readonly needed: number;
  advance(tape: Tape, final: boolean, each: (text: string, start: number, at: number) => void): void;
}

export function createWindows(reach: number): Windows {
  let recent = '';
  let base = 0;
  let judged = 0;

  const nextAt = (): number => Math.floor(judged / reach) * reach + reach;

  function open(at: number, each: (text: string, start: number, at: number) => void): void {
    const start = Math.max(base, at - 2 * reach);
    judged = at;
    windows.judged = at;
    windows.needed = Math.max(0, nextAt() - 2 * reach);
    each(recent.slice(start - base, at - base), start, at);
  }

  const windows: { -readonly [Key in keyof Windows]: Windows[Key] } = {
    judged: 0,
    needed: 0,
    advance(tape, final, each) {
      const end = tape.length;
      const from = base + recent.length;
      if (end > from) recent += tape.text.slice(from - tape.base);
      while (judged + reach <= end) open(nextAt(), each);
      if (final && end > judged) open(end, each);
      if (recent.length > 6 * reach) {
        const keep = Math.max(base, judged - 2 * reach);
        recent = recent.slice(keep - base);
        base = keep;
      }
    },
  };
  return windows;
}
