import type { ChannelFacts, Replacement, Scanner } from '../core/guardrails.ts';
import { type Gathering, mostGathered } from './gathering.ts';
import type { Tally } from './tally.ts';
import { holdsCalls, judgeInput, judgeName, type ToolPlan } from './tools.ts';

const none: readonly Replacement[] = Object.freeze([]);

/**
 * One tool call of a streamed answer. Its name is judged when it is told, its arguments once, when they
 * are whole; where a policy enforces, nothing of it leaves before. What detectors make of its strings is
 * asked of `inner`.
 */
export function toolScanner(
  facts: ChannelFacts,
  inner: Scanner | undefined,
  plans: readonly ToolPlan[],
  tally: Tally,
  gathering: Gathering,
): Scanner {
  const holds = plans.some(holdsCalls);
  const json = facts.json === true;
  let told = facts.name;
  let joined = '';
  let name = '';
  let named = false;
  let pieces: string[] = [];
  let mine = 0;
  let received = 0;
  let judged = false;
  let blocked: string | undefined;

  /** Each name that is told, and all of them as one, since some clients put them together. */
  function judgeNames(): void {
    if (told === undefined) return;
    name = told;
    told = undefined;
    joined += name;
    named = true;
    blocked ??= judgeName(plans, name, facts, tally);
    if (joined !== name && joined.length <= 1024) blocked ??= judgeName(plans, joined, facts, tally);
  }

  /** `counted`: not on the record yet. */
  function judge(input: unknown, counted: boolean): void {
    judgeNames();
    if (!named && counted) {
      told = '';
      judgeNames();
    }
    if (blocked !== undefined) return;
    const call = { path: facts.path, name, input, json: json || input === '' };
    blocked = judgeInput(plans, call, facts, counted ? tally : undefined);
    // What was fine in pieces and is not in one was never told of.
    if (blocked !== undefined && !counted) judgeInput(plans, call, facts, tally);
  }

  function letGo(): void {
    pieces = [];
    gathering.gathered -= mine;
    mine = 0;
    judged = true;
  }

  function tooMuch(): void {
    letGo();
    for (const { rule } of plans) {
      if (tally.fault(rule, 'tool-arguments', 'TooLarge')) blocked ??= rule.policy.name;
    }
  }

  return {
    holds,
    get clear() {
      if (!holds) return inner === undefined ? received : inner.clear;
      if (!judged || blocked !== undefined) return -1;
      if (inner === undefined) return received;
      // Its opening stays too while others are asked about its arguments, or when they are refused.
      return inner.clear < received ? -1 : inner.clear;
    },
    get replacements() {
      return inner === undefined ? none : inner.replacements;
    },
    get blocked() {
      return blocked ?? inner?.blocked;
    },
    named(again) {
      if (again !== name) told = again;
    },
    push(text) {
      if (blocked !== undefined) return;
      judgeNames();
      if (blocked !== undefined) return;
      inner?.push(text);
      received += text.length;
      if (judged || text === '') return;
      mine += text.length;
      gathering.gathered += text.length;
      pieces.push(text);
      if (gathering.gathered > mostGathered) tooMuch();
    },
    called(input) {
      if (blocked !== undefined) return;
      judge(input, !judged);
      letGo();
    },
    end() {
      if (blocked !== undefined) return;
      inner?.end();
      if (judged || inner?.blocked !== undefined) return;
      judge(pieces.join(''), true);
      letGo();
    },
    whole(text, counted) {
      const replacements = inner?.whole(text, counted) ?? none;
      if (blocked !== undefined || inner?.blocked !== undefined) return replacements;
      judge(text, !judged);
      letGo();
      return replacements;
    },
    again: inner?.again,
  };
}
