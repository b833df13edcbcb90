import type { Call, Segment } from '../core/call.ts';
import type { Policy, SizeLimits } from './policy.ts';

export type SizeLimit = keyof SizeLimits;

/** The first limit that a list of segments breaks; `call` on input, where there are messages and tools. */
export function brokenLimit(
  policy: Policy,
  segments: readonly Segment[],
  call: Pick<Call, 'messages' | 'tools'> | undefined,
): SizeLimit | undefined {
  const { characters, tokens, messages, tools } = policy.size ?? {};
  if (messages !== undefined && call !== undefined && call.messages > messages) return 'messages';
  if (tools !== undefined && call !== undefined && call.tools > tools) return 'tools';
  if (characters === undefined && tokens === undefined) return undefined;
  let length = 0;
  let bytes = 0;
  for (const { role, text } of segments) {
    if (policy.from?.includes(role) === false) continue;
    length += text.length;
    if (tokens !== undefined) bytes += Buffer.byteLength(text);
  }
  if (characters !== undefined && length > characters) return 'characters';
  return tokens !== undefined && bytes > tokens * 4 ? 'tokens' : undefined;
}

/** Counts a streamed answer towards a policy's limits, over all of its strings. */
export interface SizeCount {
  /** Offset in `text` of the first character that is too much, and the limit; undefined while within. */
  add(text: string): { readonly at: number; readonly limit: SizeLimit } | undefined;
}

export function countSize({
  characters = Number.POSITIVE_INFINITY,
  tokens = Number.POSITIVE_INFINITY,
}: SizeLimits): SizeCount {
  let length = 0;
  let bytes = 0;
  let broken = false;
  return {
    add(text) {
      if (broken) return undefined;
      const added = tokens === Number.POSITIVE_INFINITY ? 0 : bytesOf(text, text.length);
      if (length + text.length <= characters && bytes + added <= tokens * 4) {
        length += text.length;
        bytes += added;
        return undefined;
      }
      broken = true;
      for (let at = 0; at < text.length; at++) {
        if (length + at + 1 > characters) return { at, limit: 'characters' };
        if (bytes + bytesOf(text, at + 1) > tokens * 4) return { at, limit: 'tokens' };
      }
      return undefined;
    },
  };
}

/** UTF-8 bytes, half a surrogate pair counting half, so that a pair may be cut. */
function bytesOf(text: string, length: number): number {
  let bytes = length;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
