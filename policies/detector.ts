import type { Call, Role, Segment, Side } from '../core/call.ts';
import type { Identifier } from './identifier.ts';
import type { DetectorOptions, OptionShape } from './options.ts';

/** What a detector found: UTF-16 offsets into the normalised text it was given, half open. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly score: number;
  /** Finer than the detector's own, from a closed list: it becomes a label. */
  readonly category?: string;
}

/** What a detector that asks others is told besides the text. */
export interface Asking {
  /** Nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly side: Side;
  readonly role: Role;
  /** As requested; empty when the request names none. */
  readonly model: string;
}

export type Category = 'pii' | 'secret' | 'injection' | 'leak' | 'moderation' | 'topic' | 'size';

/**
 * Finds one kind of thing in a text. Knows no side, no role and no JSON.
 *
 * With `open` it is a *pattern* detector: what it says of a place depends on that place alone, so a
 * text that arrives in pieces gives the very same matches as the whole. Without, it is a *scoring*
 * detector and is judged over windows at positions fixed by the text. One that `asks` somebody else
 * scores too, beside the call: it always answers with a promise, and cannot redact.
 */
export interface Detector {
  readonly name: string;
  readonly category: Category;
  /** The stem of its placeholders: `EMAIL` gives `<EMAIL_1>`. */
  readonly label: string;
  /**
   * The longest match with everything behind it that decides it. A run that would be longer is no
   * match. For a scoring detector: half its window.
   */
  readonly reach: number;
  /** How many characters before its start a match depends on. 1 unless told. */
  readonly context?: number;
  /** Whose text it reads; everybody's unless told. */
  readonly roles?: readonly Role[];
  /** What a policy means too when it names this one: the same thing in the text of other roles. */
  readonly companions?: readonly Detector[];
  /** It asks somebody else and so has to be waited for. Used only where a policy names it. */
  readonly asks?: true;
  /** Too weak for its category to mean it. Used only where a policy names it. */
  readonly byName?: true;
  /** What it looks for, where it is one of many that are read in one pass. */
  readonly identifier?: Identifier;
  /** A cheap look beforehand: false means surely no match. Shared functions are asked once. */
  hint?(text: string): boolean;
  /**
   * Start of the earliest match that could still be unfinished at the end of the text, its length
   * when there is none. Exact or pessimistic, never optimistic; at least `text.length - reach`. What
   * starts before `from` is decided already and may be left out.
   */
  open?(text: string, from?: number): number;
  /** Matches that start at or after `from`, in order, disjoint; what stands before is context only. */
  detect(text: string, from?: number, asking?: Asking): Iterable<Match> | Promise<Iterable<Match>>;
  /** What a policy may tell it, by name, and what it then is. */
  readonly options?: Readonly<Record<string, OptionShape>>;
  configured?(options: DetectorOptions): Detector;
  /**
   * It compares the answer with its call: what it is for this call, undefined when there is nothing to
   * find. Asked once for a call, when there is text to judge; of the same reach and context, and with
   * `open` if this has one. It looks at output only.
   */
  forCall?(call: Call): Detector | undefined;
  readonly examples: Examples;
}

/** Each detector's own proof: `hits` are a text and the part of it that is found. */
export interface Examples {
  readonly hits: ReadonlyArray<readonly [text: string, matched: string]>;
  readonly misses: readonly string[];
  /** How it is configured for them. */
  readonly options?: DetectorOptions;
  /** For one that compares: what was said in the call. */
  readonly said?: readonly Segment[];
}
