import { isNamed } from '../core/http.ts';
import { NotHttp } from './not-http.ts';

/** The name of a method or a field. */
export const token = /^[\w!#$%&'*+.^`|~-]+$/;
const ofToken = 1;
const ofValue = 2;
/** What a byte may be part of: a name (RFC 9110, section 5.6.2), a value (section 5.5), or neither. */
const parts = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return (token.test(character) ? ofToken : 0) | (/[\t\x20-\x7e\x80-\xff]/.test(character) ? ofValue : 0);
});

/** Of a character; none beyond a byte is part of anything. */
export function partOfName(c: number): boolean {
  return c < 256 && (parts[c]! & ofToken) !== 0;
}

export function partOfValue(c: number): boolean {
  return c < 256 && (parts[c]! & ofValue) !== 0;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const COLON = 58;

/** The bytes of the head that is looked at. A loop over them takes a quarter of what an expression over text does. */
let bytes = Buffer.allocUnsafeSlow(16_384);

/** Puts a head there, with a byte behind it that is part of nothing. */
function spread(text: string): void {
  if (text.length >= bytes.length) bytes = Buffer.allocUnsafeSlow(text.length * 2);
  bytes[bytes.write(text, 0, 'latin1')] = 0;
}

/**
 * Where the field that begins there has its colon; -1 where none does. Strict where leniency lets two readers see
 * two messages: a name has no space behind it, nothing is folded, each line ends with CR LF and holds no control
 * characters.
 */
function colonOf(from: number): number {
  let at = from;
  while ((parts[bytes[at] as number]! & ofToken) !== 0) at++;
  return at > from && bytes[at] === COLON ? at : -1;
}

/** Where the line of a field ends; -1 where it ends with something else than CR LF. */
function endOf(colon: number): number {
  let at = colon + 1;
  while ((parts[bytes[at] as number]! & ofValue) !== 0) at++;
  return bytes[at] === CR && bytes[at + 1] === LF ? at : -1;
}

/** Names and values in turn, of lines that each end with CR LF (RFC 9112, section 5). */
export function fieldsOf(text: string, from: number): string[] {
  spread(text);
  const raw: string[] = [];
  for (let at = from; at < text.length; ) {
    const colon = colonOf(at);
    const end = colon === -1 ? -1 : endOf(colon);
    if (end === -1) throw new NotHttp('A line that is no field');
    let start = colon + 1;
    let stop = end;
    while (start < stop && isBlank(bytes[start] as number)) start++;
    while (stop > start && isBlank(bytes[stop - 1] as number)) stop--;
    raw.push(text.slice(at, colon), text.slice(start, stop));
    at = end + 2;
  }
  return raw;
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
    // By length first: most fields are none of these.
    switch (name.length) {
      case 14:
        if (!isNamed(name, 'content-length')) break;
        if (length !== undefined) throw new NotHttp('Two lengths');
        length = value;
        break;
      case 17:
        if (!isNamed(name, 'transfer-encoding')) break;
        if (coding !== undefined) throw new NotHttp('Two codings');
        coding = value.toLowerCase();
        break;
      case 10:
        if (isNamed(name, 'connection')) keeps = keepsOf(value, keeps);
        else if (isNamed(name, 'keep-alive')) idleMs = idleMsOf(value);
        break;
    }
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
  return c === SPACE || c === TAB;
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
