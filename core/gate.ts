import type { AnswerFacts } from './call.ts';
import type { Decoder, Frame, FrameCall, FrameEdit, FrameSegment } from './dialect.ts';
import type { CallJudge, Scanner } from './guardrails.ts';
import { joined, replaced } from './pieces.ts';
import type { Usage } from './usage.ts';
import type { Coverage } from './verdict.ts';
import { type Channel, editsOf, isCalling, isClear, type Span, takeOvertaking, type Waiting } from './waiting.ts';

/**
 * The gate of one streamed answer: bytes in, frames judged in order, bytes out. A plain state
 * machine without a promise. Everything is decided frame by frame and by positions in the text, so
 * the cut of the network decides nothing.
 */
export interface Gate {
  /** Returns what may leave now, or undefined when nothing may. */
  push(chunk: Uint8Array): Uint8Array | undefined;
  /** The stream ended: the rest. Of one that broke off, the event that it broke off in is left out. */
  end(broken?: boolean): Uint8Array | undefined;
  /** The policy that cut the stream, once one did; nothing leaves after. */
  readonly cutBy: string | undefined;
  /** Nothing more is read: more came than may be held, or a fault of our own. */
  readonly stopped: boolean;
  /** The dialect's own end was seen: a reader that leaves now has missed nothing. */
  readonly complete: boolean;
  readonly facts: AnswerFacts;
  readonly usage: Usage | undefined;
  readonly coverage: Coverage;
  /** Frames with text so far. */
  readonly chunks: number;
  /** Our own count of what came, for when the provider gives none. */
  readonly estimatedOutput: number;
}

export interface GateSettings {
  /** Usage was asked for on the caller's behalf: what only that brought is taken out again. */
  readonly asked: boolean;
  /** Most bytes held back, unfinished events included. */
  readonly heldBytes: number;
  /** What cannot be read, or is more than may be held: let it go unread, or cut. */
  readonly onUnread: 'pass' | 'block';
  /** The bytes that end the stream when a policy refuses it. */
  readonly cut: (decoder: Decoder, last: Frame | undefined, policy: string) => Uint8Array;
  readonly estimate: (text: string) => number;
}

/** Nothing could change the stream or cut it off, so its bytes pass as they come and are read on the side. */
export function passes(judge: CallJudge, { asked, onUnread }: Pick<GateSettings, 'asked' | 'onUnread'>): boolean {
  return !judge.changesOutput && !asked && onUnread === 'pass';
}

const noSpans: readonly Span[] = Object.freeze([]);

export function createGate(decoder: Decoder, judge: CallJudge, settings: GateSettings): Gate {
  const watching = passes(judge, settings);
  const channels = new Map<string, Channel>();
  const waiting: Waiting[] = [];
  let heldBytes = 0;
  // Frames of tool calls that leave whole or not at all: while any waits, other lanes may overtake it.
  let calling = 0;
  let unframed = 0;
  let last: Frame | undefined;
  let cutBy: string | undefined;
  let unreading = false;
  let complete = false;
  let unread: string | undefined;
  let chunks = 0;
  let estimatedOutput = 0;
  let usage: Usage | undefined;
  let id: string | undefined;
  let model: string | undefined;
  let error: string | undefined;
  let systemFingerprint: string | undefined;
  const finish: string[] = [];
  let out: Uint8Array[] = [];

  function channelOf(segment: FrameSegment): Channel {
    let channel = channels.get(segment.channel);
    // Told from its start, and not as before: another string.
    const another = channel !== undefined && segment.soFar === true && !segment.text.startsWith(channel.told);
    if (another) {
      judgeRun();
      endOf(channel);
    }
    if (channel === undefined || another) {
      channel = { scanner: judge.scanner(segment), length: 0, told: '' };
      channels.set(segment.channel, channel);
    } else if (segment.name !== undefined) channel.scanner?.named?.(segment.name);
    return channel;
  }

  /** What the record says of the answer: of what was let go, so that a cut decides it by position too. */
  function learn(frame: Frame, tokens: number): void {
    if (frame.segments.length > 0) chunks++;
    estimatedOutput += tokens;
    if (frame.usage !== undefined) usage = frame.usage;
    if (frame.id !== undefined) id = frame.id;
    if (frame.model !== undefined) model = frame.model;
    if (frame.error !== undefined) error = frame.error;
    if (frame.systemFingerprint !== undefined) systemFingerprint = frame.systemFingerprint;
    if (frame.finish !== undefined) finish.push(...frame.finish);
    if (frame.unread !== undefined) for (const kind in frame.unread) unread ??= kind;
    if (frame.closes === true) complete = true;
  }

  // Pieces of one string that came in one chunk are judged in one go: the scanner says the same for any
  // way to cut its string, and its work is by the call.
  let run: Channel | undefined;
  let runText = '';

  function judgeRun(): void {
    if (run === undefined) return;
    const scanner = run.scanner as Scanner;
    scanner.push(runText);
    if (scanner.blocked !== undefined) cutBy ??= scanner.blocked;
    run = undefined;
    runText = '';
  }

  /** Takes in the frame's text. */
  function take(frame: Frame): void {
    let spans: Span[] | undefined;
    let edits: FrameEdit[] | undefined;
    let tokens = 0;
    const segments = frame.segments;
    for (let i = 0; i < segments.length; i++) {
      const segment = segments[i] as FrameSegment;
      const channel = channelOf(segment);
      const scanner = channel.scanner;
      const { text } = segment;
      if (segment.cumulative === true) {
        judgeRun();
        if (cutBy !== undefined && !watching) return;
        // The string is told again as a whole, so its pieces are over.
        const counted = channel.length === 0;
        if (counted) tokens += settings.estimate(text);
        channel.length = Math.max(channel.length, text.length);
        if (scanner === undefined) continue;
        if (!counted) scanner.end();
        const replacements = scanner.whole(text, counted);
        if (scanner.blocked !== undefined) cutBy ??= scanner.blocked;
        if (replacements.length > 0) {
          edits ??= [];
          edits.push({ segment: i, text: replaced(text, 0, replacements) });
        }
      } else {
        const soFar = segment.soFar === true;
        const start = soFar ? 0 : channel.length;
        const more = soFar ? text.slice(channel.told.length) : text;
        if (soFar) channel.told = text;
        // What is told from its start each time repeats what other pieces say.
        else tokens += settings.estimate(text);
        channel.length = start + text.length;
        if (scanner === undefined) continue;
        if (run !== channel) {
          judgeRun();
          if (cutBy !== undefined && !watching) return;
          run = channel;
        }
        runText += more;
        spans ??= [];
        spans.push({ segment: i, channel, start, end: channel.length });
      }
    }
    if (frame.calls !== undefined) {
      judgeRun();
      if (cutBy === undefined || watching) for (const call of frame.calls) takeCall(call);
      if (cutBy !== undefined && !watching) return;
    }
    if (frame.closes !== undefined) {
      judgeRun();
      // What was refused before this frame came ends there: no further string is ended by it.
      if (cutBy !== undefined && !watching) return;
      close(frame.closes);
    }
    if (watching) {
      learn(frame, tokens);
      return;
    }
    if (frame.unread !== undefined && settings.onUnread === 'block') {
      // The text before it is the first to be judged, in whatever chunk it came.
      judgeRun();
      if (cutBy !== undefined) return;
      for (const kind in frame.unread) unread ??= kind;
      cutBy = 'onUnscannable';
      return;
    }
    // A frame whose repeat or whose end a policy refuses stays behind; one with a piece waits for its text.
    if (cutBy !== undefined && spans === undefined) return;
    const calls = judge.holdsCalls === true && spans?.some(isCalling) === true;
    if (calls) calling++;
    waiting.push({ frame, spans: spans ?? noSpans, edits, tokens, calling: calls });
    heldBytes += frame.bytes.length;
  }

  function takeCall({ channel, path, name, input }: FrameCall): void {
    const { scanner } = channelOf({ channel, path, role: 'assistant', kind: 'tool_call', name, text: '' });
    if (scanner?.called === undefined) return;
    scanner.called(input);
    if (scanner.blocked !== undefined) cutBy ??= scanner.blocked;
  }

  function close(which: readonly string[] | true): void {
    if (which === true) for (const channel of channels.values()) endOf(channel);
    else for (const name of which) endOf(channels.get(name));
  }

  function endOf(channel: Channel | undefined): void {
    const scanner = channel?.scanner;
    if (scanner === undefined) return;
    scanner.end();
    if (scanner.blocked !== undefined) cutBy ??= scanner.blocked;
  }

  /** Lets frames go, in order, as far as all their text is judged for good. */
  function release(): void {
    let gone = 0;
    for (const held of waiting) {
      if (!held.spans.every(isClear)) break;
      gone++;
      leave(held);
    }
    if (gone === waiting.length) waiting.length = 0;
    else if (gone > 0) waiting.splice(0, gone);
    if (calling > 0) for (const held of takeOvertaking(waiting)) leave(held);
  }

  function leave(held: Waiting): void {
    heldBytes -= held.frame.bytes.length;
    if (held.calling) calling--;
    emit(held);
  }

  function emit({ frame, spans, edits, tokens }: Waiting): void {
    learn(frame, tokens);
    if (settings.asked && frame.usageOnly === true) return;
    last = frame;
    const all = editsOf(frame, spans, edits);
    let bytes = all === undefined ? frame.bytes : decoder.rewrite(frame, all);
    if (settings.asked && decoder.unask !== undefined) bytes = decoder.unask(frame, bytes);
    out.push(bytes);
  }

  function refuse(policy: string): void {
    // Frames whose text is clear have left already; what stays behind is never seen.
    waiting.length = 0;
    heldBytes = 0;
    calling = 0;
    out.push(settings.cut(decoder, last, policy));
  }

  /** More came than may be held: from here on nothing is read. */
  function overflow(): void {
    unreading = true;
    unread = 'too-large';
    if (watching) return;
    if (settings.onUnread === 'block') {
      cutBy = 'held_overflow';
      refuse(cutBy);
      return;
    }
    // What is known to be in the way is still taken out.
    for (const held of waiting) emit(held);
    waiting.length = 0;
    heldBytes = 0;
    calling = 0;
  }

  function takeAll(frames: readonly Frame[]): void {
    let bytes = 0;
    for (const frame of frames) bytes += frame.bytes.length;
    // Where the limit could be reached it is looked at frame by frame, so that the cut does not decide it.
    const together = bytes + heldBytes <= settings.heldBytes;
    for (let i = 0; i < frames.length; i++) {
      const frame = frames[i] as Frame;
      unframed -= frame.bytes.length;
      if (frame.bytes.length + heldBytes > settings.heldBytes) {
        overflow();
        if (cutBy === undefined && !watching) for (const rest of frames.slice(i)) out.push(rest.bytes);
        return;
      }
      take(frame);
      // So too where one may overtake another: which does is decided by what came before it.
      if (!together || calling > 0 || i === frames.length - 1) {
        judgeRun();
        release();
      }
      if (cutBy === undefined || watching) continue;
      release();
      refuse(cutBy);
      return;
    }
  }

  function drain(): Uint8Array | undefined {
    if (out.length === 0) return undefined;
    const bytes = out.length === 1 ? out[0] : joined(out);
    out = [];
    return bytes;
  }

  /** A fault of our own: bytes that only pass go on passing; what had to be judged is cut off. */
  function fault(): void {
    unreading = true;
    unread = 'internal';
    if (watching) return;
    cutBy = 'internal';
    out = [];
    refuse(cutBy);
  }

  function push(chunk: Uint8Array): void {
    unframed += chunk.length;
    takeAll(decoder.push(chunk));
    // What came behind a refusal in the same chunk is nothing that we hold.
    if (cutBy !== undefined && !watching) return;
    if (!unreading && unframed + heldBytes > settings.heldBytes) overflow();
    if (unreading && cutBy === undefined && !watching) {
      // The event in the middle of which reading stops goes as far as it came.
      for (const rest of decoder.end()) out.push(rest.bytes);
    }
  }

  function end(broken: boolean): void {
    const rest = decoder.end();
    const torn = broken && !watching && rest.some(({ unread: kinds }) => kinds?.unreadable !== undefined);
    if (torn) unread ??= 'broken';
    else takeAll(rest);
    if (unreading || (cutBy !== undefined && !watching)) return;
    for (const channel of channels.values()) endOf(channel);
    if (watching) return;
    release();
    if (cutBy !== undefined) refuse(cutBy);
  }

  return {
    push(chunk) {
      if (cutBy !== undefined && !watching) return undefined;
      if (unreading) return chunk;
      try {
        push(chunk);
      } catch {
        fault();
      }
      return watching ? chunk : drain();
    },
    end(broken = false) {
      if (unreading || (cutBy !== undefined && !watching)) return undefined;
      try {
        end(broken);
      } catch {
        fault();
      }
      return watching ? undefined : drain();
    },
    get cutBy() {
      return watching ? undefined : cutBy;
    },
    get stopped() {
      return unreading;
    },
    get complete() {
      return complete;
    },
    get facts() {
      return {
        id,
        model,
        error,
        systemFingerprint,
        finish: finish.length === 0 ? undefined : finish,
      };
    },
    get usage() {
      return usage;
    },
    get coverage(): Coverage {
      return unread === undefined ? 'scanned' : `skipped:${unread}`;
    },
    get chunks() {
      return chunks;
    },
    get estimatedOutput() {
      return estimatedOutput;
    },
  };
}
