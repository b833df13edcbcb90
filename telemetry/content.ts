import type { Call, Segment } from '../core/call.ts';
import type { FrameSegment } from '../core/dialect.ts';
import { replaced } from '../core/pieces.ts';
import type { Transcript } from '../core/transcript.ts';
import type { Redaction, Verdict } from '../core/verdict.ts';
import { fitted, fittedParts } from './fitting.ts';
import { addPart, answeredOf, askedOf, finishWord, type Message, type Part } from './messages.ts';

/** Where content of calls is recorded; nowhere by default. */
export interface Capture {
  readonly span: boolean;
  readonly event: boolean;
  /** Most characters of text in one attribute. */
  readonly limit: number;
}

/** What a call said, as it left and as its caller got it: message JSON. Bounded; holds on to no body. */
export interface Content {
  readonly system: string | undefined;
  readonly input: string | undefined;
  readonly output: string | undefined;
  /** Some of it was left out for the limit. */
  readonly truncated: boolean;
  /** Characters, roughly: what it weighs while it waits to be sent. */
  readonly size: number;
}

/** Vectors and counts hold no conversation. */
const inferences: ReadonlySet<string> = new Set(['chat', 'text_completion']);

export interface Heard {
  readonly call: Call;
  readonly input: Verdict | undefined;
  readonly output: Verdict | undefined;
  /** Of a whole answer. */
  readonly said: readonly Segment[] | undefined;
  /** Of a streamed one. */
  readonly streamed: Notes | undefined;
  readonly finish: readonly string[];
}

/**
 * A call's content. What was never judged, or was refused, did not leave: there is nothing of it here.
 * Whatever is masked is masked here; values that are put back for the caller are not put back here.
 */
export function contentOf(heard: Heard, limit: number): Content | undefined {
  const { call, input, output, finish } = heard;
  if (!inferences.has(call.operation)) return undefined;
  const left = input !== undefined && input.action !== 'block';
  const asked = left ? askedOf(call.segments, masked(call.segments, input)) : { system: [], messages: [] };
  const said = heard.said !== undefined && output?.action !== 'block' ? heard.said : [];
  const answered = heard.streamed?.messages(finish.length) ?? answeredOf(said, masked(said, output));
  const messages = answered.map((message, at): Message => {
    const word = finish[at] ?? finish[0];
    return word === undefined ? message : { ...message, finish_reason: finishWord(word) };
  });
  const system = fittedParts(asked.system, limit);
  const into = fitted(asked.messages, limit, 'end');
  const out = fitted(messages, limit, 'start');
  const texts = [system.parts, into.parts, out.parts].map(written);
  return {
    system: texts[0],
    input: texts[1],
    output: texts[2],
    truncated: system.truncated || into.truncated || out.truncated || heard.streamed?.full === true,
    size: texts.reduce((sum, text = '') => sum + text.length, 0),
  };
}

function written(list: readonly (Message | Part)[]): string | undefined {
  return list.length === 0 ? undefined : JSON.stringify(list);
}

/** A segment's text with what the verdict masks masked. */
function masked(segments: readonly Segment[], verdict: Verdict | undefined): (index: number) => string {
  if (verdict?.action !== 'redact') return (index) => segments[index]?.text ?? '';
  const bySegment = new Map<number, Redaction[]>();
  for (const redaction of verdict.redactions) {
    const list = bySegment.get(redaction.segment);
    if (list === undefined) bySegment.set(redaction.segment, [redaction]);
    else list.push(redaction);
  }
  return (index) => replaced(segments[index]?.text ?? '', 0, bySegment.get(index) ?? []);
}

const mostChannels = 64;

/** What is taken down of a streamed answer: a string for each channel, all within a limit. */
export class Notes implements Transcript {
  readonly #channels = new Map<string, { readonly segment: FrameSegment; text: string }>();
  readonly #limit: number;
  #size = 0;
  full = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get empty(): boolean {
    return this.#channels.size === 0;
  }

  said(segment: FrameSegment, text: string): void {
    let channel = this.#channels.get(segment.channel);
    if (channel === undefined) {
      if (this.#channels.size >= mostChannels) {
        this.full = true;
        return;
      }
      channel = { segment: named(segment), text: '' };
      this.#channels.set(segment.channel, channel);
    }
    const before = segment.soFar === true ? '' : channel.text;
    const room = this.#limit - (this.#size - channel.text.length) - before.length;
    if (text.length > room) this.full = true;
    const next = before + (text.length > room ? text.slice(0, Math.max(0, room)) : text);
    this.#size += next.length - channel.text.length;
    channel.text = next;
  }

  /** One message; one for each choice where there are several, whose number leads a channel's name. */
  messages(choices: number): readonly Message[] {
    const found = new Map<string, Message>();
    for (const [name, { segment, text }] of this.#channels) {
      const choice = choices > 1 ? (name.split('/')[0] ?? '') : '';
      let message = found.get(choice);
      if (message === undefined) {
        message = { role: 'assistant', parts: [] };
        found.set(choice, message);
      }
      addPart(message, segment, text);
    }
    return [...found.values()];
  }
}

/** Without the frame's text, which lies in a larger string. */
function named(segment: FrameSegment): FrameSegment {
  return { ...segment, text: '' };
}
