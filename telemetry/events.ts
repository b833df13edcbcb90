import type { Finding } from '../core/verdict.ts';
import type { Content } from './content.ts';
import { type EventAttribute, type EventKind, evaluation, event } from './event-names.ts';
import type { CallRecord } from './record.ts';

/** An event of one call; made into a log record when it is sent. */
export interface CallEvent {
  readonly kind: EventKind;
  readonly record: CallRecord;
  readonly flags: number;
  /** Of an evaluation. */
  readonly fields: ReadonlyArray<readonly [EventAttribute, string | number]>;
  /** Of the details of a call. */
  readonly content?: Content;
}

/** A call with many kinds of findings must not be what fills the queue. */
const mostEvaluations = 50;

export function detailsOf(record: CallRecord, flags: number, content: Content): CallEvent {
  return { kind: event.details, record, flags, fields: [], content };
}

/** What policies found in a call, and where they could not look: findings of one kind are one event. */
export function evaluationsOf(record: CallRecord, flags: number): CallEvent[] {
  const { findings, faults, responseId } = record;
  const kinds = new Map<string, { readonly first: Finding; score: number; count: number }>();
  for (const one of findings) {
    const key = `${one.policy}\n${one.detector}\n${one.side}\n${one.action}\n${one.mode}`;
    const kind = kinds.get(key);
    if (kind !== undefined) {
      kind.score = Math.max(kind.score, one.score);
      kind.count++;
    } else if (kinds.size < mostEvaluations) kinds.set(key, { first: one, score: one.score, count: 1 });
  }
  const answer = responseId === undefined ? [] : [[evaluation.responseId, responseId] as const];
  const made: CallEvent[] = [];
  for (const { first, score, count } of kinds.values()) {
    const { policy, detector, category, side, action, mode } = first;
    made.push({
      kind: event.evaluation,
      record,
      flags,
      fields: [
        [evaluation.name, policy],
        [evaluation.score, score],
        [evaluation.label, 'fail'],
        [evaluation.explanation, `${detector} (${category}) in the ${side}`],
        ...answer,
        [evaluation.detector, detector],
        [evaluation.side, side],
        [evaluation.action, action],
        [evaluation.mode, mode],
        [evaluation.count, count],
      ],
    });
  }
  for (const { policy, detector, side, reason } of faults.slice(0, mostEvaluations)) {
    made.push({
      kind: event.evaluation,
      record,
      flags,
      fields: [
        [evaluation.name, policy],
        ...answer,
        [evaluation.errorType, reason],
        [evaluation.detector, detector],
        [evaluation.side, side],
      ],
    });
  }
  return made;
}
