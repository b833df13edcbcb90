import { extended, mix, wordStart } from '../injection/hash.ts';
import { givenNames } from './given-names.ts';
import { foldedUnits } from './letters.ts';
import {
  honorifics,
  joiningWords,
  knownOrganisations,
  organisationWords,
  otherWords,
  streetWords,
} from './organisations.ts';
import { places } from './places.ts';
import { surnames } from './surnames.ts';

/** What lists say of a word; several may hold. */
export const GIVEN = 1;
export const SURNAME = 2;
export const PLACE = 4;
export const KNOWN = 8;
export const COMPANY = 16;
export const HONORIFIC = 32;
export const JOINING = 64;
export const STREET = 128;
export const OTHER = 256;
/** Any of these may be part of a name. */
export const NAMED = GIVEN | SURNAME | PLACE | KNOWN;

const bits = 13;
const mask = (1 << bits) - 1;

/** Words by their hash: open addressing in two arrays, so that looking one up makes nothing. */
export interface Gazetteer {
  /** The bits of a word, 0 when no list has it. */
  of(hash: number): number;
  /** Two words are the name of one place. */
  pair(first: number, second: number): boolean;
}

let made: Gazetteer | undefined;

/** Built when a name is first looked for. */
export function gazetteer(): Gazetteer {
  made ??= make();
  return made;
}

export function hashOf(word: string): number {
  return foldedUnits(word).reduce(extended, wordStart);
}

export function pairOf(first: number, second: number): number {
  return mix(Math.imul(first, 31), second);
}

function make(): Gazetteer {
  const keys = new Int32Array(1 << bits);
  const values = new Uint16Array(1 << bits);
  const pairs = new Set<number>();

  function slotOf(hash: number): number {
    let slot = Math.imul(hash, 0x9e37_79b1) >>> (32 - bits);
    while (values[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }
  function add(list: string, bit: number): void {
    for (const entry of list.trim().split(/\s+/)) {
      const words = entry.split('_').map(hashOf);
      for (let i = 1; i < words.length; i++) pairs.add(pairOf(words[i - 1]!, words[i]!));
      if (words.length > 1) continue;
      const slot = slotOf(words[0]!);
      keys[slot] = words[0]!;
      values[slot] = values[slot]! | bit;
    }
  }
  add(givenNames, GIVEN);
  add(surnames, SURNAME);
  add(places, PLACE);
  add(knownOrganisations, KNOWN);
  add(organisationWords, COMPANY);
  add(honorifics, HONORIFIC);
  add(joiningWords, JOINING);
  add(streetWords, STREET);
  add(otherWords, OTHER);
  return {
    of: (hash) => values[slotOf(hash)]!,
    pair: (first, second) => pairs.has(pairOf(first, second)),
  };
}
