import type { Call, Side } from '../core/call.ts';
import type { CallJudge } from '../core/guardrails.ts';
import { allow, type Redaction, type Verdict } from '../core/verdict.ts';
import type { Detector } from './detector.ts';
import { builtinDetectors } from './detectors.ts';
import { createMemo } from './memo.ts';
import { createPlaceholders, type Naming } from './placeholders.ts';
import { planSide, type SidePlan } from './plan.ts';
import type { Policy } from './policy.ts';
import { createRestorer, editOf, merged, type Restorer, restorationsIn } from './restorer.ts';
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
  const input = planSide('input', policies, detectors);
  const output = planSide('output', policies, detectors);
  const labels = input.restores ? [...new Set([...labelsOf(input), ...labelsOf(output)])] : [];
  const memo = remembered > 0 ? createMemo(remembered) : undefined;

  function whole(
    side: Side,
    plan: SidePlan,
    segments: Call['segments'],
    call: Call | undefined,
    name: Naming,
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
    return judgeWhole(segments, plan, memo, tallied, name) ?? tally?.verdict([]) ?? allow;
  }

  return (call) => {
    const placeholders = createPlaceholders(input.restores ? { labels, texts: call.segments } : undefined);
    let restorer: Restorer | undefined;
    let answering: Answering | undefined;

    /** Of an answer: its input has been judged. */
    function restoring(): Restorer | undefined {
      if (placeholders.own !== undefined) restorer ??= createRestorer(placeholders.own);
      return restorer;
    }

    function answer(): Answering {
      if (answering === undefined) {
        const sizes = output.sizes.map((rule) => ({ rule, count: countSize(rule.policy.size ?? {}) }));
        answering = { plan: output, tally: createTally('output'), placeholders, restorer: restoring(), sizes };
      }
      return answering;
    }

    return {
      get changesOutput() {
        return output.changes || placeholders.own !== undefined;
      },
      readsOutput: output.reads,
      input: () => whole('input', input, call.segments, call, placeholders.masking),
      output: (segments) => whole('output', output, segments, undefined, placeholders.answering),
      get restores() {
        return placeholders.own !== undefined;
      },
      restored(segments, redactions) {
        const finder = restoring();
        return finder === undefined ? redactions : withRestorations(segments, redactions, finder);
      },
      scanner(channel) {
        const read = output.tracks[channel.role].length > 0 || output.sizes.length > 0;
        if (!read && placeholders.own === undefined) return undefined;
        return createScanner(channel, answer());
      },
      streamed: () => answering?.tally.verdict([]) ?? allow,
    };
  };
}

function labelsOf({ tracks }: SidePlan): string[] {
  return Object.values(tracks).flatMap((list) => list.map(({ detector }) => detector.label));
}

function withRestorations(
  segments: Call['segments'],
  redactions: readonly Redaction[],
  restorer: Restorer,
): readonly Redaction[] {
  let at = 0;
  return segments.flatMap((said, segment) => {
    const from = at;
    while (at < redactions.length && redactions[at]!.segment === segment) at++;
    const back = restorationsIn(said, restorer);
    return merged(
      redactions.slice(from, at),
      back.map((one) => ({ segment, start: one.start, end: one.end, replacement: editOf(one) })),
    );
  });
}
