import type { Detector, Match } from './detector.ts';
import { needsFolding } from './fold.ts';
import { checkMatch, type Found, locate } from './found.ts';
import { hasDigit } from './identifier.ts';
import type { Reader } from './identifier-reader.ts';
import { createTape, type Tape } from './tape.ts';
import { createUnseen, type Unseen } from './unseen.ts';

/** Why a detector said nothing: the error's class, never its message. */
export interface Failure {
  readonly reason: string;
}

export type Outcome = readonly Found[] | Failure;

const none: readonly Found[] = Object.freeze([]);
const nobody: ReadonlyMap<number, readonly Found[]> = new Map();
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
  /** By all members of a family at once: what each of them found that found anything. */
  together(reader: Reader): ReadonlyMap<number, readonly Found[]> | Failure;
}

export function readText(source: string, json: boolean): Reading {
  let tape: Tape | undefined;
  let unseen: readonly Unseen[] = [];
  const plain = !json && !needsFolding(source);
  const text = plain ? source : tapeOf().text;
  // Detectors that ask the same question beforehand ask it once.
  let lastHint: Detector['hint'];
  let hinted = true;

  function tapeOf(): Tape {
    if (tape === undefined) {
      const gatherer = createUnseen();
      tape = createTape(json, gatherer.add);
      tape.push(source);
      tape.end();
      unseen = gatherer.all();
    }
    return tape;
  }

  function add(found: Found[], match: Match): void {
    const { start, end, score, category } = match;
    checkMatch(start, end, score, text.length);
    if (!plain) {
      found.push(...locate(tapeOf(), json, match));
      return;
    }
    const one = { start, end, score, value: detached(text.slice(start, end)), bare: false };
    found.push(category === undefined ? one : { ...one, category });
  }

  function founds(matches: Iterable<Match>): readonly Found[] {
    let found: Found[] | undefined;
    for (const match of matches) {
      found ??= [];
      add(found, match);
    }
    return found ?? none;
  }

  /** What nobody sees is read by those that answer at once. */
  function within(detector: Detector, found: readonly Found[]): readonly Found[] {
    const more: Found[] = [];
    for (const { text: hidden, found: placed } of unseen) {
      if (detector.hint?.(hidden) === false) continue;
      const matches = detector.detect(hidden);
      if ('then' in matches) continue;
      for (const match of matches) {
        checkMatch(match.start, match.end, match.score, hidden.length);
        more.push(...placed(match));
      }
    }
    return more.length === 0 ? found : [...found, ...more].sort((a, b) => a.start - b.start || a.end - b.end);
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
          if (!hinted) return unseen.length === 0 ? none : within(detector, none);
        }
        const matches = detector.detect(text);
        if ('then' in matches) return matches.then(founds).catch(failureOf);
        return unseen.length === 0 ? founds(matches) : within(detector, founds(matches));
      } catch (error) {
        return failureOf(error);
      }
    },
    together(reader) {
      if (!hasDigit(text)) return nobody;
      try {
        let found: Map<number, Found[]> | undefined;
        reader.read(text, 0, (member, match) => {
          found ??= new Map();
          let own = found.get(member);
          if (own === undefined) {
            own = [];
            found.set(member, own);
          }
          add(own, match);
        });
        return found ?? nobody;
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}
