import type { Answer, JsonPath, Kind, Role } from '../core/call.ts';
import type { Decoder, Frame, FrameCall, FrameEdit, FrameSegment, Refusal } from '../core/dialect.ts';
import { PlainEvent, type SseEvent, type SseFramer, sseFramer } from '../core/sse.ts';
import { type Blank, editStrings } from './json.ts';
import { type JsonObject, objectOf } from './json-value.ts';

/**
 * A frame of an event stream. `state` is all that `cut` needs to know of the stream up to and
 * including this frame: it travels with the frame, because frames that were read and not let go must
 * not count.
 */
export interface EventFrame<State> extends Frame {
  readonly event: SseEvent;
  readonly state: State;
  /** The data has `"usage":null`, which only asking for usage brings. */
  readonly nullUsage?: boolean;
}

/** A frame in the making. */
export type Draft<State> = { -readonly [Key in keyof EventFrame<State>]: EventFrame<State>[Key] };

/** What a dialect adds to framing. */
export interface EventReader<State> {
  read(event: SseEvent): EventFrame<State>;
  cut(state: State | undefined, refusal: Refusal): string;
  /** Values that an edit at this path of an event's data makes void. */
  blank(path: JsonPath): readonly Blank[];
  unask?(frame: EventFrame<State>, bytes: Uint8Array): Uint8Array;
  /** Reads a whole answer, which some servers send where a stream was asked for, under a stream's name. */
  whole(body: unknown): Answer;
}

export const noSegments: readonly FrameSegment[] = Object.freeze([]);
const errorPath: JsonPath = Object.freeze(['error', 'message']);
export const unreadableData = Object.freeze({ unreadable: 1 });

export function eventDecoder<State>(reader: EventReader<State>, framer: SseFramer = sseFramer()): Decoder {
  const { read, unask } = reader;
  const framed = (events: readonly SseEvent[]): EventFrame<State>[] => {
    const frames: EventFrame<State>[] = [];
    for (let i = 0; i < events.length; i++) {
      const event = events[i] as SseEvent;
      const frame = read(event);
      // Asked for in this order: the data of a plain one need not be made.
      const dated = event instanceof PlainEvent || event.data !== undefined;
      frames.push(dated ? frame : undatedFrame(frame, reader));
    }
    return frames;
  };
  return {
    push: (chunk) => framed(framer.push(chunk)),
    end: () => framed(framer.end()),
    rewrite: (frame, edits) => rewriteEvent(ours<State>(frame), edits, reader.blank),
    cut: (last, refusal) => Buffer.from(reader.cut(last === undefined ? undefined : ours<State>(last).state, refusal)),
    ...(unask === undefined ? {} : { unask: (frame, bytes) => unask(ours<State>(frame), bytes) }),
  };
}

/** Of answers that are vectors: they are never streamed, and a stream that comes all the same has no text in it. */
export function wordlessDecoder(): Decoder {
  return eventDecoder<undefined>({
    read: (event) => ({ bytes: event.bytes, segments: noSegments, event, state: undefined }),
    cut: () => '',
    blank: () => [],
    whole: () => ({ segments: noSegments }),
  });
}

/** A blank line, a comment, or a field that carries no text. */
const silent = /^(?:(?:event|id|retry)?:|(?:event|id|retry)?$)/;

/** An event without data: nothing, a whole answer in JSON that is no event at all, or what nobody can read. */
function undatedFrame<State>(frame: EventFrame<State>, { whole }: EventReader<State>): EventFrame<State> {
  const { bytes } = frame.event;
  const text = bytes.toString('utf8');
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (bare.split(/[\r\n]/).every((line) => silent.test(line))) return frame;
  const body = parsed(bare);
  if (body === undefined) return { ...frame, unread: unreadableData };
  const { segments, calls, said: _, ...answer } = whole(body);
  return {
    ...frame,
    ...answer,
    ...(calls === undefined
      ? {}
      : { calls: calls.map((call, index) => ({ ...call, channel: `whole/call/${index}` })) }),
    event: { bytes, event: undefined, data: text, dataStart: 0, dataEnd: bytes.length },
    segments: segments.map((segment, index) => ({ ...segment, channel: `whole/${index}`, cumulative: true })),
    closes: true,
  };
}

/** Frames are handed back to the decoder that made them. */
function ours<State>(frame: Frame): EventFrame<State> {
  return frame as EventFrame<State>;
}

/** A piece of a stream. Spelled out, since spreading costs more than all else in a plain event. */
export function pieceOf(
  path: JsonPath,
  role: Role,
  kind: Kind,
  text: string,
  channel: string,
  name?: string,
  json?: boolean,
  cumulative?: boolean,
  leaf?: boolean,
): FrameSegment {
  const piece: { -readonly [Key in keyof FrameSegment]: FrameSegment[Key] } = { path, role, kind, text, channel };
  if (name !== undefined) piece.name = name;
  if (json === true) piece.json = true;
  if (cumulative === true) piece.cumulative = true;
  if (leaf === true) piece.leaf = true;
  return piece;
}

/** What an error inside a stream says: it may quote what was said. */
export function readErrorMessage(error: unknown, segments: FrameSegment[]): void {
  const message = objectOf(error)?.message;
  if (typeof message !== 'string' || message === '') return;
  segments.push(pieceOf(errorPath, 'assistant', 'text', message, 'error', undefined, false, true));
}

/**
 * Adds a call whose input is no text in the wire, if it is one: those with text, and those whose text
 * is to come, are channels like any other.
 */
export function addCall(draft: Draft<unknown>, call: FrameCall): void {
  const { input } = call;
  if (typeof input === 'string' || input === undefined || input === null) return;
  if (typeof input === 'object' && Object.keys(input).length === 0) return;
  draft.calls = [...(draft.calls ?? []), call];
}

/** The event's data as JSON; undefined where it is none. */
export function parsed(data: string): JsonObject | undefined {
  try {
    return objectOf(JSON.parse(data));
  } catch {
    return undefined;
  }
}

function rewriteEvent(
  { event, segments }: EventFrame<unknown>,
  edits: readonly FrameEdit[],
  blank: (path: JsonPath) => readonly Blank[],
): Uint8Array {
  const { data } = event;
  if (data === undefined) return event.bytes;
  const changes = edits.flatMap(({ segment, text }) => {
    const said = segments[segment];
    if (said === undefined || said.text === text) return [];
    return [{ path: said.path, start: 0, end: said.text.length, replacement: text }];
  });
  if (changes.length === 0) return event.bytes;
  return withData(event, editStrings(data, changes, blank));
}

/** The event with other data; its other lines stay as they are. */
function withData({ bytes, dataStart, dataEnd }: SseEvent, data: string): Buffer {
  // Line feeds between data lines are white space of the JSON: in its strings there are none. What begins
  // at the first byte is no event, and stays as it is.
  const line = dataStart !== 0 && data.includes('\n') ? data.replaceAll('\n', ' ') : data;
  if (dataStart !== -1) {
    return Buffer.concat([bytes.subarray(0, dataStart), Buffer.from(line), bytes.subarray(dataEnd)]);
  }
  let placed = false;
  const lines = bytes.toString('utf8').match(/[^\r\n]*(?:\r\n|\r|\n|$)/g) ?? [];
  const kept = lines.flatMap((text) => {
    if (!/^\uFEFF?data(?::|[\r\n]|$)/.test(text) || text === '') return [text];
    if (placed) return [];
    placed = true;
    return [`data: ${line}${/[\r\n]*$/.exec(text)?.[0] ?? ''}`];
  });
  return Buffer.from(kept.join(''));
}

/** One event as text. Anthropic and OpenAI's Responses repeat the type as the event's name. */
export function eventText(data: unknown, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
}
