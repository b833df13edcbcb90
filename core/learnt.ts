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

export function createLearnt(): Learnt {
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
  return {
    learn(frame, tokens) {
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
    },
    skip(reason) {
      unread ??= reason;
    },
    stop(reason) {
      unread = reason;
    },
    get complete() {
      return complete;
    },
    get facts() {
      return { id, model, error, systemFingerprint, finish: finish.length === 0 ? undefined : finish };
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
