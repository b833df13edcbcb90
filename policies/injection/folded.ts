import { GAP, letterTable } from './letters.ts';

/** Units that are looked at together: they stay in the nearest cache. */
const most = 4096;

/**
 * The units of a text as they are read (`letters.ts`), in a row, a part of it at a time: a loop over a string asks for
 * each unit how the string is kept.
 */
export interface Folded {
  /** Behind the last of them stands a gap. */
  readonly units: Uint16Array;
  /** Where in the text the first of them stands, and the end of the last. */
  readonly base: number;
  readonly limit: number;
  /** What stands from there on. */
  load(text: string, from: number): Folded;
}

export function createFolded(): Folded {
  const table = letterTable();
  const bytes = Buffer.alloc(2 * most + 2);
  const units = new Uint16Array(bytes.buffer, bytes.byteOffset, most + 1);
  const part = {
    units,
    base: 0,
    limit: 0,
    load(text: string, from: number): Folded {
      const { length } = text;
      part.base = from;
      part.limit = Math.min(length, from + most);
      bytes.write(from === 0 && part.limit === length ? text : text.slice(from, part.limit), 'utf16le');
      const size = part.limit - from;
      for (let at = 0; at < size; at++) units[at] = table[units[at]!]!;
      units[size] = GAP;
      return part;
    },
  };
  return part;
}
