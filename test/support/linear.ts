import { expect } from 'vitest';

/** Of the processor, not of the clock: others share the machine. */
function milliseconds(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Eight times the work may take three times as long as that; were it the square, it would be eight times.
 * The best of some runs is what counts, three of the short one for each of the long one, which costs the more; and of
 * more where those were disturbed: others share the machine, but no number of runs makes a square look straight.
 */
export function expectLinear(once: () => void, eightfold: () => void): void {
  let [small, large] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  once();
  for (let round = 0; round < 40; round++) {
    for (let i = 0; i < 3; i++) small = Math.min(small, milliseconds(once));
    large = Math.min(large, milliseconds(eightfold));
    if (large < Math.max(small, 0.05) * 24) return;
  }
  expect(large).toBeLessThan(Math.max(small, 0.05) * 24);
}
