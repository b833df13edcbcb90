import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { alertRules, monthToDate, recordingRules } from '../../grafana/alerts/rules.ts';
import { limits } from '../../grafana/limits.ts';
import { grown } from '../../grafana/promql.ts';
import { recorded } from '../../grafana/recorded.ts';
import { metric, prometheusName } from '../../telemetry/names.ts';
import { prometheusFolder } from './support/prometheus.ts';

const folder = prometheusFolder();
const home = mkdtempSync(join(tmpdir(), 'spanguard-rules-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** What promtool says, and whether it found fault. */
function promtool(...args: string[]): { readonly fine: boolean; readonly said: string } {
  try {
    return {
      fine: true,
      said: execFileSync(join(folder!, 'promtool'), args, { cwd: home, encoding: 'utf8', stdio: 'pipe' }),
    };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { fine: false, said: `${stdout}${stderr}` };
  }
}

const active = prometheusName(metric.active);
const calls = prometheusName(metric.calls);
const faults = prometheusName(metric.faults);

/** One test of promtool's, whose samples begin on 1 January 1970, asked with these rules loaded. */
function tested(test: object, rules: 'alerts' | 'none' = 'none'): { readonly fine: boolean; readonly said: string } {
  writeFileSync(join(home, 'alerts.yml'), alertRules());
  const rule_files = rules === 'none' ? [] : ['alerts.yml'];
  writeFileSync(join(home, 'test.yml'), JSON.stringify({ rule_files, evaluation_interval: '1m', tests: [test] }));
  return promtool('test', 'rules', 'test.yml');
}

describe.skipIf(folder === undefined)('the rules', () => {
  it('are such as Prometheus takes', () => {
    writeFileSync(join(home, 'recording.yml'), recordingRules());
    writeFileSync(join(home, 'alerts.yml'), alertRules());
    const { fine, said } = promtool('check', 'rules', 'recording.yml', 'alerts.yml');
    expect(said).toContain('18 rules found');
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

  it('tell of half of the budget, of four fifths, and of all of it', () => {
    const on = (percent: number, minute: number, value: number): object => ({
      expr: `count(ALERTS{alertname="SpanguardBudget${percent}"}) or vector(0)`,
      eval_time: `${minute}m`,
      exp_samples: [{ labels: '{}', value }],
    });
    const { fine, said } = tested(
      {
        interval: '1m',
        // Ten per cent more each ten minutes.
        input_series: [
          { series: recorded.spentMonth, values: `0+${limits.budgetUsd / 100}x110` },
          { series: recorded.budget, values: `${limits.budgetUsd}x110` },
        ],
        promql_expr_test: [50, 80, 100].flatMap((percent) => [
          on(percent, percent - 1, 0),
          on(percent, percent + 1, 1),
        ]),
      },
      'alerts',
    );
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
      'alerts',
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
      const { fine, said } = tested(test(perMinute), 'alerts');
      expect(fine, said).toBe(true);
    }
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
