import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { attributes, metric, metrics, prometheusName } from '../../telemetry/names.ts';
import { tables } from '../../telemetry/tables.ts';

const page = readFileSync(new URL('../../docs/telemetry.md', import.meta.url), 'utf8');

describe('names', () => {
  test('are there once each', () => {
    for (const names of [
      attributes.map(({ name }) => name),
      metrics.map(({ name }) => name),
      metrics.map(prometheusName),
    ]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('attributes know their place', () => {
    attributes.forEach(({ index }, at) => {
      expect(index).toBe(at);
    });
  });

  test.each([
    [metric.tokenUsage, 'gen_ai_client_token_usage'],
    [metric.duration, 'gen_ai_client_operation_duration_seconds'],
    [metric.timePerOutputChunk, 'gen_ai_client_operation_time_per_output_chunk_seconds'],
    [metric.cost, 'spanguard_cost_USD_total'],
    [metric.verdicts, 'spanguard_policy_verdicts_total'],
    [metric.active, 'spanguard_calls_active'],
    [metric.memory, 'process_memory_usage_bytes'],
    [metric.cpu, 'process_cpu_time_seconds_total'],
    [metric.loop, 'nodejs_eventloop_utilization_ratio'],
  ])('$name on /metrics is %s', (of, name) => {
    expect(prometheusName(of)).toBe(name);
  });

  test('buckets are those of the conventions', () => {
    const durations = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    expect(metric.duration.buckets).toEqual(durations);
    expect(metric.timeToFirstChunk.buckets).toEqual(durations);
    expect(metric.timePerOutputChunk.buckets).toEqual(durations);
    expect(metric.tokenUsage.buckets).toEqual(Array.from({ length: 14 }, (_, power) => 4 ** power));
    for (const { kind, buckets } of metrics as readonly (typeof metric.duration)[]) {
      expect(buckets !== undefined).toBe(kind === 'histogram');
      if (buckets !== undefined) expect([...buckets].sort((a, b) => a - b)).toEqual(buckets);
    }
  });

  test.each(Object.entries(tables))('docs/telemetry.md has the table of %s as it is', (name, table) => {
    const found = new RegExp(`<!-- ${name} -->\n\n([\\s\\S]*?)\n\n<!-- /${name} -->`).exec(page);
    expect(found?.[1]).toBe(table);
  });
});
