import type { Found, Hit } from './found.ts';

/** Names for what is taken out: the same value gets the same name throughout a call. */
export interface Placeholders {
  of(label: string, value: string): string;
}

export function createPlaceholders(): Placeholders {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return {
    of(label, value) {
      const key = `${label}\u0000${value}`;
      let name = names.get(key);
      if (name === undefined) {
        const count = (counts.get(label) ?? 0) + 1;
        counts.set(label, count);
        name = `<${label}_${count}>`;
        names.set(key, name);
      }
      return name;
    },
  };
}

/** A stretch of the source to be replaced: one found thing, or several that overlap. */
export interface Cluster {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly value: string;
  readonly bare: boolean;
}

/** The cluster that the first hits make up, and how many they are. The hits are sorted by place. */
export function firstCluster(hits: readonly Hit[], from = 0): { readonly cluster: Cluster; readonly size: number } {
  const first = hits[from]!;
  let { start, end } = first.found;
  let longest = first;
  const values = [first.found.value];
  let i = from + 1;
  for (; i < hits.length && hits[i]!.found.start < end; i++) {
    const hit = hits[i]!;
    end = Math.max(end, hit.found.end);
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
  };
  return { cluster, size: i - from };
}

export function replacementOf(cluster: Cluster, placeholders: Placeholders): string {
  const name = placeholders.of(cluster.label, cluster.value);
  return cluster.bare ? `"${name}"` : name;
}

function lengthOf(found: Found): number {
  return found.end - found.start;
}

/** Two policies that want the same thing gone for the same reason. */
function same(a: Hit, b: Hit): boolean {
  return a.track === b.track && a.found.start === b.found.start && a.found.end === b.found.end;
}
