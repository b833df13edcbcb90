import type { JsonPath } from '../core/call.ts';
import { locateAll, type Span, skipSpace, skipString, skipValue } from './json-scan.ts';

export { locate } from './json-scan.ts';

/** A replacement inside one string of a JSON document, in UTF-16 offsets of the decoded string. */
export interface StringEdit {
  readonly path: JsonPath;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The string holds JSON source: what is put in must leave it valid. */
  readonly json?: boolean;
}

export interface Patch extends Span {
  readonly text: string;
}

/**
 * Replaces parts of strings where they stand; everything else stays as it is. Edits of one string
 * must not overlap. An edit that finds no string is a mistake that would let text through, so it
 * throws.
 *
 * `blank` names values to make empty because of an edit, such as the token list that spells the
 * edited text out once more.
 */
export function editStrings(
  source: string,
  edits: readonly StringEdit[],
  blank?: (path: JsonPath) => readonly Blank[],
): string {
  if (edits.length === 0) return source;
  const blanks: Blank[] = [];
  if (blank !== undefined) {
    for (const { path } of edits) {
      for (const also of blank(path)) {
        if (!blanks.some((known) => samePath(known.path, also.path))) blanks.push(also);
      }
    }
  }
  // What is made void as a whole has nothing left to edit.
  const kept =
    blanks.length === 0 ? edits : edits.filter(({ path }) => !blanks.some((also) => samePath(also.path, path)));
  const spans = locateAll(source, [...kept.map((edit) => edit.path), ...blanks.map((also) => also.path)]);
  const patches: Patch[] = [];
  // By string, so that one with thousands of edits is walked once.
  const literals = new Map<number, Literal>();
  kept.forEach((edit, index) => {
    const span = spans[index];
    if (span === undefined || source.charCodeAt(span.start) !== 34) {
      throw new Error(`No string to edit at ${edit.path.join('.')}`);
    }
    let literal = literals.get(span.start);
    if (literal === undefined) {
      literal = new Literal(source, span);
      literals.set(span.start, literal);
    }
    patches.push(edit.json === true ? patchJsonSource(literal, edit) : patchString(literal, edit));
  });
  blanks.forEach((also, index) => {
    const span = spans[kept.length + index];
    if (span !== undefined && source.slice(span.start, span.end) !== 'null') {
      patches.push({ start: span.start, end: span.end, text: also.text });
    }
  });
  return patched(source, patches);
}

/** A value that an edit makes void, and the JSON that stands there then. */
export interface Blank {
  readonly path: JsonPath;
  readonly text: string;
}

/** The source with these ranges replaced; the ranges are disjoint. */
export function patched(source: string, patches: readonly Patch[]): string {
  const sorted = patches.length > 1 ? [...patches].sort((a, b) => a.start - b.start || a.end - b.end) : patches;
  let result = '';
  let at = 0;
  for (const { start, end, text } of sorted) {
    result += source.slice(at, start) + text;
    at = end;
  }
  return result + source.slice(at);
}

/** A string's characters as they stand in a JSON literal, quotes left off. */
export function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function patchString(literal: Literal, { start, end, replacement }: StringEdit): Patch {
  return { start: literal.rawAt(start), end: literal.rawAt(end), text: escaped(replacement) };
}

/**
 * Edits JSON source inside a string. Inside one of its own strings the replacement is escaped for it,
 * and an escape is never cut in two; a number or word outside of strings becomes a string as a whole,
 * since `<CARD_1>` is no value. There a replacement may bring its own quotes.
 */
function patchJsonSource(outer: Literal, edit: StringEdit): Patch {
  const { inner } = outer;
  let text = escaped(edit.replacement);
  let { start, end } = edit;
  const literal = outer.literalAround(start);
  const quoted = edit.replacement.length > 1 && edit.replacement.startsWith('"') && edit.replacement.endsWith('"');
  if (literal !== undefined) {
    start = outer.pastEscape(literal, start);
    end = Math.max(outer.pastEscape(literal, end), start);
  } else if (start < end && scalar.test(inner.charAt(start))) {
    while (start > 0 && scalar.test(inner.charAt(start - 1))) start--;
    while (end < inner.length && scalar.test(inner.charAt(end - 1)) && scalar.test(inner.charAt(end))) end++;
    text = quoted ? edit.replacement : `"${text}"`;
  } else if (quoted) text = edit.replacement;
  return { start: outer.rawAt(start), end: outer.rawAt(end), text: escaped(text) };
}

/** What numbers and the words `true`, `false` and `null` are made of. */
const scalar = /[-+.\w]/;

/** A string literal, read from left to right: edits come in order, and what was passed is not read again. */
class Literal {
  readonly #source: string;
  readonly #span: Span;
  readonly #escapes: boolean;
  /** This many units of the string end at this place in the source. */
  #units = 0;
  #raw: number;
  #inner: string | undefined;
  /** The string literal within `inner` that was looked at last. */
  #within: Span = { start: -1, end: 0 };
  /** A place in `inner` where no escape sequence is cut in two. */
  #whole = 0;

  constructor(source: string, span: Span) {
    this.#source = source;
    this.#span = span;
    this.#raw = span.start + 1;
    this.#escapes = source.slice(span.start, span.end).includes('\\');
  }

  /** What the literal says; asked for where that is JSON source itself. */
  get inner(): string {
    this.#inner ??= JSON.parse(this.#source.slice(this.#span.start, this.#span.end)) as string;
    return this.#inner;
  }

  /** Where the unit at this offset of the string stands in the source. */
  rawAt(units: number): number {
    const first = this.#span.start + 1;
    if (!this.#escapes) return first + units;
    if (units < this.#units) {
      this.#units = 0;
      this.#raw = first;
    }
    let at = this.#raw;
    for (let left = units - this.#units; left > 0; left--) {
      // Each \uXXXX is one unit, also where two of them make one character.
      if (this.#source.charCodeAt(at) !== 92) at++;
      else at += this.#source.charCodeAt(at + 1) === 117 ? 6 : 2;
    }
    this.#units = units;
    this.#raw = at;
    return at;
  }

  /** The string literal of the JSON source within that this offset lies in. */
  literalAround(offset: number): Span | undefined {
    const { inner } = this;
    let { start, end } = offset > this.#within.start ? this.#within : { start: -1, end: 0 };
    while (end <= offset) {
      start = inner.indexOf('"', end);
      if (start === -1 || start >= offset) return undefined;
      end = skipString(inner, start);
      this.#within = { start, end };
    }
    return start === -1 ? undefined : { start, end };
  }

  /** The offset, or the end of the escape sequence of the literal within that it cuts in two. */
  pastEscape(literal: Span, offset: number): number {
    const { inner } = this;
    let at = this.#whole > literal.start && this.#whole <= offset ? this.#whole : literal.start + 1;
    while (at < offset && at < literal.end) {
      this.#whole = at;
      at += inner.charCodeAt(at) !== 92 ? 1 : inner.charCodeAt(at + 1) === 117 ? 6 : 2;
    }
    return Math.max(at, offset);
  }
}

function samePath(a: JsonPath, b: JsonPath): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

/** The source with a member added at the end of the object that begins at `at`. */
export function withMember(source: string, at: number, member: string): string {
  const close = skipValue(source, at) - 1;
  const empty = skipSpace(source, at + 1) === close;
  let end = close;
  while (end > at + 1 && source.charCodeAt(end - 1) <= 32) end--;
  return `${source.slice(0, end)}${empty ? '' : ','}${member}${source.slice(end)}`;
}
