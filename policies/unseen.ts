import type { Match } from './detector.ts';
import type { Found } from './found.ts';

/**
 * What is written in characters that nobody sees and a model reads: Unicode tag characters stand for ASCII,
 * variation selectors in a row for bytes. Detectors read it as a text of its own, since in its place it would
 * tear words apart.
 */
export interface Unseen {
  readonly text: string;
  /** The same match where it is written: a range for each stretch, without what stands between. */
  found(match: Match): Found[];
}

/** Gathers characters that are dropped from a text as they come, with their places. */
export interface UnseenGatherer {
  add(codePoint: number, start: number, end: number): void;
  /** One text for each way of writing; usually none. */
  all(): Unseen[];
}

/** A flag takes five or six. */
const fewestTags = 8;
/** An emoji or a Chinese character takes one. */
const fewestSelectors = 8;
const most = 65_536;

interface Written {
  readonly codes: number[];
  readonly starts: number[];
  readonly ends: number[];
}

const nothing = (): Written => ({ codes: [], starts: [], ends: [] });

export function createUnseen(): UnseenGatherer {
  const tags = nothing();
  const selectors = nothing();
  /** Selectors in a row up to here. */
  let row = nothing();

  function keep(written: Written, code: number, start: number, end: number): void {
    if (written.codes.length >= most) return;
    written.codes.push(code);
    written.starts.push(start);
    written.ends.push(end);
  }

  function endRow(): void {
    if (row.codes.length >= fewestSelectors) {
      for (let i = 0; i < row.codes.length; i++) keep(selectors, row.codes[i]!, row.starts[i]!, row.ends[i]!);
    }
    if (row.codes.length > 0) row = nothing();
  }

  return {
    add(codePoint, start, end) {
      if (codePoint >= 0xe0020 && codePoint <= 0xe007e) keep(tags, codePoint - 0xe0000, start, end);
      const byte = byteOf(codePoint);
      if (byte === undefined || (row.ends.length > 0 && row.ends.at(-1) !== start)) endRow();
      if (byte !== undefined) keep(row, byte, start, end);
    },
    all() {
      endRow();
      const read: Unseen[] = [];
      if (tags.codes.length >= fewestTags)
        read.push(
          unseen(
            tags.codes.map((code) => String.fromCharCode(code)),
            tags,
          ),
        );
      if (selectors.codes.length > 0) read.push(unseen(charactersOf(selectors.codes), selectors));
      return read;
    },
  };
}

function byteOf(codePoint: number): number | undefined {
  if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) return codePoint - 0xfe00;
  if (codePoint >= 0xe0100 && codePoint <= 0xe01ef) return codePoint - 0xe0100 + 16;
  return undefined;
}

/** For each byte its character, in the first byte of it. */
function charactersOf(bytes: readonly number[]): string[] {
  const out: string[] = bytes.map(() => '');
  const text = new TextDecoder();
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]!;
    const size = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    out[at] = text.decode(Uint8Array.from(bytes.slice(at, at + size)));
    at += size;
  }
  return out;
}

function unseen(characters: readonly string[], { starts, ends }: Written): Unseen {
  const text = characters.join('');
  /** By unit of the text: the character that it is of. */
  const from = new Int32Array(text.length + 1);
  let at = 0;
  characters.forEach((character, index) => {
    for (let i = 0; i < character.length; i++) from[at++] = index;
  });
  from[text.length] = characters.length;
  return {
    text,
    found({ start, end, score }) {
      const last = from[end]!;
      const found: Found[] = [];
      for (let i = from[start]!; i < last; i++) {
        const before = found.at(-1);
        if (before !== undefined && before.end === starts[i]!) found[found.length - 1] = { ...before, end: ends[i]! };
        else found.push({ start: starts[i]!, end: ends[i]!, score, value: text.slice(start, end), bare: false });
      }
      return found;
    },
  };
}
