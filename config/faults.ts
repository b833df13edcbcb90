import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import type { JsonPath } from '../core/call.ts';
import { SpanguardError } from '../core/errors.ts';
import { maskText } from './mask.ts';
import { type Outline, outlineAt, outlineOf, wordsOf } from './outline.ts';
import { configSchema } from './schema.ts';

/** One thing that is wrong with a configuration. */
export interface Fault {
  /** For people: `policies[0].action`, or the environment variable's name. */
  readonly path: string;
  /** The same for machines. */
  readonly at: JsonPath;
  /** What stands there, short, secrets masked. Absent where nothing does, and for unknown keys. */
  readonly value?: string;
  readonly expected: string;
  /** The known name that was probably meant. */
  readonly nearest?: string;
  /** From 1, where the fault is in a file. */
  readonly line?: number;
  readonly column?: number;
}

/** A configuration that cannot be used, with everything that is wrong with it. */
export class InvalidConfig extends SpanguardError {
  readonly faults: readonly Fault[];
  readonly file: string | undefined;

  constructor(file: string | undefined, faults: readonly Fault[]) {
    super('config_invalid', formatFaults(file, faults));
    this.name = 'InvalidConfig';
    this.faults = faults;
    this.file = file;
  }
}

export function formatFaults(file: string | undefined, faults: readonly Fault[]): string {
  const head = `${file ?? 'The configuration'} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:`;
  return [head, ...faults.map((fault) => `  ${formatFault(fault)}`)].join('\n');
}

export function formatFault(fault: Fault): string {
  const place = fault.line === undefined ? '' : `line ${fault.line}, column ${fault.column}: `;
  const what = fault.value === undefined ? fault.path : `${fault.path} is ${fault.value}`;
  const hint = fault.nearest === undefined ? '' : `; did you mean ${fault.nearest}?`;
  return `${place}${what}: expected ${fault.expected}${hint}`;
}

const root: Outline = outlineOf(configSchema);

/** What zod found, as faults. `raw` is what it was given. */
export function faultsOf(issues: readonly z.core.$ZodIssue[], raw: unknown): Fault[] {
  return issues.flatMap((issue) => {
    const at = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => unknownKey(at, key));
      case 'invalid_key':
        return [faultAt(at, raw, issue.issues[0]?.message ?? 'another key', { keyOnly: true })];
      default:
        return [valueFault(at, issue, raw)];
    }
  });
}

/** A fault about what stands at a place. */
export function faultAt(
  at: JsonPath,
  raw: unknown,
  expected: string,
  options: { readonly keyOnly?: boolean; readonly nearest?: string | undefined } = {},
): Fault {
  const value = options.keyOnly === true ? undefined : valueAt(raw, at);
  return {
    path: pathText(at),
    at,
    ...(value !== undefined && { value: shown(value, at) }),
    expected,
    ...(options.nearest !== undefined && { nearest: options.nearest }),
  };
}

function valueFault(at: JsonPath, issue: z.core.$ZodIssue, raw: unknown): Fault {
  const outline = outlineAt(root, at);
  // `custom`, formats and the like carry our own words; types and ranges are told by the outline.
  const ours = issue.code === 'custom' || issue.code === 'invalid_union' || issue.code === 'invalid_format';
  let expected = ours || outline === undefined ? issue.message : wordsOf(outline);
  if (issue.code === 'too_small' && issue.origin === 'array') expected = 'a list with at least one entry';
  if (issue.code === 'too_small' && issue.origin === 'string') expected = 'text that is not empty';
  if (issue.code === 'too_big' && issue.origin === 'array') expected = `a list with at most ${issue.maximum} entries`;
  if (issue.code === 'too_big' && issue.origin === 'string') expected = `text of at most ${issue.maximum} characters`;
  const value = valueAt(raw, at);
  const choices = outline?.kind === 'choice' ? outline.values.filter((choice) => typeof choice === 'string') : [];
  return faultAt(at, raw, expected, { nearest: typeof value === 'string' ? nearestOf(value, choices) : undefined });
}

function unknownKey(parent: JsonPath, key: string): Fault {
  const at = [...parent, key];
  const outline = outlineAt(root, parent);
  const known = outline?.kind === 'object' ? Object.keys(outline.fields) : [];
  const nearest = nearestOf(key, known) ?? elsewhere(key);
  return faultAt(at, undefined, `a known key (${known.join(', ')})`, { keyOnly: true, nearest });
}

/** The key exists, only not here: `listen` at the top is `sidecar.listen`. */
function elsewhere(key: string): string | undefined {
  const search = (outline: Outline, prefix: string): string | undefined => {
    if (outline.kind !== 'object') return undefined;
    for (const [name, field] of Object.entries(outline.fields)) {
      if (name === key && prefix !== '') return prefix + name;
      const below = search(field.outline, `${prefix}${name}.`);
      if (below !== undefined) return below;
    }
    return undefined;
  };
  return search(root, '');
}

/** The known name that a person probably meant: few letters off, whatever its case and separators. */
export function nearestOf(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 64) return undefined;
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_. ]/g, '');
  const wanted = plain(name);
  const best = closest(wanted, known.map(plain));
  const most = Math.max(1, Math.floor(Math.max(wanted.length, best.length) / 3));
  if (distance(wanted, best) > (sameLetters(wanted, best) ? 2 : most)) return undefined;
  return known.find((candidate) => plain(candidate) === best);
}

/** Two letters swapped count as two edits, and are one slip. */
function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}

/** `policies[0].action`; keys that are no plain words in quotes, cut where they are long. */
export function pathText(at: JsonPath): string {
  let text = '';
  for (const key of at) {
    if (typeof key === 'number') text += `[${key}]`;
    else if (/^[\w-]{1,64}$/.test(key)) text += text === '' ? key : `.${key}`;
    else text += `[${JSON.stringify(key.length > 64 ? `${key.slice(0, 64)}…` : key)}]`;
  }
  return text === '' ? 'the document' : text;
}

export function valueAt(raw: unknown, at: JsonPath): unknown {
  let here = raw;
  for (const key of at) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

/** A value for people: short, and without what may be secret. */
function shown(value: unknown, at: JsonPath): string {
  if (typeof value === 'string') {
    // Of a text in a list it is the list that has a name.
    const name = at.findLast((key) => typeof key === 'string');
    const text = maskText(value, name);
    return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  return String(value);
}
