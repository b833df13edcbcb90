import type { Found, Hit } from './found.ts';
import type { Naming, Source } from './placeholders.ts';
import { restoresOwn } from './policy.ts';

/** A stretch of the source to be replaced: one found thing, or several that overlap. */
export interface Cluster {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly value: string;
  readonly bare: boolean;
  /** Every policy that wants it gone lets the caller have it back. */
  readonly restore: boolean;
  /** Each of them also in later calls of its conversation. */
  readonly lasting: boolean;
}

/** The cluster that the first hits make up, and how many they are. The hits are sorted by place. */
export function firstCluster(hits: readonly Hit[], from = 0): { readonly cluster: Cluster; readonly size: number } {
  const first = hits[from]!;
  let { start, end } = first.found;
  let longest = first;
  let restore = restoresOwn(first.rule.policy);
  let lasting = first.rule.policy.restore === 'conversation';
  const values = [first.found.value];
  let i = from + 1;
  for (; i < hits.length && hits[i]!.found.start < end; i++) {
    const hit = hits[i]!;
    end = Math.max(end, hit.found.end);
    restore &&= restoresOwn(hit.rule.policy);
    lasting &&= hit.rule.policy.restore === 'conversation';
    if (lengthOf(hit.found) > lengthOf(longest.found)) longest = hit;
    if (hits.slice(from, i).every((other) => !same(other, hit))) values.push(hit.found.value);
  }
  start = first.found.start;
  const cluster = {
    start,
    end,
    label: longest.track.detector.label,
    value: values.join('\u0001'),
    bare: first.found.bare,
    restore,
    lasting,
  };
  return { cluster, size: i - from };
}

/** What stands in its place; undefined when it stays. */
export function replacementOf(cluster: Cluster, name: Naming, source?: Source): string | undefined {
  const named = name(cluster, source);
  return named !== undefined && cluster.bare ? `"${named}"` : named;
}

function lengthOf(found: Found): number {
  return found.end - found.start;
}

/** Two policies that want the same thing gone for the same reason. */
function same(a: Hit, b: Hit): boolean {
  return a.track === b.track && a.found.start === b.found.start && a.found.end === b.found.end;
}
