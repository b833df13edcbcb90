/** Features of different kinds are hashed with different seeds into one table. */
export const TABLE_BITS = 16;
export const seeds = {
  word: 0x1b87_3593,
  gram: 0x3c6e_f372,
  pair: 0x2545_f491,
  triple: 0x6a09_e667,
  skip: 0x510e_527f,
  far: 0x1f83_d9ab,
  class1: 0x7137_4491,
  class2: 0x59f1_11f1,
  near2: 0x1284_5b01,
  class3: 0x2431_85be,
} as const;

export function mix(seed: number, value: number): number {
  let h = Math.imul(value ^ seed, 0x85eb_ca6b);
  h = Math.imul(h ^ (h >>> 15) ^ seed, 0xc2b2_ae35);
  return (h ^ (h >>> 13)) | 0;
}

/** The place of a feature in the table. */
export function placeOf(hash: number): number {
  return Math.imul(hash, 0x9e37_79b1) >>> (32 - TABLE_BITS);
}

export const wordStart = 0x811c_9dc5 | 0;
const prime = 0x0100_0193;

export function extended(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, prime);
}
