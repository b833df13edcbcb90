import { describe, expect, test } from 'vitest';
import { noUsage } from '../../core/usage.ts';
import { findingsKept } from '../../telemetry/kept-call.ts';
import { findingOf, redacted, telemetryWith, tell } from './support/calls.ts';

describe('/calls', () => {
  test('newest first, and no more than are kept', () => {
    const telemetry = telemetryWith({ callsKept: 3 });
    const ids = Array.from({ length: 8 }, (_, count) => {
      const id = tell(telemetry);
      expect(telemetry.calls()).toHaveLength(Math.min(count + 1, 3));
      return id;
    });
    const last = ids.slice(-3).reverse();
    expect(telemetry.calls().map(({ id }) => id)).toEqual(last);
    expect(telemetry.calls(2).map(({ id }) => id)).toEqual(last.slice(0, 2));
    expect(telemetry.calls(0)).toEqual([]);
    expect(telemetry.calls(-1)).toEqual([]);
    expect(telemetry.calls(1e9)).toHaveLength(3);
    expect(telemetry.calls(Number.NaN)).toHaveLength(3);
  });

  test('may be kept off', () => {
    const telemetry = telemetryWith({ callsKept: 0 });
    tell(telemetry);
    expect(telemetry.calls()).toEqual([]);
  });

  test('one call, all of it', () => {
    const telemetry = telemetryWith();
    const usage = { ...noUsage, input: 7, cacheRead: 3, output: 5, reasoning: 2 };
    const id = tell(telemetry, {
      headers: [
        ['x-spanguard-user', 'u-1'],
        ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
      ],
      call: { stream: true },
      input: redacted,
      outcome: { usage },
    });
    const [entry] = JSON.parse(JSON.stringify(telemetry.calls())) as unknown[];
    expect(entry).toEqual({
      id,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: expect.stringMatching(/^[0-9a-f]{16}$/),
      provider: 'openai',
      dialect: 'openai-chat',
      operation: 'chat',
      model: 'gpt-5',
      responseModel: 'gpt-5-2025-08-07',
      stream: true,
      status: 200,
      durationMs: expect.any(Number),
      timeToFirstChunkMs: expect.any(Number),
      overheadMs: 0.2,
      usage,
      costUsd: 0.0000625,
      costConfidence: 'exact',
      price: 'built-in:openai/gpt-5@2026-01-01',
      verdict: { input: 'redact', output: 'allow' },
      policy: 'mask-pii',
      findings: [
        {
          policy: 'mask-pii',
          detector: 'email',
          category: 'pii',
          score: 1,
          side: 'input',
          path: ['messages', 0, 'content'],
          start: 3,
          end: 9,
          action: 'redact',
          mode: 'enforce',
        },
      ],
      coverage: { input: 'scanned', output: 'scanned' },
      finish: 'stop',
      user: 'u-1',
    });
  });

  test('the next call leaves nothing of the one in whose place it is kept', () => {
    const full = {
      headers: [
        ['x-spanguard-team', 'a'],
        ['x-spanguard-user', 'b'],
        ['x-spanguard-feature', 'c'],
      ] as const,
      call: { stream: true },
      input: redacted,
      outcome: { usage: { ...noUsage, input: 7, tier: 'flex' }, error: 'upstream_broken' },
    } as const;
    const bare = { outcome: { usage: undefined, cost: undefined, answer: {} } } as const;
    const kept = telemetryWith({ callsKept: 1 });
    const fresh = telemetryWith();
    tell(kept, full);
    tell(kept, bare);
    tell(fresh, bare);
    const same = { id: '', time: '', traceId: '', spanId: '', durationMs: 0 };
    expect({ ...kept.calls()[0], ...same }).toEqual({ ...fresh.calls()[0], ...same });
    tell(kept, full);
    expect(kept.calls()[0]).toMatchObject({ team: 'a', usage: { input: 7, tier: 'flex' }, error: 'upstream_broken' });
  });

  test('a cost that is not known is no number', () => {
    const telemetry = telemetryWith();
    tell(telemetry, { outcome: { cost: { picodollars: 0, confidence: 'unknown' } } });
    expect(telemetry.calls()[0]).toMatchObject({ costUsd: null, costConfidence: 'unknown' });
  });

  test('thousands of findings, and names of a megabyte, are not kept', () => {
    const telemetry = telemetryWith();
    const long = 'k'.repeat(1_000_000);
    const findings = Array.from({ length: findingsKept + 50 }, () => findingOf({ path: ['input', long, 0] }));
    tell(telemetry, {
      call: { model: long, params: { conversationId: long, stopSequences: Array.from({ length: 99 }, () => long) } },
      input: { action: 'flag', findings, faults: [] },
      outcome: { answer: { id: long, model: long, finish: [long] } },
    });
    const [entry] = telemetry.calls();
    expect(entry!.findings).toHaveLength(findingsKept);
    expect(entry!.findingsLeftOut).toBe(50);
    expect(JSON.stringify(entry).length).toBeLessThan(50_000);
  });
});
