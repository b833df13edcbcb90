import type { Match } from '../detector.ts';

/** Of findings that overlap, the one that is surest: they speak of the same words, so they do not add up. */
export function surest(found: readonly Match[]): Match[] {
  const best: Match[] = [];
  for (const match of [...found].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = best.at(-1);
    if (last === undefined || match.start >= last.end) best.push(match);
    else if (match.score > last.score) best[best.length - 1] = match;
  }
  return best;
}
