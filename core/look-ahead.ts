import type { Frame } from './dialect.ts';
import type { Channel } from './waiting.ts';

/**
 * What stands in frames that wait for their turn is asked about already, as far as it goes on with strings that
 * are known; returns up to which frame that was.
 */
export function lookAhead(frames: readonly Frame[], from: number, channels: ReadonlyMap<string, Channel>): number {
  let at = from;
  for (; at < frames.length; at++) {
    const { segments } = frames[at] as Frame;
    if (segments.some(({ channel, cumulative, soFar }) => cumulative || soFar || !channels.has(channel))) return at;
    for (const { channel, text } of segments) channels.get(channel)?.scanner?.ahead?.(text);
  }
  return at;
}
