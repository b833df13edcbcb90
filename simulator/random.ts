/** Repeatable randomness: the same seed tells the same story. */
export interface Random {
  /** 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** `length` characters of an alphabet. */
  text(alphabet: string, length: number): string;
}

export const ALNUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const HEX = '0123456789abcdef';
export const BASE64 = `${ALNUM}+/`;

/** mulberry32: small, fast, and good enough for identifiers nobody trusts. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    below: (limit) => next() % limit,
    text(alphabet, length) {
      let text = '';
      for (let i = 0; i < length; i++) text += alphabet.charAt(next() % alphabet.length);
      return text;
    },
  };
}

/** FNV-1a over UTF-16 units, of at most the first 4,096: enough to tell prompts apart. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  const end = Math.min(text.length, 4096);
  for (let i = 0; i < end; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
