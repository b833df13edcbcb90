import { randomInt } from 'node:crypto';
import type { Masked, Name, Remembered, Written } from '../core/conversation.ts';

/**
 * The values of one conversation and their names: `<EMAIL_BXKQTW_1>`. The tag is the ledger's own: a
 * conversation that was forgotten begins a new one, so that no name of an old one can come to mean
 * something else. Numbers only go up, also when values are let go of.
 */
export interface Ledger {
  readonly tag: string;
  /** The highest number given, by label. */
  readonly counts: ReadonlyMap<string, number>;
  /** Those used last at the end. */
  readonly values: readonly Line[];
}

type Line = readonly [label: string, number: number, original: string];

export interface Entered extends Remembered {
  /** To be kept from now on; undefined where nothing is new. */
  readonly next: Ledger | undefined;
}

/** Bounds of one ledger; beyond them, the values not used for longest go. */
const mostValues = 1000;
const mostCharacters = 131_072;
/** One that is longer is not kept at all. */
const longest = 16_384;
/** Longer numbers are nobody's placeholder. */
const highest = 9_999_999;

// No vowels, so that it spells nothing; no digits, so that it ends where the number begins.
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const tagLength = 6;

/** Names the values, in the ledger of before or in a new one. */
export function enter(before: Ledger | undefined, values: readonly Masked[], written: Written): Entered {
  const ledger = before ?? newLedger(values, written);
  const { tag } = ledger;
  const counts = new Map(ledger.counts);
  const lines = new Map<string, Line>();
  for (const line of ledger.values) lines.set(`${line[0]}\u0000${line[2]}`, line);
  let changed = false;
  const named = values.map(({ label, original }): Line => {
    const key = `${label}\u0000${original}`;
    const known = lines.get(key);
    if (known !== undefined) {
      lines.delete(key);
      lines.set(key, known);
      return known;
    }
    changed = true;
    const taken = written(`${label}_${tag}`);
    let number = (counts.get(label) ?? 0) + 1;
    while (taken?.has(number) === true) number++;
    counts.set(label, number);
    const line = [label, number, original] as const;
    lines.set(key, line);
    return line;
  });
  // Out of numbers: a new ledger has them all.
  if (named.some(([, number]) => number > highest)) return enter(undefined, values, written);
  const kept = [...lines.values()];
  return {
    names: named.map(([label, number]): Name => ({ label: `${label}_${tag}`, number: String(number) })),
    own: ownOf(tag, kept),
    next: changed ? { tag, counts, values: trimmed(kept) } : undefined,
  };
}

/** A tag that stands behind none of the labels in the call's texts. */
function newLedger(values: readonly Masked[], written: Written): Ledger {
  for (;;) {
    let tag = '';
    for (let i = 0; i < tagLength; i++) tag += letters[randomInt(letters.length)];
    if (values.some(({ label }) => (written(`${label}_${tag}`)?.size ?? 0) > 0)) continue;
    return { tag, counts: new Map(), values: [] };
  }
}

function ownOf(tag: string, lines: readonly Line[]): Remembered['own'] {
  const own = new Map<string, Map<string, string>>();
  for (const [label, number, original] of lines) {
    const name = `${label}_${tag}`;
    let values = own.get(name);
    if (values === undefined) {
      values = new Map();
      own.set(name, values);
    }
    values.set(String(number), original);
  }
  return own;
}

function trimmed(all: readonly Line[]): readonly Line[] {
  const lines = all.filter(([, , original]) => original.length <= longest);
  let characters = 0;
  let from = lines.length;
  while (from > 0 && lines.length - from < mostValues) {
    characters += lines[from - 1]![2].length;
    if (characters > mostCharacters) break;
    from--;
  }
  return lines.slice(from);
}

export function ledgerBytes({ tag, counts, values }: Ledger): Uint8Array {
  return Buffer.from(JSON.stringify({ tag, counts: [...counts], values }));
}

/** Undefined for what is none. */
export function readLedger(bytes: Uint8Array): Ledger | undefined {
  if (bytes.length === 0) return undefined;
  try {
    const { tag, counts, values } = JSON.parse(Buffer.from(bytes).toString()) as {
      tag: string;
      counts: [string, number][];
      values: Line[];
    };
    return typeof tag === 'string' && Array.isArray(values) ? { tag, counts: new Map(counts), values } : undefined;
  } catch {
    return undefined;
  }
}
