import { readFileSync } from 'node:fs';
import { TABLE_BITS } from './features.ts';
import type { Common } from './runs.ts';

/** Of no name, or the beginning or a later word of one. */
export const tags = ['none', 'person', 'person+', 'place', 'place+', 'organisation', 'organisation+'] as const;
export const kindsOfName = ['person', 'place', 'organisation'] as const;
export type NameKind = (typeof kindsOfName)[number];
export const tagCount = tags.length;
/** Words that texts write with a small letter are known by a bit each. */
export const COMMON_BITS = 17;

/** What stands before the weights in the file. */
export interface Card {
  readonly version: number;
  readonly command: string;
  readonly sets: readonly string[];
  readonly scale: number;
  /** What it takes from one tag to the next, row by row; the first row is also the start of a run. */
  readonly steps: readonly number[];
}

export interface NameModel {
  readonly card: Card;
  readonly weights: Int8Array;
  readonly bits: Uint8Array;
}

export const magic = 'SGNM';
export const formatVersion = 1;
export const weightCount = (1 << TABLE_BITS) * tagCount;

/** The file: four letters, the card's length, the card as JSON, the weights, then the bits of common words. */
export function parseModel(bytes: Buffer): NameModel {
  if (bytes.toString('latin1', 0, 4) !== magic) throw new DamagedModel();
  const from = 8 + bytes.readUInt32LE(4);
  const card = JSON.parse(bytes.toString('utf8', 8, from)) as Card;
  const size = (1 << COMMON_BITS) / 8;
  if (card.version !== formatVersion || bytes.length !== from + weightCount + size) throw new DamagedModel();
  return {
    card,
    weights: new Int8Array(bytes.buffer, bytes.byteOffset + from, weightCount),
    bits: new Uint8Array(bytes.buffer, bytes.byteOffset + from + weightCount, size),
  };
}

/** Whether the tag `to` may stand behind the tag `from`: a later word only behind one of its kind. */
export function mayFollow(from: number, to: number): boolean {
  return to === 0 || to % 2 === 1 || from === to || from === to - 1;
}

export function commonIn(bits: Uint8Array): Common {
  return (hash) => {
    const at = Math.imul(hash, 0x9e37_79b1) >>> (32 - COMMON_BITS);
    return ((bits[at >>> 3]! >>> (at & 7)) & 1) === 1;
  };
}

let loaded: NameModel | undefined;

/** Read from beside the code when first needed: a process that looks for no names never does. */
export function model(): NameModel {
  loaded ??= parseModel(readFileSync(new URL('./model.bin', import.meta.url)));
  return loaded;
}

class DamagedModel extends Error {
  override readonly name = 'DamagedModel';
}
