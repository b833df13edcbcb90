import type { Decoder, Frame } from './dialect.ts';
import type { GateSettings } from './gate-settings.ts';
import type { Learnt } from './learnt.ts';
import { joined } from './pieces.ts';
import type { Place } from './sse.ts';
import { transcribe } from './transcript.ts';
import { editsOf, type Waiting } from './waiting.ts';

/** The way out of the gate: bytes that may leave, until they are taken. */
export interface Outlet {
  /** A frame leaves, rewritten where its text was, and is on the record. */
  emit(held: Waiting): void;
  /** Bytes that nobody reads. */
  pass(bytes: Uint8Array): void;
  /** The bytes that end the stream when a policy refuses it. */
  cut(policy: string): void;
  /** What has not been taken yet does not leave after all. */
  clear(): void;
  take(): Uint8Array | undefined;
}

export function createOutlet(decoder: Decoder, learnt: Learnt, settings: GateSettings): Outlet {
  let last: Frame | undefined;
  let out: Uint8Array[] = [];
  // Frames that stand side by side in one chunk leave as one view of it.
  let chunk: Buffer | undefined;
  let start = 0;
  let end = 0;

  function add(place: Place): void {
    if (chunk === place.chunk && end === place.start) {
      end = place.end;
      return;
    }
    settle();
    ({ chunk, start, end } = place);
  }

  function settle(): void {
    if (chunk === undefined) return;
    out.push(chunk.subarray(start, end));
    chunk = undefined;
  }

  return {
    emit({ frame, spans, edits, tokens }) {
      learnt.learn(frame, tokens);
      if (settings.transcript !== undefined) transcribe(settings.transcript, frame, spans);
      if (settings.asked && frame.usageOnly === true) return;
      last = frame;
      const all = editsOf(frame, spans, edits);
      const { place } = frame;
      if (all === undefined && !settings.asked && place !== undefined) {
        add(place);
        return;
      }
      let bytes = all === undefined ? frame.bytes : decoder.rewrite(frame, all);
      if (settings.asked && decoder.unask !== undefined) bytes = decoder.unask(frame, bytes);
      settle();
      out.push(bytes);
    },
    pass(bytes) {
      settle();
      out.push(bytes);
    },
    cut(policy) {
      settle();
      out.push(settings.cut(decoder, last, policy));
    },
    clear() {
      chunk = undefined;
      out = [];
    },
    take() {
      settle();
      if (out.length === 0) return undefined;
      const bytes = out.length === 1 ? out[0] : joined(out);
      out = [];
      return bytes;
    },
  };
}
