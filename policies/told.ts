import { createHash } from 'node:crypto';

/** Tells a repeat of a string from news, and keeps neither. */
export interface Told {
  add(piece: string): void;
  /** Not what its pieces said, nor what was told last. */
  isNews(text: string): boolean;
}

export function createTold(): Told {
  const digest = createHash('sha256');
  let last = '';
  return {
    add(piece) {
      digest.update(piece, 'utf16le');
    },
    isNews(text) {
      const told = createHash('sha256').update(text, 'utf16le').digest('base64');
      if (told === last || told === digest.copy().digest('base64')) return false;
      last = told;
      return true;
    },
  };
}
