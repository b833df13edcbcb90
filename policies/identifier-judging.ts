import {
  type Beginnings,
  beginningsOf,
  markSayers,
  says,
  saysLast,
  wordNeedles,
  wordsBefore,
} from './context-words.ts';
import type { Match } from './detector.ts';
import type { Identifier } from './identifier.ts';

/** Scores of one behind its word, and of one that speaks for itself. */
const told = 0.9;
const alone = 0.75;

const other = /[^\dA-Za-z]+/g;

/** Judges candidates, place by place: what is known of a place is found out once for all who ask. */
export interface Judging {
  at(text: string, start: number): void;
  /** What the member makes of the candidate that begins at the place and ends there. */
  match(member: number, end: number, unmistakable: boolean): Match | undefined;
}

export function createJudging(identifiers: readonly Identifier[]): Judging {
  const needles = identifiers.map(({ words }) => wordNeedles(words));
  const beginnings: Beginnings = beginningsOf(needles);
  /** By member: the last place before which one of its words may stand. */
  const sayers = new Int32Array(identifiers.length);
  let stamp = 0;
  let anybody = false;
  let text = '';
  let start = 0;
  let valueEnd = -1;
  let value = '';
  let words: string | undefined;

  function isTold(member: number): boolean {
    words ??= wordsBefore(text, start);
    return (identifiers[member]!.close === true ? saysLast : says)(words, needles[member]!);
  }

  return {
    at(source, place) {
      text = source;
      start = place;
      valueEnd = -1;
      words = undefined;
      stamp = (stamp + 1) | 0;
      anybody = !markSayers(text, start, beginnings, sayers, stamp);
    },
    match(member, end, unmistakable) {
      const mayBeTold = anybody || sayers[member] === stamp;
      if (!mayBeTold && !unmistakable) return undefined;
      const { valid, anyCase } = identifiers[member]!;
      if (valueEnd !== end) {
        valueEnd = end;
        value = text.slice(start, end).replace(other, '').toUpperCase();
      }
      if (!valid(value)) return undefined;
      if (mayBeTold && isTold(member)) return { start, end, score: told };
      const speaks = unmistakable && (anyCase === true || !/[a-z]/.test(text.slice(start, end)));
      return speaks ? { start, end, score: alone } : undefined;
    },
  };
}
