/** Something that holds content: so many characters of it. */
export interface Heavy {
  readonly size: number;
}

/** Keeps what waits to be sent light: content in all queues together, in characters. */
export interface Weight {
  /** Whether there is room for it; then it counts until it is taken off. */
  on(content: Heavy | undefined): boolean;
  off(content: Heavy | undefined): void;
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
