import type { ChannelFacts, Scanner } from '../core/guardrails.ts';
import { type AskingLane, askingLane, eachAnswer, type TakeWindow } from './asked.ts';
import { unbundled } from './bundle.ts';
import type { Detector, Match } from './detector.ts';
import { byPlace, checkMatch, type Hit, locate } from './found.ts';
import type { Gathering } from './gathering.ts';
import { bundleLane, type Lane, patternLane, scoringLane } from './lanes.ts';
import { createLookAhead } from './look-ahead.ts';
import type { Placeholders } from './placeholders.ts';
import { type Rule, refusesFaults, releasesJudged, type SidePlan, stops, type Track } from './plan.ts';
import type { QuestionList } from './questions.ts';
import { failureOf, isFailure } from './reading.ts';
import { merged, type Restorer, restorationsIn, writtenOf } from './restorer.ts';
import { createRewriting } from './rewriting.ts';
import type { SizeCount } from './size.ts';
import type { Tally } from './tally.ts';
import { createTape } from './tape.ts';
import { createTold } from './told.ts';
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
  /** Of answers that can change nothing, which may come later than what they are about. */
  readonly notes: Tally;
  /** Where the plan asks others. */
  readonly questions: QuestionList | undefined;
}

/** Something to put on the record once everything before `due` in the source is decided. */
interface Event {
  readonly due: number;
  readonly rule: Rule;
  /** Absent: a size, or a detector that did not answer. */
  readonly hit?: Hit;
  readonly limit?: string;
  readonly fault?: { readonly detector: string; readonly reason: string };
}

/** Text that stays on the tape besides what is needed: letting go of it costs more than reading it. */
const slack = 32;
const everything = Number.POSITIVE_INFINITY;

const noTracks: readonly Track[] = Object.freeze([]);

/** `repeat`: only for what others say of a string that is told again. */
export function createScanner(facts: ChannelFacts, answering: Answering, repeat = false): Scanner {
  const { tally, placeholders, plan, questions } = answering;
  // What a repeat says is put back where it is judged as a whole.
  const restorer = repeat ? undefined : answering.restorer;
  const json = facts.json === true;
  const tracks = repeat ? noTracks : plan.tracks[facts.role];
  const asked = plan.asked[facts.role];
  let lanes = tracks.filter(({ detector }) => detector.open !== undefined).map(laneOf);
  let scoring = tracks.filter(({ detector }) => detector.open === undefined).map(scoringLane);
  const asking: AskingLane[] =
    questions === undefined ? [] : asked.map((track) => askingLane(track, facts.role, questions, answered));
  const sizes = repeat ? [] : answering.sizes.filter(({ rule }) => rule.policy.from?.includes(facts.role) ?? true);
  const context = Math.max(1, ...lanes.map(({ track }) => track.detector.context ?? 1));
  const memory = Math.max(0, ...scoring.map(({ track }) => 8 * track.detector.reach));
  // A tool call is judged whole: half of one must not be acted on.
  const whole =
    facts.kind === 'tool_call' &&
    (tracks.some(({ rules }) => rules.some(enforces)) ||
      asked.some(({ rules }) => rules.some(stops)) ||
      sizes.some(({ rule }) => enforces(rule)));

  const windowed = asking.length > 0 || scoring.some(({ track }) => track.judged);
  const tape = createTape(json);
  const rewriting = createRewriting(json, placeholders.answering, restorer, tally.redacted);
  const scored = new Map<Rule, number>();
  let received = 0;
  let ended = -1;
  let events: Event[] = [];
  // No text from here on leaves: where the first known reason to block stands.
  let wall = everything;
  const told = asking.length > 0 && !repeat ? createTold() : undefined;
  const waited = asked.filter(({ judged }) => judged);
  const ahead =
    questions === undefined || repeat || waited.length === 0
      ? undefined
      : createLookAhead(json, waited, facts.role, questions);

  function take(track: Track, match: Match, judgedAt: number, safe: number): void {
    checkMatch(match.start, match.end, match.score, tape.length);
    const pattern = track.detector.open !== undefined;
    for (const found of locate(tape, json, match)) {
      for (const rule of track.rules) {
        if (found.score < rule.policy.threshold) continue;
        const hit: Hit = { rule, track, found };
        const due = pattern ? found.start + 1 : tape.originalEnd(judgedAt);
        if (!pattern) {
          // Windows overlap, and what is in two of them is one finding.
          if (found.start < (scored.get(rule) ?? 0)) continue;
          scored.set(rule, found.end);
        } else if (rule.effect === 'redact') rewriting.mask(hit);
        if (rule.effect === 'block') {
          const judged = !pattern && releasesJudged(rule, track.detector);
          wall = Math.min(wall, judged ? tape.original(safe) : pattern ? found.start : due);
        }
        events.push({ due, rule, hit });
      }
    }
  }

  /** Takes what others answered about a window, as if it had been known when the window was full. */
  function answered(track: Track, answers: Parameters<TakeWindow>[1], window: Parameters<TakeWindow>[2]): void {
    const due = tape.originalEnd(window.at);
    const noted = !track.rules.some(stops);
    const stop = (rule: Rule): void => {
      wall = Math.min(wall, releasesJudged(rule, track.detector) ? tape.original(window.safe) : due);
    };
    eachAnswer(
      tape,
      json,
      track,
      answers,
      window,
      scored,
      (rule, found) => {
        const hit: Hit = { rule, track, found };
        if (noted) {
          answering.notes.hit(hit, facts);
          return;
        }
        if (rule.effect === 'block') stop(rule);
        events.push({ due, rule, hit });
      },
      (rule, { reason }) => {
        if (noted) {
          answering.notes.fault(rule, track.detector.name, reason);
          return;
        }
        if (refusesFaults(rule)) stop(rule);
        events.push({ due, rule, fault: { detector: track.detector.name, reason } });
      },
    );
    if (!noted && scanner.blocked === undefined) advance(ended === received);
  }

  function fail(track: Track, error: unknown): void {
    const { reason } = failureOf(error);
    lanes = lanes.filter((lane) => lane.track !== track);
    scoring = scoring.filter((lane) => lane.track !== track);
    for (const each of unbundled([track])) {
      for (const rule of each.rules) {
        if (tally.fault(rule, each.detector.name, reason)) refuse(rule.policy.name, scanner.clear);
      }
    }
  }

  function refuse(policy: string, at: number): void {
    scanner.blocked ??= policy;
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
    let last = scanner.blocked === undefined ? decided : -1;
    let i = 0;
    for (; i < events.length; i++) {
      const { due, rule, hit, fault, limit = '' } = events[i]!;
      if (due > last) break;
      if (fault !== undefined) {
        if (!tally.fault(rule, fault.detector, fault.reason)) continue;
      } else {
        if (hit !== undefined) tally.hit(hit, facts);
        else tally.oversize(rule, limit, facts, due);
        if (rule.effect !== 'block') continue;
      }
      refuse(rule.policy.name, wall);
      last = due;
    }
    events = events.slice(i);
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
      const looked = rewriting.look(tape, final);
      frontier = Math.min(frontier, looked);
      if (!final && (held === -1 || looked < held)) held = looked;
    }
    let decided = final ? everything : tape.original(frontier);
    let unjudged = everything;
    if (windowed) {
      // What stands behind a window that others are asked about is not decided before they answer.
      for (const { unanswered } of asking) {
        if (unanswered !== everything) decided = Math.min(decided, tape.originalEnd(unanswered) - 1);
      }
      const safe = safeUntil(final);
      if (safe !== everything) unjudged = tape.original(safe);
      for (const { needed } of asking) frontier = Math.min(frontier, needed);
    }
    if (events.length > 0) record(decided);
    const heldAt = held === -1 || held === everything ? received : tape.original(held);
    const until = Math.min(final ? everything : heldAt, wall);
    const unfinished = rewriting.pending ? rewriting.settle(until) : everything;
    // Of a refused tool call nothing leaves, also where it was refused by its end alone.
    const leaves = !whole || (final && scanner.blocked === undefined && unjudged === everything);
    if (leaves) scanner.clear = Math.max(scanner.clear, Math.min(heldAt, unfinished, wall, unjudged));
    if (frontier - base > context + slack) tape.forget(frontier - context, memory);
  }

  /** Where the text begins that has to wait until its window was judged. */
  function safeUntil(final: boolean): number {
    let safe = everything;
    if (!final) for (const lane of scoring) if (lane.track.judged) safe = Math.min(safe, lane.safe);
    for (const lane of asking) {
      if (lane.track.judged && !(final && lane.unanswered === everything)) safe = Math.min(safe, lane.safe);
    }
    return safe;
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

  const scanner: { -readonly [Key in keyof Scanner]: Scanner[Key] } = {
    // Plain fields: getters made for each string cost more than a piece of it (measured).
    clear: 0,
    blocked: undefined,
    replacements: rewriting.replacements,
    push(text) {
      if (scanner.blocked !== undefined || text === '') return;
      if (sizes.length > 0) count(text);
      // First of all: what is asked about it now has been asked already where it came early.
      if (ahead !== undefined && ahead.read < received + text.length) ahead.push(text.slice(ahead.read - received));
      received += text.length;
      tape.push(text);
      told?.add(text);
      for (const lane of asking) lane.advance(tape, false);
      if (scoring.length > 0) score(false);
      advance(false);
    },
    end() {
      if (scanner.blocked !== undefined || ended === received) return;
      ended = received;
      tape.end();
      for (const lane of asking) lane.advance(tape, true);
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
            if (tally.fault(rule, track.detector.name, reason)) scanner.blocked ??= rule.policy.name;
          } else addHits(hits, track, rule, outcome);
        }
      }
      hits.sort(byPlace);
      for (const hit of hits) {
        if (counted) tally.hit(hit, facts);
        if (hit.rule.effect === 'block') scanner.blocked ??= hit.rule.policy.name;
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
    ahead: ahead && ((text) => ahead.push(text)),
    again: told && ((text) => (told.isNews(text) ? createScanner(facts, answering, true) : undefined)),
  };
  return scanner;
}

function laneOf(track: Track): Lane {
  return track.bundle === undefined ? patternLane(track) : bundleLane(track, track.bundle);
}

function enforces({ effect }: Rule): boolean {
  return effect !== 'flag';
}

/** What a scoring detector finds has flown past already, and stays in the repeat as well. */
function redactsInStream({ rule, track }: Hit): boolean {
  return rule.effect === 'redact' && track.detector.open !== undefined;
}
