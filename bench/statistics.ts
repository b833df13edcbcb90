/** The value below which the share `q` of the samples lies, between neighbours by proportion; NaN without samples. */
export function quantile(samples: readonly number[], q: number): number {
  if (samples.length === 0) return Number.NaN;
  const sorted = Float64Array.from(samples).sort();
  const place = (sorted.length - 1) * q;
  const below = Math.floor(place);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (place - below);
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/**
 * Compares two variants round by round and then takes the median: what slows a whole round (another
 * tenant, a warmer core) falls out, where a ratio of two medians would keep it.
 */
export function paired(
  ours: readonly number[],
  theirs: readonly number[],
  compare: (our: number, their: number) => number,
): number {
  const rounds = Math.min(ours.length, theirs.length);
  return median(Array.from({ length: rounds }, (_, round) => compare(ours[round] as number, theirs[round] as number)));
}
