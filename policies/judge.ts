import type { Answer, Call, Segment, Side } from '../core/call.ts';
import type { Conversation } from '../core/conversation.ts';
import type { CallJudge, ChannelFacts, Pending, Scanner } from '../core/guardrails.ts';
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
import { createPlaceholders, type Naming, type Placeholders } from './placeholders.ts';
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

  const sides: Sides = { input, output, holds, labels, whole, asking };
  return (call, caller = present, conversation) => new JudgeOfCall(sides, call, caller, conversation);
}

/** What the judges of all calls have in common. */
interface Sides {
  readonly input: SidePlan;
  readonly output: SidePlan;
  readonly holds: boolean;
  readonly labels: readonly string[];
  readonly whole: (
    side: Side,
    plan: SidePlan,
    segments: readonly Segment[],
    call: Call | undefined,
    name: Naming,
    told?: Pick<Answer, 'calls' | 'said'>,
  ) => Verdict | Promise<Verdict>;
  readonly asking: (
    side: Side,
    plan: SidePlan,
    segments: readonly Segment[],
    questions: QuestionList,
    own: Verdict,
  ) => Verdict | Pending;
}

/** A class: an object with getters of its own takes twenty times as long to make (measured), and each call makes one. */
class JudgeOfCall implements CallJudge {
  readonly readsOutput: boolean;
  readonly holdsCalls: boolean;
  readonly closed: boolean;
  readonly questions: QuestionList | undefined;
  private readonly sides: Sides;
  private readonly call: Call;
  private readonly caller: Signal;
  private readonly conversation: Conversation | undefined;
  private readonly placeholders: Placeholders;
  private restorer: Restorer | undefined = undefined;
  private answering: Answering | undefined = undefined;
  private planned: SidePlan | undefined = undefined;

  constructor(sides: Sides, call: Call, caller: Signal, conversation: Conversation | undefined) {
    const { input, output, labels } = sides;
    this.sides = sides;
    this.call = call;
    this.caller = caller;
    this.conversation = conversation;
    this.readsOutput = output.reads;
    this.holdsCalls = sides.holds;
    this.closed = output.closed;
    this.placeholders = createPlaceholders(
      input.restores ? { labels, texts: call.segments, conversation: conversation !== undefined } : undefined,
    );
    this.questions = output.asks ? createQuestions('output', call.model, caller) : undefined;
  }

  get changesOutput(): boolean {
    return this.sides.output.changes || this.restores;
  }

  get restores(): boolean {
    return this.placeholders.own !== undefined;
  }

  input(): Verdict | Pending | Promise<Verdict | Pending> {
    const { call, caller, conversation, placeholders } = this;
    const { input, whole, asking } = this.sides;
    const found = whole('input', input, call.segments, call, placeholders.masking);
    const own = conversation === undefined ? found : inConversation(found, placeholders, call, conversation);
    if (!input.asks) return own;
    const ask = (verdict: Verdict) =>
      asking('input', input, call.segments, createQuestions('input', call.model, caller), verdict);
    return own instanceof Promise ? own.then(ask) : ask(own);
  }

  output(segments: readonly Segment[], told?: Pick<Answer, 'calls' | 'said'>): Verdict | Promise<Verdict> {
    const { questions, placeholders } = this;
    const { output, whole, asking } = this.sides;
    const plan = segments.length === 0 ? output : this.outputPlan();
    const own = whole('output', plan, segments, undefined, placeholders.answering, told);
    if (questions === undefined) return own;
    const ask = (verdict: Verdict) => finalOf(asking('output', plan, segments, questions, verdict));
    return own instanceof Promise ? own.then(ask) : ask(own);
  }

  restored(segments: readonly Segment[], redactions: readonly Redaction[]): readonly Redaction[] {
    const finder = this.restoring();
    return finder === undefined ? redactions : withRestorations(segments, redactions, finder);
  }

  scanner(channel: ChannelFacts): Scanner | undefined {
    const { tracks, asked, sizes, tools, formats } = this.sides.output;
    const { role } = channel;
    const read = tracks[role].length + asked[role].length + sizes.length > 0 || this.restores;
    const scanner = read ? createScanner(channel, this.answer()) : undefined;
    if (tools.length > 0 && isCall(channel)) {
      const { tally, gathering } = this.answer();
      return toolScanner(channel, scanner, tools, tally, gathering);
    }
    if (formats.length > 0 && isAnswer(channel)) {
      const { tally, gathering } = this.answer();
      return formatScanner(channel, scanner, formats, tally, gathering);
    }
    return scanner;
  }

  streamed(): Verdict {
    const { answering } = this;
    return answering === undefined ? allow : together(answering.tally.verdict([]), answering.notes.verdict([]));
  }

  /** Made when there is text to judge, so that a call without an answer costs nothing. */
  private outputPlan(): SidePlan {
    this.planned ??= planCall(this.sides.output, this.call);
    return this.planned;
  }

  /** Of an answer: its input has been judged. */
  private restoring(): Restorer | undefined {
    const { own } = this.placeholders;
    if (own !== undefined) this.restorer ??= createRestorer(own);
    return this.restorer;
  }

  private answer(): Answering {
    if (this.answering === undefined) {
      const sizes = this.sides.output.sizes.map((rule) => ({ rule, count: countSize(rule.policy.size ?? {}) }));
      this.answering = {
        plan: this.outputPlan(),
        tally: createTally('output'),
        notes: createTally('output'),
        placeholders: this.placeholders,
        restorer: this.restoring(),
        sizes,
        gathering: { gathered: 0 },
        questions: this.questions,
      };
    }
    return this.answering;
  }
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
