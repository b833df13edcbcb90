import { foldOf, kindOf, needsFolding } from './fold.ts';
import { readEscape } from './json-escape.ts';
import { unusual } from './units.ts';

/**
 * Normalised text that grows as its source arrives, with the way back to the source. What it says of
 * a character is said once, whatever the cut: a letter that may be a lookalike waits until its word
 * shows a Latin letter or ends.
 */
export interface Tape {
  /** Settled text, from offset `base` on. */
  readonly text: string;
  readonly base: number;
  /** Offset of the end of `text`. */
  readonly length: number;
  /** How far the source is settled, in source offsets. */
  readonly settled: number;
  /** Offset in the source of the character at `offset`. */
  original(offset: number): number;
  /** Offset in the source behind the character before `offset`. */
  originalEnd(offset: number): number;
  /** Offsets of the JSON quotes (not escaped) within the range; `open` when it starts inside a string. */
  quotes(start: number, end: number): { readonly open: boolean; readonly at: readonly number[] };
  push(piece: string): void;
  end(): void;
  /** Lets go of the text before `offset`; positions stay known for `memory` characters more. */
  forget(offset: number, memory: number): void;
}

/** Longest run of undecided letters; a longer word is judged in parts. */
const mostPending = 64;
const regular = -1;
const QUOTE = 34;
const BACKSLASH = 92;

interface Pending {
  readonly plain: string;
  readonly folded: string;
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

/** `dropped` is told of each character that is in no text, since nobody sees it. */
export function createTape(json: boolean, dropped?: (codePoint: number, start: number, end: number) => void): Tape {
  let text = '';
  let base = 0;
  /** Source offset of the next character to read. */
  let at = 0;
  let carry = '';
  let latin = false;
  let pending: Pending[] = [];
  // The map back: from `norms[i]` on, characters stand one to one from `raws[i]` where `ends[i]` is
  // `regular`, else they all came from the source range [raws[i], ends[i]).
  const norms = [0];
  const raws = [0];
  const ends = [regular];
  const quoteMarks: number[] = [];
  let forgottenQuotes = 0;

  function plain(piece: string, start: number): void {
    const here = base + text.length;
    const last = norms.length - 1;
    if (ends[last] !== regular || raws[last]! + here - norms[last]! !== start) stretch(here, start, regular);
    text += piece;
  }

  function stretch(here: number, start: number, end: number): void {
    norms.push(here);
    raws.push(start);
    ends.push(end);
  }

  function emit(written: string, source: string, start: number, end: number): void {
    if (written === source || (written.length === 1 && end - start === 1)) {
      if (end - start === written.length) {
        plain(written, start);
        return;
      }
    }
    stretch(base + text.length, start, end);
    text += written;
  }

  function settle(folded: boolean): void {
    if (pending.length === 0) return;
    for (const item of pending) emit(folded ? item.folded : item.plain, item.source, item.start, item.end);
    pending = [];
  }

  function wait(item: Pending): void {
    pending.push(item);
    if (pending.length >= mostPending) settle(false);
  }

  function take(codePoint: number, start: number, end: number): void {
    const source = String.fromCodePoint(codePoint);
    const fold = codePoint < 128 ? { text: source, part: partOf(codePoint) } : foldOf(codePoint);
    const written = fold.text;
    if (written === '') {
      dropped?.(codePoint, start, end);
      return;
    }
    if (fold.latin !== undefined) {
      if (latin) emit(fold.latin, source, start, end);
      else wait({ plain: written, folded: fold.latin, source, start, end });
    } else if (fold.part === 'word') {
      if (pending.length > 0) wait({ plain: written, folded: written, source, start, end });
      else emit(written, source, start, end);
    } else {
      latin = fold.part === 'latin';
      settle(latin);
      emit(written, source, start, end);
    }
  }

  /** Reads what it can; an escape or surrogate pair cut in two is carried over unless `last`. */
  function consume(input: string, origin: number, last: boolean): void {
    const length = input.length;
    let span = 0;
    let i = 0;
    const flush = () => {
      if (span < i) plain(span === 0 && i === length ? input : input.slice(span, i), origin + span);
    };
    const keep = () => {
      carry = input.slice(i);
      at = origin + i;
    };
    while (i < length) {
      const unit = input.charCodeAt(i);
      if (unit < 128) {
        if (!json && pending.length === 0) {
          // Nothing happens in a plain run but that words begin and end, and only the last one matters.
          further.lastIndex = i;
          const next = further.test(input) ? further.lastIndex - 1 : length;
          latin = endsInLatin(input.slice(i, next), latin);
          i = next;
          continue;
        }
        if (json && (unit === QUOTE || unit === BACKSLASH)) {
          flush();
          if (unit === QUOTE) {
            settle(false);
            latin = false;
            quoteMarks.push(base + text.length);
            plain('"', origin + i++);
          } else {
            const read = readEscape(input, i, last);
            if (read === undefined) {
              keep();
              return;
            }
            take(read.codePoint, origin + i, origin + i + read.length);
            i += read.length;
          }
          span = i;
          continue;
        }
        const part = asciiParts[unit];
        if (pending.length > 0) {
          if (part === WORD) {
            take(unit, origin + i, origin + i + 1);
            span = ++i;
            continue;
          }
          settle(part === LATIN);
        }
        if (part === LATIN) latin = true;
        else if (part === OTHER) latin = false;
        i++;
        continue;
      }
      const kind = kindOf(unit);
      if (kind === 1 || (kind === 2 && pending.length === 0)) {
        if (kind === 1) {
          settle(false);
          latin = false;
        }
        i++;
        continue;
      }
      if (!latin && pending.length === 0) {
        const end = ownWordEnd(input, i, json);
        if (end !== -1) {
          i = end;
          continue;
        }
      }
      flush();
      let width = 1;
      if (unit >= 0xd800 && unit <= 0xdbff) {
        if (i + 1 === length && !last) {
          keep();
          return;
        }
        const low = input.charCodeAt(i + 1);
        // A pair written half as itself and half as an escape stays two units.
        if (low >= 0xdc00 && low <= 0xdfff) width = 2;
      }
      take(input.codePointAt(i)!, origin + i, origin + i + width);
      i += width;
      span = i;
    }
    flush();
    at = origin + length;
  }

  function stretchOf(offset: number): number {
    let low = 0;
    let high = norms.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (norms[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The first quote that stands at `offset` or behind it. */
  function firstQuote(offset: number): number {
    let low = 0;
    let high = quoteMarks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (quoteMarks[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const settled = () => (pending.length > 0 ? pending[0]!.start : at);

  /** What is known of the text, told as plain fields: getters made for each tape cost more than its text (measured). */
  const told = () => {
    tape.text = text;
    tape.base = base;
    tape.length = base + text.length;
    tape.settled = settled();
  };

  const tape: { -readonly [Key in keyof Tape]: Tape[Key] } = {
    text: '',
    base: 0,
    length: 0,
    settled: 0,
    original(offset) {
      if (offset >= base + text.length) return settled();
      const i = stretchOf(offset);
      return ends[i] === regular ? raws[i]! + offset - norms[i]! : raws[i]!;
    },
    originalEnd(offset) {
      if (offset <= 0) return 0;
      const i = stretchOf(offset - 1);
      return ends[i] === regular ? raws[i]! + offset - norms[i]! : ends[i]!;
    },
    quotes(start, end) {
      let i = firstQuote(start);
      const open = (forgottenQuotes + i) % 2 === 1;
      const within: number[] = [];
      for (; i < quoteMarks.length && quoteMarks[i]! < end; i++) within.push(quoteMarks[i]!);
      return { open, at: within };
    },
    push(piece) {
      if (!json && carry === '' && pending.length === 0 && !needsFolding(piece)) {
        plain(piece, at);
        at += piece.length;
        latin = endsInLatin(piece, latin);
      } else {
        const input = carry + piece;
        carry = '';
        consume(input, at, false);
      }
      told();
    },
    end() {
      const input = carry;
      carry = '';
      if (input !== '') consume(input, at, true);
      settle(false);
      told();
    },
    forget(offset, memory) {
      if (offset <= base) return;
      text = text.slice(offset - base);
      base = offset;
      const keep = stretchOf(offset - memory);
      if (keep > 0) for (const list of [norms, raws, ends]) list.splice(0, keep);
      if (quoteMarks.length > 0) {
        const gone = firstQuote(offset - memory);
        if (gone > 0) quoteMarks.splice(0, gone);
        forgottenQuotes += gone;
      }
      told();
    },
  };
  return tape;
}

const further = new RegExp(unusual, 'g');
const OTHER = 0;
const WORD = 1;
const LATIN = 2;
const asciiParts = Uint8Array.from({ length: 128 }, (_, c) => {
  const character = String.fromCharCode(c);
  return /[A-Za-z]/.test(character) ? LATIN : /\d/.test(character) ? WORD : OTHER;
});

/** Where a word of another script ends that stays as it is; -1 when one cannot tell, or it is no such word. */
function ownWordEnd(text: string, start: number, json: boolean): number {
  const limit = Math.min(text.length, start + mostPending - 1);
  for (let at = start; at < limit; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 128) {
      if (asciiParts[unit] === WORD) continue;
      // An escape may turn out to be a Latin letter.
      return asciiParts[unit] === LATIN || (json && unit === BACKSLASH) ? -1 : at;
    }
    const kind = kindOf(unit);
    if (kind === 1) return at;
    if (kind === 3 && !standsForLatin(unit)) return -1;
  }
  return -1;
}

function standsForLatin(unit: number): boolean {
  if (unit >= 0xd800 && unit <= 0xdfff) return false;
  const { latin, text } = foldOf(unit);
  return latin !== undefined && text.charCodeAt(0) === unit;
}

function partOf(c: number): 'latin' | 'word' | 'other' {
  return asciiParts[c] === LATIN ? 'latin' : asciiParts[c] === WORD ? 'word' : 'other';
}

/** Whether the word at the end of a plain piece has an ASCII letter; `before`: it had one already. */
function endsInLatin(piece: string, before: boolean): boolean {
  for (let i = piece.length - 1; i >= 0; i--) {
    const unit = piece.charCodeAt(i);
    const part = unit < 128 ? asciiParts[unit] : kindOf(unit) === 1 ? OTHER : WORD;
    if (part !== WORD) return part === LATIN;
  }
  return before;
}
