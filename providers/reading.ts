import type { JsonPath, Kind, Role, Segment, ToolCall } from '../core/call.ts';
import { Unreadable } from '../core/dialect.ts';
import { isObject, listOf } from './json-value.ts';

/**
 * Takes what is found in a message: the same walk over a message serves requests, whole answers and
 * the pieces of streams, and only the taker differs.
 */
export interface Taker {
  /**
   * `channel` and `nth` name the string within its message, for streams: a further piece of the same
   * string has the same name.
   */
  add(
    path: JsonPath,
    role: Role,
    kind: Kind,
    text: string,
    channel: string,
    nth?: number | string,
    name?: string,
    json?: boolean,
    /** One of the strings of a call that `call` tells as a whole. */
    leaf?: boolean,
  ): void;
  /** A tool call as one thing, before its strings; `channel` and `nth` as for them. */
  call(path: JsonPath, name: string, input: unknown, json: boolean, channel: string, nth?: number | string): void;
  /**
   * Which call of the message this is, in a stream, where the same place may be used for one call
   * after another. Without it the place tells.
   */
  callAt?(place: number, id: string | undefined): number | string;
  /** The name of a tool that is called: chosen by the model as well, so it is read like what it says. */
  named?(path: JsonPath, role: Role, name: string, channel: string, nth?: number | string): void;
  /** Content that is not text: images, audio, files, unknown parts. */
  count(kind: string, times?: number): void;
  /** Something of a type that the dialect does not have there. */
  wrong(path: JsonPath, expected: string): void;
}

/**
 * What is being gathered from one body: its texts, and a count of what is not text. A class, since
 * making an object with closures for each body took longer than reading one (measured).
 *
 * `request`: a wrong type means that the body is not of the dialect, since what cannot be read could
 * not be checked. `answer`: the rest is read as well as it goes, and the gap counted.
 */
export class Reading implements Taker {
  readonly segments: Segment[] = [];
  calls: ToolCall[] | undefined = undefined;
  said: number[] | undefined = undefined;
  unread: Record<string, number> | undefined = undefined;
  readonly #side: 'request' | 'answer';

  constructor(side: 'request' | 'answer') {
    this.#side = side;
  }

  add(
    path: JsonPath,
    role: Role,
    kind: Kind,
    text: string,
    channel?: string,
    _nth?: number | string,
    name?: string,
    json?: boolean,
  ): void {
    if (text === '' && kind !== 'tool_call') return;
    if (kind === 'text' && role === 'assistant' && this.#side === 'answer' && isAnswer(channel)) {
      this.said ??= [];
      this.said.push(this.segments.length);
    }
    this.segments.push(segmentOf(path, role, kind, text, name, json));
  }

  call(path: JsonPath, name: string, input: unknown, json: boolean): void {
    if (this.#side === 'request') return;
    this.calls ??= [];
    this.calls.push({ path, name, input, json });
  }

  named(path: JsonPath, role: Role, name: string): void {
    // The caller's own history names the tools that the caller has.
    if (this.#side === 'answer') this.segments.push({ path, role, kind: 'text', text: name });
  }

  count(kind: string, times = 1): void {
    if (times === 0) return;
    this.unread ??= {};
    this.unread[kind] = (this.unread[kind] ?? 0) + times;
  }

  wrong(path: JsonPath, expected: string): void {
    if (this.#side === 'request') throw new Unreadable(`${placeOf(path)} must be ${expected}`);
    this.count('other');
  }
}

/** The channel of an answer's own words, or of those of one of its blocks. */
function isAnswer(channel: string | undefined): boolean {
  return channel === 'text' || (channel !== undefined && /^\d{1,9}\/text$/.test(channel));
}

/** A path with one more step. Spelled out for the usual lengths: twenty times as fast as a spread. */
export function stepOf(path: JsonPath, step: string | number): JsonPath {
  const [a, b, c, d] = path;
  switch (path.length) {
    case 1:
      return [a as string, step];
    case 2:
      return [a as string, b as string, step];
    case 3:
      return [a as string, b as string, c as string, step];
    case 4:
      return [a as string, b as string, c as string, d as string, step];
    default:
      return [...path, step];
  }
}

/** A path for people: `messages[2].content`. */
export function placeOf(path: JsonPath): string {
  let place = '';
  for (const step of path) place += typeof step === 'number' ? `[${step}]` : place === '' ? step : `.${step}`;
  return place === '' ? 'the body' : place;
}

export function segmentOf(
  path: JsonPath,
  role: Role,
  kind: Kind,
  text: string,
  name: string | undefined,
  json: boolean | undefined,
): Segment {
  if (name === undefined) return json === true ? { path, role, kind, text, json } : { path, role, kind, text };
  return json === true ? { path, role, kind, text, name, json } : { path, role, kind, text, name };
}

/**
 * Deeper than any tool's input, or than contents within contents; below it the paths would grow as long as
 * the body, and the walk would run out of stack.
 */
export const deepest = 64;

/**
 * Every string inside a value, each with its own path, so that it can be edited where it stands.
 * A tool call without any string still tells its name, with an empty text.
 */
export function addLeaves(
  to: Taker,
  path: JsonPath,
  role: Role,
  kind: Kind,
  value: unknown,
  channel: string,
  name?: string,
): void {
  const found = walk(to, path, role, kind, value, channel, name, 0);
  if (!found && kind === 'tool_call') to.add(path, role, kind, '', channel, undefined, name);
}

function walk(
  to: Taker,
  path: JsonPath,
  role: Role,
  kind: Kind,
  value: unknown,
  channel: string,
  name: string | undefined,
  depth: number,
): boolean {
  if (typeof value === 'string') {
    if (value === '') return false;
    to.add(path, role, kind, value, channel, undefined, name, undefined, kind === 'tool_call');
    return true;
  }
  if (typeof value !== 'object' || value === null) return false;
  if (depth === deepest) {
    to.count('nested');
    return false;
  }
  let found = false;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      if (walk(to, stepOf(path, i), role, kind, value[i], `${channel}/${i}`, name, depth + 1)) found = true;
    }
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      if (walk(to, stepOf(path, key), role, kind, value[key], `${channel}/${key}`, name, depth + 1)) found = true;
    }
  }
  return found;
}

/** Fields that tell of what happens, and carry nobody's words. */
const wordless = /^(?:type|object|status|obfuscation|role|phase)$|(?:^|_)ids?$/;

/** Whether anything in it is said in words: for what nobody here knows how to read. */
export function hasWords(value: unknown): boolean {
  const open: unknown[] = [value];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    if (typeof entry === 'string') {
      if (entry !== '') return true;
    } else if (Array.isArray(entry)) for (const one of entry) open.push(one ?? false);
    else if (isObject(entry)) {
      for (const key of Object.keys(entry)) if (!wordless.test(key)) open.push(entry[key] ?? false);
    }
  }
  return false;
}

/** The string at one key of an object, if there is one. */
export function addField(
  to: Taker,
  path: JsonPath,
  from: unknown,
  key: string,
  role: Role,
  kind: Kind,
  channel: string,
  nth?: number | string,
  name?: string,
  json?: boolean,
): void {
  if (!isObject(from)) return;
  const text = from[key];
  if (typeof text === 'string' && text !== '') to.add(stepOf(path, key), role, kind, text, channel, nth, name, json);
}

/** One field of every object in a list, such as the titles of search results. */
export function addFields(
  to: Taker,
  path: JsonPath,
  list: unknown,
  keys: readonly string[],
  role: Role,
  kind: Kind,
  channel: string,
): void {
  listOf(list).forEach((entry, index) => {
    for (const key of keys) addField(to, stepOf(path, index), entry, key, role, kind, channel, `${index}/${key}`);
  });
}
