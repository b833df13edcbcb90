import type { Match } from '../detector.ts';
import { type CharSet, charSet, trailingRun } from '../pattern.ts';

/** A value that what stands before it announces: where it begins, and what it stands in. */
export interface ToldValue {
  readonly start: number;
  /** The quotation mark before it, or nothing. */
  readonly quote: string;
}

export const longestValue = 256;
/** Of a longer value nothing is said: with what comes behind it. */
export const valueReach: number = longestValue + 2;

const open = charSet(/[!-~]/);
for (const mark of '"\'`\\,;<>|)]}') open[mark.charCodeAt(0)] = 0;
const quoted = charSet(/[!-~]/);
for (const mark of '"\'`\\') quoted[mark.charCodeAt(0)] = 0;

/** Where the value ends; `undefined` when it is longer than may be. */
export function valueEnd(text: string, { start, quote }: ToldValue): number | undefined {
  const set: CharSet = quote === '' ? open : quoted;
  const limit = Math.min(text.length, start + longestValue + 1);
  let end = start;
  while (end < limit && set[text.charCodeAt(end)] === 1) end++;
  return end - start > longestValue ? undefined : end;
}

/**
 * Matches of values that are announced. A quoted one ends with its quotation mark, or with the text;
 * of one that is not quoted the full stop of the sentence is left out.
 */
export function matchValues<T extends ToldValue>(
  text: string,
  from: number,
  told: readonly T[],
  score: (value: string, one: T) => number,
): Match[] {
  const found: Match[] = [];
  let floor = from;
  for (const one of told) {
    if (one.start < floor) continue;
    let end = valueEnd(text, one);
    if (end === undefined) continue;
    if (one.quote !== '') {
      const after = text.charAt(end);
      if (after !== '' && after !== one.quote && after !== '\\') continue;
    } else {
      // In the query of a URL the next one follows.
      const next = text.slice(one.start, end).search(/&[\w.%-]{1,40}=/);
      if (next !== -1) end = one.start + next;
      while (end > one.start && '.:?*'.includes(text.charAt(end - 1))) end--;
    }
    if (end === one.start) continue;
    const worth = score(text.slice(one.start, end), one);
    if (worth === 0) continue;
    found.push({ start: one.start, end, score: worth });
    floor = end;
  }
  return found;
}

/** No value begins before this place that the end of the text may cut. */
export function firstOpen(text: string, from: number): number {
  return Math.max(from, trailingRun(text, quoted, valueReach));
}

/** The first announced value that the end of the text may cut. */
export function openValue(text: string, told: readonly ToldValue[]): number {
  for (const one of told) if (valueEnd(text, one) === text.length) return one.start;
  return text.length;
}

const gap = /[ \t]{0,4}\*{0,2}[ \t]{0,2}(?:[brfuL@]{0,2}(?=\\{0,2}["'`]))?\\{0,2}(["'`]?)/y;

/** The value behind a separator that ends at `at`, with its quotation mark. */
export function valueAfter(text: string, at: number): ToldValue {
  gap.lastIndex = at;
  const between = gap.exec(text);
  // Backslashes without a quotation mark behind are the value's own.
  if (between === null) return { start: at, quote: '' };
  return { start: gap.lastIndex, quote: between[1] ?? '' };
}

export function byStart(a: ToldValue, b: ToldValue): number {
  return a.start - b.start;
}
