import type { JsonPath, ToolCall } from '../core/call.ts';
import { anyOf, globOf } from './glob.ts';
import { type SchemaTest, schemaTest } from './json-schema.ts';
import type { Rule } from './plan.ts';
import type { ToolRules } from './policy.ts';
import { failureOf } from './reading.ts';
import type { Place, Tally } from './tally.ts';
import { shellIn } from './tool-shell.ts';
import { foreignUrls } from './tool-urls.ts';

/** A policy on tool calls, ready to judge. */
export interface ToolPlan {
  readonly rule: Rule;
  denies(name: string): boolean;
  /** The schemas that the arguments of a tool must meet. */
  schemas(name: string): readonly SchemaTest[];
  /** Of a string in the arguments: the stretches to tell. */
  readonly strings: ReadonlyArray<readonly [detector: string, find: (text: string) => readonly Stretch[]]>;
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Deeper than any tool's input; below it nobody looked. */
const deepest = 64;
/** Findings of one kind in one call; further ones say nothing new. */
const mostTold = 20;

export function planTools(rules: readonly Rule[]): readonly ToolPlan[] {
  return rules.flatMap((rule) => (rule.policy.tools === undefined ? [] : [planOf(rule, rule.policy.tools)]));
}

/** Nothing of a call leaves before this policy has judged it. */
export function holdsCalls({ rule: { effect, policy } }: ToolPlan): boolean {
  return effect === 'block' || (policy.mode === 'enforce' && policy.onError === 'closed');
}

function planOf(rule: Rule, { deny = [], allow, arguments: shapes = {}, urls, shell }: ToolRules): ToolPlan {
  const denied = anyOf(deny);
  const allowed = allow === undefined ? undefined : anyOf(allow);
  const tests = Object.entries(shapes).map(([glob, schema]) => [globOf(glob), schemaTest(schema)] as const);
  const strings: [string, (text: string) => readonly Stretch[]][] = [];
  if (urls !== undefined) strings.push(['tool-url', foreignUrls(urls.allow)]);
  if (shell === 'deny') strings.push(['tool-shell', shellIn]);
  return {
    rule,
    denies: (name) => denied(name) || allowed?.(name) === false,
    schemas: (name) => tests.flatMap(([is, test]) => (is(name) ? [test] : [])),
    strings,
  };
}

/** What a call's input is as a value; undefined where its text is no JSON. */
interface Read {
  readonly value: unknown;
}

/**
 * A call's input as a value. No text at all is what models write for a tool without arguments; text that
 * is not JSON source (custom tools) is itself the value.
 */
function readInput({ input, json }: Pick<ToolCall, 'input' | 'json'>): Read | undefined {
  if (input === undefined || input === null) return { value: {} };
  if (typeof input !== 'string' || !json) return { value: input };
  if (input.trim() === '') return { value: {} };
  try {
    return { value: JSON.parse(input) as unknown };
  } catch {
    return undefined;
  }
}

/** Judges a name; returns the policy that refuses it. */
export function judgeName(plans: readonly ToolPlan[], name: string, place: Place, tally: Tally | undefined) {
  let blocked: string | undefined;
  for (const { rule, denies } of plans) {
    if (!denies(name)) continue;
    tally?.note(rule, 'tool-denied', 'tool', place, 0, 0);
    if (rule.effect === 'block') blocked ??= rule.policy.name;
  }
  return blocked;
}

/** Judges a whole call's input; returns the policy that refuses it. Nothing it does throws. */
export function judgeInput(plans: readonly ToolPlan[], call: ToolCall, place: Place, tally: Tally | undefined) {
  let blocked: string | undefined;
  let read: Read | undefined;
  let told = false;
  for (const { rule, schemas, strings } of plans) {
    const tests = schemas(call.name);
    if (tests.length === 0 && strings.length === 0) continue;
    if (!told) {
      read = readInput(call);
      told = true;
    }
    const found: Found[] = [];
    try {
      check(read, call, tests, strings, found);
    } catch (error) {
      if (faulted(tally, rule, error)) blocked ??= rule.policy.name;
    }
    for (const { detector, path, start, end } of found) {
      tally?.note(
        rule,
        detector,
        'tool',
        path.length === 0 ? place : { ...place, path: [...place.path, ...path] },
        start,
        end,
      );
    }
    if (found.length > 0 && rule.effect === 'block') blocked ??= rule.policy.name;
  }
  return blocked;
}

/** Judges the calls of a whole answer. */
export function judgeCalls(plans: readonly ToolPlan[], calls: readonly ToolCall[], tally: Tally): void {
  for (const call of calls) {
    const place = { path: call.path, role: 'assistant', kind: 'tool_call' } as const;
    if (judgeName(plans, call.name, place, tally) === undefined) judgeInput(plans, call, place, tally);
  }
}

/** On the record, and whether the call is refused for it. */
function faulted(tally: Tally | undefined, rule: Rule, error: unknown): boolean {
  const { reason } = failureOf(error);
  return (
    tally?.fault(rule, 'tool-arguments', reason) ?? (rule.policy.onError === 'closed' && rule.policy.mode === 'enforce')
  );
}

interface Found extends Stretch {
  readonly detector: string;
  /** Below the input. */
  readonly path: JsonPath;
}

function check(
  read: Read | undefined,
  { input }: ToolCall,
  tests: readonly SchemaTest[],
  strings: ToolPlan['strings'],
  found: Found[],
): void {
  const text = typeof input === 'string' ? input : '';
  // Text that is no JSON can still hold an address.
  const value = read === undefined ? text : read.value;
  if (read === undefined && tests.length > 0) {
    found.push({ detector: 'tool-arguments', path: [], start: 0, end: text.length });
  } else {
    for (const test of tests) {
      const path = test(value);
      if (path !== undefined) found.push({ detector: 'tool-arguments', path, start: 0, end: 0 });
    }
  }
  if (strings.length > 0) walk(value, [], strings, found);
}

class TooDeep extends Error {
  override readonly name = 'TooDeep';
}

function walk(value: unknown, path: JsonPath, strings: ToolPlan['strings'], found: Found[]): void {
  if (typeof value === 'string') {
    for (const [detector, find] of strings) {
      if (found.length >= mostTold) return;
      for (const { start, end } of find(value).slice(0, mostTold)) found.push({ detector, path, start, end });
    }
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (path.length === deepest) throw new TooDeep();
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, [...path, index], strings, found);
  } else {
    for (const [key, item] of Object.entries(value)) {
      walk(key, path, strings, found);
      walk(item, [...path, key], strings, found);
    }
  }
}
