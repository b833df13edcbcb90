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
  const spans = locateAll(source, [...edits.map((edit) => edit.path), ...blanks.map((also) => also.path)]);
  const patches: Patch[] = [];
  edits.forEach((edit, index) => {
    const span = spans[index];
    if (span === undefined || source.charCodeAt(span.start) !== 34) {
      throw new Error(`No string to edit at ${edit.path.join('.')}`);
    }
    patches.push(edit.json === true ? patchJsonSource(source, span, edit) : patchString(source, span, edit));
  });
  blanks.forEach((also, index) => {
    const span = spans[edits.length + index];
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

function patchString(source: string, span: Span, edit: StringEdit): Patch {
  return { ...rawRange(source, span, edit.start, edit.end), text: escaped(edit.replacement) };
}

/**
 * Edits JSON source inside a string. Inside one of its own strings the replacement is escaped for it,
 * and an escape is never cut in two; a number or word outside of strings becomes a string as a whole,
 * since `<CARD_1>` is no value.
 */
function patchJsonSource(source: string, span: Span, edit: StringEdit): Patch {
  const inner = JSON.parse(source.slice(span.start, span.end)) as string;
  let text = escaped(edit.replacement);
  let { start, end } = edit;
  const literal = literalAround(inner, start);
  if (literal !== undefined) {
    start = escapeAround(inner, literal, start)?.end ?? start;
    end = Math.max(escapeAround(inner, literal, end)?.end ?? end, start);
  } else if (start < end && scalar.test(inner.charAt(start))) {
    while (start > 0 && scalar.test(inner.charAt(start - 1))) start--;
    while (end < inner.length && scalar.test(inner.charAt(end - 1)) && scalar.test(inner.charAt(end))) end++;
    text = `"${text}"`;
  }
  return { ...rawRange(source, span, start, end), text: escaped(text) };
}

/** What numbers and the words `true`, `false` and `null` are made of. */
const scalar = /[-+.\w]/;

/** The string literal of JSON source that this offset lies within. */
function literalAround(source: string, offset: number): Span | undefined {
  let start = source.indexOf('"');
  while (start !== -1 && start < offset) {
    const end = skipString(source, start);
    if (offset < end) return { start, end };
    start = source.indexOf('"', end);
  }
  return undefined;
}

/** The escape sequence that this offset cuts in two, if it does. */
function escapeAround(source: string, literal: Span, offset: number): Span | undefined {
  let at = literal.start + 1;
  while (at < offset && at < literal.end) {
    const start = at;
    at += source.charCodeAt(at) !== 92 ? 1 : source.charCodeAt(at + 1) === 117 ? 6 : 2;
    if (offset < at) return { start, end: at };
  }
  return undefined;
}

/** The raw range of a literal that decodes to this range of its string. */
function rawRange(source: string, literal: Span, start: number, end: number): Span {
  const first = literal.start + 1;
  const backslash = source.indexOf('\\', first);
  if (backslash === -1 || backslash >= literal.end) return { start: first + start, end: first + end };
  const from = rawOffset(source, first, start);
  return { start: from, end: rawOffset(source, from, end - start) };
}

function rawOffset(source: string, from: number, units: number): number {
  let at = from;
  for (let left = units; left > 0; left--) {
    // Each \uXXXX is one unit, also where two of them make one character.
    if (source.charCodeAt(at) !== 92) at++;
    else at += source.charCodeAt(at + 1) === 117 ? 6 : 2;
  }
  return at;
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
