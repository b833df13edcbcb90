import type { Bundle } from './bundle.ts';
import type { Detector, Match } from './detector.ts';
import type { Track } from './plan.ts';
import type { Tape } from './tape.ts';
import { createWindows } from './windows.ts';

/**
 * Takes what a track found for good: `judgedAt` is where in the text that was decided, `safe` where the
 * text begins that nobody may have seen where it waits to be judged.
 */
export type Take = (track: Track, match: Match, judgedAt: number, safe: number) => void;

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
          take(track, { start, end: next, score: match.score }, start, start);
        }
      }
      done = open;
      return done;
    },
  };
}

/** All members of a bundle on their way along a tape, in one pass. */
export function bundleLane(track: Track, { reader, members }: Bundle): Lane {
  let done = 0;
  let behind: Int32Array | undefined;
  return {
    track,
    advance(tape, final, hinted, take) {
      const { text, base } = tape;
      const open = final ? tape.length : base + reader.open(text, done - base);
      if (open <= done) return done;
      if (hinted(track.detector.hint)) {
        reader.read(text, done - base, (at, { start, end, score }) => {
          const member = members[at];
          if (member === undefined || base + start >= open || base + start < (behind?.[at] ?? 0)) return;
          behind ??= new Int32Array(members.length);
          behind[at] = base + end;
          take(member, { start: base + start, end: base + end, score }, base + start, base + start);
        });
      }
      done = open;
      return done;
    },
  };
}

/** A scoring detector on its way along a tape, window by window. */
export interface ScoringLane {
  readonly track: Track;
  /** Text before this was judged with what stands around it. */
  readonly safe: number;
  advance(tape: Tape, final: boolean, take: Take): void;
}

export function scoringLane(track: Track): ScoringLane {
  const { detector } = track;
  const windows = createWindows(detector.reach);
  const lane: { -readonly [Key in keyof ScoringLane]: ScoringLane[Key] } = {
    track,
    safe: 0,
    advance(tape, final, take) {
      windows.advance(tape, final, (text, start, at) => {
        if (detector.hint?.(text) !== false) {
          for (const match of atOnce(detector.detect(text))) {
            take(track, { ...match, start: start + match.start, end: start + match.end }, at, lane.safe);
          }
        }
        lane.safe = Math.max(lane.safe, at - detector.reach);
      });
    },
  };
  return lane;
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
