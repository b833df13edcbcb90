import type { Segment } from '../core/call.ts';
import type { Redaction, Verdict } from '../core/verdict.ts';
import { within } from './deadline.ts';
import { byPlace, type Found, type Hit } from './found.ts';
import type { Known, Memo } from './memo.ts';
import type { Naming, Source } from './placeholders.ts';
import { bitOf, type Rule, type SidePlan, type Track } from './plan.ts';
import { isFailure, type Outcome, readText } from './reading.ts';
import { firstCluster, replacementOf } from './redactions.ts';
import type { Tally } from './tally.ts';

/** What a track made of a segment; a promise when it waits on something, settled for each rule by its own deadline. */
interface Result {
  readonly segment: number;
  readonly track: Track;
  outcome: Outcome | Promise<Outcome>;
  settled?: readonly Outcome[];
}

/**
 * Judges whole texts; undefined when nothing was found in any. The verdict is a promise only where a
 * detector waits on something.
 */
export function judgeWhole(
  segments: readonly Segment[],
  plan: SidePlan,
  memo: Memo | undefined,
  tallied: () => Tally,
  name: Naming,
): Verdict | Promise<Verdict> | undefined {
  const results: Result[] = [];
  let waits = false;
  for (let i = 0; i < segments.length; i++) {
    const { role, text, json } = segments[i]!;
    const tracks = plan.tracks[role];
    if (tracks.length === 0 || text === '') continue;
    const known = memo?.of(text, json === true);
    const bits = plan.bits[role];
    // Nearly every text of a conversation was read before.
    if (known !== undefined && bits !== 0 && (known.quiet & bits) === bits) continue;
    for (const [track, outcome] of outcomesOf(text, json === true, tracks, known)) {
      results.push({ segment: i, track, outcome });
      waits ||= outcome instanceof Promise;
    }
  }
  if (waits) return settleAll(results).then(() => conclude(segments, results, tallied(), name));
  // Nearly every text: nothing was found.
  if (results.length === 0) return undefined;
  return conclude(segments, results, tallied(), name);
}

/** What there is to say of a text: tracks that found nothing are left out. */
export function outcomesOf(
  text: string,
  json: boolean,
  tracks: readonly Track[],
  known?: Known,
): Array<readonly [Track, Outcome | Promise<Outcome>]> {
  const said: Array<readonly [Track, Outcome | Promise<Outcome>]> = [];
  let reading: ReturnType<typeof readText> | undefined;
  for (const track of tracks) {
    const bit = bitOf(track);
    if (track.bundle !== undefined) {
      const { reader, members } = track.bundle;
      let found = bit === 0 || known === undefined || (known.read & bit) === 0 ? undefined : known.family;
      if (found === undefined) {
        reading ??= readText(text, json);
        const outcome = reading.together(reader);
        if (isFailure(outcome)) {
          for (const member of members) if (member !== undefined) said.push([member, outcome]);
          continue;
        }
        found = outcome;
        if (known !== undefined) {
          known.read |= bit;
          known.family = found;
          if (found.size === 0) known.quiet |= bit;
        }
      }
      for (const [at, each] of found) if (members[at] !== undefined) said.push([members[at], each]);
      continue;
    }
    if (known !== undefined && (known.read & bit) !== 0) {
      const found = known.found?.get(track.index);
      if (found !== undefined) said.push([track, found]);
      continue;
    }
    reading ??= readText(text, json);
    const outcome = reading.by(track.detector);
    if (outcome instanceof Promise || isFailure(outcome)) {
      // Neither is remembered: a failure may pass, and is tried again.
      said.push([track, outcome]);
      continue;
    }
    if (known !== undefined) {
      known.read |= bit;
      if (outcome.length === 0) known.quiet |= bit;
    }
    if (outcome.length === 0) continue;
    said.push([track, outcome]);
    if (known !== undefined && bit !== 0) {
      known.found ??= new Map();
      known.found.set(track.index, outcome);
    }
  }
  return said;
}

/** Adds a rule's hits among what a track found. */
export function addHits(hits: Hit[], track: Track, rule: Rule, found: readonly Found[]): void {
  for (const one of found) if (one.score >= rule.policy.threshold) hits.push({ rule, track, found: one });
}

async function settleAll(results: readonly Result[]): Promise<void> {
  await Promise.all(
    results.map(async (result) => {
      const { outcome, track } = result;
      if (!(outcome instanceof Promise)) return;
      result.settled = await Promise.all(track.rules.map(({ policy }) => within(outcome, policy.deadlineMs)));
    }),
  );
}

function conclude(segments: readonly Segment[], results: readonly Result[], tally: Tally, name: Naming): Verdict {
  const redacting: Array<readonly [segment: number, hits: Hit[]]> = [];
  for (let i = 0; i < results.length; ) {
    const { segment } = results[i]!;
    const hits: Hit[] = [];
    for (; i < results.length && results[i]!.segment === segment; i++) collect(results[i]!, hits, tally);
    if (hits.length === 0) continue;
    hits.sort(byPlace);
    for (const hit of hits) tally.hit(hit, segments[segment]!);
    redacting.push([segment, hits.filter(({ rule }) => rule.effect === 'redact')]);
  }
  if (tally.blockedBy !== undefined) return tally.verdict([]);
  const redactions: Redaction[] = [];
  for (const [segment, hits] of redacting) {
    for (const replacement of replacementsOf(hits, name, segments[segment]!))
      redactions.push({ segment, ...replacement });
  }
  return tally.verdict(redactions);
}

function collect({ track, outcome, settled }: Result, hits: Hit[], tally: Tally): void {
  track.rules.forEach((rule, i) => {
    const own = settled === undefined ? outcome : settled[i]!;
    if (own instanceof Promise) return;
    if (isFailure(own)) tally.fault(rule, track.detector.name, own.reason);
    else addHits(hits, track, rule, own);
  });
}

/** In order and disjoint; the hits are sorted by place and all of them are to be redacted. */
export function replacementsOf(hits: readonly Hit[], name: Naming, source: Source): Omit<Redaction, 'segment'>[] {
  const replacements: Omit<Redaction, 'segment'>[] = [];
  for (let i = 0; i < hits.length; ) {
    const { cluster, size } = firstCluster(hits, i);
    const replacement = replacementOf(cluster, name, source);
    if (replacement !== undefined) replacements.push({ start: cluster.start, end: cluster.end, replacement });
    i += size;
  }
  return replacements;
}

/** The verdict with more taken out of the texts; what overlaps it goes with it. */
export function withTaken(verdict: Verdict, taken: readonly Redaction[]): Verdict {
  if (verdict.action !== 'redact') return verdict;
  const beside = verdict.redactions.filter(({ segment, start, end }) =>
    taken.every((each) => each.segment !== segment || end <= each.start || start >= each.end),
  );
  const redactions = [...beside, ...taken].sort((a, b) => a.segment - b.segment || a.start - b.start);
  return { ...verdict, redactions };
}
