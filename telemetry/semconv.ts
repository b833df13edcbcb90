/**
 * Which of the two live versions of the GenAI conventions is written. `1.41`: the last release, which
 * collectors and dashboards read. `latest`: what the GenAI repository's main says since (no release).
 * `dup`: both, where their names differ.
 */
export type Semconv = '1.41' | 'latest' | 'dup';

export const semconvs: readonly Semconv[] = ['1.41', 'latest', 'dup'];

/** One of the two profiles; what is in both has none. */
export type Profile = Exclude<Semconv, 'dup'>;

/** Whether a name that only `profile` has is written. */
export function writes(semconv: Semconv, profile: Profile | undefined): boolean {
  return profile === undefined || semconv === 'dup' || semconv === profile;
}
