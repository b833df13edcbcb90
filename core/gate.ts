import { type Decoder, type Frame, type FrameCall, type FrameEdit, type FrameSegment, sizeOf } from './dialect.ts';
import { type Gate, gateOf } from './gate-of.ts';
import { type GateSettings, passes } from './gate-settings.ts';
import type { CallJudge, Questions, Scanner } from './guardrails.ts';
import { HeldFrames } from './held.ts';
import { LearntSoFar } from './learnt.ts';
import { lookAhead } from './look-ahead.ts';
import { createOutlet } from './outlet.ts';
import { replaced } from './pieces.ts';
import { transcribe } from './transcript.ts';
import { type Channel, isCalling, isReady, type Span, type Waiting } from './waiting.ts';

export type { Gate } from './gate-of.ts';

const noSpans: readonly Span[] = Object.freeze([]);

/**
 * The gate of one streamed answer: bytes in, frames judged in order, bytes out. A plain state
 * machine without a promise. Everything is decided frame by frame and by positions in the text, so
 * the cut of the network decides nothing.
 */
export function createGate(decoder: Decoder, judge: CallJudge, settings: GateSettings): Gate {
  const watching = passes(judge, settings);
  const channels = new Map<string, Channel>();
  const learnt = new LearntSoFar();
  const outlet = createOutlet(decoder, learnt, settings);
  const held = new HeldFrames();
  let unframed = 0;
  let cutBy: string | undefined;
  let unreading = false;
  let refused = false;
  let ending = false;
  let over = false;
  // Where others are asked: frames that wait until the text before them is judged. They are taken as if
  // every answer had come at once, so that nothing depends on how long one took.
  const { questions } = judge;
  let backlog: Frame[] = [];
  /** How many of them have been looked at ahead of their turn. */
  let looked = 0;
  // Scanners of repeats, and of strings that another has taken the place of.
  const aside: Scanner[] = [];
  const ready =
    questions === undefined ? isReady : (each: Waiting): boolean => isReady(each) && !waits(each, questions);

  /** The end of a string is not told before the last of it is judged, or when that is refused. */
  function waits({ ending }: Waiting, asked: Questions): boolean {
    return ending && (asked.holding || cutBy !== undefined);
  }

  function channelOf(segment: FrameSegment): Channel {
    let channel = channels.get(segment.channel);
    // Told from its start, and not as before: another string.
    const another = channel !== undefined && segment.soFar === true && !segment.text.startsWith(channel.told);
    if (another) {
      judgeRun();
      endOf(channel);
      if (questions !== undefined && !watching && channel?.scanner !== undefined) aside.push(channel.scanner);
    }
    if (channel === undefined || another) {
      channel = { scanner: judge.scanner(segment), length: 0, told: '' };
      channels.set(segment.channel, channel);
    } else if (segment.name !== undefined) channel.scanner?.named?.(segment.name);
    return channel;
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
    let repeats = false;
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
        repeats = true;
        const counted = channel.length === 0;
        if (counted) tokens += settings.estimate(text);
        channel.length = Math.max(channel.length, text.length);
        if (scanner === undefined) continue;
        if (!counted) scanner.end();
        const replacements = scanner.whole(text, counted);
        if (scanner.blocked !== undefined) cutBy ??= scanner.blocked;
        const again = scanner.blocked === undefined ? scanner.again?.(text) : undefined;
        if (again !== undefined) {
          if (!watching) aside.push(again);
          again.push(text);
          again.end();
          spans ??= [];
          const channel = { scanner: again, length: text.length, told: '' };
          spans.push({ segment: i, channel, start: 0, end: text.length });
        }
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
        const span = { segment: i, channel, start, end: channel.length };
        // Nearly always the only one: what grows from empty takes room for seventeen.
        if (spans === undefined) spans = [span];
        else spans.push(span);
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
      learnt.learn(frame, tokens);
      if (settings.transcript !== undefined) transcribe(settings.transcript, frame, noSpans);
      return;
    }
    if (frame.unread !== undefined && settings.onUnread === 'block') {
      // The text before it is the first to be judged, in whatever chunk it came.
      judgeRun();
      if (cutBy !== undefined) return;
      for (const kind in frame.unread) learnt.skip(kind);
      cutBy = 'onUnscannable';
      return;
    }
    // A frame whose repeat or whose end a policy refuses stays behind; one with a piece waits for its text.
    if (cutBy !== undefined && (spans === undefined || repeats)) return;
    const calling = judge.holdsCalls === true && spans?.some(isCalling) === true;
    const ending = repeats || frame.closes !== undefined;
    held.add({ frame, spans: spans ?? noSpans, edits, tokens, calling, ending });
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
    held.release(ready, outlet.emit);
  }

  function refuse(policy: string): void {
    // Frames whose text is clear have left already; what stays behind is never seen.
    held.empty();
    backlog = [];
    refused = true;
    outlet.cut(policy);
  }

  /** More came than may be held: from here on nothing is read. */
  function overflow(): void {
    unreading = true;
    learnt.stop('too-large');
    if (watching) return;
    if (settings.onUnread === 'block' || judge.closed === true) {
      cutBy = 'held_overflow';
      refuse(cutBy);
      return;
    }
    // What is known to be in the way is still taken out.
    for (const each of held.empty()) outlet.emit(each);
    for (const { bytes } of backlog) outlet.pass(bytes);
    backlog = [];
  }

  /** Takes frames one by one, as far as none waits for an answer. */
  function takeBacklog(asked: Questions): void {
    let taken = 0;
    for (; taken < backlog.length && !asked.holding; taken++) {
      const frame = backlog[taken] as Frame;
      unframed -= sizeOf(frame);
      if (sizeOf(frame) + held.bytes > settings.heldBytes) {
        backlog = backlog.slice(taken);
        overflow();
        return;
      }
      take(frame);
      judgeRun();
      release();
      if (cutBy !== undefined && !asked.holding) {
        refuse(cutBy);
        return;
      }
    }
    backlog = backlog.slice(taken);
    looked = lookAhead(backlog, Math.max(0, looked - taken), channels);
    if (ending && backlog.length === 0 && !asked.holding) endAll(asked);
  }

  /** The end of the stream, once all of its frames are taken. */
  function endAll(asked: Questions): void {
    for (const channel of channels.values()) endOf(channel);
    if (asked.holding) return;
    release();
    if (cutBy !== undefined) refuse(cutBy);
    over = true;
  }

  /** What was waited for is judged now: a refusal of it comes before anything behind it. */
  function wake(asked: Questions): void {
    if (asked.failed) {
      fault();
      return;
    }
    for (const { scanner } of channels.values()) if (scanner?.blocked !== undefined) cutBy ??= scanner.blocked;
    for (const scanner of aside) if (scanner.blocked !== undefined) cutBy ??= scanner.blocked;
    release();
    if (asked.holding) return;
    aside.length = 0;
    if (cutBy === undefined) takeBacklog(asked);
    else refuse(cutBy);
    if (unreading) passRest();
  }

  function takeAll(frames: readonly Frame[]): void {
    if (questions !== undefined && !watching) {
      for (const frame of frames) backlog.push(frame);
      takeBacklog(questions);
      return;
    }
    let bytes = 0;
    for (const frame of frames) bytes += sizeOf(frame);
    // Where the limit could be reached it is looked at frame by frame, so that the cut does not decide it.
    const together = bytes + held.bytes <= settings.heldBytes;
    for (let i = 0; i < frames.length; i++) {
      const frame = frames[i] as Frame;
      unframed -= sizeOf(frame);
      if (sizeOf(frame) + held.bytes > settings.heldBytes) {
        overflow();
        if (cutBy === undefined && !watching) for (const rest of frames.slice(i)) outlet.pass(rest.bytes);
        return;
      }
      take(frame);
      // So too where one may overtake another: which does is decided by what came before it.
      if (!together || held.calling || i === frames.length - 1) {
        judgeRun();
        release();
      }
      if (cutBy === undefined || watching) continue;
      release();
      refuse(cutBy);
      return;
    }
  }

  /** A fault of our own: bytes that only pass go on passing; what had to be judged is cut off. */
  function fault(): void {
    unreading = true;
    learnt.stop('internal');
    if (watching) return;
    cutBy = 'internal';
    outlet.clear();
    refuse(cutBy);
  }

  function push(chunk: Uint8Array): void {
    unframed += chunk.length;
    takeAll(decoder.push(chunk));
    // What came behind a refusal in the same chunk is nothing that we hold.
    if (cutBy !== undefined && !watching) return;
    if (!unreading && unframed + held.bytes > settings.heldBytes) overflow();
    if (unreading && !watching) passRest();
  }

  /** The event in the middle of which reading stops goes as far as it came. */
  function passRest(): void {
    if (cutBy === undefined) for (const rest of decoder.end()) outlet.pass(rest.bytes);
  }

  function end(broken: boolean): void {
    const rest = decoder.end();
    const torn = broken && !watching && rest.some(({ unread: kinds }) => kinds?.unreadable !== undefined);
    if (torn) learnt.skip('broken');
    else takeAll(rest);
    if (unreading || (cutBy !== undefined && !watching)) return;
    if (questions !== undefined && !watching) {
      ending = true;
      takeBacklog(questions);
      return;
    }
    for (const channel of channels.values()) endOf(channel);
    if (watching) return;
    release();
    if (cutBy !== undefined) refuse(cutBy);
  }

  return gateOf({
    learnt,
    push(chunk) {
      if (cutBy !== undefined && !watching) return undefined;
      if (unreading) return chunk;
      try {
        push(chunk);
      } catch {
        fault();
      }
      return watching ? chunk : outlet.take();
    },
    wake() {
      if (watching || over || refused || unreading || questions === undefined) return undefined;
      try {
        wake(questions);
      } catch {
        fault();
      }
      return outlet.take();
    },
    end(broken) {
      if (unreading || (cutBy !== undefined && !watching)) return undefined;
      try {
        end(broken);
      } catch {
        fault();
      }
      return watching ? undefined : outlet.take();
    },
    cutBy: () => (watching || !refused ? undefined : cutBy),
    over: () => over || refused || unreading || watching,
    full: () =>
      questions !== undefined &&
      (questions.many || (questions.holding && 2 * (unframed + held.bytes) > settings.heldBytes)),
    stopped: () => unreading,
  });
}
