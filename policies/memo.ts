import { hash } from 'node:crypto';
import type { Found } from './found.ts';

/**
 * What each detector found in a text, by the text's digest. A conversation sends its history again with
 * every turn, and only what is new needs reading. The digest is SHA-256, so that nobody can make a text
 * that passes for another; the text itself is not kept.
 */
export interface Memo {
  /** What is known of a text, to be added to; undefined when the text is not worth keeping. */
  of(text: string, json: boolean): Known | undefined;
  readonly size: number;
}

/** The detectors that read a text, as bits by their index, and what they found, if anything. */
export interface Known {
  read: number;
  found: Map<number, readonly Found[]> | undefined;
}

/** Shorter ones are read again as fast as they are looked up. */
const shortest = 64;
const longest = 262_144;
/** Detectors beyond the bits of an integer are asked every time. */
export const mostKnown = 31;

/** Remembers `capacity` texts, half of them for sure the latest: two generations, of which the older goes. */
export function createMemo(capacity: number): Memo {
  let young = new Map<string, Known>();
  let old = new Map<string, Known>();
  return {
    get size() {
      return young.size + old.size;
    },
    of(text, json) {
      if (text.length < shortest || text.length > longest) return undefined;
      const digest = hash('sha256', text, 'base64');
      const key = json ? `j${digest}` : digest;
      let known = young.get(key);
      if (known !== undefined) return known;
      known = old.get(key) ?? { read: 0, found: undefined };
      if (young.size >= capacity / 2) {
        old = young;
        young = new Map();
      }
      young.set(key, known);
      return known;
    },
  };
}
