import type { Call, Role, Side } from '../core/call.ts';
import type { Detector } from './detector.ts';
import { type FormatPlan, planFormats } from './format.ts';
import type { Catalogue } from './options.ts';
import type { Policy } from './policy.ts';
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
  readonly rules: readonly Rule[];
  /** Text that it may still be reading has to wait. */
  readonly holds: boolean;
  /** What it finds hangs on the call too: there is nothing to remember of a text. */
  readonly ofCall: boolean;
}

/** What is looked for on one side of a call, worked out once for all calls. */
export interface SidePlan {
  readonly tracks: Readonly<Record<Role, readonly Track[]>>;
  readonly sizes: readonly Rule[];
  readonly tools: readonly ToolPlan[];
  readonly formats: readonly FormatPlan[];
  readonly reads: boolean;
  readonly changes: boolean;
  /** Some of its detectors must be made for the call. */
  readonly ofCall: boolean;
  /** Some of what is masked is to be put back. */
  readonly restores: boolean;
}

const roles: readonly Role[] = ['system', 'user', 'assistant', 'tool'];

export function planSide(side: Side, policies: readonly Policy[], catalogue: Catalogue): SidePlan {
  const rules = policies
    .map((policy, order): Rule => ({ policy, order, effect: policy.mode === 'enforce' ? policy.action : 'flag' }))
    .filter(({ policy }) => policy.on === side || policy.on === 'both');
  const tracksOf = (role: Role): Track[] => {
    const heard = rules.filter(({ policy }) => policy.from?.includes(role) ?? true);
    return catalogue.detectors.flatMap((detector, index) => {
      if (detector.roles?.includes(role) === false) return [];
      const ofCall = detector.forCall !== undefined;
      if (ofCall && side === 'input') return [];
      const mine = heard.filter(({ policy }) => catalogue.of(policy).includes(detector));
      const holds = detector.open !== undefined && mine.some(({ effect }) => effect !== 'flag');
      return mine.length === 0 ? [] : [{ detector, index, rules: mine, holds, ofCall }];
    });
  };
  const tracks = Object.fromEntries(roles.map((role) => [role, tracksOf(role)])) as Record<Role, Track[]>;
  const sizes = rules.filter(({ policy }) => policy.size !== undefined);
  const tools = planTools(rules);
  const formats = planFormats(rules);
  return {
    tracks,
    sizes,
    tools,
    formats,
    reads: sizes.length + tools.length + formats.length > 0 || roles.some((role) => tracks[role].length > 0),
    changes: rules.some(changesText),
    ofCall: roles.some((role) => tracks[role].some(({ ofCall }) => ofCall)),
    restores: rules.some(({ policy, effect }) => effect === 'redact' && policy.restore === true),
  };
}

/** The plan with its detectors made for the call. */
export function planCall(plan: SidePlan, call: Call): SidePlan {
  if (!plan.ofCall) return plan;
  const made = new Map<Detector, Detector | undefined>();
  const tracksOf = (role: Role): Track[] =>
    plan.tracks[role].flatMap((track) => {
      const { detector } = track;
      if (!track.ofCall) return [track];
      if (!made.has(detector)) made.set(detector, madeFor(call, detector));
      const own = made.get(detector);
      return own === undefined ? [] : [{ ...track, detector: own }];
    });
  const tracks = Object.fromEntries(roles.map((role) => [role, tracksOf(role)])) as Record<Role, Track[]>;
  return { ...plan, tracks };
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

/** In shadow nothing changes; a flag changes something only when it cannot be raised and is `closed`. */
function changesText({ policy, effect }: Rule): boolean {
  return (
    effect !== 'flag' ||
    (policy.mode === 'enforce' && policy.format?.fences === 'strip') ||
    (policy.mode === 'enforce' && policy.onError === 'closed')
  );
}
