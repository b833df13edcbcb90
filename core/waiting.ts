import type { Frame, FrameEdit, FrameSegment } from './dialect.ts';
import type { Scanner } from './guardrails.ts';
import { replaced } from './pieces.ts';

/** One string of the answer: what it amounts to so far, and who looks at it. */
export interface Channel {
  readonly scanner: Scanner | undefined;
  length: number;
  /** What was told of a string that is told from its start each time. */
  told: string;
}

/** A frame that waits, with the channel and range of each of its pieces. */
export interface Waiting {
  readonly frame: Frame;
  readonly spans: readonly Span[];
  /** New texts of cumulative pieces; those of the others are known when the frame leaves. */
  readonly edits: readonly FrameEdit[] | undefined;
  /** Our own count of its text. */
  readonly tokens: number;
  /** A piece of a tool call that leaves whole or not at all. */
  readonly calling: boolean;
  /** It tells that a string is at its end, or the whole of one. */
  readonly ending: boolean;
}

export interface Span {
  readonly segment: number;
  readonly channel: Channel;
  readonly start: number;
  readonly end: number;
}

export function isCalling({ channel }: Span): boolean {
  return channel.scanner?.holds === true;
}

/**
 * Takes out of the list, in order, the frames that may overtake a tool call at its head. What waits for
 * one holds up its own lane and frames without a lane; the other lanes go on.
 */
export function takeOvertaking(waiting: Waiting[], ready: (held: Waiting) => boolean): readonly Waiting[] {
  const leaving: Waiting[] = [];
  const staying: Waiting[] = [];
  const stuck: number[] = [];
  let open = true;
  for (const held of waiting) {
    const { lane } = held.frame;
    if (!open || lane === undefined) open = false;
    else if (!stuck.includes(lane)) {
      if (ready(held)) {
        leaving.push(held);
        continue;
      }
      if (held.calling) stuck.push(lane);
      else open = false;
    }
    staying.push(held);
  }
  if (leaving.length > 0) waiting.splice(0, waiting.length, ...staying);
  return leaving;
}

/** All of its text is judged for good. */
export function isReady({ spans }: Waiting): boolean {
  return spans.every(isClear);
}

function isClear(span: Span): boolean {
  const scanner = span.channel.scanner;
  return scanner === undefined || scanner.clear >= span.end;
}

/** The new texts of a frame whose pieces a replacement touches; undefined for nearly all frames. */
export function editsOf(
  frame: Frame,
  spans: readonly Span[],
  cumulative: readonly FrameEdit[] | undefined,
): readonly FrameEdit[] | undefined {
  let edits: FrameEdit[] | undefined = cumulative === undefined ? undefined : [...cumulative];
  for (const span of spans) {
    const replacements = span.channel.scanner?.replacements;
    if (replacements === undefined || replacements.length === 0) continue;
    const touching = replacements.filter(({ start, end }) => start < span.end && end > span.start);
    if (touching.length === 0) continue;
    const text = (frame.segments[span.segment] as FrameSegment).text;
    edits ??= [];
    edits.push({ segment: span.segment, text: replaced(text, span.start, touching) });
  }
  return edits;
}
