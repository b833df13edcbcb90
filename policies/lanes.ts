import type { Detector, Match } from './detector.ts';
import type { Track } from './plan.ts';
import type { Tape } from './tape.ts';

/** Takes what a track found for good: `judgedAt` is where in the text that was decided. */
export type Take = (track: Track, match: Match, judgedAt: number) => void;

/**
 * A pattern detector on its way along a tape. What it says of text before `done` is final: a match is
 * taken once everything that could change it has been seen, and never depends on the pieces.
 */
export interface Lane {
  readonly track: Track;
  /** Reads on as far as the tape is settled and returns `done`; `hinted` asks a hint about its text. */
  advance(tape: Tape, final: boolean, hinted: (hint: Detector['hint']) => boolean, take: Take): number;
}

export function patternLane(track: Track): Lane {
  const { detector } = track;
  let done = 0;
  // Behind the last match: what is taken is not read again.
  let next = 0;
  return {
    track,
    advance(tape, final, hinted, take) {
      const { text, base } = tape;
      const open = final ? tape.length : base + detector.open!(text, done - base);
      if (open <= done) return done;
      if (hinted(detector.hint)) {
        for (const match of atOnce(detector.detect(text, Math.max(done, next) - base))) {
          const start = base + match.start;
          if (start >= open) break;
          if (start < done || start < next) continue;
          next = base + match.end;
          take(track, { start, end: next, score: match.score }, start);
        }
      }
      done = open;
      return done;
    },
  };
}

/**
 * A scoring detector on its way along a tape: it judges windows of twice its reach, one for every
 * reach of text and one at the end, so that whatever is no longer than its reach is seen whole.
 */
export interface ScoringLane {
  readonly track: Track;
  advance(tape: Tape, final: boolean, take: Take): void;
}

export function scoringLane(track: Track): ScoringLane {
  const { detector } = track;
  const { reach } = detector;
  let recent = '';
  let base = 0;
  let judged = 0;

  function judge(at: number, take: Take): void {
    const start = Math.max(base, at - 2 * reach);
    const text = recent.slice(start - base, at - base);
    judged = at;
    if (detector.hint?.(text) === false) return;
    for (const match of atOnce(detector.detect(text))) {
      take(track, { start: start + match.start, end: start + match.end, score: match.score }, at);
    }
  }

  return {
    track,
    advance(tape, final, take) {
      const end = tape.length;
      const from = base + recent.length;
      if (end > from) recent += tape.text.slice(from - tape.base);
      while (judged + reach <= end) judge(Math.floor(judged / reach) * reach + reach, take);
      if (final && end > judged) judge(end, take);
      if (recent.length > 6 * reach) {
        const keep = Math.max(base, judged - 2 * reach);
        recent = recent.slice(keep - base);
        base = keep;
      }
    },
  };
}

function atOnce(matches: ReturnType<Detector['detect']>): Iterable<Match> {
  if (!('then' in matches)) return matches;
  // The text is on its way: there is nobody to wait for an answer.
  matches.catch(() => undefined);
  throw new CannotWait();
}

class CannotWait extends Error {
  override readonly name = 'CannotWait';
}
