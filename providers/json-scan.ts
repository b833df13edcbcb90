import type { JsonPath } from '../core/call.ts';

/**
 * Finds values in JSON source without building them, so that one string can be replaced and all the
 * rest stays byte for byte. Only for source that `JSON.parse` has accepted.
 */
export interface Span {
  /** Where the value's source begins and ends; for a string, quotes included. */
  readonly start: number;
  readonly end: number;
}

/** The paths asked for, as a tree: one pass finds them all. */
interface Node {
  readonly children: Map<string | number, Node>;
  /** Indices into the list of paths. */
  readonly wanted: number[];
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COMMA = 44;
const BYTE_ORDER_MARK = 0xfeff;

/** The value at a path. Of duplicate keys the last one counts, as in `JSON.parse`. */
export function locate(source: string, path: JsonPath): Span | undefined {
  return locateAll(source, [path])[0];
}

export function locateAll(source: string, paths: readonly JsonPath[]): (Span | undefined)[] {
  const found: (Span | undefined)[] = new Array<Span | undefined>(paths.length).fill(undefined);
  const root: Node = { children: new Map(), wanted: [] };
  paths.forEach((path, index) => {
    let node = root;
    for (const step of path) {
      let child = node.children.get(step);
      if (child === undefined) {
        child = { children: new Map(), wanted: [] };
        node.children.set(step, child);
      }
      node = child;
    }
    node.wanted.push(index);
  });
  scan(source, skipSpace(source, 0), root, found);
  return found;
}

/** Reads the value that begins at `at`; returns where it ends. Recurses only along wanted paths. */
function scan(source: string, at: number, node: Node, found: (Span | undefined)[]): number {
  const first = source.charCodeAt(at);
  let end: number;
  if (node.children.size > 0 && first === OPEN_BRACE) end = scanObject(source, at, node, found);
  else if (node.children.size > 0 && first === OPEN_BRACKET) end = scanArray(source, at, node, found);
  else end = skipValue(source, at);
  for (const index of node.wanted) found[index] = { start: at, end };
  return end;
}

function scanObject(source: string, start: number, node: Node, found: (Span | undefined)[]): number {
  let at = skipSpace(source, start + 1);
  while (at < source.length && source.charCodeAt(at) !== CLOSE_BRACE) {
    const keyEnd = skipString(source, at);
    const child = node.children.get(keyAt(source, at, keyEnd));
    at = skipSpace(source, skipSpace(source, keyEnd) + 1);
    if (child === undefined) at = skipValue(source, at);
    else {
      // A duplicate of a key: what the earlier one held no longer counts.
      forget(child, found);
      at = scan(source, at, child, found);
    }
    at = skipSpace(source, at);
    if (source.charCodeAt(at) === COMMA) at = skipSpace(source, at + 1);
  }
  return at + 1;
}

function scanArray(source: string, start: number, node: Node, found: (Span | undefined)[]): number {
  let at = skipSpace(source, start + 1);
  for (let index = 0; at < source.length && source.charCodeAt(at) !== CLOSE_BRACKET; index++) {
    const child = node.children.get(index);
    at = skipSpace(source, child === undefined ? skipValue(source, at) : scan(source, at, child, found));
    if (source.charCodeAt(at) === COMMA) at = skipSpace(source, at + 1);
  }
  return at + 1;
}

function forget(node: Node, found: (Span | undefined)[]): void {
  for (const index of node.wanted) found[index] = undefined;
  for (const child of node.children.values()) forget(child, found);
}

/** A key as it reads, escapes undone: `"conte\u006et"` is `content`. */
function keyAt(source: string, start: number, end: number): string {
  const raw = source.slice(start + 1, end - 1);
  return raw.includes('\\') ? (JSON.parse(source.slice(start, end)) as string) : raw;
}

export function skipSpace(source: string, from: number): number {
  let at = from;
  for (;;) {
    const c = source.charCodeAt(at);
    if (c !== 32 && c !== 10 && c !== 13 && c !== 9 && c !== BYTE_ORDER_MARK) return at;
    at++;
  }
}

/** Where the string literal that begins at `start` ends, its closing quote included. */
export function skipString(source: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const quote = source.indexOf('"', at);
    if (quote === -1) return source.length;
    let before = quote - 1;
    while (before > start && source.charCodeAt(before) === BACKSLASH) before--;
    // An even number of backslashes escape each other, an odd number escapes the quote.
    if ((quote - 1 - before) % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** Where the value that begins at `start` ends. Without recursion: JSON may nest without limit. */
export function skipValue(source: string, start: number): number {
  const { length } = source;
  let at = start;
  let depth = 0;
  while (at < length) {
    const c = source.charCodeAt(at);
    if (c === QUOTE) {
      at = skipString(source, at);
      if (depth === 0) return at;
      continue;
    }
    if (c === OPEN_BRACE || c === OPEN_BRACKET) depth++;
    else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && (c === COMMA || c === 32 || c === 10 || c === 13 || c === 9)) return at;
    at++;
  }
  return length;
}
