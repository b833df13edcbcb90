import { describe, expect, test } from 'vitest';
import { noUsage } from '../../core/usage.ts';
import { metric } from '../../telemetry/names.ts';
import { bounded, costCounters, counters, histograms } from '../../telemetry/series.ts';
import { blocked, findingOf, redacted, sample, telemetryWith, tell } from './support/calls.ts';

/** Every line is a comment or a sample, families stand together, histograms add up. */
function checked(text: string): string {
  const line =
    /^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*",?)*\})? (-?[0-9.]+(e[+-]?[0-9]+)?|\+Inf|-Inf|NaN)$/;
  const families = new Set<string>();
  let current = '';
  expect(text.endsWith('\n')).toBe(true);
  for (const one of text.trimEnd().split('\n')) {
    const comment = /^# (HELP|TYPE) (\S+) (.+)$/.exec(one);
    if (comment !== null) {
      if (comment[1] === 'HELP') {
        current = comment[2]!;
        expect(families.has(current)).toBe(false);
        families.add(current);
      } else expect(comment[2]).toBe(current);
      continue;
    }
    expect(one).toMatch(line);
    expect(one.startsWith(current)).toBe(true);
  }
  return text;
}

describe('the Prometheus text', () => {
  test('parses, empty and full', () => {
    const telemetry = telemetryWith();
    checked(telemetry.metricsText());
    tell(telemetry, {
      call: { model: 'odd "name" \\ with\nall', stream: true },
      headers: [['x-spanguard-team', 'a"b\\c']],
    });
    tell(telemetry, { outcome: { error: 'upstream_timeout', status: 0 } });
    const text = checked(telemetry.metricsText());
    expect(sample(text, 'spanguard_cost_USD_total', { team: 'a\\"b\\\\c' })).toBe(0.0000625);
    expect(sample(text, 'target_info', { service_name: 'spanguard', service_version: '1.2.3' })).toBe(1);
  });

  test('has whole histograms', () => {
    const telemetry = telemetryWith();
    for (const overheadMs of [0.02, 0.3, 0.3, 5000]) tell(telemetry, { outcome: { overheadMs } });
    const text = telemetry.metricsText();
    const name = 'spanguard_overhead_duration_seconds';
    expect(sample(text, `${name}_bucket`, { le: '0.00005' })).toBe(1);
    expect(sample(text, `${name}_bucket`, { le: '0.0005' })).toBe(3);
    expect(sample(text, `${name}_bucket`, { le: '1' })).toBe(3);
    expect(sample(text, `${name}_bucket`, { le: '+Inf' })).toBe(4);
    expect(sample(text, `${name}_count`)).toBe(4);
    expect(sample(text, `${name}_sum`)).toBeCloseTo(5.00062, 9);
  });
});

describe('what a call adds', () => {
  test('findings, faults and coverage', () => {
    const telemetry = telemetryWith();
    const faults = [{ policy: 'p', detector: 'd', side: 'input', onError: 'open', reason: 'TimeoutError' }] as const;
    tell(telemetry, {
      input: {
        action: 'flag',
        findings: [findingOf({ mode: 'shadow' }), findingOf({ mode: 'shadow', start: 20, end: 30 })],
        faults,
      },
      outcome: { coverage: { input: 'scanned', output: 'skipped:image' } },
    });
    const text = telemetry.metricsText();
    const labels = {
      policy: 'mask-pii',
      detector: 'email',
      category: 'pii',
      action: 'redact',
      mode: 'shadow',
      side: 'input',
    };
    expect(sample(text, 'spanguard_policy_verdicts_total', labels)).toBe(2);
    expect(sample(text, 'spanguard_policy_faults_total', { on_error: 'open', reason: 'TimeoutError' })).toBe(1);
    expect(sample(text, 'spanguard_coverage_total', { side: 'output', coverage: 'skipped:image' })).toBe(1);
  });

  test('tokens by bucket, what caching saved, and how the call ended beside its cost', () => {
    const telemetry = telemetryWith();
    const usage = { ...noUsage, input: 10, cacheRead: 90, output: 7, reasoning: 3 };
    const cost = { picodollars: 2_000_000, confidence: 'exact', price: 'p', saved: 5_000_000 } as const;
    tell(telemetry, { outcome: { usage, cost } });
    tell(telemetry, { outcome: { usage, cost, error: 'client_closed' } });
    const text = telemetry.metricsText();
    for (const [bucket, count] of [
      ['input', 20],
      ['cache_read', 180],
      ['output', 14],
      ['reasoning', 6],
    ] as const) {
      expect(sample(text, 'spanguard_tokens_total', { bucket })).toBe(count);
    }
    expect(text).not.toContain('bucket="cache_write"');
    expect(sample(text, 'spanguard_cost_saved_USD_total')).toBe(0.00001);
    expect(sample(text, 'spanguard_cost_USD_total', { outcome: 'ok' })).toBe(0.000002);
    expect(sample(text, 'spanguard_cost_USD_total', { outcome: 'client_closed' })).toBe(0.000002);
  });

  test('reloads of the configuration', () => {
    const telemetry = telemetryWith();
    telemetry.reloaded('ok');
    telemetry.reloaded('failed');
    telemetry.reloaded('failed');
    const text = telemetry.metricsText();
    expect(sample(text, 'spanguard_config_reloads_total', { outcome: 'ok' })).toBe(1);
    expect(sample(text, 'spanguard_config_reloads_total', { outcome: 'failed' })).toBe(2);
  });

  test('no tokens where nobody counted them', () => {
    const telemetry = telemetryWith();
    const { usage: _usage, cost: _cost, ...outcome } = { usage: 0, cost: 0, status: 200, answer: {} };
    const recorder = telemetry.observe(
      { provider: 'openai', system: 'openai', priceAs: 'openai', operation: 'chat', usageOnAsk: true },
      {
        method: 'POST',
        url: new URL('http://127.0.0.1:8000/v1'),
        headers: [],
        body: new Uint8Array(),
        signal: new AbortController().signal,
      },
    );
    recorder.close({ ...outcome, coverage: { input: 'scanned', output: 'scanned' }, chunks: 0, overheadMs: 0 });
    const text = telemetry.metricsText();
    expect(text).not.toMatch(/^gen_ai_client_token_usage/m);
    expect(sample(text, 'gen_ai_client_operation_duration_seconds_count', { server_port: '8000' })).toBe(1);
  });

  test('the mean time per further chunk, once per chunk', () => {
    const telemetry = telemetryWith();
    tell(telemetry, { call: { stream: true }, outcome: { chunks: 11 } });
    tell(telemetry, { call: { stream: true }, outcome: { chunks: 1 } });
    tell(telemetry, { outcome: { chunks: 7 } });
    const text = telemetry.metricsText();
    expect(sample(text, 'gen_ai_client_operation_time_per_output_chunk_seconds_count')).toBe(10);
    expect(sample(text, 'gen_ai_client_operation_time_to_first_chunk_seconds_count')).toBe(2);
  });
});

describe('labels stay few', () => {
  test('models, teams and users beyond the limit are others', () => {
    const telemetry = telemetryWith({ limits: { models: 5, dimensions: 3 } });
    for (let i = 0; i < 50; i++) {
      tell(telemetry, {
        call: { model: `model-${i}` },
        outcome: { answer: { model: `model-${i}` } },
        headers: [
          ['x-spanguard-team', `team-${i}`],
          ['x-spanguard-user', `user-${i}`],
        ],
      });
    }
    const text = telemetry.metricsText();
    const values = (label: string) =>
      new Set([...text.matchAll(new RegExp(`[{,]${label}="([^"]*)"`, 'g'))].map(([, value]) => value));
    expect(values('gen_ai_request_model')).toEqual(
      new Set(['model-0', 'model-1', 'model-2', 'model-3', 'model-4', 'other']),
    );
    expect(values('model').size).toBe(6);
    expect(values('team')).toEqual(new Set(['team-0', 'team-1', 'team-2', 'other']));
    expect(values('user').size).toBe(4);
    expect(sample(text, 'spanguard_cost_USD_total', { model: 'other', team: 'other' })).toBeCloseTo(45 * 0.0000625, 12);
  });

  test('calls that fail take at most half of the places', () => {
    const admit = bounded(4);
    expect(['a', 'b', 'c'].map((name) => admit(name, false))).toEqual(['a', 'b', 'other']);
    expect(['d', 'e', 'f'].map((name) => admit(name, true))).toEqual(['d', 'e', 'other']);
    expect(admit('a', false)).toBe('a');
    expect(admit(undefined, true)).toBe('');
  });

  test('combinations beyond the limit share one series', () => {
    const telemetry = telemetryWith({ limits: { series: 3 } });
    for (let i = 0; i < 20; i++) tell(telemetry, { call: { model: `m-${i}` }, outcome: { answer: {} } });
    const text = telemetry.metricsText();
    const name = 'gen_ai_client_operation_duration_seconds_count';
    expect(sample(text, name, { otel_metric_overflow: 'true' })).toBe(17);
    expect(text.match(new RegExp(`^${name}`, 'gm'))).toHaveLength(4);
  });
});

describe('prices', () => {
  const buckets = ['input', 'cacheRead', 'cacheWrite', 'cacheWrite1h', 'output', 'reasoning'] as const;
  const audio = ['audioInput', 'audioCacheRead', 'audioOutput'] as const;
  const at = (usd: number) =>
    Object.fromEntries([...buckets, ...audio].map((bucket) => [bucket, usd])) as Record<
      (typeof buckets)[number] | (typeof audio)[number],
      number
    >;
  const told = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('spanguard_price_USD{'));

  test('are told of models that were called or are compared with, where some call counted such tokens', () => {
    const telemetry = telemetryWith();
    telemetry.priced({
      compare: [
        { provider: 'groq', model: 'wanted' },
        { provider: 'groq', model: 'nobody knows' },
      ],
      of: ({ model }) => (model === 'nobody knows' ? undefined : at(model === 'wanted' ? 3e-7 : 0.0000025)),
    });
    expect(told(telemetry.metricsText())).toEqual([]);
    tell(telemetry, { outcome: { usage: { ...noUsage, input: 10, output: 5 } } });
    const lines = told(telemetry.metricsText());
    expect(lines).toHaveLength(4);
    expect(sample(lines.join('\n'), 'spanguard_price_USD', { model: 'wanted', bucket: 'output' })).toBe(3e-7);
  });

  test('are those of the last list, and of a bounded number of models', () => {
    const telemetry = telemetryWith({ limits: { models: 1000 } });
    for (let model = 0; model < 300; model++) {
      const usage = { ...noUsage, input: 1 };
      tell(telemetry, { call: { model: `m-${model}` }, outcome: { usage, answer: { model: `m-${model}` } } });
    }
    telemetry.priced({ compare: [], of: () => at(1) });
    telemetry.priced({ compare: [{ provider: 'a', model: 'b' }], of: () => at(2) });
    const lines = told(telemetry.metricsText());
    expect(lines).toHaveLength(120);
    expect(lines[0]).toBe('spanguard_price_USD{provider="a",model="b",bucket="input"} 2');
  });
});

describe('callers', () => {
  test('are told apart by the severest that was done to their calls, without what they said', () => {
    const telemetry = telemetryWith();
    const headers = [
      ['x-spanguard-team', 'search'],
      ['x-stainless-retry-count', '1'],
    ] as const;
    tell(telemetry, { headers, input: redacted, output: blocked });
    tell(telemetry, { headers });
    telemetry.turnedAway('draining');
    const text = telemetry.metricsText();
    const name = 'spanguard_caller_calls_total';
    expect(sample(text, name, { team: 'search', verdict: 'block' })).toBe(1);
    expect(sample(text, name, { team: 'search', verdict: 'allow' })).toBe(1);
    expect(sample(text, 'spanguard_calls_retried_total', { provider: 'openai' })).toBe(2);
    expect(sample(text, 'spanguard_calls_turned_away_total', { reason: 'draining' })).toBe(1);
  });
});

describe('series', () => {
  test('dollars are exact where doubles are not', () => {
    const family = costCounters(metric.cost);
    const series = family.of('a');
    for (let i = 0; i < 10; i++) series.add(9_000_000_000_000_001);
    series.add(7);
    const [point] = family.read();
    expect(point!.exact!()).toBe('90000.000000000017');
    family.of('b').add(1);
    expect(family.read()[1]!.exact!()).toBe('0.000000000001');
    family.of('c').add(2_000_000_000_000);
    expect(family.read()[2]!.exact!()).toBe('2');
  });

  test('the same labels are the same series', () => {
    const family = counters(metric.calls);
    expect(family.of('a', 'b')).toBe(family.of('a', 'b'));
    expect(family.of('a', 'b')).not.toBe(family.of('ab', ''));
  });

  test('boundaries belong to the bucket below, and no clock spoils the sum', () => {
    const family = histograms(metric.duration);
    const series = family.of();
    for (const value of [0.01, 0.0100001, 100, Number.NaN, -1, Number.POSITIVE_INFINITY]) series.record(value);
    const [read] = family.read();
    expect(read).toMatchObject({ count: 3, min: 0.01, max: 100 });
    expect([read!.counts[0], read!.counts[1], read!.counts.at(-1)]).toEqual([1, 1, 1]);
  });
});
