import type { Role, Side } from '../core/call.ts';
import type { Pending } from '../core/guardrails.ts';
import type { Verdict } from '../core/verdict.ts';
import { builtinDetectors } from '../policies/detectors.ts';
import { explainInjection, type InjectionExplanation } from '../policies/injection-explanation.ts';
import { createJudge } from '../policies/judge.ts';
import { byCategory, type Policy } from '../policies/policy.ts';
import type { LoadedConfig } from './load.ts';
import { policiesOf } from './policies.ts';
import { remoteDetectors } from './remotes.ts';

export interface ScanOptions {
  readonly side: Side;
  readonly from: Role;
  /** Names of detectors or categories, instead of the policies of the configuration. */
  readonly detect?: readonly string[] | undefined;
  /** Goes before that of every policy. */
  readonly threshold?: number | undefined;
  /** Says too why a text looks like an injection or not, whatever the policies are. */
  readonly explain?: boolean | undefined;
}

/** What is said of one text: each thing once, whichever policies found it. */
export interface Scanned {
  readonly findings: readonly ScanFinding[];
  readonly verdict: Verdict['action'];
  /** Detectors that could not say anything, and why. */
  readonly faults?: readonly { readonly detector: string; readonly reason: string }[];
  readonly explanation?: InjectionExplanation;
}

export interface ScanFinding {
  readonly detector: string;
  readonly category: string;
  readonly score: number;
  /** UTF-16 units into the text. */
  readonly start: number;
  readonly end: number;
}

/** Judges whole texts as the product does, each as a call of its own. */
export type Scan = (text: string) => Scanned | Promise<Scanned>;

export function createScan(loaded: LoadedConfig, options: ScanOptions): Scan {
  const { side, from: role, threshold, explain = false } = options;
  const policies = scanPolicies(loaded, options).map((policy) =>
    threshold === undefined ? policy : { ...policy, threshold },
  );
  // Nothing is remembered: lines are many, and seldom twice the same.
  const detectors = [...builtinDetectors, ...(loaded.own ?? []), ...remoteDetectors(loaded.config, loaded.env)];
  const judge = createJudge(policies, { detectors, remembered: 0 });
  const kind = role === 'tool' && side === 'input' ? 'tool_result' : 'text';
  return (text) => {
    const segments = [{ path: [], role, kind, text } as const];
    const input = side === 'input' ? segments : [];
    const call = judge({
      operation: 'chat',
      model: '',
      stream: false,
      segments: input,
      messages: 1,
      tools: 0,
      params: {},
    });
    const verdict = side === 'input' ? call.input() : call.output(segments);
    const told = (final: Verdict): Scanned =>
      explain ? { ...scannedOf(final), explanation: explainInjection(role, text) } : scannedOf(final);
    if ('then' in verdict) return verdict.then(decided).then(told);
    return verdict.action === 'pending' ? verdict.final.then(told) : told(verdict);
  };
}

/** A text goes nowhere: what others say of it is waited for. */
function decided(verdict: Verdict | Pending): Verdict | Promise<Verdict> {
  return verdict.action === 'pending' ? verdict.final : verdict;
}

/**
 * Those of the configuration. Without one those of the preset `balanced`, and everything else that
 * there is a detector for flagged, but for what is used by name only: who asks what is in a text wants
 * to know all of it, and no guesses.
 */
function scanPolicies({ config, file }: LoadedConfig, { detect }: ScanOptions): readonly Policy[] {
  if (detect !== undefined) return noting(detect);
  if (file !== undefined || config.policies !== undefined || config.preset !== 'observe') return policiesOf(config);
  const balanced = policiesOf({ ...config, preset: 'balanced' });
  const acted = new Set(balanced.flatMap((policy) => policy.detect ?? []));
  // The weak ones, such as those of names, tell of their findings where they are asked by name.
  const others = builtinDetectors
    .filter(byCategory)
    .filter(({ name, category }) => !acted.has(name) && !acted.has(category));
  return [...balanced, ...noting(others.map(({ name }) => name))];
}

const certain = 0.9;

function noting(names: readonly string[]): Policy[] {
  const policy = (name: string, detect: readonly string[], threshold: number): Policy[] =>
    detect.length === 0
      ? []
      : [{ name, on: 'both', detect, threshold, action: 'flag', mode: 'enforce', onError: 'open', deadlineMs: 10_000 }];
  // What judges by a score is asked for certainty, as the presets do.
  const scoring = names.filter((each) =>
    builtinDetectors.some(({ name, category }) => (name === each || category === each) && category === 'injection'),
  );
  return [
    ...policy(
      'noted',
      names.filter((name) => !scoring.includes(name)),
      0.5,
    ),
    ...policy('certain', scoring, certain),
  ];
}

function scannedOf({ action: verdict, findings, faults }: Verdict): Scanned {
  const seen: ScanFinding[] = [];
  for (const { detector, category, score, start, end } of findings) {
    const known = seen.some((one) => one.start === start && one.end === end && one.detector === detector);
    if (!known) seen.push({ detector, category, score: Math.round(score * 10_000) / 10_000, start, end });
  }
  if (faults.length === 0) return { findings: seen, verdict };
  return { findings: seen, verdict, faults: faults.map(({ detector, reason }) => ({ detector, reason })) };
}
