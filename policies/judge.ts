import type { Call, Segment, Side } from '../core/call.ts';
import type { CallJudge, Pending } from '../core/guardrails.ts';
import type { Signal } from '../core/http.ts';
import { allow, type Verdict } from '../core/verdict.ts';
import { judgeAsked, together } from './asked.ts';
import type { Detector } from './detector.ts';
import { builtinDetectors } from './detectors.ts';
import { createMemo } from './memo.ts';
import { planSide, type SidePlan } from './plan.ts';
import type { Policy } from './policy.ts';
import { createQuestions, type QuestionList } from './questions.ts';
import { createPlaceholders, type Placeholders } from './redactions.ts';
import { type Answering, createScanner } from './scanner.ts';
import { brokenLimit, countSize } from './size.ts';
import { createTally, type Tally } from './tally.ts';
import { judgeWhole } from './whole.ts';

export interface JudgeOptions {
  readonly detectors?: readonly Detector[];
  /** How many texts' findings are remembered; 0 remembers nothing. */
  readonly remembered?: number;
}

const present: Signal = { aborted: false, addEventListener() {}, removeEventListener() {} };

function finalOf(verdict: Verdict | Pending): Verdict | Promise<Verdict> {
  return verdict.action === 'pending' ? verdict.final : verdict;
}

const nowhere = { path: [], role: 'user', kind: 'text' } as const;

/** Makes the judge of a set of policies. Throws for a detector that there is none of. */
export function createJudge(
  policies: readonly Policy[],
  { detectors = builtinDetectors, remembered = 20_000 }: JudgeOptions = {},
): (call: Call, caller?: Signal) => CallJudge {
  const input = planSide('input', policies, detectors);
  const output = planSide('output', policies, detectors);
  const memo = remembered > 0 ? createMemo(remembered) : undefined;

  function whole(
    side: Side,
    plan: SidePlan,
    segments: Call['segments'],
    call: Call | undefined,
    placeholders: Placeholders,
  ): Verdict | Promise<Verdict> {
    if (!plan.reads) return allow;
    // Made only when there is something to add up: nearly every text has nothing.
    let tally: Tally | undefined;
    const tallied = (): Tally => {
      tally ??= createTally(side);
      return tally;
    };
    for (const rule of plan.sizes) {
      const limit = brokenLimit(rule.policy, segments, call);
      if (limit !== undefined) tallied().oversize(rule, limit, nowhere, 0);
    }
    return judgeWhole(segments, plan, memo, tallied, placeholders) ?? tally?.verdict([]) ?? allow;
  }

  /** Others are asked only about what was not refused without them. */
  function asking(
    side: Side,
    plan: SidePlan,
    segments: readonly Segment[],
    questions: QuestionList,
    own: Verdict,
  ): Verdict | Pending {
    if (own.action === 'block') return own;
    const others = judgeAsked(segments, plan, questions, createTally(side));
    if (others === undefined) return own;
    const final = others.then((verdict) => together(own, verdict));
    // Whoever has the call abandoned does not wait for it.
    final.catch(() => undefined);
    return { action: 'pending', now: own, final, gates: plan.waits, abandon: questions.abandon };
  }

  return (call, caller = present) => {
    const placeholders = createPlaceholders();
    let answering: Answering | undefined;
    const questions = output.asks ? createQuestions('output', call.model, caller) : undefined;

    function answer(): Answering {
      if (answering === undefined) {
        const sizes = output.sizes.map((rule) => ({ rule, count: countSize(rule.policy.size ?? {}) }));
        answering = {
          plan: output,
          tally: createTally('output'),
          notes: createTally('output'),
          placeholders,
          sizes,
          questions,
        };
      }
      return answering;
    }

    return {
      changesOutput: output.changes,
      readsOutput: output.reads,
      questions,
      input() {
        const own = whole('input', input, call.segments, call, placeholders);
        if (!input.asks) return own;
        const ask = (verdict: Verdict) =>
          asking('input', input, call.segments, createQuestions('input', call.model, caller), verdict);
        return own instanceof Promise ? own.then((verdict) => finalOf(ask(verdict))) : ask(own);
      },
      output(segments) {
        const own = whole('output', output, segments, undefined, placeholders);
        if (questions === undefined) return own;
        const ask = (verdict: Verdict) => finalOf(asking('output', output, segments, questions, verdict));
        return own instanceof Promise ? own.then(ask) : ask(own);
      },
      scanner(channel) {
        const { role } = channel;
        if (output.tracks[role].length === 0 && output.asked[role].length === 0 && output.sizes.length === 0) {
          return undefined;
        }
        return createScanner(channel, answer());
      },
      streamed: () =>
        answering === undefined ? allow : together(answering.tally.verdict([]), answering.notes.verdict([])),
    };
  };
}
