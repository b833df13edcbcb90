import type { OwnValues, Source } from './placeholders.ts';
import { createTape, type Tape } from './tape.ts';

/** A placeholder of the caller's value in a text, by its place in the source. */
export interface Restoration {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** In JSON source, outside any string: what is put back must bring its own quotes. */
  readonly bare: boolean;
}

/** Takes a placeholder that was found, by its place in the text. */
export type TakePlaceholder = (start: number, end: number, value: string) => void;

/**
 * Finds the placeholders of one call in a text, also where the model wrote them a little differently:
 *
 *   `<EMAIL_1>` `[EMAIL_1]` `&lt;EMAIL_1&gt;`   in any case, with `_`, `\_`, `-` or a space for each `_`,
 *                                              with or without a space inside the brackets
 *   `EMAIL_1` `<EMAIL_1` `EMAIL_1>`            exactly so (`\_` for `_`), not as part of a word or address
 *
 * Of doubled brackets one pair is the placeholder's: `<<EMAIL_1>>` is what `<ann@example.com>` is masked as.
 * `[EMAIL_1]` before `(` is a link's, so there the brackets stay.
 *
 * What it says of a place depends on that place, the character before it and what follows, up to the
 * longest form: a text in pieces gives the same as the whole.
 */
export interface Restorer {
  /**
   * Looks from `from` on; returns where the earliest placeholder begins that the end of the text leaves
   * open, else the length of the text. `last`: the text goes on no further.
   */
  find(text: string, from: number, last: boolean, take: TakePlaceholder): number;
}

interface Label {
  readonly label: string;
  readonly values: ReadonlyMap<string, string>;
  /** What each of the numbers begins with, itself and nothing included. */
  readonly beginnings: ReadonlySet<string>;
}

const NONE = 0;
const OPEN = -1;
const LESS = 60;
const GREATER = 62;
const SQUARE = 91;
const PAREN = 40;
const AMPERSAND = 38;
const SPACE = 32;
const DASH = 45;
const UNDERSCORE = 95;
const BACKSLASH = 92;
const escapedLess = '&lt;';

export function createRestorer(own: OwnValues): Restorer {
  const labels = [...own].map(([label, values]): Label => ({ label, values, beginnings: beginningsOf(values) }));
  const starts = new Uint8Array(128);
  for (const c of [LESS, SQUARE, AMPERSAND]) starts[c] = 1;
  for (const { label } of labels) starts[label.charCodeAt(0)] = 1;
  // Of the core that was read last.
  let value = '';
  let exact = true;

  /** Where the label and number end that stand here; `strictly`: as they were handed out. */
  function core(text: string, at: number, last: boolean, strictly: boolean): number {
    for (let i = 0; i < labels.length; i++) {
      const end = coreOf(labels[i]!, text, at, last, strictly);
      if (end !== NONE) return end;
    }
    return NONE;
  }

  function coreOf(
    { label, values, beginnings }: Label,
    text: string,
    from: number,
    last: boolean,
    strictly: boolean,
  ): number {
    let at = from;
    exact = true;
    for (let i = 0; i <= label.length; i++) {
      if (at >= text.length) return last ? NONE : OPEN;
      const c = text.charCodeAt(at);
      // The number is set off like the parts of the label.
      const wanted = i === label.length ? UNDERSCORE : label.charCodeAt(i);
      if (c === wanted) at++;
      else if (wanted === UNDERSCORE && c === BACKSLASH) {
        if (at + 1 === text.length) return last ? NONE : OPEN;
        if (text.charCodeAt(at + 1) !== UNDERSCORE) return NONE;
        at += 2;
      } else {
        const like = wanted === UNDERSCORE ? c === SPACE || c === DASH : (c & ~32) === wanted;
        if (strictly || !like) return NONE;
        exact = false;
        at++;
      }
    }
    const first = at;
    while (at < text.length && isDigit(text.charCodeAt(at)) && at - first < 8) at++;
    const number = text.slice(first, at);
    if (at === text.length && !last) return beginnings.has(number) ? OPEN : NONE;
    const known = values.get(number);
    if (known === undefined) return NONE;
    value = known;
    return at;
  }

  function bracketed(text: string, from: number, close: string, last: boolean): number {
    const spaced = text.charCodeAt(from) === SPACE;
    if (from === text.length || (spaced && from + 1 === text.length)) return last ? NONE : OPEN;
    const end = core(text, spaced ? from + 1 : from, last, false);
    if (end === NONE || end === OPEN) return end;
    const inner = text.charCodeAt(end) === SPACE ? end + 1 : end;
    if (text.startsWith(close, inner)) {
      const behind = inner + close.length;
      if (close !== ']') return behind;
      if (behind === text.length) return last ? behind : OPEN;
      return text.charCodeAt(behind) === PAREN ? NONE : behind;
    }
    if (!last && close.startsWith(text.slice(inner))) return OPEN;
    return close === '>' && exact && !spaced && !joins(text, end) ? end : NONE;
  }

  function unbracketed(text: string, at: number, last: boolean): number {
    if (at > 0 && joins(text, at - 1)) return NONE;
    const end = core(text, at, last, true);
    if (end === NONE || end === OPEN) return end;
    if (end === text.length) return last ? end : OPEN;
    if (text.charCodeAt(end) === GREATER) return end + 1;
    return joins(text, end) ? NONE : end;
  }

  function at(text: string, here: number, last: boolean): number {
    switch (text.charCodeAt(here)) {
      case LESS:
        return bracketed(text, here + 1, '>', last);
      case SQUARE:
        return bracketed(text, here + 1, ']', last);
      case AMPERSAND:
        if (text.startsWith(escapedLess, here)) return bracketed(text, here + escapedLess.length, '&gt;', last);
        return !last && escapedLess.startsWith(text.slice(here, here + 4)) && here + 4 > text.length ? OPEN : NONE;
      default:
        return unbracketed(text, here, last);
    }
  }

  return {
    find(text, from, last, take) {
      let here = from;
      while (here < text.length) {
        if (starts[text.charCodeAt(here)] !== 1) {
          here++;
          continue;
        }
        const end = at(text, here, last);
        if (end === OPEN) return here;
        if (end === NONE) here++;
        else {
          take(here, end, value);
          here = end;
        }
      }
      return text.length;
    },
  };
}

function beginningsOf(values: ReadonlyMap<string, string>): Set<string> {
  const beginnings = new Set(['']);
  for (const number of values.keys()) {
    for (let length = 1; length <= number.length; length++) beginnings.add(number.slice(0, length));
  }
  return beginnings;
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** What goes on with a word or an address: letters, digits, `_` and `@`. */
function joins(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return isDigit(c) || c === UNDERSCORE || (c >= 64 && c <= 90) || (c >= 97 && c <= 122);
}

/** The placeholders in a whole text. */
export function restorationsIn({ text, json }: Source, restorer: Restorer): readonly Restoration[] {
  const found: Restoration[] = [];
  const tape = createTape(json === true);
  tape.push(text);
  tape.end();
  restorer.find(tape.text, 0, true, (start, end, value) => {
    found.push(restorationAt(tape, json === true, start, end, value));
  });
  return found;
}

/** A placeholder on a tape. */
export function restorationAt(tape: Tape, json: boolean, start: number, end: number, value: string): Restoration {
  const bare = json && !tape.quotes(start, end).open;
  return { start: tape.original(start), end: tape.originalEnd(end), value, bare };
}

/** What stands for the value in the text itself: JSON source stays valid. */
export function writtenOf({ value, bare }: Restoration, json: boolean): string {
  if (!json) return value;
  const literal = JSON.stringify(value);
  return bare ? literal : literal.slice(1, -1);
}

/** What stands for the value in an edit, which is escaped as it is made. */
export function editOf({ value, bare }: Restoration): string {
  return bare ? JSON.stringify(value) : value;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** In order of place; of what is masked around a placeholder nothing is put back. */
export function merged<R extends Range>(redactions: readonly R[], restorations: readonly R[]): readonly R[] {
  if (restorations.length === 0) return redactions;
  const all: R[] = [];
  let i = 0;
  for (const back of restorations) {
    while (i < redactions.length && redactions[i]!.end <= back.start) all.push(redactions[i++]!);
    if (i === redactions.length || redactions[i]!.start >= back.end) all.push(back);
  }
  for (; i < redactions.length; i++) all.push(redactions[i]!);
  return all;
}
