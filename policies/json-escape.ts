export interface Escape {
  readonly codePoint: number;
  /** Characters of the source that it takes. */
  readonly length: number;
}

const simple: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };
const hex = /^[0-9A-Fa-f]{4}$/;
const BACKSLASH = 92;
const U = 117;

/**
 * The JSON escape (RFC 8259, section 7) at a backslash; undefined when the text ends before one can
 * tell, unless it is the `last` text. Surrogate pairs count as one. Anything that is no escape counts
 * as the character behind the backslash: what we read is never stricter than the tool's own parser.
 */
export function readEscape(text: string, at: number, last: boolean): Escape | undefined {
  if (at + 1 >= text.length) return last ? { codePoint: BACKSLASH, length: 1 } : undefined;
  if (text.charCodeAt(at + 1) !== U) {
    const codePoint = text.codePointAt(at + 1)!;
    // Half a pair behind the backslash cannot be told from a whole one yet.
    if (codePoint >= 0xd800 && codePoint <= 0xdbff && at + 2 >= text.length && !last) return undefined;
    const named = simple[text.charAt(at + 1)];
    return { codePoint: named ?? codePoint, length: codePoint > 0xffff ? 3 : 2 };
  }
  const unit = readUnit(text, at);
  if (unit === undefined) return at + 6 > text.length && !last ? undefined : { codePoint: U, length: 2 };
  if (unit < 0xd800 || unit > 0xdbff) return { codePoint: unit, length: 6 };
  if (at + 12 > text.length && !last && couldBeUnit(text, at + 6)) return undefined;
  const low = readUnit(text, at + 6);
  if (low === undefined || low < 0xdc00 || low > 0xdfff) return { codePoint: unit, length: 6 };
  return { codePoint: 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), length: 12 };
}

function readUnit(text: string, at: number): number | undefined {
  if (text.charCodeAt(at) !== BACKSLASH || text.charCodeAt(at + 1) !== U) return undefined;
  const digits = text.slice(at + 2, at + 6);
  return hex.test(digits) ? Number.parseInt(digits, 16) : undefined;
}

function couldBeUnit(text: string, at: number): boolean {
  if (at >= text.length) return true;
  return text.charCodeAt(at) === BACKSLASH && (at + 1 >= text.length || text.charCodeAt(at + 1) === U);
}
