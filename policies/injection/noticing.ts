import type { Noticed } from '../views.ts';
import { firstHidden, SINGLE } from './tokens.ts';

/** Fewer words of one's kind are chance. */
const fewestHidden = 2;
const fewestSpaced = 8;
/** Words of a text in which one is enough, all but one. */
const short = 16;

const counted = new Int32Array(4);
let row = 0;
let longestRow = 0;

/** What the words of a text say of how it is written: of one text at a time, each read to its end. */
export function beginNoticing(): void {
  counted.fill(0);
  row = 0;
  longestRow = 0;
}

/** A word of a class that is no feature. */
export function noticeHidden(klass: number): void {
  counted[klass - firstHidden] = counted[klass - firstHidden]! + 1;
}

/** Letters count only in a row, which no prose has. */
export function noticeSize(size: number, klass: number): void {
  if (size > 1) row = 0;
  else if (klass === SINGLE && ++row > longestRow) longestRow = row;
}

export function noticed(words: number): Noticed {
  // In a short text one is enough.
  const fewest = words < short ? 1 : fewestHidden;
  return {
    rot13: counted[0]! >= fewest,
    reversed: counted[1]! >= fewest,
    leet: counted[2]! > fewestHidden,
    spaced: longestRow >= fewestSpaced,
  };
}
