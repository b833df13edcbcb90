import type { Answer, Call, Side } from '../core/call.ts';
import type { CallJudge, ChannelFacts } from '../core/guardrails.ts';
import { allow, type Redaction, type Verdict } from '../core/verdict.ts';
import type { Detector } from './detector.ts';
import { builtinDetectors } from './detectors.ts';
import { judgeFormats } from './format.ts';
import { formatScanner } from './format-scanner.ts';
import { createMemo } from './memo.ts';
import { createCatalogue } from './options.ts';
import { planCall, planSide, type SidePlan } from './plan.ts';
import type { Policy } from './policy.ts';
import { createPlaceholders, type Placeholders } from './redactions.ts';
import { type Answering, createScanner } from './scanner.ts';
import { brokenLimit, countSize } from './size.ts';
import { createTally, type Tally } from './tally.ts';
import { toolScanner } from './tool-scanner.ts';
import { holdsCalls, judgeCalls } from './tools.ts';
import { judgeWhole, withTaken } from './whole.ts';

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
  const holds = output.tools.some(holdsCalls);
  const memo = remembered > 0 ? createMemo(remembered) : undefined;

  function whole(
    side: Side,
    plan: SidePlan,
    segments: Call['segments'],
    call: Call | undefined,
    placeholders: Placeholders,
    told?: Pick<Answer, 'calls' | 'said'>,
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
    if (plan.tools.length > 0 && told?.calls !== undefined) judgeCalls(plan.tools, told.calls, tallied());
    let taken: readonly Redaction[] | undefined;
    if (plan.formats.length > 0 && told?.said !== undefined) {
      taken = judgeFormats(plan.formats, segments, told.said, tallied());
    }
    const verdict = judgeWhole(segments, plan, memo, tallied, placeholders) ?? tally?.verdict([]) ?? allow;
    if (taken === undefined || taken.length === 0) return verdict;
    const also = taken;
    return verdict instanceof Promise ? verdict.then((each) => withTaken(each, also)) : withTaken(verdict, also);
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
        const gathering = { gathered: 0 };
        answering = { plan: outputPlan(), tally: createTally('output'), placeholders, sizes, gathering };
      }
      return answering;
    }

    return {
      changesOutput: output.changes,
      readsOutput: output.reads,
      holdsCalls: holds,
      input: () => whole('input', input, call.segments, call, placeholders),
      output: (segments, told) =>
        whole('output', segments.length === 0 ? output : outputPlan(), segments, undefined, placeholders, told),
      scanner(channel) {
        const read = output.tracks[channel.role].length > 0 || output.sizes.length > 0;
        const scanner = read ? createScanner(channel, answer()) : undefined;
        const { tools, formats } = output;
        if (tools.length > 0 && isCall(channel)) {
          const { tally, gathering } = answer();
          return toolScanner(channel, scanner, tools, tally, gathering);
        }
        if (formats.length > 0 && isAnswer(channel)) {
          const { tally, gathering } = answer();
          return formatScanner(channel, scanner, formats, tally, gathering);
        }
        return scanner;
      },
      streamed: () => answering?.tally.verdict([]) ?? allow,
    };
  };
}

/** A tool call's input; strings within one that is told whole besides are not it. */
function isCall({ role, kind, leaf }: ChannelFacts): boolean {
  return kind === 'tool_call' && role === 'assistant' && leaf !== true;
}

/** The answer's own words. */
function isAnswer({ role, kind, channel }: ChannelFacts): boolean {
  return kind === 'text' && role === 'assistant' && channel !== undefined && /^[^/]{1,32}\/text(?:\/|$)/.test(channel);
}
