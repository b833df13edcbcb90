import { skipString } from './json-scan.ts';
import { isObject, type JsonObject } from './json-value.ts';
import { deepest } from './reading.ts';

/** Why two readers of the same request could read two requests. */
export type Doubt = 'duplicate-key' | 'key-case';

/** Keys that somebody's words, or whose they are, stand under. */
const read = new Set([
  'arguments',
  'content',
  'data',
  'developer',
  'function',
  'function_call',
  'input',
  'instructions',
  'messages',
  'name',
  'output',
  'prediction',
  'prompt',
  'reasoning',
  'reasoning_content',
  'refusal',
  'role',
  'source',
  'suffix',
  'system',
  'template',
  'text',
  'thinking',
  'tool_calls',
  'transcript',
  'type',
  'variables',
]);

/**
 * Whether a key stands twice in one object, or one that we read is written in another case. `JSON.parse`
 * takes the last of the one and is blind to the other; some servers take the first, and Go's decoder
 * takes any case. A value under such a key may have been read by nobody here.
 *
 * Counting is enough for the first: the source has more keys than what was made of it.
 */
export function doubtOf(source: string, body: unknown): Doubt | undefined {
  if (!isObject(body)) return undefined;
  const walk = new Walk();
  walk.object(body, true, 0);
  // Text that holds JSON looks like keys, and then they are counted one by one.
  if (mostKeysIn(source) !== walk.keys && keysIn(source) > (walk.deep ? keysOf(body) : walk.keys))
    return 'duplicate-key';
  return walk.variant ? 'key-case' : undefined;
}

/** Counts a body's keys, and looks at those of what is read of it: a tool's input and schema are anybody's. */
class Walk {
  keys = 0;
  variant = false;
  /** Something nests too deeply to be counted here. */
  deep = false;

  object(value: JsonObject, isRead: boolean, depth: number): void {
    for (const key in value) {
      this.keys++;
      const known = isRead && read.has(key);
      if (isRead && !known && !isLower(key) && read.has(folded(key))) this.variant = true;
      const entry = value[key];
      if (typeof entry === 'object' && entry !== null) this.#inside(entry, known ? key : undefined, depth + 1);
    }
  }

  /** `key`: what it stands under, where it is read. */
  #inside(value: object, key: string | undefined, depth: number): void {
    if (depth > deepest) this.deep = true;
    else if (!Array.isArray(value)) {
      const isRead = key !== undefined && key !== 'input' && key !== 'arguments' && key !== 'variables';
      this.object(value as JsonObject, isRead, depth);
    } else {
      for (let i = 0; i < value.length; i++) {
        const entry: unknown = value[i];
        if (isObject(entry)) this.object(entry, key !== undefined, depth + 1);
        else if (Array.isArray(entry)) this.#inside(entry, key, depth + 1);
      }
    }
  }
}

/** Quotes with a colon behind them: every key, and what looks like one inside of a string. */
function mostKeysIn(source: string): number {
  let count = 0;
  for (let at = source.indexOf(':'); at !== -1; at = source.indexOf(':', at + 1)) {
    let before = at - 1;
    let c = source.charCodeAt(before);
    while (c === 32 || c === 10 || c === 13 || c === 9) c = source.charCodeAt(--before);
    if (c === 34) count++;
  }
  return count;
}

/** Strings with a colon behind them. */
function keysIn(source: string): number {
  let count = 0;
  for (let at = source.indexOf('"'); at !== -1; at = source.indexOf('"', at)) {
    at = skipString(source, at);
    let c = source.charCodeAt(at);
    while (c === 32 || c === 10 || c === 13 || c === 9) c = source.charCodeAt(++at);
    if (c === 58) count++;
  }
  return count;
}
function keysOf(body: JsonObject): number {
  let count = 0;
  // No recursion: JSON may nest without limit.
  const open: unknown[] = [body];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) for (const entry of value) open.push(entry ?? false);
    else if (isObject(value)) {
      for (const key in value) {
        count++;
        open.push(value[key] ?? false);
      }
    }
  }
  return count;
}

function isLower(key: string): boolean {
  for (let i = 0; i < key.length; i++) {
    const c = key.charCodeAt(i);
    if ((c >= 65 && c <= 90) || c > 127) return false;
  }
  return true;
}

/** As Go compares names: `\u017f` is an s and `\u212a` a k (encoding/json, `foldName`). */
function folded(key: string): string {
  return key.toUpperCase().toLowerCase();
}
