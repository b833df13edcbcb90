import { needsFolding } from './fold.ts';
import { createTape } from './tape.ts';

export interface Normalised {
  readonly text: string;
  /** The text is its source, character for character. */
  readonly identity: boolean;
  /** Where in the source the character at this offset begins. */
  toOriginal(offset: number): number;
  /** Where in the source the character before this offset ends: the end of a range that ends here. */
  toOriginalEnd(offset: number): number;
}

const same = (offset: number): number => offset;

/**
 * Text as a reader sees it: compatibility forms (NFKC, each code point by itself), digits of any
 * script and Latin lookalikes in Latin words written in ASCII, invisible characters gone.
 */
export function normalise(source: string): Normalised {
  if (!needsFolding(source)) return { text: source, identity: true, toOriginal: same, toOriginalEnd: same };
  const tape = createTape(false);
  tape.push(source);
  tape.end();
  return {
    text: tape.text,
    identity: tape.text === source,
    toOriginal: tape.original,
    toOriginalEnd: tape.originalEnd,
  };
}
