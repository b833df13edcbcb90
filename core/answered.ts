import type { Call } from './call.ts';
import type { Opened } from './closing.ts';
import type { Dialect } from './dialect.ts';
import type { CallJudge, Guardrails } from './guardrails.ts';
import type { Signal } from './http.ts';
import type { Verdict } from './verdict.ts';

/** A call whose answer has begun. */
export interface Answered {
  readonly guardrails: Guardrails;
  readonly opened: Opened;
  readonly call: Call;
  readonly judge: CallJudge;
  readonly dialect: Dialect;
  /** Of the input. */
  readonly verdict: Verdict;
  /** Usage was asked for on the caller's behalf. */
  readonly asked: boolean;
  readonly signal: Signal;
}

const order = { allow: 0, flag: 1, redact: 2, block: 3 } as const;

/** The stronger of two verdicts' actions, for the one header that tells of both sides. */
export function stronger(one: Verdict['action'], other: Verdict['action']): Verdict['action'] {
  return order[one] >= order[other] ? one : other;
}
