import type { Call, Side } from '../core/call.ts';
import type { CallJudge } from '../core/guardrails.ts';
import { allow, type Verdict } from '../core/verdict.ts';
import type { Detector } from './detector.ts';
import { builtinDetectors } from './detectors.ts';
import { createMemo } from './memo.ts';
import { createCatalogue } from './options.ts';
import { planCall, planSide, type SidePlan } from './plan.ts';
import type { Policy } from './policy.ts';
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

const nowhere = { path: [], role: 'user', kind: 'text' } as const;

/** Makes the judge of a set of policies. Throws for a detector that there is none of. */
export function createJudge(
  policies: readonly Policy[],
  { detectors = builtinDetectors, remembered = 20_000 }: JudgeOptions = {},
): (call: Call) => CallJudge {
  const catalogue = createCatalogue(policies, detectors);
  const input = planSide('input', policies, catalogue);
  const output = planSide('output', policies, catalogue);
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

  return (call) => {
    const placeholders = createPlaceholders();
    let answering: Answering | undefined;
    let planned: SidePlan | undefined;

    /** Made when there is text to judge, so that a call without an answer costs nothing. */
    function outputPlan(): SidePlan {
      planned ??= planCall(output, call);
      return planned;
    }

    function answer(): Answering {
      if (answering === undefined) {
        const sizes = output.sizes.map((rule) => ({ rule, count: countSize(rule.policy.size ?? {}) }));
        answering = { plan: outputPlan(), tally: createTally('output'), placeholders, sizes };
      }
      return answering;
    }

    return {
      changesOutput: output.changes,
      readsOutput: output.reads,
      input: () => whole('input', input, call.segments, call, placeholders),
      output: (segments) =>
        whole('output', segments.length === 0 ? output : outputPlan(), segments, undefined, placeholders),
      scanner(channel) {
        if (output.tracks[channel.role].length === 0 && output.sizes.length === 0) return undefined;
        return createScanner(channel, answer());
      },
      streamed: () => answering?.tally.verdict([]) ?? allow,
    };
  };
}
