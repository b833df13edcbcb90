import { hash } from 'node:crypto';
import type { Found } from './found.ts';

/**
 * What each detector found in a text. A conversation sends its history again with every turn, and only
 * what is new needs reading. A text is known again by its own characters, or, a long one, by its SHA-256, so that
 * nobody can make a text that passes for another. Nothing of this leaves the process.
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
/** Longer ones go by their digest, and are not kept. */
const longestKept = 4096;
const longest = 262_144;
/** Most characters of keys, in both generations. */
const mostKept = 4_194_304;
/** Detectors beyond the bits of an integer are asked every time. */
export const mostKnown = 31;

/** Remembers `capacity` texts, half of them for sure the latest: two generations, of which the older goes. */
export function createMemo(capacity: number): Memo {
  const plain = shelf(capacity);
  const json = shelf(capacity);
  // Of their own: a text may be just what the digest of another is.
  const longPlain = shelf(capacity);
  const longJson = shelf(capacity);
  return {
    get size() {
      return plain.size + json.size + longPlain.size + longJson.size;
    },
    of(text, source) {
      const { length } = text;
      if (length < shortest || length > longest) return undefined;
      if (length <= longestKept) return (source ? json : plain).of(text);
      return (source ? longJson : longPlain).of(hash('sha256', text, 'base64'));
    },
  };
}

/** A text and what is known of it, before others whose sample is the same. */
interface Entry {
  readonly key: string;
  readonly known: Known;
  readonly next: Entry | undefined;
  /** How many there are from here on. */
  readonly alike: number;
}

/** Texts of one sample are looked through one by one, so they are few: what falls out is read again. */
const mostAlike = 8;

interface Generation {
  readonly entries: Map<number, Entry>;
  size: number;
  characters: number;
}

const generation = (): Generation => ({ entries: new Map(), size: 0, characters: 0 });

function shelf(capacity: number): { readonly size: number; of(key: string): Known } {
  let young = generation();
  let old = generation();
  return {
    get size() {
      return young.size + old.size;
    },
    of(key) {
      const sample = sampleOf(key);
      let next = young.entries.get(sample);
      const known = knownIn(next, key);
      if (known !== undefined) return known;
      const kept = knownIn(old.entries.get(sample), key) ?? { read: 0, quiet: 0, found: undefined };
      if (young.size >= capacity / 2 || young.characters >= mostKept / 4) {
        old = young;
        young = generation();
        next = undefined;
      }
      if (next !== undefined && next.alike >= mostAlike) {
        young.size -= next.alike;
        next = undefined;
      }
      young.size++;
      young.characters += key.length;
      young.entries.set(sample, { key, known: kept, next, alike: (next?.alike ?? 0) + 1 });
      return kept;
    },
  };
}

function knownIn(first: Entry | undefined, key: string): Known | undefined {
  for (let entry = first; entry !== undefined; entry = entry.next) if (entry.key === key) return entry.known;
  return undefined;
}

/** Characters of a text that its sample is made of; of a short one all. */
const sampled = 16;

/**
 * What a text is looked for by before it is compared. A number of a few of its characters: the engine's own hash, by
 * which a `Map` of texts would go, reads every one, and then they are all compared as well.
 */
function sampleOf(text: string): number {
  const { length } = text;
  const step = length < 2 * sampled ? 1 : Math.floor(length / sampled);
  let sample = length;
  for (let at = length - 1; at >= 0; at -= step) sample = (Math.imul(sample, 31) + text.charCodeAt(at)) | 0;
  return sample;
}
