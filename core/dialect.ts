import type { Answer, AnswerFacts, Call, Operation, Segment, ToolCall, Unread } from './call.ts';
import type { HeaderList, HttpRequest } from './http.ts';
import type { Place } from './sse.ts';

/** A wire format: how one family of endpoints writes requests, answers, streams and errors. */
export interface Dialect {
  readonly name: string;
  /** How its streams are framed: `lines` are lines of JSON. Absent: server-sent events. */
  readonly framing?: 'lines';
  /**
   * Reads a request body that was parsed as JSON. Throws {@link Unreadable} when it is not a body of
   * this dialect. Never throws anything else for any JSON value.
   */
  decode(body: unknown, request: Pick<HttpRequest, 'url' | 'method'>, operation: Operation): Call;
  /**
   * A word for why another reader of the same source might read another request (keys that stand twice,
   * or in another case); undefined where all would read the same.
   */
  doubt(source: string, body: unknown): string | undefined;
  /** Reads a whole answer that was parsed as JSON, errors included. Never throws. */
  read(body: unknown): Answer;
  /** A fresh reader for one streamed answer. */
  decoder(): Decoder;
  /** Replaces texts inside a whole answer or request body; everything else stays byte for byte. */
  rewrite(source: string, edits: readonly Edit[]): string;
  /** The request's bytes with usage asked for, or undefined where the dialect has no such option. */
  askForUsage?(source: string, body: unknown): string | undefined;
  /** A refused call, in the provider's error shape or as an ordinary-looking completion. */
  refuse(refusal: Refusal): Reply;
  /** A whole answer refused on output: the same answer, its text replaced, ended as filtered. */
  filter(body: unknown, refusal: Refusal): string;
}

/** New text for one segment's string. */
export interface Edit {
  readonly path: Segment['path'];
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The string is JSON source itself: the replacement is escaped once more. */
  readonly json?: boolean;
}

export interface Refusal {
  /** `error`: a provider-shaped 4xx; `completion`: an answer that says so. */
  readonly shape: 'error' | 'completion';
  /** For people: names the policy and never the text. */
  readonly message: string;
  readonly status: number;
  readonly code: string;
  readonly call: Pick<Call, 'model' | 'stream' | 'operation'> & { readonly params?: Call['params'] };
}

export interface Reply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** A piece of text inside a frame, and the channel it continues. */
export interface FrameSegment extends Segment {
  /** Names the string that this text is a piece of, within one answer: `0/text`, `1/tool_call/2`. */
  readonly channel: string;
  /** The text is the whole of the channel again (`output_text.done`), not a further piece. */
  readonly cumulative?: boolean;
  /** The text is the channel from its start up to now, and a later one may go on with it. */
  readonly soFar?: boolean;
  /** One string within the input of a tool call that the frame tells as a whole under `calls`. */
  readonly leaf?: boolean;
}

/** A tool call whose input is no string in the wire, told whole; the channel is the call's. */
export interface FrameCall extends ToolCall {
  readonly channel: string;
}

/** One whole event of a stream, with the bytes that it came in. */
export interface Frame extends AnswerFacts {
  readonly bytes: Uint8Array;
  /** Where the bytes stand in the chunk that they came in, if in one. */
  readonly place?: Place;
  readonly segments: readonly FrameSegment[];
  /** Channels that end with this frame, judged for good before it leaves; `true` for all of them. */
  readonly closes?: readonly string[] | true;
  readonly calls?: readonly FrameCall[];
  /**
   * Frames of one lane keep their order, and the dialect does not mind in which order the lanes come. A
   * frame without a lane overtakes nothing and is not overtaken.
   */
  readonly lane?: number;
  /** Exists only because usage was asked for: a chunk that carries usage and no choice. */
  readonly usageOnly?: boolean;
  readonly unread?: Unread | undefined;
}

/** How many bytes a frame has, without making a view of them. */
export function sizeOf(frame: Frame): number {
  const { place } = frame;
  return place === undefined ? frame.bytes.length : place.end - place.start;
}

export interface Decoder {
  /** Whole events, in order. A frame's meaning never depends on how the bytes were cut. */
  push(chunk: Uint8Array): Frame[];
  /** The rest: a last event with no blank line, or bytes that never became one. */
  end(): Frame[];
  /** The frame's bytes with these texts replaced (offsets into each segment's own text). */
  rewrite(frame: Frame, edits: readonly FrameEdit[]): Uint8Array;
  /** These bytes (the frame's, or its rewritten ones) without what only `askForUsage` put there. */
  unask?(frame: Frame, bytes: Uint8Array): Uint8Array;
  /** What ends the stream as the dialect ends a filtered one, after the last frame that was let go. */
  cut(last: Frame | undefined, refusal: Refusal): Uint8Array;
}

export interface FrameEdit {
  /** Index into `frame.segments`. */
  readonly segment: number;
  /** The segment's whole new text. */
  readonly text: string;
}

/** Where a request goes and how it speaks. */
export interface Endpoint {
  /** Our name of the provider, the table's row: `openai`, `house-vllm`. */
  readonly provider: string;
  /** `gen_ai.provider.name`. */
  readonly system: string;
  /** The row whose prices apply. */
  readonly priceAs: string;
  /** Absent: no dialect knows this path. */
  readonly dialect?: Dialect;
  readonly operation?: Operation;
  /** The provider takes `stream_options.include_usage` and needs it. */
  readonly usageOnAsk: boolean;
}

/** A body that is not of the dialect; the message names the place, never the content. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
