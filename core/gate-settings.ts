import type { Decoder, Frame } from './dialect.ts';
import type { CallJudge } from './guardrails.ts';
import type { Transcript } from './transcript.ts';

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
  /** Where content is recorded. */
  readonly transcript?: Transcript | undefined;
}

/** Nothing could change the stream or cut it off, so its bytes pass as they come and are read on the side. */
export function passes(judge: CallJudge, { asked, onUnread }: Pick<GateSettings, 'asked' | 'onUnread'>): boolean {
  return !judge.changesOutput && !asked && onUnread === 'pass';
}
