import { describe, expect, it } from 'vitest';
import { figuresOf, type WindowResult } from '../../bench/figures.ts';
import type { Measured } from '../../bench/messages.ts';
import type { Variant } from '../../bench/options.ts';
import { printed } from '../../bench/report.ts';

/** A window in which every call took so many milliseconds. */
function window(round: number, variant: Variant, ms: number): WindowResult {
  const measured: Measured = {
    calls: 3,
    callsInAll: 3,
    events: 0,
    reads: 0,
    wallMs: 1000,
    cpuMs: 1,
    rssPeakMb: 100,
    samples: [ms, ms, ms],
    faults: {},
  };
  return { round, scenario: 'whole', variant, measured };
}

function timesOf(windows: WindowResult[]) {
  const { times } = figuresOf({ pinned: true, awake: false, rounds: 2, windowMs: 1000, windows, idle: [] });
  return (variant: Variant) => times.find((row) => row.scenario.key === 'whole' && row.variant === variant)!;
}

describe('added times', () => {
  const rounds = [window(0, 'direct', 1), window(0, 'bare', 3), window(0, 'balanced', 4)];
  const slower = [window(1, 'direct', 2), window(1, 'bare', 4), window(1, 'balanced', 5)];

  it('are what a call takes beyond a direct one of the same round', () => {
    const of = timesOf([...rounds, ...slower]);
    expect(of('balanced').added?.p50.value).toBe(3);
    expect(of('bare').added?.p50.value).toBe(2);
    expect(of('direct').added).toBeUndefined();
  });

  it("are held against the bare proxy's too, which is held against nothing", () => {
    const of = timesOf([...rounds, ...slower]);
    expect(of('balanced').ratio).toEqual({ value: 1.5, atMost: 1.3 });
    expect(of('bare').ratio).toBeUndefined();
    expect(of('bare').added?.p50.atMost).toBeUndefined();
  });

  it('have no ratio where chance made the bare proxy as fast as none', () => {
    const windows = [window(0, 'direct', 2), window(0, 'bare', 1), window(0, 'balanced', 3)];
    expect(timesOf(windows)('balanced').ratio).toBeUndefined();
  });

  it('have no ratio where the bare proxy or the direct call did not run', () => {
    expect(timesOf([window(0, 'direct', 1), window(0, 'balanced', 2)])('balanced').ratio).toBeUndefined();
    expect(timesOf([window(0, 'bare', 1), window(0, 'balanced', 2)])('balanced').ratio).toBeUndefined();
  });
});

describe('a proxy that could not use its core up', () => {
  /** What is printed of windows in which each proxy used so much of its core. */
  function told(busy: Partial<Record<Variant, number>>): string {
    const windows = Object.entries(busy).flatMap(([variant, share]) =>
      ['conversation', 'fresh'].map((scenario): WindowResult => {
        const of = window(0, variant as Variant, 1);
        return { ...of, scenario, measured: { ...of.measured, cpuMs: share * of.measured.wallMs } };
      }),
    );
    const results = { pinned: true, awake: false, rounds: 1, windowMs: 1000, windows, idle: [] };
    return printed(results, figuresOf(results), 1000);
  }

  it('tells of others on the machine', () => {
    expect(told({ bare: 0.6, balanced: 0.95 })).toContain('THE CORES WERE SHARED');
    expect(told({ bare: 0.9, balanced: 0.95 })).not.toContain('THE CORES WERE SHARED');
  });

  it('tells nothing if it only copies, which no load here brings to its limit', () => {
    expect(told({ copy: 0.5, bare: 0.9, balanced: 0.95 })).not.toContain('THE CORES WERE SHARED');
  });
});
