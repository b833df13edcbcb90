import type { Replacement } from './guardrails.ts';

/** A piece of text that begins at `offset`, with replacements applied; each stands where it begins. */
export function replaced(text: string, offset: number, replacements: readonly Replacement[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, replacement } of replacements) {
    const from = Math.max(start - offset, 0);
    if (from > at) result += text.slice(at, from);
    if (start >= offset && start < offset + text.length) result += replacement;
    at = Math.max(at, Math.min(end - offset, text.length));
  }
  return result + text.slice(at);
}

/** Pieces as one: a view where they lie side by side, as the frames of one chunk do. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const first = pieces[0] as Uint8Array;
  let end = first.byteOffset + first.length;
  for (let i = 1; i < pieces.length; i++) {
    const piece = pieces[i] as Uint8Array;
    if (piece.buffer !== first.buffer || piece.byteOffset !== end) return Buffer.concat(pieces);
    end += piece.length;
  }
  return Buffer.from(first.buffer, first.byteOffset, end - first.byteOffset);
}
