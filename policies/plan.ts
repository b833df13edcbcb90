import type { Call, Role, Side } from '../core/call.ts';
import { type Bundle, bundled } from './bundle.ts';
import type { Detector } from './detector.ts';
import { type FormatPlan, planFormats } from './format.ts';
import { mostKnown } from './memo.ts';
import type { Catalogue } from './options.ts';
import { type Policy, restoresOwn } from './policy.ts';
import { planTools, type ToolPlan } from './tools.ts';

/** A policy with its place in the list, which decides between equals. */
export interface Rule {
  readonly policy: Policy;
  readonly order: number;
  /** What it does for real: nothing but a note when in shadow. */
  readonly effect: 'block' | 'redact' | 'flag';
}

/** A detector and all the rules that want to hear from it: it runs once for all of them. */
export interface Track {
  readonly detector: Detector;
  /** Its place in the list of detectors. */
  readonly index: number;
  /** Its place in what is remembered of a text: identifiers have one together. */
  readonly slot: number;
  readonly rules: readonly Rule[];
  /** Text that it may still be reading has to wait. */
  readonly holds: boolean;
  /** What it finds hangs on the call too: there is nothing to remember of a text. */
  readonly ofCall: boolean;
  /** It judges windows, and text has to wait for that. */
  readonly judged: boolean;
  /** It stands for several, which are read in one pass. */
  readonly bundle?: Bundle;
}

/** What is looked for on one side of a call, worked out once for all calls. */
export interface SidePlan {
  readonly tracks: Readonly<Record<Role, readonly Track[]>>;
  /** The bits of all tracks in what is remembered of a text; 0 where one of them has none. */
  readonly bits: Readonly<Record<Role, number>>;
  /** Tracks whose detectors ask others. */
  readonly asked: Readonly<Record<Role, readonly Track[]>>;
  readonly asks: boolean;
  /** What others answer could stop a call. */
  readonly waits: boolean;
  readonly sizes: readonly Rule[];
  readonly tools: readonly ToolPlan[];
  readonly formats: readonly FormatPlan[];
  readonly reads: boolean;
  readonly changes: boolean;
  /** One of them refuses what it cannot evaluate. */
  readonly closed: boolean;
  /** Some of its detectors must be made for the call. */
  readonly ofCall: boolean;
  /** Some of what is masked is to be put back. */
  readonly restores: boolean;
}

const roles: readonly Role[] = ['system', 'user', 'assistant', 'tool'];

function byRole<T>(of: (role: Role) => T): Record<Role, T> {
  return { system: of('system'), user: of('user'), assistant: of('assistant'), tool: of('tool') };
}

export function planSide(side: Side, policies: readonly Policy[], catalogue: Catalogue): SidePlan {
  const rules = policies
    .map((policy, order): Rule => ({ policy, order, effect: policy.mode === 'enforce' ? policy.action : 'flag' }))
    .filter(({ policy }) => policy.on === side || policy.on === 'both');
  const slots = slotsOf(catalogue.detectors);
  const tracksOf = (role: Role): Track[] => {
    const heard = rules.filter(({ policy }) => policy.from?.includes(role) ?? true);
    return catalogue.detectors.flatMap((detector, index) => {
      if (detector.roles?.includes(role) === false) return [];
      const ofCall = detector.forCall !== undefined;
      if (ofCall && side === 'input') return [];
      const mine = heard.filter(({ policy }) => catalogue.of(policy).includes(detector));
      const holds = detector.open !== undefined && mine.some(({ effect }) => effect !== 'flag');
      const judged = detector.open === undefined && mine.some((rule) => releasesJudged(rule, detector));
      if (detector.asks === true && mine.some(({ policy }) => policy.action === 'redact')) {
        throw new CannotRedact(detector.name);
      }
      return mine.length === 0 ? [] : [{ detector, index, slot: slots[index]!, rules: mine, holds, judged, ofCall }];
    });
  };
  const all = byRole(tracksOf);
  const own = byRole((role) => all[role].filter(({ detector }) => detector.asks !== true));
  const tracks = byRole((role) => bundled(own[role], catalogue.family));
  const asked = byRole((role) => all[role].filter(({ detector }) => detector.asks === true));
  const sizes = rules.filter(({ policy }) => policy.size !== undefined);
  const tools = planTools(rules);
  const formats = planFormats(rules);
  return {
    tracks,
    bits: byRole((role) => bitsOf(tracks[role])),
    asked,
    asks: roles.some((role) => asked[role].length > 0),
    waits: roles.some((role) => asked[role].some((track) => track.rules.some(stops))),
    sizes,
    tools,
    formats,
    reads: sizes.length + tools.length + formats.length > 0 || roles.some((role) => all[role].length > 0),
    changes: rules.some(changesText),
    closed: rules.some(refusesFaults),
    ofCall: roles.some((role) => all[role].some(({ ofCall }) => ofCall)),
    restores: rules.some(({ policy, effect }) => effect === 'redact' && restoresOwn(policy)),
  };
}

function slotsOf(detectors: readonly Detector[]): number[] {
  let next = 0;
  let shared: number | undefined;
  return detectors.map(({ identifier }) => {
    if (identifier === undefined) return next++;
    shared ??= next++;
    return shared;
  });
}

/** What stands for a track in what is remembered of a text; 0 where nothing is. */
export function bitOf({ slot, ofCall }: Track): number {
  return slot < mostKnown && !ofCall ? 1 << slot : 0;
}

function bitsOf(tracks: readonly Track[]): number {
  const bits = tracks.map(bitOf);
  return bits.includes(0) ? 0 : bits.reduce((all, bit) => all | bit, 0);
}

/** The plan with its detectors made for the call. */
export function planCall(plan: SidePlan, call: Call): SidePlan {
  if (!plan.ofCall) return plan;
  const made = new Map<Detector, Detector | undefined>();
  const madeOf = (tracks: readonly Track[]): Track[] =>
    tracks.flatMap((track) => {
      const { detector } = track;
      if (!track.ofCall) return [track];
      if (!made.has(detector)) made.set(detector, madeFor(call, detector));
      const own = made.get(detector);
      return own === undefined ? [] : [{ ...track, detector: own }];
    });
  const tracks = byRole((role) => madeOf(plan.tracks[role]));
  return {
    ...plan,
    tracks,
    bits: byRole((role) => bitsOf(tracks[role])),
    asked: byRole((role) => madeOf(plan.asked[role])),
  };
}

/** One that cannot be made fails where it would read, and so on the side that each policy has chosen. */
function madeFor(call: Call, detector: Detector): Detector | undefined {
  try {
    return detector.forCall!(call);
  } catch (error) {
    const fail = (): never => {
      throw error;
    };
    return detector.open === undefined ? { ...detector, detect: fail } : { ...detector, open: fail, detect: fail };
  }
}

/** It can refuse a call: by what it finds, or by finding nothing out. */
export function stops(rule: Rule): boolean {
  return rule.effect === 'block' || refusesFaults(rule);
}

export function refusesFaults({ policy }: Rule): boolean {
  return policy.mode === 'enforce' && policy.onError === 'closed';
}

/** Text waits for the rule's judgement of its window. */
export function releasesJudged(rule: Rule, detector: Detector): boolean {
  return stops(rule) && (rule.policy.release ?? (detector.asks === true ? 'judged' : 'live')) === 'judged';
}

/** A policy that wants something taken out by a detector whose answer comes when the text has left. */
export class CannotRedact extends Error {
  override readonly name = 'CannotRedact';

  constructor(detector: string) {
    super(`"${detector}" asks somebody else, so that a policy can block or flag what it finds, and not redact it.`);
  }
}

/** In shadow nothing changes; a flag changes something only when it cannot be raised and is `closed`. */
function changesText(rule: Rule): boolean {
  const strips = rule.policy.mode === 'enforce' && rule.policy.format?.fences === 'strip';
  return rule.effect !== 'flag' || strips || refusesFaults(rule);
}
