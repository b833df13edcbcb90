import type { Content } from './content.ts';

/** Keeps what waits to be sent light: content in all queues together, in characters. */
export interface Weight {
  /** Whether there is room for it; then it counts until it is taken off. */
  on(content: Content | undefined): boolean;
  off(content: Content | undefined): void;
}

/** Queues are bounded by number; 2048 spans of 48 KB each would still be 100 MB. */
export const heaviest = 16 * 1024 * 1024;

export function weightOf(most = heaviest): Weight {
  let held = 0;
  return {
    on(content) {
      if (content === undefined) return true;
      if (held + content.size > most) return false;
      held += content.size;
      return true;
    },
    off(content) {
      if (content !== undefined) held -= content.size;
    },
  };
}
