import { readFileSync } from 'node:fs';
import { HARM_BITS } from './words.ts';

/** The categories that it tells apart, by the names that remote detectors use too. */
export const harms = ['harassment', 'hate', 'illicit', 'self-harm', 'sexual', 'sexual-minors', 'violence'] as const;
export type Harm = (typeof harms)[number];
export const KIND_BITS = 13;

/** What stands before the weights in the file. */
export interface Card {
  readonly version: number;
  readonly command: string;
  readonly sets: readonly string[];
  readonly scale: number;
  readonly bias: number;
  /** A sum from this on is a score of 0.9, and one of `half` is 0.5. */
  readonly threshold: number;
  readonly half: number;
  /** Of each category, before anything is read. */
  readonly kinds: readonly number[];
  readonly kindScale: number;
}

export interface ModerationModel {
  readonly card: Card;
  readonly weights: Int8Array;
  /** Row by row, a weight for each category. */
  readonly kinds: Int8Array;
}

export const magic = 'SGMM';
export const formatVersion = 1;
export const harmCount = 1 << HARM_BITS;
export const kindCount = (1 << KIND_BITS) * harms.length;

/** The file: four letters, the card's length, the card as JSON, the weights of harm, then those of its categories. */
export function parseModel(bytes: Buffer): ModerationModel {
  if (bytes.toString('latin1', 0, 4) !== magic) throw new DamagedModel();
  const from = 8 + bytes.readUInt32LE(4);
  const card = JSON.parse(bytes.toString('utf8', 8, from)) as Card;
  if (card.version !== formatVersion || bytes.length !== from + harmCount + kindCount) throw new DamagedModel();
  return {
    card,
    weights: new Int8Array(bytes.buffer, bytes.byteOffset + from, harmCount),
    kinds: new Int8Array(bytes.buffer, bytes.byteOffset + from + harmCount, kindCount),
  };
}

let loaded: ModerationModel | undefined;

/** Read from beside the code when first needed. */
export function model(): ModerationModel {
  loaded ??= parseModel(readFileSync(new URL('./model.bin', import.meta.url)));
  return loaded;
}

class DamagedModel extends Error {
  override readonly name = 'DamagedModel';
}
