import type { Answer, Call, Segment, Side } from '../core/call.ts';
import type { Conversation } from '../core/conversation.ts';
import type { CallJudge, ChannelFacts, Pending } from '../core/guardrails.ts';
import type { Signal } from '../core/http.ts';
import { allow, type Redaction, type Verdict } from '../core/verdict.ts';
import { judgeAsked, together } from './asked.ts';
import { unbundled } from './bundle.ts';
import { inConversation } from './conversing.ts';
import type { Detector } from './detector.ts';
import { builtinDetectors } from './detectors.ts';
import { judgeFormats } from './format.ts';
import { formatScanner } from './format-scanner.ts';
import { createMemo } from './memo.ts';
import { createCatalogue } from './options.ts';
import { createPlaceholders, type Naming } from './placeholders.ts';
import { planCall, planSide, type SidePlan } from './plan.ts';
import type { Policy } from './policy.ts';
import { createQuestions, type QuestionList } from './questions.ts';
import { createRestorer, editOf, merged, type Restorer, restorationsIn } from './restorer.ts';
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

const present: Signal = { aborted: false, addEventListener() {}, removeEventListener() {} };

function finalOf(verdict: Verdict | Pending): Verdict | Promise<Verdict> {
  return verdict.action === 'pending' ? verdict.final : verdict;
}

const nowhere = { path: [], role: 'user', kind: 'text' } as const;

/** Makes the judge of a set of policies. Throws for a detector that there is none of. */
export function createJudge(
  policies: readonly Policy[],
  { detectors = builtinDetectors, remembered = 20_000 }: JudgeOptions = {},
): (call: Call, caller?: Signal, conversation?: Conversation) => CallJudge {
  const catalogue = createCatalogue(policies, detectors);
  const input = planSide('input', policies, catalogue);
  const output = planSide('output', policies, catalogue);
  const holds = output.tools.some(holdsCalls);
  const labels = input.restores ? [...new Set([...labelsOf(input), ...labelsOf(output)])] : [];
  const memo = remembered > 0 ? createMemo(remembered) : undefined;

  function whole(
    side: Side,
    plan: SidePlan,
    segments: Call['segments'],
    call: Call | undefined,
    name: Naming,
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
    const verdict = judgeWhole(segments, plan, memo, tallied, name) ?? tally?.verdict([]) ?? allow;
    if (taken === undefined || taken.length === 0) return verdict;
    const also = taken;
    return verdict instanceof Promise ? verdict.then((each) => withTaken(each, also)) : withTaken(verdict, also);
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

  return (call, caller = present, conversation) => {
    const placeholders = createPlaceholders(
      input.restores ? { labels, texts: call.segments, conversation: conversation !== undefined } : undefined,
    );
    let restorer: Restorer | undefined;
    let answering: Answering | undefined;
    let planned: SidePlan | undefined;
    const questions = output.asks ? createQuestions('output', call.model, caller) : undefined;

    /** Made when there is text to judge, so that a call without an answer costs nothing. */
    function outputPlan(): SidePlan {
      planned ??= planCall(output, call);
      return planned;
    }

    /** Of an answer: its input has been judged. */
    function restoring(): Restorer | undefined {
      if (placeholders.own !== undefined) restorer ??= createRestorer(placeholders.own);
      return restorer;
    }

    function answer(): Answering {
      if (answering === undefined) {
        const sizes = output.sizes.map((rule) => ({ rule, count: countSize(rule.policy.size ?? {}) }));
        answering = {
          plan: outputPlan(),
          tally: createTally('output'),
          notes: createTally('output'),
          placeholders,
          restorer: restoring(),
          sizes,
          gathering: { gathered: 0 },
          questions,
        };
      }
      return answering;
    }

    return {
      get changesOutput() {
        return output.changes || placeholders.own !== undefined;
      },
      readsOutput: output.reads,
      holdsCalls: holds,
      closed: output.closed,
      questions,
      input() {
        const found = whole('input', input, call.segments, call, placeholders.masking);
        const own = conversation === undefined ? found : inConversation(found, placeholders, call, conversation);
        if (!input.asks) return own;
        const ask = (verdict: Verdict) =>
          asking('input', input, call.segments, createQuestions('input', call.model, caller), verdict);
        return own instanceof Promise ? own.then(ask) : ask(own);
      },
      output(segments, told) {
        const plan = segments.length === 0 ? output : outputPlan();
        const own = whole('output', plan, segments, undefined, placeholders.answering, told);
        if (questions === undefined) return own;
        const ask = (verdict: Verdict) => finalOf(asking('output', plan, segments, questions, verdict));
        return own instanceof Promise ? own.then(ask) : ask(own);
      },
      get restores() {
        return placeholders.own !== undefined;
      },
      restored(segments, redactions) {
        const finder = restoring();
        return finder === undefined ? redactions : withRestorations(segments, redactions, finder);
      },
      scanner(channel) {
        const { tracks, asked, sizes, tools, formats } = output;
        const { role } = channel;
        const read = tracks[role].length + asked[role].length + sizes.length > 0 || placeholders.own !== undefined;
        const scanner = read ? createScanner(channel, answer()) : undefined;
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
      streamed: () =>
        answering === undefined ? allow : together(answering.tally.verdict([]), answering.notes.verdict([])),
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

function labelsOf({ tracks }: SidePlan): string[] {
  return Object.values(tracks).flatMap((list) => unbundled(list).map(({ detector }) => detector.label));
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
