import { closest, distance } from 'fastest-levenshtein';
import type { Role } from '../core/call.ts';
import type { Action, Mode } from '../core/verdict.ts';
import type { Detector } from './detector.ts';
import type { JsonSchema } from './json-schema.ts';
import type { DetectorOptions } from './options.ts';

/** One rule of the house, with every default filled in: `config/` does that. */
export interface Policy {
  readonly name: string;
  readonly on: 'input' | 'output' | 'both';
  /** Whose text is looked at; everybody's when absent. */
  readonly from?: readonly Role[];
  /** Names of detectors or of categories. */
  readonly detect?: readonly string[];
  /** By the detector's name. */
  readonly options?: Readonly<Record<string, DetectorOptions>>;
  readonly size?: SizeLimits;
  readonly tools?: ToolRules;
  readonly format?: FormatRules;
  /** A finding counts from this score on. */
  readonly threshold: number;
  readonly action: Action;
  readonly mode: Mode;
  /**
   * What it masks of the caller's is put back where the provider's answer has its placeholder: of this
   * call, or of the conversation that it is part of.
   */
  readonly restore?: boolean | 'conversation';
  readonly onError: 'open' | 'closed';
  /** For detectors that wait on something. */
  readonly deadlineMs: number;
  /**
   * Of a stream that a scoring or asking detector looks at: text leaves once it was `judged`, or flows
   * `live` and is cut off. By default asking detectors are waited for and scoring ones are not.
   */
  readonly release?: 'judged' | 'live';
}

/** The caller gets back what it masks, for whatever time. */
export function restoresOwn({ restore = false }: Policy): boolean {
  return restore !== false;
}

export interface SizeLimits {
  readonly characters?: number;
  /** Estimated: a quarter of the bytes in UTF-8. */
  readonly tokens?: number;
  readonly messages?: number;
  readonly tools?: number;
}

/** What tool calls of an answer may be. Names and hosts are globs. */
export interface ToolRules {
  readonly deny?: readonly string[];
  /** No others, where given. */
  readonly allow?: readonly string[];
  /** What the arguments of tools of these names must be. */
  readonly arguments?: Readonly<Record<string, JsonSchema>>;
  readonly urls?: { readonly allow: readonly string[] };
  readonly shell?: 'deny';
}

/** What the text of an answer must be. */
export interface FormatRules {
  readonly type: 'json';
  readonly schema?: JsonSchema;
  /** The value may stand in a Markdown fence, must not, or is taken out of it. */
  readonly fences: 'allow' | 'strip' | 'deny';
}

/** The detectors that a policy's names stand for, each once. Throws with the nearest name for one that is unknown. */
export function resolveDetectors(names: readonly string[], detectors: readonly Detector[]): Detector[] {
  const chosen = new Set<Detector>();
  for (const name of names) {
    const meant = detectors.filter(
      (detector) => detector.name === name || (detector.category === name && byCategory(detector)),
    );
    if (meant.length === 0) throw new UnknownDetector(name, detectors);
    for (const detector of meant) {
      chosen.add(detector);
      for (const companion of detector.companions ?? []) if (detectors.includes(companion)) chosen.add(companion);
    }
  }
  return [...chosen];
}

/** What leaves the house for somebody else's judgement, and what is weak, is used by name only. */
export function byCategory({ asks, byName }: Detector): boolean {
  return asks !== true && byName !== true;
}

export class UnknownDetector extends Error {
  override readonly name = 'UnknownDetector';
  readonly nearest: string | undefined;

  constructor(wanted: string, detectors: readonly Detector[]) {
    const known = [...new Set(detectors.flatMap(({ name, category }) => [name, category]))];
    const best = closest(wanted.toLowerCase(), known);
    // With more edits than that it is another word.
    const nearest = distance(wanted.toLowerCase(), best) <= Math.max(2, wanted.length / 2) ? best : undefined;
    super(
      `No detector or category is called "${wanted}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`} Known: ${known.sort().join(', ')}.`,
    );
    this.nearest = nearest;
  }
}
