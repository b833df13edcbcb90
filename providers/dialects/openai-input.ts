import type { JsonPath } from '../../core/call.ts';
import { isObject } from '../json-value.ts';
import { addField, deepest, stepOf, type Taker } from '../reading.ts';

/**
 * What completions and embeddings take as input: a string, strings, token numbers, or lists of them;
 * multimodal embedders take objects. Returns how many inputs there are.
 */
export function readInput(to: Taker, path: JsonPath, input: unknown): number {
  if (typeof input === 'string') {
    to.add(path, 'user', 'text', input, 'text');
    return 1;
  }
  if (input === undefined || input === null) return 0;
  if (!Array.isArray(input)) {
    if (isObject(input)) {
      readEntry(to, path, input);
      return 1;
    }
    to.wrong(path, 'a string or a list');
    return 0;
  }
  if (input.length > 0 && input.every((entry) => typeof entry === 'number')) {
    to.count('tokens');
    return 1;
  }
  input.forEach((entry: unknown, index) => {
    readEntry(to, stepOf(path, index), entry);
  });
  return input.length;
}

function readEntry(to: Taker, path: JsonPath, entry: unknown): void {
  if (typeof entry === 'string') to.add(path, 'user', 'text', entry, 'text');
  else if (Array.isArray(entry)) to.count('tokens');
  else if (!isObject(entry)) to.wrong(path, 'a string or a list of tokens');
  else if (path.length > deepest) to.count('nested');
  else {
    addField(to, path, entry, 'text', 'user', 'text', 'text');
    if (Array.isArray(entry.content)) {
      entry.content.forEach((part: unknown, index) => {
        readEntry(to, [...path, 'content', index], part);
      });
    } else if (typeof entry.text !== 'string') to.count('image_url' in entry || 'image' in entry ? 'image' : 'other');
  }
}
