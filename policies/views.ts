import { gunzipSync, inflateSync } from 'node:zlib';
import { joinedLetters } from './spaced-letters.ts';
import { mayHaveRun } from './units.ts';

/** What somebody may have hidden in a text, readable, with the way back. */
export interface View {
  readonly kind: 'base64' | 'hex' | 'escapes' | 'rot13' | 'reversed' | 'spaced' | 'leet';
  readonly text: string;
  /** Where in the text it was made from the range stands: of something encoded, the whole stretch. */
  place(start: number, end: number): readonly [start: number, end: number];
}

/** What a reader of the words noticed on the way; what was not noticed is not looked for. */
export interface Noticed {
  readonly rot13: boolean;
  readonly reversed: boolean;
  readonly spaced: boolean;
  readonly leet: boolean;
}

/** Shorter runs hold no sentence. */
const shortestRun = 20;
/** Most of one run that is decoded, and most that comes out of a compressed one. */
const longestRun = 65_536;
/** Fewer escaped characters are a mark or two in an address or a page. */
const fewestEscaped = 4;
/** Most runs of one text. */
const mostRuns = 64;

/** Bounded: all views of a text together are a few times its length, however it is made. */
export function viewsOf(text: string, noticed: Noticed): View[] {
  const views: View[] = [];
  if (mayHaveRun(text, shortestRun)) encodedRuns(text, views);
  if (hasEscapes(text)) views.push(...unescaped(text));
  if (noticed.rot13) views.push(same('rot13', text.replace(/[A-Za-z]+/g, rotated)));
  if (noticed.reversed) views.push(backwards(text), same('reversed', text.replace(/[^\s]+/g, reverse)));
  if (noticed.spaced) views.push(...joinedLetters(text).map((view): View => ({ kind: 'spaced', ...view })));
  if (noticed.leet) views.push(same('leet', unmasked(text)));
  return views;
}

/** Character for character. */
function same(kind: View['kind'], text: string): View {
  return { kind, text, place: (start, end) => [start, end] };
}

function backwards(text: string): View {
  const { length } = text;
  return { kind: 'reversed', text: reverse(text), place: (start, end) => [length - end, length - start] };
}

function reverse(text: string): string {
  const bytes = Buffer.from(text, 'utf16le');
  return bytes.swap16().reverse().toString('utf16le');
}

function rotated(letters: string): string {
  const out = Buffer.from(letters, 'latin1');
  for (let i = 0; i < out.length; i++) {
    const base = out[i]! < 97 ? 65 : 97;
    out[i] = ((out[i]! - base + 13) % 26) + base;
  }
  return out.toString('latin1');
}

/** What stands for a letter, and the letter. */
const leetLetters = new Map(
  Object.entries({
    0: 'o',
    1: 'i',
    3: 'e',
    4: 'a',
    5: 's',
    7: 't',
    8: 'b',
    9: 'g',
    '@': 'a',
    $: 's',
    '!': 'i',
    '|': 'l',
    '+': 't',
  }),
);
/** By unit: its letter; 1 where it is one; 2 for a digit that looks like none; 0 where words end. */
const leetUnits = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (/[A-Za-z]/.test(character)) return 1;
  return leetLetters.get(character)?.charCodeAt(0) ?? (/[0-9]/.test(character) ? 2 : 0);
});

/** Numbers stay, words with what looks like letters in them are words. */
function unmasked(text: string): string {
  const units = new Uint16Array(text.length + 1);
  const bytes = Buffer.from(units.buffer);
  bytes.write(text, 'utf16le');
  let [from, letters, looks] = [0, 0, 0];
  for (let at = 0; at < units.length; at++) {
    const unit = units[at]!;
    const look = unit < 128 ? leetUnits[unit]! : 0;
    if (look !== 0) {
      if (look === 1) letters++;
      else if (look > 2) looks++;
      continue;
    }
    if (looks > 0 && (letters > 0 || at - from <= 2)) {
      for (let i = from; i < at; i++) if (leetUnits[units[i]!]! > 2) units[i] = leetUnits[units[i]!]!;
    }
    from = at + 1;
    letters = 0;
    looks = 0;
  }
  return bytes.toString('utf16le', 0, 2 * text.length);
}

const BASE64 = 1;
const HEX = 2;
const runKinds = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return (/[A-Za-z0-9+/_=-]/.test(character) ? BASE64 : 0) | (/[0-9A-Fa-f]/.test(character) ? HEX : 0);
});

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 128 ? runKinds[unit]! : 0;
}

/** Looks at every twentieth character only, as long as words are shorter. */
function encodedRuns(text: string, views: View[]): void {
  let runs = 0;
  for (let probe = shortestRun - 1, from = 0; probe < text.length && runs < mostRuns; ) {
    let start = probe + 1;
    while (start > from && kindAt(text, start - 1) !== 0) start--;
    if (start > from) {
      // Something else stands in between: the next run begins behind it.
      from = start;
    }
    if (probe + 1 - start < shortestRun) {
      if (start + shortestRun - 1 > probe) {
        probe = start + shortestRun - 1;
        continue;
      }
    }
    const end = runEnd(text, probe + 1);
    runs++;
    const run = text.slice(start, Math.min(end, start + longestRun));
    const found = decoded(run);
    if (found !== undefined) views.push({ ...found, place: () => [start, end] });
    from = end;
    probe = end + shortestRun - 1;
  }
}

/** Lines of one block belong together. */
function runEnd(text: string, from: number): number {
  let end = from;
  let line = from - shortestRun;
  for (;;) {
    while (end < text.length && kindAt(text, end) !== 0) end++;
    const next = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : text[end] === '\n' ? end + 1 : -1;
    if (next === -1 || end - line < 56 || kindAt(text, next) === 0) return end;
    line = next;
    end = next;
  }
}

function decoded(run: string): Pick<View, 'kind' | 'text'> | undefined {
  const bare = run.replace(/[\r\n]/g, '');
  if (/^(?:0x)?(?:[0-9a-f]{2})+$/i.test(bare)) {
    const text = readable(Buffer.from(bare.replace(/^0x/i, ''), 'hex'));
    if (text !== undefined) return { kind: 'hex', text };
  }
  // Names and paths are of the same characters, but hardly ever so mixed.
  const text = readable(Buffer.from(bare, 'base64'));
  return text === undefined ? undefined : { kind: 'base64', text };
}

/** Text, if the bytes are some, compressed or not. */
function readable(bytes: Buffer): string | undefined {
  let plain = bytes;
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) plain = gunzipSync(bytes, { maxOutputLength: longestRun });
    else if (bytes[0] === 0x78 && (bytes[1]! & 0x1f) !== 0) plain = inflateSync(bytes, { maxOutputLength: longestRun });
  } catch {
    // What does not decompress was not compressed; text may begin with the same letters.
    plain = bytes;
  }
  let odd = 0;
  for (const byte of plain) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) odd++;
  if (plain.length < 8 || odd > plain.length / 50) return undefined;
  const text = plain.toString('utf8');
  let strange = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) strange++;
  return strange > text.length / 50 ? undefined : text;
}

function hasEscapes(text: string): boolean {
  if (!(text.includes('%') || text.includes('&') || text.includes('\\'))) return false;
  let characters = 0;
  for (const [escaped] of text.matchAll(escapes)) {
    characters += escaped.startsWith('%') ? escaped.length / 3 : 1;
    if (characters >= fewestEscaped) return true;
  }
  return false;
}

const escapes =
  /(?:%[0-9a-fA-F]{2})+|\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})|&#x([0-9a-fA-F]{1,6});?|&#([0-9]{1,7});?|&(lt|gt|amp|quot|apos|nbsp);/g;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

function unescaped(text: string): View[] {
  let out = '';
  const outs: number[] = [0];
  const sources: number[] = [0];
  let last = 0;
  for (const match of text.matchAll(escapes)) {
    const [whole, unicode, byte, hex, decimal, name] = match;
    out += text.slice(last, match.index);
    outs.push(out.length);
    sources.push(match.index);
    out += whole.startsWith('%')
      ? Buffer.from(whole.replaceAll('%', ''), 'hex').toString('utf8')
      : name === undefined
        ? characterOf(Number.parseInt(unicode ?? byte ?? hex ?? decimal ?? '0', decimal === undefined ? 16 : 10))
        : named[name]!;
    last = match.index + whole.length;
    outs.push(out.length);
    sources.push(last);
  }
  out += text.slice(last);
  const sourceOf = (offset: number, up: boolean): number => {
    let low = 0;
    let high = outs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (outs[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    // Within an escape: its start, or its end.
    const next = sources[low + 1];
    const inside = low % 2 === 1 && next !== undefined;
    if (inside) return up && offset > outs[low]! ? next : sources[low]!;
    return sources[low]! + offset - outs[low]!;
  };
  return [{ kind: 'escapes', text: out, place: (start, end) => [sourceOf(start, false), sourceOf(end, true)] }];
}

function characterOf(codePoint: number): string {
  return codePoint > 0x10_ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff) ? ' ' : String.fromCodePoint(codePoint);
}
