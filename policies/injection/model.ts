import { readFileSync } from 'node:fs';
import { TABLE_BITS } from './hash.ts';

/** What is learnt of one kind of attack: weights by the place of a feature, and what a sum of them means. */
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

/** `orders` speak to a model or take its task away, `tasks` are bare ones that nobody announces. */
export type HeadName = 'user' | 'orders' | 'tasks';
/** Whose text it is: of users, or data that tools return. */
export type Channel = 'user' | 'data';

/** What stands before the weights in the file. */
export interface Card {
  readonly version: number;
  readonly command: string;
  readonly sets: readonly string[];
  readonly heads: Readonly<Record<HeadName, Omit<Head, 'weights'>>>;
}

export const magic = 'SGIM';
export const headNames: readonly HeadName[] = ['user', 'orders', 'tasks'];
/** Which heads read it. */
export const readers: Readonly<Record<Channel, readonly [HeadName, HeadName?]>> = {
  user: ['user'],
  data: ['orders', 'tasks'],
};
export const formatVersion = 3;

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
  const heads = Object.fromEntries(headNames.map((name, index) => [name, head(name, index)]));
  return { card, heads: heads as Record<HeadName, Head> };
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
