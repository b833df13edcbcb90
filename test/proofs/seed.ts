const { SPANGUARD_SEED, SPANGUARD_RUNS } = process.env;

/**
 * Where generated cases begin: the same for everybody unless `SPANGUARD_SEED` says otherwise (a number, or
 * `random`). Whoever fails prints the seed that it failed with.
 */
export const seed: number =
  SPANGUARD_SEED === undefined ? 20_261_120 : SPANGUARD_SEED === 'random' ? Date.now() | 0 : Number(SPANGUARD_SEED) | 0;

const share = Number(SPANGUARD_RUNS ?? 0.25);
// A property of no cases would hold.
if (!(share > 0)) throw new Error(`SPANGUARD_RUNS: "${SPANGUARD_RUNS}" is no number above 0.`);

/**
 * How many cases each property gets: a quarter of what it asks for, which `npm test` has the minutes for; all of them in
 * CI (`SPANGUARD_RUNS=1`), and a multiple in `npm run test:long`.
 */
export function runs(usual: number): number {
  return Math.ceil(usual * share);
}

/** Every so many-th of the places that are too many to be all taken: fewer of them in `npm test`, all in the long run. */
export function strideOf(usual: number): number {
  return share > 1 ? 1 : Math.ceil(usual / Math.sqrt(share));
}

/** Time for a property, by its cases: a test of many takes long, and none hangs. */
export function timeFor(cases: number): number {
  return 60_000 + cases * 10;
}
