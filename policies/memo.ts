import { hash } from 'node:crypto';
import type { Found } from './found.ts';

/**
 * What each detector found in a text. A conversation sends its history again with every turn, and only
 * what is new needs reading. A short text is its own key: telling it apart costs the engine a tenth of
 * what a digest does. A longer one goes by its SHA-256, so that nobody can make a text that passes for
 * another, and is not kept. Nothing of this leaves the process.
 */
export interface Memo {
  /** What is known of a text, to be added to; undefined when the text is not worth keeping. */
  of(text: string, json: boolean): Known | undefined;
  readonly size: number;
}

/** The detectors that read a text, as bits by their index, and what they found, if anything. */
export interface Known {
  read: number;
  /** Those of them that found nothing. */
  quiet: number;
  found: Map<number, readonly Found[]> | undefined;
  /** By the member of the family of identifiers. */
  family?: ReadonlyMap<number, readonly Found[]>;
}

/** Shorter ones are read again as fast as they are looked up. */
const shortest = 16;
/** Longer ones go by their digest. */
const longestKept = 1024;
const longest = 262_144;
/** Most characters of keys, in both generations. */
const mostKept = 4_194_304;
/** Detectors beyond the bits of an integer are asked every time. */
export const mostKnown = 31;

/** Remembers `capacity` texts, half of them for sure the latest: two generations, of which the older goes. */
export function createMemo(capacity: number): Memo {
  const plain = shelf(capacity);
  const json = shelf(capacity);
  return {
    get size() {
      return plain.size + json.size;
    },
    of(text, source) {
      const { length } = text;
      if (length < shortest || length > longest) return undefined;
      const key = length <= longestKept ? text : hash('sha256', text, 'base64');
      return (source ? json : plain).of(key);
    },
  };
}

function shelf(capacity: number): { readonly size: number; of(key: string): Known } {
  let young = new Map<string, Known>();
  let old = new Map<string, Known>();
  let characters = 0;
  return {
    get size() {
      return young.size + old.size;
    },
    of(key) {
      let known = young.get(key);
      if (known !== undefined) return known;
      known = old.get(key) ?? { read: 0, quiet: 0, found: undefined };
      if (young.size >= capacity / 2 || characters >= mostKept / 4) {
        old = young;
        young = new Map();
        characters = 0;
      }
      characters += key.length;
      young.set(key, known);
      return known;
    },
  };
}
