import type { ChannelFacts, Replacement, Scanner } from '../core/guardrails.ts';
import { broken, conclude, type FormatPlan, judgeFormat, strippedBy } from './format.ts';
import { type FormatReading, formatReading } from './format-reading.ts';
import { type Gathering, mostGathered } from './gathering.ts';
import type { Tally } from './tally.ts';

interface Track {
  readonly plan: FormatPlan;
  readonly reading: FormatReading;
  /** What cannot be known of it any more: its text was too long to keep. */
  lost: boolean;
}

const none: readonly Replacement[] = Object.freeze([]);
const everything = Number.POSITIVE_INFINITY;

/** Judges the format of one text of a streamed answer; what detectors make of it is asked of `inner`. */
export function formatScanner(
  facts: ChannelFacts,
  inner: Scanner | undefined,
  plans: readonly FormatPlan[],
  tally: Tally,
  gathering: Gathering,
): Scanner {
  const tracks = plans.map((plan): Track => ({ plan, reading: formatReading(plan.fences), lost: false }));
  const stripping = tracks.find(({ plan }) => plan.strips);
  const gathers = plans.some(({ schema }) => schema !== undefined);
  let pieces: string[] = [];
  let mine = 0;
  let received = 0;
  let judged = false;
  let over = false;
  let blocked: string | undefined;
  let wall = everything;
  let stripped = none;

  /** How far this policy lets the text go. */
  function clearOf({ plan: { rule, schema, strips }, reading, lost }: Track): number {
    if (over) return everything;
    const failed = reading.failedAt !== undefined;
    // Whether it meets the schema is known at its end.
    if (rule.effect === 'block' && schema !== undefined && !lost) return 0;
    if (!strips || failed) return everything;
    if (reading.undecided) return 0;
    return reading.opened === undefined ? everything : (reading.closed ?? everything);
  }

  function gather(text: string): void {
    mine += text.length;
    gathering.gathered += text.length;
    pieces.push(text);
    if (gathering.gathered <= mostGathered) return;
    letGo();
    for (const track of tracks) {
      if (track.plan.schema === undefined) continue;
      track.lost = true;
      if (tally.fault(track.plan.rule, 'format-schema', 'TooLarge')) refuse(track.plan, 0);
    }
  }

  function letGo(): void {
    pieces = [];
    gathering.gathered -= mine;
    mine = 0;
  }

  function refuse({ rule }: FormatPlan, at: number): void {
    blocked ??= rule.policy.name;
    wall = Math.min(wall, at);
  }

  /** The first place at which a policy that blocks has seen enough, of the text that just came. */
  function refused(): Track | undefined {
    let first: Track | undefined;
    for (const track of tracks) {
      const at = track.reading.failedAt;
      if (at === undefined || track.plan.rule.effect !== 'block') continue;
      if (first === undefined || at < (first.reading.failedAt as number)) first = track;
    }
    return first;
  }

  /** What closes a fence is known for one at the text's end only. */
  function strip(): void {
    if (stripping === undefined) return;
    const taken = strippedBy(stripping.reading, received);
    stripped = judged ? taken : taken.slice(0, 1);
  }

  return {
    get clear() {
      let clear = Math.min(inner === undefined ? received : inner.clear, wall);
      for (const track of tracks) clear = Math.min(clear, clearOf(track));
      return clear;
    },
    get replacements() {
      const others = inner === undefined ? none : inner.replacements;
      if (stripped.length === 0) return others;
      return others.length === 0 ? stripped : merged(stripped, others);
    },
    get blocked() {
      return blocked ?? inner?.blocked;
    },
    push(text) {
      if (blocked !== undefined || inner?.blocked !== undefined || judged) return;
      for (const { reading } of tracks) reading.read(text);
      const first = refused();
      const end = first === undefined ? text.length : (first.reading.failedAt as number) - received;
      // What stands behind the place is not read by anybody, whatever came with it.
      const read = end === text.length ? text : text.slice(0, end);
      inner?.push(read);
      received += read.length;
      if (stripped.length === 0) strip();
      if (inner?.blocked !== undefined) return;
      if (first === undefined) {
        if (gathers) gather(text);
        return;
      }
      broken(first.plan.rule, first.reading, facts, tally);
      tally.shaped(first.plan.rule, false);
      refuse(first.plan, received);
    },
    end() {
      if (blocked !== undefined) return;
      inner?.end();
      if (judged || received === 0 || inner?.blocked !== undefined) return;
      judged = true;
      for (const { plan, reading, lost } of tracks) {
        if (lost) continue;
        if (conclude(plan, reading, received, () => pieces.join(''), facts, tally)) {
          refuse(plan, plan.schema === undefined ? received : 0);
        }
      }
      letGo();
      if (blocked !== undefined) return;
      strip();
      over = true;
    },
    whole(text, counted) {
      const others = inner?.whole(text, counted) ?? none;
      if (blocked !== undefined || inner?.blocked !== undefined) return others;
      const { blocked: by, replacements } = judgeFormat(plans, text, facts, judged ? undefined : tally);
      if (by !== undefined) {
        blocked = by;
        // What was fine in pieces and is not in one was never told of.
        if (judged) judgeFormat(plans, text, facts, tally);
      }
      judged = true;
      over = true;
      return replacements.length === 0 ? others : merged(replacements, others);
    },
    again: inner?.again,
  };
}

/** Both in order; what overlaps a fence that goes, goes with it. */
export function merged<T extends Pick<Replacement, 'start' | 'end'>>(fences: readonly T[], others: readonly T[]): T[] {
  const beside = others.filter(({ start, end }) => fences.every((fence) => end <= fence.start || start >= fence.end));
  return [...fences, ...beside].sort((a, b) => a.start - b.start);
}
