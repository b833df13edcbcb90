import { describe, expect, it } from 'vitest';
import { alertGroups } from '../../grafana/alerts/rules.ts';
import { limits } from '../../grafana/limits.ts';
import { recorded } from '../../grafana/recorded.ts';
import { metric, prometheusName } from '../../telemetry/names.ts';
import { prometheusFolder } from './support/prometheus.ts';
import { only, promtool, type RuleTest } from './support/promtool.ts';

const folder = prometheusFolder();

type Series = readonly [series: string, values: string];

/** One alert: samples by which it goes on, and such as come near and must not wake anybody. */
interface Case {
  readonly on: readonly Series[];
  readonly off: readonly Series[];
  /** When both are asked; an hour after the beginning unless given. */
  readonly at?: string;
  /** Between samples; a minute unless given. */
  readonly every?: string;
}

const name = {
  active: prometheusName(metric.active),
  calls: prometheusName(metric.calls),
  coverage: prometheusName(metric.coverage),
  faults: prometheusName(metric.faults),
  reloads: prometheusName(metric.reloads),
  duration: prometheusName(metric.duration),
  firstChunk: prometheusName(metric.timeToFirstChunk),
  overhead: prometheusName(metric.overhead),
  loop: prometheusName(metric.loop),
  memory: prometheusName(metric.memory),
  dropped: prometheusName(metric.dropped),
  uncovered: prometheusName(metric.uncovered),
  turnedAway: prometheusName(metric.turnedAway),
};

const steady = (value: number): string => `${value}x120`;
const growing = (by: number): string => `0+${by}x120`;
/** So many a minute of each outcome. */
const calls = (rates: Readonly<Record<string, number>>): Series[] =>
  Object.entries(rates).map(([outcome, by]) => [`${name.calls}{provider="openai",outcome="${outcome}"}`, growing(by)]);
const coverage = (rates: Readonly<Record<string, number>>): Series[] =>
  Object.entries(rates).map(([what, by]) => [`${name.coverage}{side="output",coverage="${what}"}`, growing(by)]);
/** A histogram all of whose values are in the bucket that ends at a bound, so many a minute. */
const spread = (histogram: string, bounds: readonly number[], below: number): Series[] =>
  [...bounds.map(String), '+Inf'].map((le) => [
    `${histogram}_bucket{gen_ai_request_model="m",le="${le}"}`,
    growing(le === '+Inf' || Number(le) >= below ? 6 : 0),
  ]);
/** USD each five minutes for a week, and then for an hour. */
const spent = (usual: number, last: number): Series[] => [[recorded.spent5m, `${usual}x2015 ${last}x30`]];
const month = (share: number, per5m = 0): Series[] => [
  [recorded.spentMonth, `${share * limits.budgetUsd}x2060`],
  [recorded.budget, `${limits.budgetUsd}x2060`],
  [recorded.spent5m, `${per5m}x2060`],
];
const week = { every: '5m', at: '170h' };

const cases: Readonly<Record<string, Case>> = {
  // Twelve to the hour: three dollars after a dime an hour, and one and a half after sixty cents.
  SpanguardSpendRate: { on: spent(0.01, 0.25), off: spent(0.05, 0.125), ...week },
  // On the eighth of January 23 days are left: 0.1 USD each five minutes are 660 more.
  SpanguardBudgetForecast: { on: month(0.4, 0.1), off: month(0.3, 0.1), ...week },
  SpanguardBudget50: { on: month(0.51), off: month(0.49), ...week },
  SpanguardBudget80: { on: month(0.81), off: month(0.79), ...week },
  SpanguardBudget100: { on: month(1), off: month(0.99), ...week },
  SpanguardRefusalSpike: { on: calls({ ok: 8, blocked: 1 }), off: calls({ ok: 10, blocked: 1 }) },
  SpanguardCoverageDrop: {
    on: coverage({ scanned: 8, 'skipped:image': 1 }),
    off: coverage({ scanned: 10, 'skipped:image': 1 }),
  },
  SpanguardFailingOpen: {
    on: [[`${name.faults}{policy="p",on_error="open",reason="TimeoutError"}`, '_x55 1x60']],
    off: [[`${name.faults}{policy="p",on_error="closed",reason="TimeoutError"}`, '_x55 1x60']],
  },
  SpanguardFailingClosed: {
    on: [[`${name.faults}{policy="p",on_error="closed",reason="TimeoutError"}`, '_x55 1x60']],
    off: [[`${name.faults}{policy="p",on_error="closed",reason="TimeoutError"}`, '1x120']],
  },
  SpanguardPastGuard: {
    on: [[`${name.uncovered}{provider="openai",surface="http2",outcome="passed"}`, '_x55 1x60']],
    off: [[`${name.uncovered}{provider="openai",surface="http2",outcome="refused"}`, '_x55 1x60']],
  },
  SpanguardReloadFailed: {
    on: [[`${name.reloads}{outcome="failed"}`, '0x55 1x60']],
    off: [[`${name.reloads}{outcome="ok"}`, '0x55 1x60']],
  },
  SpanguardProviderErrors: {
    on: calls({ ok: 15, upstream_status: 1 }),
    off: calls({ ok: 15, upstream_status: 0.5, client_closed: 5, blocked: 5 }),
  },
  SpanguardSlowCalls: {
    on: spread(name.duration, [20.48, 40.96, 81.92], 40.96),
    off: spread(name.duration, [20.48, 40.96, 81.92], 20.48),
  },
  SpanguardSlowFirstChunk: {
    on: spread(name.firstChunk, [2.56, 5.12, 10.24], 10.24),
    off: spread(name.firstChunk, [2.56, 5.12, 10.24], 2.56),
  },
  SpanguardOverhead: {
    on: spread(name.overhead, [0.01, 0.025, 0.05], 0.05),
    off: spread(name.overhead, [0.01, 0.025, 0.05], 0.025),
  },
  SpanguardSaturated: { on: [[name.loop, steady(0.9)]], off: [[name.loop, '0.7x57 1x3']] },
  SpanguardManyCalls: { on: [[name.active, steady(8001)]], off: [[name.active, '10x57 9000x1 10x60']] },
  SpanguardTurnedAway: {
    on: [[`${name.turnedAway}{reason="too_many_calls"}`, '_x58 3x60']],
    off: [[`${name.turnedAway}{reason="draining"}`, '_x58 3x60']],
  },
  SpanguardMemory: { on: [[name.memory, steady(1.1e9)]], off: [[name.memory, '3e8x55 1.1e9x60']] },
  SpanguardTelemetryDropped: {
    on: [[`${name.dropped}{signal="traces",reason="queue_full"}`, '0x50 4x60']],
    off: [[`${name.dropped}{signal="traces",reason="queue_full"}`, '4x120']],
  },
  SpanguardGone: { on: [[name.active, '3x30 _x90']], off: [[name.active, '3x57 stale _x1 3x60']] },
};

describe('alerts', () => {
  it('have each a case in which they go on', () => {
    expect(Object.keys(cases)).toEqual(alertGroups.flatMap(({ alerts }) => alerts.map((alert) => alert.name)));
  });

  it.skipIf(folder === undefined)('wake somebody when they should, and nobody when they should not', () => {
    const tests = Object.entries(cases).map(([alert, { on, off, at = '1h', every }]): RuleTest => {
      const asked = (given: readonly Series[], value: number): object => ({
        interval: every ?? '1m',
        input_series: given.map(([series, values]) => ({ series, values })),
        promql_expr_test: [
          {
            expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) or vector(0)`,
            eval_time: at,
            exp_samples: [{ labels: '{}', value }],
          },
        ],
      });
      // A week of minutes would take a minute to go through.
      const evaluation_interval = every === undefined ? '1m' : '1h';
      return { rules: { 'alert.yml': only(alert) }, tests: [asked(on, 1), asked(off, 0)], evaluation_interval };
    });
    const { fine, said } = promtool(folder!, ...tests);
    expect(fine, said).toBe(true);
  });
});
