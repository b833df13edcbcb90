import { describe, expect, it } from 'vitest';
import { alertRules, monthToDate, recordingRules } from '../../grafana/alerts/rules.ts';
import { all, either, grown, rate, sum } from '../../grafana/promql.ts';
import { recorded } from '../../grafana/recorded.ts';
import { metric, prometheusName } from '../../telemetry/names.ts';
import { prometheusFolder } from './support/prometheus.ts';
import { inFolder, only, promtool, type RuleTest, type Said } from './support/promtool.ts';

const folder = prometheusFolder();

const active = prometheusName(metric.active);
const calls = prometheusName(metric.calls);
const faults = prometheusName(metric.faults);

/** One test, with the rule of an alert loaded or without. */
function tested(test: object, alert?: string): Said {
  return promtool(folder!, { rules: alert === undefined ? {} : { 'alert.yml': only(alert) }, tests: [test] });
}

describe.skipIf(folder === undefined)('the rules', () => {
  it('are such as Prometheus takes', () => {
    const files = { 'recording.yml': recordingRules(), 'alerts.yml': alertRules() };
    const { fine, said } = inFolder(folder!, files, 'check', 'rules', ...Object.keys(files));
    expect(said).toContain('21 rules found');
    expect(fine, said).toBe(true);
  });

  it('sum up the month from its first day, and begin again with the next', () => {
    const perDay = 288;
    const spent = (eval_time: string, usd: number): object => ({
      expr: `round(${monthToDate}, 0.01)`,
      eval_time,
      exp_samples: [{ labels: '{}', value: usd }],
    });
    const { fine, said } = tested({
      interval: '5m',
      // A cent each five minutes, 2.88 USD a day.
      input_series: [
        { series: recorded.spent5m, values: `0.01x${perDay * 33}` },
        { series: active, values: `0x${perDay * 33}` },
      ],
      promql_expr_test: [
        spent('1h', 0.12),
        spent('10d', 28.8),
        spent('31d', 89.28),
        spent('31d2h', 0.24),
        spent('32d', 2.88),
      ],
    });
    expect(fine, said).toBe(true);
  });

  it('tell of a policy that fails open, once, and not before', () => {
    const on = (eval_time: string, value: number): object => ({
      expr: `count(ALERTS{alertname="SpanguardFailingOpen"}) or vector(0)`,
      eval_time,
      exp_samples: [{ labels: '{}', value }],
    });
    const { fine, said } = tested(
      {
        interval: '1m',
        // Its very first fault is its birth: increase() would not see it.
        input_series: [
          { series: `${faults}{policy="p",on_error="open",reason="TimeoutError"}`, values: '_x20 1x60' },
          { series: active, values: '0x90' },
        ],
        promql_expr_test: [on('15m', 0), on('25m', 1), on('60m', 0)],
      },
      'SpanguardFailingOpen',
    );
    expect(fine, said).toBe(true);
  });

  it('tell of many refusals only where there are many calls', () => {
    const test = (perMinute: number): object => ({
      interval: '1m',
      input_series: [
        { series: `${calls}{provider="openai",outcome="ok"}`, values: `0+${perMinute}x60` },
        { series: `${calls}{provider="openai",outcome="blocked"}`, values: `0+${perMinute}x60` },
        { series: active, values: '0x60' },
      ],
      promql_expr_test: [
        {
          expr: `count(ALERTS{alertname="SpanguardRefusalSpike",alertstate="firing"}) or vector(0)`,
          eval_time: '50m',
          exp_samples: [{ labels: '{}', value: perMinute >= 1 ? 1 : 0 }],
        },
      ],
    });
    for (const perMinute of [1, 0.1]) {
      const { fine, said } = tested(test(perMinute), 'SpanguardRefusalSpike');
      expect(fine, said).toBe(true);
    }
  });

  it('ask for times by the names of both conventions, and count nothing twice where both are written', () => {
    const spread = (of: Parameters<typeof prometheusName>[0]): object[] =>
      ['5.12', '10.24', '+Inf'].map((le) => ({
        series: `${prometheusName(of)}_bucket{gen_ai_request_model="m",le="${le}"}`,
        values: le === '5.12' ? '0x20' : '0+6x20',
      }));
    const asked = sum(
      either(metric.duration, (of) => rate(all(of, {}, '_bucket'), '10m')),
      'le',
    );
    const test = (...written: object[]): RuleTest => ({
      rules: {},
      tests: [
        {
          interval: '1m',
          input_series: written,
          promql_expr_test: [
            {
              expr: `round(600 * (${asked}))`,
              eval_time: '15m',
              exp_samples: ['5.12', '10.24', '+Inf'].map((le) => ({
                labels: `{le="${le}"}`,
                value: le === '5.12' ? 0 : 60,
              })),
            },
          ],
        },
      ],
    });
    const [old, latest] = [spread(metric.duration), spread(metric.inferenceDuration)];
    const { fine, said } = promtool(folder!, test(...old), test(...latest), test(...old, ...latest));
    expect(fine, said).toBe(true);
  });

  it('count what a series is born with, what it grew by, and what came after a reset', () => {
    const sample = (value: number): object[] => [{ labels: '{}', value }];
    const { fine, said } = tested({
      interval: '1m',
      input_series: [
        { series: 'born', values: '_x10 7 7 9 9' },
        { series: 'grew', values: '5 5 5 5 5 5 5 5 5 5 6 8.25' },
        { series: active, values: '0x20' },
      ],
      promql_expr_test: [
        { expr: `sum(${grown('born', '10m')})`, eval_time: '14m', exp_samples: sample(9) },
        { expr: `sum(${grown('grew', '10m')})`, eval_time: '12m', exp_samples: sample(3.25) },
        { expr: `sum(${grown('grew', '2m')})`, eval_time: '5m', exp_samples: sample(0) },
      ],
    });
    expect(fine, said).toBe(true);
  });
});
