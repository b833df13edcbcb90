import { describe, expect, it } from 'vitest';
import { median, paired, quantile } from '../../bench/statistics.ts';

describe('quantile', () => {
  it('goes by proportion between neighbours, whatever the order', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([10, 20, 30, 40, 50], 0.95)).toBeCloseTo(48);
    expect(quantile([7], 0.99)).toBe(7);
    expect(quantile([1, 9, 5], 0)).toBe(1);
    expect(quantile([1, 9, 5], 1)).toBe(9);
  });

  it('sorts numbers as numbers and leaves the samples alone', () => {
    const samples = [100, 9, 20];
    expect(median(samples)).toBe(20);
    expect(samples).toEqual([100, 9, 20]);
  });

  it('is not a number without samples', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('paired', () => {
  it('compares within rounds, so that a slow round does not count', () => {
    const ratio = (our: number, their: number): number => our / their;
    // The second round was ten times slower for both.
    expect(paired([15, 150, 15], [10, 100, 10], ratio)).toBe(1.5);
  });

  it('takes the rounds that both have', () => {
    expect(paired([3, 4], [1], (our, their) => our - their)).toBe(2);
  });
});
