import { hash } from 'node:crypto';
import type { Match } from '../detector.ts';

/**
 * What was answered about a text, by the text's digest: a conversation sends its history again with every
 * turn. Two generations, of which the older goes; the text is not kept.
 */
export interface Remembered {
  of(key: string, text: string): readonly Match[] | undefined;
  keep(key: string, text: string, matches: readonly Match[]): void;
}

export function createRemembered(capacity: number): Remembered {
  let young = new Map<string, readonly Match[]>();
  let old = new Map<string, readonly Match[]>();
  const digest = (key: string, text: string): string => hash('sha256', `${key}\u0000${text}`, 'base64');
  return {
    of(key, text) {
      if (capacity === 0) return undefined;
      const name = digest(key, text);
      return young.get(name) ?? old.get(name);
    },
    keep(key, text, matches) {
      if (capacity === 0) return;
      if (young.size >= capacity / 2) {
        old = young;
        young = new Map();
      }
      young.set(digest(key, text), matches);
    },
  };
}
