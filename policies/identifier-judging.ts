import { says, saysLast, wordNeedles, wordsBefore } from './context-words.ts';
import type { Match } from './detector.ts';
import type { Identifier } from './identifier.ts';

/** Scores of one behind its word, and of one that speaks for itself. */
const told = 0.9;
const alone = 0.75;

/** What makes a match of a candidate; asked last, and seldom. */
export interface Judging {
  readonly identifier: Identifier;
  readonly needles: readonly string[];
}

export function judgingOf(identifier: Identifier): Judging {
  return { identifier, needles: wordNeedles(identifier.words) };
}

/** A place in a text that several identifiers may ask about: its words are read once. */
export interface Place {
  readonly text: string;
  start: number;
  /** What stands before it, once somebody has asked. */
  words: string | undefined;
}

export function judge(
  { identifier, needles }: Judging,
  place: Place,
  end: number,
  unmistakable: boolean,
): Match | undefined {
  const { text, start } = place;
  const source = text.slice(start, end);
  if (!identifier.valid(source.replace(/[^\dA-Za-z]/g, '').toUpperCase())) return undefined;
  place.words ??= wordsBefore(text, start);
  if ((identifier.close === true ? saysLast : says)(place.words, needles)) return { start, end, score: told };
  return unmistakable && !/[a-z]/.test(source) ? { start, end, score: alone } : undefined;
}
