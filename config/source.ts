import { closeSync, openSync, readSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { JsonPath } from '../core/call.ts';
import type { Fault } from './faults.ts';

const mostBytes = 1_048_576;
/** Aliases that are looked through per anchor; enough for people, too few for a bomb. */
const mostAliases = 100;

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What a file says, before the schema, and where it says it. */
export interface Source {
  readonly raw: unknown;
  /** Where a value stands, or its key, or what comes nearest above it. */
  locate(at: JsonPath): Place | undefined;
}

export type SourceResult = { readonly source: Source } | { readonly faults: readonly Fault[] };

const whyUnread: Readonly<Record<string, string>> = {
  ENOENT: 'there is none by this name',
  ENOTDIR: 'there is none by this name',
  EISDIR: 'this is a folder',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
};

/** Reads a file of at most a megabyte, as UTF-8, as one YAML 1.2 document that is a mapping. */
export function readSource(file: string): SourceResult {
  const read = readText(file);
  return 'text' in read ? parseSource(read.text) : { faults: [fileFault(read.expected)] };
}

/** A file of at most a megabyte, as UTF-8. */
export function readText(file: string): { readonly text: string } | { readonly expected: string } {
  let bytes: Uint8Array;
  try {
    bytes = readUpTo(file, mostBytes + 1);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { expected: `a file that can be read (${whyUnread[code] ?? code})` };
  }
  if (bytes.length > mostBytes) return { expected: 'at most 1 MB' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { expected: 'text in UTF-8' };
  }
}

export function parseSource(text: string): SourceResult {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: true,
    stringKeys: true,
    prettyErrors: false,
    lineCounter: lines,
  });
  const broken = [...document.errors, ...document.warnings].map((error): Fault => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { ...fileFault(`valid YAML (${plainMessage(error)})`), line, column: col };
  });
  if (broken.length > 0) return { faults: broken };
  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: mostAliases });
  } catch {
    return { faults: [fileFault('aliases that can be resolved, and not thousands of them')] };
  }
  // Nothing but comments: all defaults.
  if (raw === null || raw === undefined) raw = {};
  if (typeof raw !== 'object' || Array.isArray(raw)) return { faults: [fileFault('a mapping at the top')] };
  return { source: { raw, locate: (at) => locate(document, lines, at) } };
}

function fileFault(expected: string): Fault {
  return { path: 'the file', at: [], expected };
}

/** What the parser's errors mean to whoever wrote the file; what is not here is told by its code. */
const meanings: Readonly<Record<string, string>> = {
  BAD_ALIAS: 'a value that starts with * must be in quotes',
  BAD_DQ_ESCAPE: 'a backslash that begins no escape: double it, or use single quotes',
  BAD_INDENT: 'this line starts at another column than those it belongs with',
  BAD_SCALAR_START: 'a value that starts with @ or ` must be in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a value with a colon must be in quotes; a mapping starts on a line of its own',
  BLOCK_IN_FLOW: 'a bracket before this is not closed, or a value with a colon is not in quotes',
  DUPLICATE_KEY: 'a key stands twice',
  MISSING_CHAR: 'a quote, bracket, comma or colon is missing, or this line starts at the wrong column',
  MULTILINE_IMPLICIT_KEY: 'a colon is missing, or this line starts at another column than those it belongs with',
  MULTIPLE_DOCS: 'more than one document',
  TAB_AS_INDENT: 'indented with tabs',
  TAG_RESOLVE_FAILED: 'a tag that is not known',
  UNEXPECTED_TOKEN: 'this does not belong here: look at quotes, brackets and the columns lines start at',
};

/** The parser's own message is not used: it may quote the source, which may hold what is nobody's business. */
function plainMessage({ code, message }: { readonly code: string; readonly message: string }): string {
  // One code for two mistakes.
  if (code === 'BAD_INDENT' && message.startsWith('Flow '))
    return 'a bracket is not closed, or what it holds not indented';
  return meanings[code] ?? code.toLowerCase().replaceAll('_', ' ');
}

function locate(document: Document, lines: LineCounter, at: JsonPath): Place | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const key of at) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (pair === undefined) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      offset = startOf(node) ?? offset;
    } else break;
  }
  if (offset === undefined) return undefined;
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

/** By hand, since a named pipe has no size to look at and a device has no end. */
function readUpTo(file: string, limit: number): Uint8Array {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(limit);
    let length = 0;
    while (length < limit) {
      const read = readSync(descriptor, buffer, length, limit - length, null);
      if (read === 0) break;
      length += read;
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}
