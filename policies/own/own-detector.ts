import type { Asking, Category, Detector, Examples, Match } from '../detector.ts';
import { checkMatch } from '../found.ts';
import { categoryOf } from '../remote/categories.ts';

/**
 * What a module of the house's own exports: a {@link Detector} without what only built-in ones have.
 * `docs/own-detectors.md` is its contract.
 */
export interface OwnDetector
  extends Omit<Detector, 'label' | 'companions' | 'options' | 'configured' | 'forCall' | 'examples'> {
  /** Made from the name when absent: `staff-id` gives `<STAFF_ID_1>`. */
  readonly label?: string;
  /** Proven when the module is loaded. */
  readonly examples?: Pick<Examples, 'hits' | 'misses'>;
}

/** What is wrong with what a module exports. */
export interface Unfit {
  readonly expected: string;
}

const categories: readonly Category[] = ['pii', 'secret', 'injection', 'leak', 'moderation', 'topic'];
const roles: readonly unknown[] = ['system', 'user', 'assistant', 'tool'];
/** More would be held of every stream. */
const longestReach = 100_000;
const labelForm = /^[A-Z][A-Z_]{0,39}$/;

/**
 * The detector that is exported under this name, held to its contract: what it says that cannot be is a
 * fault of its policy, as if it had thrown.
 */
export function ownDetector(name: string, exported: unknown): Detector | Unfit {
  if (typeof exported !== 'object' || exported === null) {
    return {
      expected: 'a module whose default export is a detector (an object with name, category, reach and detect)',
    };
  }
  const unfit = unfitOf(name, exported as Readonly<Record<string, unknown>>);
  if (unfit !== undefined) return { expected: `a detector with ${unfit}` };
  const own = exported as OwnDetector;
  const made = held(own, own.label ?? labelOf(name));
  const disproved = own.asks === true ? undefined : disprovedBy(made, own.examples);
  return disproved === undefined ? made : { expected: disproved };
}

function labelOf(name: string): string {
  return (
    name
      .toUpperCase()
      .replace(/[^A-Z]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 40) || 'FOUND'
  );
}

/** The first thing that is not as it must be, and how it must be. */
function unfitOf(name: string, own: Readonly<Record<string, unknown>>): string | undefined {
  const whole = (value: unknown, most: number): boolean =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
  const optional = (value: unknown, fits: (value: unknown) => boolean): boolean => value === undefined || fits(value);
  const isFunction = (value: unknown): boolean => typeof value === 'function';
  const rules: ReadonlyArray<readonly [fits: boolean, expected: string]> = [
    [own.name === name, `the name "${name}", as it is called in the configuration`],
    [categories.some((one) => one === own.category), `a category of ${categories.join(', ')}`],
    [whole(own.reach, longestReach), `a reach: the longest match, in characters, from 1 to ${longestReach}`],
    [isFunction(own.detect), 'a function detect(text, from)'],
    [optional(own.open, isFunction), 'a function open(text, from), or none'],
    [optional(own.hint, isFunction), 'a function hint(text), or none'],
    [optional(own.label, (label) => typeof label === 'string' && labelForm.test(label)), 'a label of A to Z and _'],
    [optional(own.context, (context) => whole(context, 1000)), 'a context from 1 to 1000 characters, or none'],
    [optional(own.roles, (list) => Array.isArray(list) && list.every((one) => roles.includes(one))), 'roles it knows'],
    [optional(own.asks, (asks) => asks === true), 'asks: true, or none'],
    [own.asks !== true || own.open === undefined, 'either asks or open: who asks others reads windows'],
    [optional(own.examples, areExamples), 'examples: { hits: [[text, matched], …], misses: [text, …] }'],
  ];
  return rules.find(([fits]) => !fits)?.[1];
}

function areExamples(value: unknown): boolean {
  const { hits, misses } = (value ?? {}) as { hits?: unknown; misses?: unknown };
  const isText = (one: unknown): boolean => typeof one === 'string';
  const isPair = (one: unknown): boolean => Array.isArray(one) && one.length === 2 && one.every(isText);
  return Array.isArray(hits) && hits.every(isPair) && Array.isArray(misses) && misses.every(isText);
}

function held(own: OwnDetector, label: string): Detector {
  const { name, category, reach, context, roles: of, asks } = own;
  const pattern = own.open !== undefined;
  const checked = (found: Iterable<Match>, text: string, from: number): Match[] => {
    const matches = [...found].map(({ start, end, score, category: finer }): Match => {
      checkMatch(start, end, score, text.length);
      if (!Number.isInteger(start) || !Number.isInteger(end) || (pattern && end - start > reach))
        throw new InvalidMatch();
      return { start, end, score, ...(finer === undefined ? {} : { category: categoryOf(finer) }) };
    });
    matches.sort((a, b) => a.start - b.start || b.end - a.end);
    let floor = pattern ? from : 0;
    return matches.filter(({ start, end }) => {
      if (start < floor) return false;
      floor = end;
      return true;
    });
  };
  return {
    ...{ name, category, label, reach },
    ...(context === undefined ? {} : { context }),
    ...(of === undefined ? {} : { roles: of }),
    ...(asks === undefined ? {} : { asks }),
    ...(own.hint === undefined ? {} : { hint: (text) => own.hint!(text) }),
    ...(own.open === undefined ? {} : { open: (text, from = 0) => placeOf(own.open!(text, from), text.length, reach) }),
    detect(text, from = 0, asking?: Asking) {
      const found = asking === undefined ? own.detect(text, from) : own.detect(text, from, asking);
      if (!('then' in found)) return checked(found, text, from);
      return Promise.resolve(found).then((matches) => checked(matches, text, from));
    },
    examples: own.examples ?? { hits: [], misses: [] },
  };
}

/** Text further back than the reach cannot be open: no match is longer. */
function placeOf(open: unknown, length: number, reach: number): number {
  if (typeof open !== 'number' || !Number.isInteger(open) || open > length) throw new InvalidOpen();
  return Math.max(open, 0, length - reach);
}

/** Which of its own examples it does not keep to, in words; the text of an example is no secret, but may be long. */
function disprovedBy(detector: Detector, examples: OwnDetector['examples']): string | undefined {
  const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  try {
    for (const [text, matched] of examples?.hits ?? []) {
      const [first] = matchesOf(detector, text);
      if (first === undefined || text.slice(first.start, first.end) !== matched) {
        return `a detector that finds ${shown(matched)} in its own example ${shown(text)}`;
      }
      for (let length = first.start + 1; length < first.end; length++) {
        if ((detector.open?.(text.slice(0, length), 0) ?? 0) <= first.start) continue;
        return `an open() that stays at ${first.start} while ${shown(matched)} is being written, in its example ${shown(text)}`;
      }
    }
    for (const text of examples?.misses ?? []) {
      if (matchesOf(detector, text).length > 0)
        return `a detector that finds nothing in its own example ${shown(text)}`;
    }
    // What is true of no text at all is found out here too: a promise, a wrong place, an error.
    matchesOf(detector, '');
  } catch (error) {
    return error instanceof NeedsAsks
      ? 'asks: true of a detector whose detect is asynchronous'
      : `a detector that can read its own examples (it threw ${error instanceof Error ? error.name : typeof error})`;
  }
  return undefined;
}

function matchesOf(detector: Detector, text: string): Match[] {
  if (detector.hint?.(text) === false) return [];
  const found = detector.detect(text, 0);
  if (!('then' in found)) return [...found];
  found.catch(() => undefined);
  throw new NeedsAsks();
}

class NeedsAsks extends Error {}

class InvalidMatch extends Error {
  override readonly name = 'InvalidMatch';
}

class InvalidOpen extends Error {
  override readonly name = 'InvalidOpen';
}
