import { skipString } from './json-scan.ts';
import { isObject, type JsonObject } from './json-value.ts';

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
  if (keysIn(source) > keysOf(body)) return 'duplicate-key';
  return hasVariant(body) ? 'key-case' : undefined;
}

/** Strings with a colon behind them. Only quotes are looked at one by one, so that long texts cost little. */
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
  const open: object[] = [body];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        const entry: unknown = value[i];
        if (typeof entry === 'object' && entry !== null) open.push(entry);
      }
      continue;
    }
    for (const key in value) {
      count++;
      const entry = (value as JsonObject)[key];
      if (typeof entry === 'object' && entry !== null) open.push(entry);
    }
  }
  return count;
}

/** In the body and in what is read of it; not in tools' inputs and schemas, whose keys are anybody's. */
function hasVariant(body: JsonObject): boolean {
  const open: JsonObject[] = [body];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    for (const key in value) {
      const entry = value[key];
      if (!isLower(key)) {
        if (read.has(folded(key))) return true;
      } else if (typeof entry === 'object' && entry !== null && read.has(key)) {
        if (!Array.isArray(entry)) {
          if (key !== 'input' && key !== 'arguments' && key !== 'variables') open.push(entry as JsonObject);
        } else for (let i = 0; i < entry.length; i++) if (isObject(entry[i])) open.push(entry[i] as JsonObject);
      }
    }
  }
  return false;
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
