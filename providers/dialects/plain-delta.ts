import type { JsonPath } from '../../core/call.ts';
import { PlainEvent, type SseEvent } from '../../core/sse.ts';
import type { Draft, EventFrame } from '../event-frame.ts';
import { locate } from '../json.ts';
import type { JsonObject } from '../json-value.ts';
import type { ChatState } from './openai-chat-refusal.ts';

type ChatFrame = EventFrame<ChatState | undefined>;

/**
 * Reads a chunk that differs from an earlier one in nothing but the text of its one string (and in
 * the padding that hides its length, where there is one) without parsing it again: half the cost of
 * a chunk. The rest being the same characters, and the holes being filled with valid literals,
 * `JSON.parse` would give the same object with these strings in it; a test holds it to that.
 */
export interface PlainDeltas {
  read(event: SseEvent, state: ChatState | undefined): ChatFrame | undefined;
  /** Remembers a chunk that was parsed, all of whose meaning is one piece of text. */
  learn(frame: Draft<ChatState | undefined>): void;
  reset(): void;
}

/** Strings of bytes, a character each. */
interface Mould {
  readonly before: string;
  readonly after: string;
  /** After the padding; undefined where there is none and `after` is the end. */
  readonly last: string | undefined;
  readonly frame: ChatFrame;
}

/** Chunks that never repeat, such as those with the current time in them, are not worth learning. */
const patience = 4;

export function plainDeltas(): PlainDeltas {
  let mould: Mould | undefined;
  let tries = 0;
  return {
    read(event, state) {
      if (mould === undefined) return undefined;
      if (!(event instanceof PlainEvent)) return undefined;
      const text = textIn(event, mould);
      if (text === undefined || text === '') return undefined;
      tries = 0;
      const { frame } = mould;
      const said = frame.segments[0] as (typeof frame.segments)[number];
      const { path, role, kind, channel } = said;
      return new PlainFrame(frame, event, state, [{ path, role, kind, text, channel }]);
    },
    learn(frame) {
      mould = tries < patience ? mouldOf(frame) : undefined;
      tries++;
    },
    reset() {
      mould = undefined;
      tries = 0;
    },
  };
}

/** Spelled out: its bytes are made when somebody asks for them. */
class PlainFrame implements EventFrame<ChatState | undefined> {
  readonly segments: ChatFrame['segments'];
  readonly event: PlainEvent;
  readonly state: ChatState | undefined;
  readonly id?: string;
  readonly model?: string;
  readonly systemFingerprint?: string;
  readonly nullUsage?: boolean;
  readonly lane?: number;

  constructor(like: ChatFrame, event: PlainEvent, state: ChatState | undefined, segments: ChatFrame['segments']) {
    const { id, model, systemFingerprint, nullUsage, lane } = like;
    this.segments = segments;
    this.event = event;
    this.state = state;
    if (id !== undefined) this.id = id;
    if (model !== undefined) this.model = model;
    if (systemFingerprint !== undefined) this.systemFingerprint = systemFingerprint;
    if (nullUsage === true) this.nullUsage = true;
    if (lane !== undefined) this.lane = lane;
  }

  get bytes(): Uint8Array {
    return this.event.bytes;
  }

  get place(): PlainEvent {
    return this.event;
  }
}

function mouldOf(frame: Draft<ChatState | undefined>): Mould | undefined {
  const { data } = frame.event;
  const path: JsonPath | undefined = frame.segments[0]?.path;
  if (data === undefined || path === undefined || frame.event.event !== undefined) return undefined;
  const hole = locate(data, path);
  if (hole === undefined) return undefined;
  const bytes = (from: number, to?: number): string => Buffer.from(data.slice(from, to)).toString('latin1');
  const before = bytes(0, hole.start + 1);
  const padding = data.includes('"obfuscation"', hole.end) ? locate(data, ['obfuscation']) : undefined;
  if (padding === undefined || padding.start < hole.end || data.charAt(padding.start) !== '"') {
    return { before, after: bytes(hole.end - 1), last: undefined, frame };
  }
  return { before, after: bytes(hole.end - 1, padding.start + 1), last: bytes(padding.end - 1), frame };
}

/** A character for each byte: made without decoding, and few texts have to be decoded. */
function textIn(event: PlainEvent, { before, after, last }: Mould): string | undefined {
  const data = event.latin1();
  const from = before.length;
  // Comparing slices is twice as fast as `startsWith` (measured on Node 20).
  if (data.slice(0, from) !== before) return undefined;
  if (last === undefined) {
    const to = data.length - after.length;
    return to >= from && data.slice(to) === after ? literal(data.slice(from, to)) : undefined;
  }
  const end = data.length - last.length;
  if (end < from || data.slice(end) !== last) return undefined;
  const to = data.indexOf(after, from);
  if (to === -1 || to + after.length > end) return undefined;
  return literal(data.slice(to + after.length, end)) === undefined ? undefined : literal(data.slice(from, to));
}

/** The string whose literal these bytes are without its quotes; undefined where they are none. */
function literal(raw: string): string | undefined {
  let plain = true;
  for (let i = 0; i < raw.length; i++) {
    const c = raw.charCodeAt(i);
    if (c < 32 || c === 34) return undefined;
    if (c === 92) return unescaped(Buffer.from(raw, 'latin1').toString('utf8'));
    if (c > 127) plain = false;
  }
  return plain ? raw : Buffer.from(raw, 'latin1').toString('utf8');
}

function unescaped(raw: string): string | undefined {
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A chunk whose only meaning is its text: no field that we would look at further. */
export function isPlain(chunk: JsonObject, choice: JsonObject, delta: JsonObject): boolean {
  return isPlainChunk(chunk) && isPlainChoice(choice) && isPlainDelta(delta);
}

function isPlainChunk(chunk: JsonObject): boolean {
  for (const key in chunk) {
    switch (key) {
      case 'id':
      case 'object':
      case 'created':
      case 'model':
      case 'choices':
      case 'system_fingerprint':
      case 'service_tier':
      case 'provider':
      case 'obfuscation':
      case 'p':
        break;
      case 'usage':
        if (chunk.usage !== null) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

function isPlainChoice(choice: JsonObject): boolean {
  for (const key in choice) {
    switch (key) {
      case 'index':
      case 'delta':
        break;
      default:
        if (choice[key] !== null && !(key === 'token_ids' || key === 'content_filter_results')) {
          return false;
        }
    }
  }
  return true;
}

function isPlainDelta(delta: JsonObject): boolean {
  for (const key in delta) if (key !== 'content' && key !== 'role' && delta[key] !== null) return false;
  return true;
}
