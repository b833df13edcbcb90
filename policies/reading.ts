import type { Detector, Match } from './detector.ts';
import { needsFolding } from './fold.ts';
import { checkMatch, type Found, locate } from './found.ts';
import { createTape, type Tape } from './tape.ts';

/** Why a detector said nothing: the error's class, never its message. */
export interface Failure {
  readonly reason: string;
}

export type Outcome = readonly Found[] | Failure;

const none: readonly Found[] = Object.freeze([]);
const word = /^\w{1,60}$/;

export function failureOf(error: unknown): Failure {
  const name = error instanceof Error ? error.name : 'Unknown';
  return { reason: word.test(name) ? name : 'Error' };
}

export function isFailure(outcome: object): outcome is Failure {
  return 'reason' in outcome;
}

/** A copy of its own: a slice would keep the whole text in memory for as long as it is remembered. */
function detached(slice: string): string {
  return Buffer.from(slice, 'utf16le').toString('utf16le');
}

/** One whole text, read by any number of detectors. Nothing it does throws. */
export interface Reading {
  by(detector: Detector): Outcome | Promise<Outcome>;
}

export function readText(source: string, json: boolean): Reading {
  let tape: Tape | undefined;
  const plain = !json && !needsFolding(source);
  const text = plain ? source : tapeOf().text;
  // Detectors that ask the same question beforehand ask it once.
  let lastHint: Detector['hint'];
  let hinted = true;

  function tapeOf(): Tape {
    if (tape === undefined) {
      tape = createTape(json);
      tape.push(source);
      tape.end();
    }
    return tape;
  }

  function founds(matches: Iterable<Match>): readonly Found[] {
    let found: Found[] | undefined;
    for (const { start, end, score } of matches) {
      checkMatch(start, end, score, text.length);
      found ??= [];
      if (plain) found.push({ start, end, score, value: detached(text.slice(start, end)), bare: false });
      else found.push(...locate(tapeOf(), json, start, end, score));
    }
    return found ?? none;
  }

  return {
    by(detector) {
      try {
        const { hint } = detector;
        if (hint !== undefined) {
          if (hint !== lastHint) {
            hinted = hint(text);
            lastHint = hint;
          }
          if (!hinted) return none;
        }
        const matches = detector.detect(text);
        return 'then' in matches ? matches.then(founds).catch(failureOf) : founds(matches);
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}
