import { charSet } from '../pattern.ts';
import { isCapital, isDigit, isLetter } from './street-letters.ts';
import { articles, behindGenitive, dottedWords, joiners, numberWords, ownWords, types } from './street-words.ts';

const boxWords = ['box', 'office', 'postfach', 'postbus', 'postboks', 'postal', 'postale', 'correos'];

/** In small letters within a name and around it. */
export const inner: ReadonlySet<string> = new Set(
  [...types, ...ownWords, ...articles, ...behindGenitive, ...dottedWords, ...joiners, ...numberWords]
    .map((word) => word.replace(/[./]$/, ''))
    .concat(boxWords, 'p', 'o', 'post'),
);

/** What in small letters may stand behind a number begins so. */
const beginnings = charSet(/[rbaciqfspvet]/);

/** A cheap look: behind this number, or a range or a letter with it, a name may stand. */
export function mayBeNamed(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  if (code === 45 || code === 47 || isLetter(code)) return true;
  const blank = code === 44 ? end + 1 : end;
  if (text.charCodeAt(blank) !== 32 && text.charCodeAt(blank) !== 0xa0) return false;
  const next = text.charCodeAt(blank + 1);
  return isCapital(next) || next === 32 || isDigit(next) || beginnings[next] === 1;
}
