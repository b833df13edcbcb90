import type { Match } from './detector.ts';
import { mostShort, unitsOf } from './units.ts';

/** A set of ASCII characters as a table. */
export type CharSet = Uint8Array;

/** Every character of the class, written as in an expression: `charSet(/[\w.]/)`. */
export function charSet(expression: RegExp): CharSet {
  return Uint8Array.from({ length: 128 }, (_, code) => (expression.test(String.fromCharCode(code)) ? 1 : 0));
}

/** Where the run of `set` characters at the end of the text begins, going back `reach` at most. */
export function trailingRun(text: string, set: CharSet, reach: number): number {
  const floor = Math.max(0, text.length - reach);
  let at = text.length;
  while (at > floor && set[text.charCodeAt(at - 1)] === 1) at--;
  return at;
}

/** The first place in the trailing run of `set` where one of `first` stands: nothing before can start a match. */
export function trailingStart(text: string, set: CharSet, first: CharSet, reach: number): number {
  let at = trailingRun(text, set, reach);
  while (at < text.length && first[text.charCodeAt(at)] !== 1) at++;
  return at;
}

/**
 * The first place from `from` on in the trailing run of `set` where a match may begin that the end of the
 * text cuts: `begins` looks at it and what stands before it, `cut` (sticky) at everything from there on.
 */
export function trailingCut(
  text: string,
  from: number,
  set: CharSet,
  reach: number,
  begins: (text: string, at: number) => boolean,
  cut: RegExp,
): number {
  for (let at = Math.max(from, trailingRun(text, set, reach)); at < text.length; at++) {
    if (!begins(text, at)) continue;
    cut.lastIndex = at;
    if (cut.test(text)) return at;
  }
  return text.length;
}

export type Accept = (start: number, candidate: string) => Match | undefined;

/**
 * Every accepted candidate of a global expression. A refused candidate hides nothing: the search goes
 * on one character later, so that a match never depends on where the search began.
 */
export function search(text: string, from: number, expression: RegExp, accept: Accept): Match[] {
  const found: Match[] = [];
  for (let match = next(text, from, expression, accept); match !== undefined; ) {
    found.push(match);
    match = next(text, match.end, expression, accept);
  }
  return found;
}

/** The same for several expressions at once: of what overlaps, the earliest is kept, then the first listed. */
export function searchAll(
  text: string,
  from: number,
  rules: ReadonlyArray<readonly [expression: RegExp, accept: Accept]>,
): Match[] {
  const found: Match[] = [];
  const ahead = rules.map(([expression, accept]) => next(text, from, expression, accept));
  for (;;) {
    let best: Match | undefined;
    for (const match of ahead)
      if (match !== undefined && (best === undefined || match.start < best.start)) best = match;
    if (best === undefined) return found;
    found.push(best);
    for (let i = 0; i < rules.length; i++) {
      const waiting = ahead[i];
      if (waiting === undefined || waiting.start >= best.end) continue;
      const [expression, accept] = rules[i]!;
      ahead[i] = next(text, best.end, expression, accept);
    }
  }
}

function next(text: string, from: number, expression: RegExp, accept: Accept): Match | undefined {
  expression.lastIndex = from;
  for (let hit = expression.exec(text); hit !== null; hit = expression.exec(text)) {
    const match = accept(hit.index, hit[0]);
    if (match !== undefined) return match;
    expression.lastIndex = hit.index + 1;
  }
  return undefined;
}

const number = /\d(?:[ ().\-/]{0,2}\d){6}/;

/** Seven digits with nothing but separators between them: what phones, cards and the like need. */
export function hasNumber(text: string): boolean {
  return (text.length <= mostShort || unitsOf(text).digits >= 7) && number.test(text);
}

/** Has a run of at least `length` characters of the set; looks at every character only where it must. */
export function hasRun(text: string, set: CharSet, length: number): boolean {
  let at = length - 1;
  while (at < text.length) {
    let back = at;
    const floor = at - length;
    while (back > floor && set[text.charCodeAt(back)] === 1) back--;
    if (back === floor) return true;
    at = back + length;
  }
  return false;
}

/**
 * Calls `visit` for each run of at least `length` characters of the set, in order; a run that began
 * before `from` counts from there. Looks at every character only where it must.
 */
export function eachRun(
  text: string,
  from: number,
  set: CharSet,
  length: number,
  visit: (start: number, end: number) => void,
): void {
  let at = from + length - 1;
  let floor = from;
  while (at < text.length) {
    let start = at + 1;
    while (start > floor && set[text.charCodeAt(start - 1)] === 1) start--;
    if (start > at || at - start + 1 < length) {
      // No run that holds `at` is known to be long enough: look on from where this one may begin.
      let end = at + 1;
      if (start <= at) while (end < text.length && end - start < length && set[text.charCodeAt(end)] === 1) end++;
      if (end - start < length) {
        floor = end;
        at = end + length - 1;
        continue;
      }
    }
    let end = at + 1;
    while (end < text.length && set[text.charCodeAt(end)] === 1) end++;
    visit(start, end);
    floor = end;
    at = end + length;
  }
}
