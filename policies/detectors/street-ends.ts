import { isCapital, type Reading } from './street-letters.ts';
import { tailOf } from './street-tail.ts';
import { goingOn } from './street-words.ts';

export interface Address {
  readonly end: number;
  readonly score: number;
}

/**
 * What proves that it is a street: `sure`, what was read; `firm`, that no noun or verb goes on behind it;
 * `loose`, that no name does either; `unsure`, only the code of a town.
 */
export type Certainty = 'sure' | 'firm' | 'loose' | 'unsure';

/** The longest street with its number. */
export const streetReach = 120;
/** Most words of a name. */
export const mostNames = 6;
export const [newline, percent, comma, dot, colon] = [10, 37, 44, 46, 58] as const;

/** A comma, a break, or the first letter of `Apt` or `Suite`. */
function mayProve(reading: Reading, end: number): boolean {
  const code = reading.code(end);
  if (code !== 32) return code === comma || code === newline || code === 0;
  if (reading.code(end + 1) === newline) return true;
  const begun = reading.text.slice(end + 1, end + 4).toLowerCase();
  return ['apt', 'sui'].some((word) => word.startsWith(begun));
}

/** An address whose street and number end here: with what belongs to it behind, if that and what goes on allow it. */
export function finished(reading: Reading, end: number, certainty: Certainty): Address | undefined {
  if (end - reading.start > streetReach) return undefined;
  if (certainty === 'unsure' && !mayProve(reading, end)) return undefined;
  const tail = tailOf(reading, end);
  if (tail.kind === 'town' || (tail.kind === 'code' && certainty !== 'unsure')) return { end: tail.end, score: 0.9 };
  if (tail.kind === 'flat' && certainty === 'unsure') return { end: tail.end, score: 0.7 };
  if (certainty === 'unsure') return undefined;
  if (tail.kind === 'none' && certainty !== 'sure' && reading.is(end, ' ')) {
    const word = reading.text.slice(end + 1, reading.word(end + 1));
    const capital = isCapital(word.charCodeAt(0));
    if (capital ? certainty === 'loose' : word !== '' && !goingOn.has(word)) return undefined;
  }
  return { end: tail.end, score: certainty === 'loose' ? 0.7 : 0.85 };
}
