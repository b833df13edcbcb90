import type { Segment } from '../core/call.ts';
import type { Replacement } from '../core/guardrails.ts';
import type { Redaction } from '../core/verdict.ts';
import { type FormatReading, formatReading } from './format-reading.ts';
import { type SchemaTest, schemaTest } from './json-schema.ts';
import type { Rule } from './plan.ts';
import type { FormatRules } from './policy.ts';
import { failureOf } from './reading.ts';
import type { Place, Tally } from './tally.ts';

/** Who is told what came of a text. */
type Told = Pick<Tally, 'note' | 'shaped' | 'redacted' | 'fault'>;

/** For a text that is told once more: it is on the record already. */
const nobody: Told = {
  note() {},
  shaped() {},
  redacted() {},
  fault: ({ policy }) => policy.onError === 'closed' && policy.mode === 'enforce',
};

/** A policy on the format of an answer's text, ready to judge. */
export interface FormatPlan {
  readonly rule: Rule;
  readonly fences: FormatRules['fences'];
  readonly schema: SchemaTest | undefined;
  /** Fences are taken out for real. */
  readonly strips: boolean;
}

export function planFormats(rules: readonly Rule[]): readonly FormatPlan[] {
  return rules.flatMap((rule) => {
    const { format, mode } = rule.policy;
    if (format === undefined) return [];
    const schema = format.schema === undefined ? undefined : schemaTest(format.schema);
    return [{ rule, fences: format.fences, schema, strips: format.fences === 'strip' && mode === 'enforce' }];
  });
}

/** Judges the answer's own texts; returns what is taken out of them. */
export function judgeFormats(
  plans: readonly FormatPlan[],
  segments: readonly Segment[],
  said: readonly number[],
  tally: Told,
): readonly Redaction[] {
  const taken: Redaction[] = [];
  for (const index of said) {
    const segment = segments[index] as Segment;
    for (const replacement of judgeFormat(plans, segment.text, segment, tally).replacements) {
      taken.push({ segment: index, ...replacement });
    }
  }
  return taken;
}

/** Judges one whole text: who refuses it, and what is taken out of it. */
export function judgeFormat(plans: readonly FormatPlan[], text: string, place: Place, tally: Told = nobody) {
  const replacements: Replacement[] = [];
  let blocked: string | undefined;
  for (const plan of plans) {
    const reading = formatReading(plan.fences);
    reading.read(text);
    if (conclude(plan, reading, text.length, () => text, place, tally)) blocked ??= plan.rule.policy.name;
    // Two policies that strip want the same gone.
    if (plan.strips && replacements.length === 0) replacements.push(...strippedBy(reading, text.length));
  }
  return { blocked, replacements };
}

/** The fence around a value; of one that did not hold what it should, no more than its beginning. */
export function strippedBy({ opened, closed, failedAt }: FormatReading, length: number): Replacement[] {
  if (opened === undefined) return [];
  const head = { start: 0, end: opened, replacement: '' };
  if (closed === undefined || failedAt !== undefined) return [head];
  return [head, { start: closed, end: length, replacement: '' }];
}

/** The text is whole: puts on the record what came of it; returns whether it is refused. */
export function conclude(
  plan: FormatPlan,
  reading: FormatReading,
  length: number,
  text: () => string,
  place: Place,
  tally: Told,
): boolean {
  const { rule } = plan;
  let compliant = reading.end();
  if (reading.opened !== undefined && plan.fences === 'strip') {
    const policy = { ...rule.policy, action: 'redact' } as const;
    tally.note({ ...rule, policy, effect: 'redact' }, 'format-fences', 'format', place, 0, reading.opened);
    if (plan.strips) tally.redacted();
  }
  if (!compliant) broken(rule, reading, place, tally);
  else if (plan.schema !== undefined) {
    try {
      const path = plan.schema(JSON.parse(text().slice(reading.opened ?? 0, reading.closed)));
      compliant = path === undefined;
      if (path !== undefined) {
        tally.note(rule, 'format-schema', 'format', { ...place, path: [...place.path, ...path] }, 0, length);
      }
    } catch (error) {
      return tally.fault(rule, 'format-schema', failureOf(error).reason);
    }
  }
  tally.shaped(rule, compliant);
  return !compliant && rule.effect === 'block';
}

/** The text cannot have the format any more. */
export function broken(rule: Rule, { failedAt = 0 }: FormatReading, place: Place, tally: Told): void {
  tally.note(rule, 'format-json', 'format', place, failedAt, failedAt);
}
