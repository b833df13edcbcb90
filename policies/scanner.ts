import type { ChannelFacts, Replacement, Scanner } from '../core/guardrails.ts';
import type { Detector, Match } from './detector.ts';
import { byPlace, checkMatch, type Hit, locate } from './found.ts';
import type { Gathering } from './gathering.ts';
import { patternLane, scoringLane } from './lanes.ts';
import type { Placeholders } from './placeholders.ts';
import type { Rule, SidePlan, Track } from './plan.ts';
import { failureOf, isFailure } from './reading.ts';
import { firstCluster, replacementOf } from './redactions.ts';
import { merged, type Restoration, type Restorer, restorationAt, restorationsIn, writtenOf } from './restorer.ts';
import type { SizeCount } from './size.ts';
import type { Tally } from './tally.ts';
import { createTape } from './tape.ts';
import { addHits, outcomesOf, replacementsOf } from './whole.ts';

/** What the scanners of one answer have in common. */
export interface Answering {
  readonly plan: SidePlan;
  readonly tally: Tally;
  readonly placeholders: Placeholders;
  readonly gathering: Gathering;
  /** Absent: nothing of this call is to be put back. */
  readonly restorer?: Restorer | undefined;
  readonly sizes: ReadonlyArray<{ readonly rule: Rule; readonly count: SizeCount }>;
}

/** Something to put on the record once everything before `due` in the source is decided. */
interface Event {
  readonly due: number;
  readonly rule: Rule;
  /** Absent: a size. */
  readonly hit?: Hit;
  readonly limit?: string;
}

/** Text that stays on the tape besides what is needed: letting go of it costs more than reading it. */
const slack = 32;
const everything = Number.POSITIVE_INFINITY;

export function createScanner(facts: ChannelFacts, answering: Answering): Scanner {
  const { tally, placeholders, plan, restorer } = answering;
  const json = facts.json === true;
  const tracks = plan.tracks[facts.role];
  let lanes = tracks.filter(({ detector }) => detector.open !== undefined).map(patternLane);
  let scoring = tracks.filter(({ detector }) => detector.open === undefined).map(scoringLane);
  const sizes = answering.sizes.filter(({ rule }) => rule.policy.from?.includes(facts.role) ?? true);
  const context = Math.max(1, ...lanes.map(({ track }) => track.detector.context ?? 1));
  const memory = Math.max(0, ...scoring.map(({ track }) => 8 * track.detector.reach));
  // A tool call is judged whole: half of one must not be acted on.
  const whole =
    facts.kind === 'tool_call' &&
    (tracks.some(({ rules }) => rules.some(enforces)) || sizes.some(({ rule }) => enforces(rule)));

  const tape = createTape(json);
  const replacements: Replacement[] = [];
  const scored = new Map<Rule, number>();
  let received = 0;
  let ended = -1;
  let clear = 0;
  let blocked: string | undefined;
  let events: Event[] = [];
  let redacting: Hit[] = [];
  let restoring: Restoration[] = [];
  /** Up to here on the tape no placeholder is open. */
  let looked = 0;
  // No text from here on leaves: where the first known reason to block stands.
  let wall = everything;

  function take(track: Track, match: Match, judgedAt: number): void {
    checkMatch(match.start, match.end, match.score, tape.length);
    const pattern = track.detector.open !== undefined;
    for (const found of locate(tape, json, match.start, match.end, match.score)) {
      for (const rule of track.rules) {
        if (found.score < rule.policy.threshold) continue;
        const hit: Hit = { rule, track, found };
        const due = pattern ? found.start + 1 : tape.originalEnd(judgedAt);
        if (!pattern) {
          // Windows overlap, and what is in two of them is one finding.
          if (found.start < (scored.get(rule) ?? 0)) continue;
          scored.set(rule, found.end);
        } else if (rule.effect === 'redact') redacting.push(hit);
        if (rule.effect === 'block') wall = Math.min(wall, pattern ? found.start : due);
        events.push({ due, rule, hit });
      }
    }
  }

  function fail(track: Track, error: unknown): void {
    const { reason } = failureOf(error);
    lanes = lanes.filter((lane) => lane.track !== track);
    scoring = scoring.filter((lane) => lane.track !== track);
    for (const rule of track.rules) {
      if (tally.fault(rule, track.detector.name, reason)) refuse(rule.policy.name, clear);
    }
  }

  function refuse(policy: string, at: number): void {
    blocked ??= policy;
    wall = Math.min(wall, at);
  }

  function count(text: string): void {
    for (const { rule, count } of sizes) {
      const broken = count.add(text);
      if (broken === undefined) continue;
      const due = received + broken.at;
      if (rule.effect === 'block') wall = Math.min(wall, due);
      events.push({ due, rule, limit: broken.limit });
    }
  }

  /** Puts on the record what is decided; the first block ends the matter. */
  function record(decided: number): void {
    events.sort((a, b) => a.due - b.due || (a.hit && b.hit ? byPlace(a.hit, b.hit) : a.rule.order - b.rule.order));
    // What stands beside the reason to block is still told, what stands behind it is not.
    let last = blocked === undefined ? decided : -1;
    let i = 0;
    for (; i < events.length; i++) {
      const { due, rule, hit, limit = '' } = events[i]!;
      if (due > last) break;
      if (hit !== undefined) tally.hit(hit, facts);
      else tally.oversize(rule, limit, facts, due);
      if (rule.effect !== 'block') continue;
      refuse(rule.policy.name, wall);
      last = due;
    }
    events = events.slice(i);
  }

  /** Replaces what nothing can overlap any more; returns where the first unfinished stretch begins. */
  function replace(held: number): number {
    redacting.sort(byPlace);
    const until = Math.min(held, wall);
    let masked = 0;
    let back = 0;
    for (;;) {
      const next = masked < redacting.length ? firstCluster(redacting, masked) : undefined;
      const found = restoring[back];
      if (found !== undefined && (next === undefined || found.start < next.cluster.end)) {
        // Of what is masked around a placeholder nothing is put back.
        if (next === undefined || found.end <= next.cluster.start) {
          if (found.end > until) break;
          replacements.push({ start: found.start, end: found.end, replacement: writtenOf(found, json) });
        }
        back++;
        continue;
      }
      if (next === undefined || next.cluster.end > until) break;
      const { start, end } = next.cluster;
      const replacement = replacementOf(next.cluster, placeholders.answering);
      if (replacement !== undefined) {
        replacements.push({ start, end, replacement });
        tally.redacted();
      }
      masked += next.size;
    }
    if (masked > 0) redacting = redacting.slice(masked);
    if (back > 0) restoring = restoring.slice(back);
    return Math.min(redacting[0]?.found.start ?? everything, restoring[0]?.start ?? everything);
  }

  function look(finder: Restorer, final: boolean): void {
    const { base } = tape;
    const open = finder.find(tape.text, looked - base, final, (from, to, value) => {
      restoring.push(restorationAt(tape, json, base + from, base + to, value));
    });
    looked = base + open;
  }

  // Detectors that ask the same question beforehand ask it once.
  let lastHint: Detector['hint'];
  let hinted = true;
  function ask(hint: Detector['hint']): boolean {
    if (hint === undefined) return true;
    if (hint !== lastHint) {
      hinted = hint(tape.text);
      lastHint = hint;
    }
    return hinted;
  }

  function advance(final: boolean): void {
    const { base } = tape;
    let frontier = tape.length;
    let held = final ? everything : -1;
    lastHint = undefined;
    for (let i = 0; i < lanes.length; i++) {
      const lane = lanes[i]!;
      let done: number;
      try {
        done = lane.advance(tape, final, ask, take);
      } catch (error) {
        i--;
        fail(lane.track, error);
        continue;
      }
      if (done < frontier) frontier = done;
      if (!final && lane.track.holds && (held === -1 || done < held)) held = done;
    }
    if (restorer !== undefined) {
      look(restorer, final);
      frontier = Math.min(frontier, looked);
      if (!final && (held === -1 || looked < held)) held = looked;
    }
    if (events.length > 0) record(final ? everything : tape.original(frontier));
    const heldAt = held === -1 || held === everything ? received : tape.original(held);
    const pending = redacting.length > 0 || restoring.length > 0;
    const unfinished = pending ? replace(final ? everything : heldAt) : everything;
    // Of a refused tool call nothing leaves, also where it was refused by its end alone.
    const leaves = whole ? final && blocked === undefined : true;
    if (leaves) clear = Math.max(clear, Math.min(heldAt, unfinished, wall));
    if (frontier - base > context + slack) tape.forget(frontier - context, memory);
  }

  function score(final: boolean): void {
    for (const lane of scoring) {
      try {
        lane.advance(tape, final, take);
      } catch (error) {
        fail(lane.track, error);
      }
    }
  }

  return {
    get clear() {
      return clear;
    },
    replacements,
    get blocked() {
      return blocked;
    },
    push(text) {
      if (blocked !== undefined || text === '') return;
      if (sizes.length > 0) count(text);
      received += text.length;
      tape.push(text);
      if (scoring.length > 0) score(false);
      advance(false);
    },
    end() {
      if (blocked !== undefined || ended === received) return;
      ended = received;
      tape.end();
      if (scoring.length > 0) score(true);
      advance(true);
    },
    whole(text, counted) {
      if (counted) count(text);
      if (counted && sizes.length > 0) record(everything);
      const hits: Hit[] = [];
      for (const [track, outcome] of outcomesOf(text, json, tracks)) {
        for (const rule of track.rules) {
          if (outcome instanceof Promise || isFailure(outcome)) {
            const reason = outcome instanceof Promise ? 'CannotWait' : outcome.reason;
            if (tally.fault(rule, track.detector.name, reason)) blocked ??= rule.policy.name;
          } else addHits(hits, track, rule, outcome);
        }
      }
      hits.sort(byPlace);
      for (const hit of hits) {
        if (counted) tally.hit(hit, facts);
        if (hit.rule.effect === 'block') blocked ??= hit.rule.policy.name;
      }
      const replaced = replacementsOf(hits.filter(redactsInStream), placeholders.answering, { text });
      if (replaced.length > 0) tally.redacted();
      if (restorer === undefined) return replaced;
      const back = restorationsIn({ text, json }, restorer);
      return merged(
        replaced,
        back.map((one) => ({ start: one.start, end: one.end, replacement: writtenOf(one, json) })),
      );
    },
  };
}

function enforces({ effect }: Rule): boolean {
  return effect !== 'flag';
}

/** What a scoring detector finds has flown past already, and stays in the repeat as well. */
function redactsInStream({ rule, track }: Hit): boolean {
  return rule.effect === 'redact' && track.detector.open !== undefined;
}
