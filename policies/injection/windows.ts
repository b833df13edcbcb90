/** Words that are judged together: an attack of a sentence, and one of a paragraph. */
export const windowSizes = [16, 48] as const;
export const largest = Math.max(...windowSizes);
/** A text of fewer words counts as one of this many, so that one word alone is never much. */
export const fewest = 6;
/** A power of two above the largest window. */
export const RING = 64;

export function share(words: number): number {
  return 1 / Math.sqrt(Math.max(words, fewest));
}
