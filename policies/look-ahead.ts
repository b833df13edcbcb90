import type { Role } from '../core/call.ts';
import type { Track } from './plan.ts';
import type { QuestionList } from './questions.ts';
import { createTape } from './tape.ts';
import { createWindows } from './windows.ts';

/** Reads a string before its turn, so that what is asked about it is asked while another answer is waited for. */
export interface LookAhead {
  /** How far it has read, in the source. */
  readonly read: number;
  push(text: string): void;
}

/** For the tracks that text waits for; the windows are those that are judged later, since the text decides them. */
export function createLookAhead(
  json: boolean,
  tracks: readonly Track[],
  role: Role,
  questions: QuestionList,
): LookAhead {
  const tape = createTape(json);
  const lanes = tracks.map((track) => ({ track, windows: createWindows(track.detector.reach) }));
  let read = 0;
  return {
    get read() {
      return read;
    },
    push(text) {
      read += text.length;
      tape.push(text);
      for (const { track, windows } of lanes) {
        windows.advance(tape, false, (window) => questions.prepare(track, window, role));
      }
      tape.forget(tape.length, 0);
    },
  };
}
