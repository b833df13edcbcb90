import { isNamed } from '../core/http.ts';
import { NotHttp } from './not-http.ts';

/** The name of a method or a field. */
export const token = /^[\w!#$%&'*+.^`|~-]+$/;
/**
 * Lines that are fields, from where it is set to. Strict where leniency lets two readers see two messages: a
 * name has no space behind it, nothing is folded, each line ends with CR LF and holds no control characters.
 */
const fields = /(?:[\w!#$%&'*+.^`|~-]+:[\t\x20-\x7e\x80-\xff]*\r\n)*/y;

/** Names and values in turn, of lines that each end with CR LF (RFC 9112, section 5). */
export function fieldsOf(text: string, from: number): string[] {
  fields.lastIndex = from;
  fields.test(text);
  if (fields.lastIndex !== text.length) throw new NotHttp('A line that is no field');
  const raw: string[] = [];
  for (let at = from; at < text.length; ) {
    const colon = text.indexOf(':', at);
    const end = text.indexOf('\r\n', colon);
    let start = colon + 1;
    let stop = end;
    while (start < stop && isBlank(text.charCodeAt(start))) start++;
    while (stop > start && isBlank(text.charCodeAt(stop - 1))) stop--;
    raw.push(text.slice(at, colon), text.slice(start, stop));
    at = end + 2;
  }
  return raw;
}

/**
 * Whether a head that is about to leave has just so many fields from there on, and nothing else. A value that would
 * end its line early makes a field more than were meant, or a line that is none.
 */
export function areFields(text: string, from: number, count: number): boolean {
  fields.lastIndex = from;
  fields.test(text);
  if (fields.lastIndex !== text.length) return false;
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines === count;
}

/** What a head says of the body behind it and of the connection (RFC 9112, sections 6 and 9). */
export interface Framing {
  /** Bytes of the body; undefined where nothing tells. */
  readonly length: number | undefined;
  readonly chunked: boolean;
  /** The connection outlives the message. */
  readonly keeps: boolean;
  /** How long the other side said that it keeps the connection open, in milliseconds. */
  readonly idleMs: number;
}

/** `current`: the message is of HTTP/1.1. */
export function framingOf(raw: readonly string[], current: boolean): Framing {
  let length: string | undefined;
  let coding: string | undefined;
  let keeps: boolean | undefined;
  let idleMs = Number.POSITIVE_INFINITY;
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string;
    const value = raw[i + 1] as string;
    if (isNamed(name, 'content-length')) {
      if (length !== undefined) throw new NotHttp('Two lengths');
      length = value;
    } else if (isNamed(name, 'transfer-encoding')) {
      if (coding !== undefined) throw new NotHttp('Two codings');
      coding = value.toLowerCase();
    } else if (isNamed(name, 'connection')) keeps = keepsOf(value, keeps);
    else if (isNamed(name, 'keep-alive')) idleMs = idleMsOf(value);
  }
  if (coding !== undefined && (length !== undefined || !current)) throw new NotHttp('Two framings');
  if (coding !== undefined && coding !== 'chunked') throw new NotHttp('A coding nobody asked for');
  if (length !== undefined && !/^\d{1,15}$/.test(length)) throw new NotHttp('A length that is none');
  return {
    length: length === undefined ? undefined : Number(length),
    chunked: coding !== undefined,
    keeps: keeps ?? current,
    idleMs,
  };
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9;
}

/** Undefined where nothing was said of it. Once it was said to close, it does. */
function keepsOf(value: string, before: boolean | undefined): boolean | undefined {
  if (before === false || isNamed(value, 'close')) return false;
  if (isNamed(value, 'keep-alive')) return true;
  const said = value
    .toLowerCase()
    .split(',')
    .map((one) => one.trim());
  if (said.includes('close')) return false;
  return said.includes('keep-alive') ? true : before;
}

function idleMsOf(value: string): number {
  const said = /(?:^|[\s,;])timeout=(\d{1,9})/i.exec(value);
  return said === null ? Number.POSITIVE_INFINITY : Number(said[1]) * 1000;
}
