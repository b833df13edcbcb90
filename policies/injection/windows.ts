import type { HeadName } from './model.ts';

/** Words of all windows there are. */
export const sizes = [8, 16, 48] as const;

/**
 * How many words are judged together: an attack of a sentence, and one of a paragraph; in data also a bare
 * order, since what stands around it there says nothing of it. Ascending.
 */
export const windowSizes: Readonly<Record<HeadName, ReadonlyArray<(typeof sizes)[number]>>> = {
  user: [16, 48],
  orders: [8, 16, 48],
  tasks: [8, 16, 48],
};
/** A text of fewer words is judged as a whole, too. */
export const largest = 48;
/** A text of fewer words counts as one of this many, so that one word alone is never much. */
export const fewest = 6;
/** A power of two above the largest window. */
export const RING = 64;
/** Up to so many words a text is not long. */
const longFrom = 100;

export function share(words: number): number {
  return 1 / Math.sqrt(Math.max(words, fewest));
}

/**
 * What is taken off the score of a window that ends with this word of a text, by what each doubling of the
 * length costs: the best of many is good by chance. It depends on what came before alone.
 */
export function riseAt(words: number, eachDoubling: number): number {
  return words <= longFrom ? 0 : eachDoubling * Math.log2(words / longFrom);
}
