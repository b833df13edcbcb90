import type { JsonPath, Kind, Role, Side } from '../core/call.ts';
import type { Finding, FormatOutcome, PolicyFault, Redaction, Verdict } from '../core/verdict.ts';
import { allow } from '../core/verdict.ts';
import type { Hit } from './found.ts';
import type { Rule } from './plan.ts';

/** Most findings on one record; further ones still decide. */
export const mostFindings = 100;

export interface Place {
  readonly path: JsonPath;
  readonly role: Role;
  readonly kind: Kind;
}

/** Adds up one side of a call: what was found, what failed, and the strongest thing to do about it. */
export interface Tally {
  hit(hit: Hit, place: Place): void;
  oversize(rule: Rule, limit: string, place: Place, at: number): void;
  note(rule: Rule, detector: string, category: string, place: Place, start: number, end: number): void;
  /** An answer of a wanted format, or not. */
  shaped(rule: Rule, compliant: boolean): void;
  /** Returns whether the call is refused for it. */
  fault(rule: Rule, detector: string, reason: string): boolean;
  redacted(): void;
  readonly blockedBy: string | undefined;
  verdict(redactions: readonly Redaction[]): Verdict;
}

export function createTally(side: Side): Tally {
  let findings: Finding[] | undefined;
  let faults: PolicyFault[] | undefined;
  let formats: FormatOutcome[] | undefined;
  let flagged = false;
  let redacted = false;

  function note({ policy, effect }: Rule, finding: Omit<Finding, 'policy' | 'side' | 'action' | 'mode'>): void {
    flagged = true;
    if (effect === 'block') tally.blockedBy ??= policy.name;
    findings ??= [];
    if (findings.length >= mostFindings) return;
    findings.push({ policy: policy.name, ...finding, side, action: policy.action, mode: policy.mode });
  }

  const tally: { -readonly [Key in keyof Tally]: Tally[Key] } = {
    hit({ rule, track: { detector }, found }, { role, kind, path }) {
      const { name, category } = detector;
      note(rule, {
        detector: name,
        category: found.category ?? category,
        score: found.score,
        role,
        kind,
        path,
        start: found.start,
        end: found.end,
      });
    },
    oversize(rule, limit, { role, kind, path }, at) {
      note(rule, { detector: `size-${limit}`, category: 'size', score: 1, role, kind, path, start: at, end: at });
    },
    note(rule, detector, category, { role, kind, path }, start, end) {
      note(rule, { detector, category, score: 1, role, kind, path, start, end });
    },
    shaped({ policy }, compliant) {
      formats ??= [];
      if (formats.length < mostFindings) formats.push({ policy: policy.name, compliant });
    },
    fault({ policy }, detector, reason) {
      const closed = policy.onError === 'closed' && policy.mode === 'enforce';
      if (closed) tally.blockedBy ??= policy.name;
      faults ??= [];
      const known = faults.some((fault) => fault.policy === policy.name && fault.detector === detector);
      if (!known) faults.push({ policy: policy.name, detector, side, onError: closed ? 'closed' : 'open', reason });
      return closed;
    },
    redacted() {
      redacted = true;
    },
    blockedBy: undefined,
    verdict(redactions) {
      // Of a stream that is let go unread from here on, what was masked may be ahead of what is on record.
      if (!flagged && !redacted && faults === undefined && formats === undefined) return allow;
      const judged = {
        findings: findings?.slice() ?? [],
        faults: faults?.slice() ?? [],
        ...(formats === undefined ? {} : { formats: formats.slice() }),
      };
      if (tally.blockedBy !== undefined) return { action: 'block', policy: tally.blockedBy, ...judged };
      if (redacted || redactions.length > 0) return { action: 'redact', redactions, ...judged };
      return { action: flagged ? 'flag' : 'allow', ...judged };
    },
  };
  return tally;
}
