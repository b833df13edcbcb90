import type { JsonPath, Kind, Role, Side } from './call.ts';

export type Action = 'block' | 'redact' | 'flag';
export type Mode = 'enforce' | 'shadow';

/** Where something was found: positions, never the text. */
export interface Finding {
  readonly policy: string;
  readonly detector: string;
  readonly category: string;
  /** 0 to 1. */
  readonly score: number;
  readonly side: Side;
  readonly role: Role;
  readonly kind: Kind;
  /** The segment's place in the body, or the channel's in a stream. */
  readonly path: JsonPath;
  /** UTF-16 offsets into the segment as it was sent, half open. */
  readonly start: number;
  readonly end: number;
  readonly action: Action;
  readonly mode: Mode;
}

/** One replacement inside one segment of the judged list. Sorted by segment and start, disjoint. */
export interface Redaction {
  readonly segment: number;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** A policy that could not be evaluated. `closed` means that the call was refused for it. */
export interface PolicyFault {
  readonly policy: string;
  readonly detector: string;
  readonly side: Side;
  readonly onError: 'open' | 'closed';
  /** The error's class or code; never its message, which may hold content. */
  readonly reason: string;
}

/** Whether one text of an answer had the format that a policy wants. */
export interface FormatOutcome {
  readonly policy: string;
  readonly compliant: boolean;
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly faults: readonly PolicyFault[];
  readonly formats?: readonly FormatOutcome[];
}

export type Verdict =
  | (Judged & { readonly action: 'allow' })
  | (Judged & { readonly action: 'flag' })
  | (Judged & { readonly action: 'redact'; readonly redactions: readonly Redaction[] })
  | (Judged & { readonly action: 'block'; readonly policy: string });

export type VerdictAction = Verdict['action'];

export const allow: Verdict = Object.freeze({
  action: 'allow',
  findings: Object.freeze([]),
  faults: Object.freeze([]),
});

/** What was looked at on one side of a call. */
export type Coverage = 'scanned' | 'unsupported' | `skipped:${string}`;
