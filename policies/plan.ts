import type { Role, Side } from '../core/call.ts';
import type { Detector } from './detector.ts';
import { type Policy, resolveDetectors } from './policy.ts';

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
  readonly rules: readonly Rule[];
  /** Text that it may still be reading has to wait. */
  readonly holds: boolean;
  /** It judges windows, and text has to wait for that. */
  readonly judged: boolean;
}

/** What is looked for on one side of a call, worked out once for all calls. */
export interface SidePlan {
  readonly tracks: Readonly<Record<Role, readonly Track[]>>;
  /** Tracks whose detectors ask others. */
  readonly asked: Readonly<Record<Role, readonly Track[]>>;
  readonly asks: boolean;
  /** What others answer could stop a call. */
  readonly waits: boolean;
  readonly sizes: readonly Rule[];
  readonly reads: boolean;
  readonly changes: boolean;
}

const roles: readonly Role[] = ['system', 'user', 'assistant', 'tool'];

export function planSide(side: Side, policies: readonly Policy[], detectors: readonly Detector[]): SidePlan {
  const rules = policies
    .map((policy, order): Rule => ({ policy, order, effect: policy.mode === 'enforce' ? policy.action : 'flag' }))
    .filter(({ policy }) => policy.on === side || policy.on === 'both');
  const tracksOf = (role: Role): Track[] => {
    const heard = rules.filter(({ policy }) => policy.from?.includes(role) ?? true);
    const wanted = heard.map((rule) => ({ rule, names: resolveDetectors(rule.policy.detect ?? [], detectors) }));
    return detectors.flatMap((detector, index) => {
      const mine = wanted.filter(({ names }) => names.includes(detector)).map(({ rule }) => rule);
      const holds = detector.open !== undefined && mine.some(({ effect }) => effect !== 'flag');
      const judged = detector.open === undefined && mine.some((rule) => releasesJudged(rule, detector));
      if (detector.asks === true && mine.some(({ policy }) => policy.action === 'redact')) {
        throw new CannotRedact(detector.name);
      }
      return mine.length === 0 ? [] : [{ detector, index, rules: mine, holds, judged }];
    });
  };
  const byRole = (of: (role: Role) => Track[]) =>
    Object.fromEntries(roles.map((role) => [role, of(role)])) as Record<Role, Track[]>;
  const all = byRole(tracksOf);
  const tracks = byRole((role) => all[role].filter(({ detector }) => detector.asks !== true));
  const asked = byRole((role) => all[role].filter(({ detector }) => detector.asks === true));
  const sizes = rules.filter(({ policy }) => policy.size !== undefined);
  return {
    tracks,
    asked,
    asks: roles.some((role) => asked[role].length > 0),
    waits: roles.some((role) => asked[role].some((track) => track.rules.some(stops))),
    sizes,
    reads: sizes.length > 0 || roles.some((role) => all[role].length > 0),
    changes: rules.some(changesText),
  };
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
  return rule.effect !== 'flag' || refusesFaults(rule);
}
