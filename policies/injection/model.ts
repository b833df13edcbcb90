import { readFileSync } from 'node:fs';
import { TABLE_BITS } from './hash.ts';

/** What is learnt for one channel: weights by the place of a feature, and what a sum of them means. */
export interface Head {
  readonly weights: Int8Array;
  readonly scale: number;
  readonly bias: number;
  /** From this score on it is an attack: calibrated it is 0.9. */
  readonly threshold: number;
  readonly slope: number;
  /** Words of its windows, ascending. */
  readonly windows: readonly number[];
  /** What a window loses for each doubling of the words before its end. */
  readonly rise: number;
}

export type HeadName = 'user' | 'data';

/** What stands before the weights in the file. */
export interface Card {
  readonly version: number;
  readonly command: string;
  readonly sets: readonly string[];
  readonly heads: Readonly<Record<HeadName, Omit<Head, 'weights'>>>;
}

export const magic = 'SGIM';
export const headNames: readonly HeadName[] = ['user', 'data'];
export const formatVersion = 2;

/** The file: four letters, the card's length, the card as JSON, then the weights of each head. */
export function parseModel(bytes: Buffer): { readonly card: Card; readonly heads: Record<HeadName, Head> } {
  if (bytes.toString('latin1', 0, 4) !== magic) throw new DamagedModel();
  const from = 8 + bytes.readUInt32LE(4);
  const card = JSON.parse(bytes.toString('utf8', 8, from)) as Card;
  const size = 1 << TABLE_BITS;
  if (card.version !== formatVersion || bytes.length !== from + headNames.length * size) throw new DamagedModel();
  const head = (name: HeadName, index: number): Head => ({
    ...card.heads[name],
    weights: new Int8Array(bytes.buffer, bytes.byteOffset + from + index * size, size),
  });
  return { card, heads: { user: head('user', 0), data: head('data', 1) } };
}

let loaded: ReturnType<typeof parseModel> | undefined;

/** Read from beside the code when first needed: a process that detects no injection never does. */
export function model(): ReturnType<typeof parseModel> {
  loaded ??= parseModel(readFileSync(new URL('./model.bin', import.meta.url)));
  return loaded;
}

class DamagedModel extends Error {
  override readonly name = 'DamagedModel';
}
