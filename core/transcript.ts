import type { Frame, FrameSegment } from './dialect.ts';
import { replaced } from './pieces.ts';
import type { Span } from './waiting.ts';

/**
 * Takes down what the caller gets of a streamed answer, for telemetry that records content. With what is
 * masked masked, and never with what is put back: values of the caller's own stay placeholders here.
 */
export interface Transcript {
  /** A piece of a string; or the whole of it so far, where the segment is told from its start. */
  said(segment: FrameSegment, text: string): void;
}

/** Takes a frame down that leaves. `spans`: of its pieces that somebody looks at. */
export function transcribe(to: Transcript, frame: Frame, spans: readonly Span[]): void {
  const { segments } = frame;
  for (let at = 0; at < segments.length; at++) {
    const segment = segments[at] as FrameSegment;
    // A repeat: its pieces were taken down.
    if (segment.cumulative === true) continue;
    const span = spans.find((one) => one.segment === at);
    const masked = span?.channel.scanner?.replacements.filter(
      ({ start, end, restored }) => restored !== true && start < span.end && end > span.start,
    );
    const plain = masked === undefined || masked.length === 0 || span === undefined;
    to.said(segment, plain ? segment.text : replaced(segment.text, span.start, masked));
  }
}
