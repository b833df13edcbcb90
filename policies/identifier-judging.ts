import { type Beginnings, maySay, says, saysLast, wordNeedles, wordsBefore } from './context-words.ts';
import type { Match } from './detector.ts';
import type { Identifier } from './identifier.ts';

/** Scores of one behind its word, and of one that speaks for itself. */
const told = 0.9;
const alone = 0.75;

/** What makes a match of a candidate. */
export interface Judging {
  readonly identifier: Identifier;
  readonly needles: readonly string[];
}

export function judgingOf(identifier: Identifier): Judging {
  return { identifier, needles: wordNeedles(identifier.words) };
}

/** A place in a text that several identifiers may ask about: what is known of it is found out once. */
export interface Place {
  readonly text: string;
  readonly beginnings: Beginnings;
  start: number;
  end: number;
  /** Its letters and digits alone, in capitals. */
  value: string;
  /** What stands before it, once somebody has asked; empty when it is nobody's word. */
  words: string | undefined;
}

export function judge({ identifier, needles }: Judging, place: Place, unmistakable: boolean): Match | undefined {
  const { text, start, end } = place;
  if (place.value === '') place.value = text.slice(start, end).replace(other, '').toUpperCase();
  if (!identifier.valid(place.value)) return undefined;
  place.words ??= maySay(text, start, place.beginnings) ? wordsBefore(text, start) : '';
  if (place.words !== '' && (identifier.close === true ? saysLast : says)(place.words, needles)) {
    return { start, end, score: told };
  }
  return unmistakable && (identifier.anyCase === true || !/[a-z]/.test(text.slice(start, end)))
    ? { start, end, score: alone }
    : undefined;
}

const other = /[^\dA-Za-z]+/g;
