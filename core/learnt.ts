import type { AnswerFacts } from './call.ts';
import type { Frame } from './dialect.ts';
import type { Usage } from './usage.ts';
import type { Coverage } from './verdict.ts';

/** What the record says of a streamed answer: of what was let go, so that a cut decides it by position too. */
export interface Learnt {
  /** `tokens`: our own count of the frame's text. */
  learn(frame: Frame, tokens: number): void;
  /** Something was not read; the first reason stays. */
  skip(reason: string): void;
  /** Nothing was read from here on. */
  stop(reason: 'too-large' | 'internal'): void;
  readonly complete: boolean;
  readonly facts: AnswerFacts;
  readonly usage: Usage | undefined;
  readonly coverage: Coverage;
  readonly chunks: number;
  readonly estimatedOutput: number;
}

/** A class: an object with getters of its own takes twenty times as long to make (measured), and each stream makes one. */
export class LearntSoFar implements Learnt {
  complete = false;
  usage: Usage | undefined = undefined;
  chunks = 0;
  estimatedOutput = 0;
  private unread: string | undefined = undefined;
  private id: string | undefined = undefined;
  private model: string | undefined = undefined;
  private error: string | undefined = undefined;
  private systemFingerprint: string | undefined = undefined;
  private readonly finish: string[] = [];

  learn(frame: Frame, tokens: number): void {
    if (frame.segments.length > 0) this.chunks++;
    this.estimatedOutput += tokens;
    if (frame.usage !== undefined) this.usage = frame.usage;
    if (frame.id !== undefined) this.id = frame.id;
    if (frame.model !== undefined) this.model = frame.model;
    if (frame.error !== undefined) this.error = frame.error;
    if (frame.systemFingerprint !== undefined) this.systemFingerprint = frame.systemFingerprint;
    if (frame.finish !== undefined) this.finish.push(...frame.finish);
    if (frame.unread !== undefined) for (const kind in frame.unread) this.unread ??= kind;
    if (frame.closes === true) this.complete = true;
  }

  skip(reason: string): void {
    this.unread ??= reason;
  }

  stop(reason: 'too-large' | 'internal'): void {
    this.unread = reason;
  }

  get facts(): AnswerFacts {
    const { id, model, error, systemFingerprint, finish } = this;
    return { id, model, error, systemFingerprint, finish: finish.length === 0 ? undefined : finish };
  }

  get coverage(): Coverage {
    return this.unread === undefined ? 'scanned' : `skipped:${this.unread}`;
  }
}
