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
}

/** What is looked for on one side of a call, worked out once for all calls. */
export interface SidePlan {
  readonly tracks: Readonly<Record<Role, readonly Track[]>>;
  readonly sizes: readonly Rule[];
  readonly reads: boolean;
  readonly changes: boolean;
  /** Some of what is masked is to be put back. */
  readonly restores: boolean;
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
      return mine.length === 0 ? [] : [{ detector, index, rules: mine, holds }];
    });
  };
  const tracks = Object.fromEntries(roles.map((role) => [role, tracksOf(role)])) as Record<Role, Track[]>;
  const sizes = rules.filter(({ policy }) => policy.size !== undefined);
  return {
    tracks,
    sizes,
    reads: sizes.length > 0 || roles.some((role) => tracks[role].length > 0),
    changes: rules.some(changesText),
    restores: rules.some(({ policy, effect }) => effect === 'redact' && policy.restore === true),
  };
}

/** In shadow nothing changes; a flag changes something only when it cannot be raised and is `closed`. */
function changesText({ policy, effect }: Rule): boolean {
  return effect !== 'flag' || (policy.mode === 'enforce' && policy.onError === 'closed');
}
