import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Finding, Verdict } from '../../core/verdict.ts';
import { findingOf, keptLog, telemetryWith, tell } from './support/calls.ts';
import { type Collector, collector } from './support/collector.ts';

const canary = 'canary-7f3a91';
let to: Collector;

beforeEach(async () => {
  to = await collector();
});

afterEach(() => to.close());

/** A canary everywhere that a call's content, a header or an error could come from. */
const headers: [string, string][] = [
  ['authorization', `Bearer ${canary}`],
  ['x-api-key', canary],
  ['cookie', canary],
  ['user-agent', canary],
  ['x-spanguard-other', canary],
  ['x-stainless-retry-count', canary],
  ['traceparent', `00-${canary}`],
  ['tracestate', `${canary}=1`],
];
const finding = { ...findingOf(), text: canary, match: canary } as Finding;
const verdict: Verdict = {
  action: 'redact',
  findings: [finding],
  faults: [],
  redactions: [{ segment: 0, start: 0, end: 1, replacement: canary }],
};
const segments = [{ path: ['messages', 0, 'content'], role: 'user', kind: 'text', text: canary }] as const;

test.each(['http/protobuf', 'http/json'])('no content leaves by any way (%s)', async (protocol) => {
  const log = keptLog();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_EXPORTER_OTLP_PROTOCOL: protocol };
  const telemetry = telemetryWith({ env, log });
  const call = { segments, stream: true };
  tell(telemetry, { headers, call, input: verdict, output: verdict });
  const failed = { status: 400, error: 'upstream_status', errorCode: `bad value: ${canary}` } as const;
  tell(telemetry, { headers, call, input: verdict, outcome: { ...failed, answer: { error: canary } } });
  await telemetry.shutdown(5000);

  expect(to.spans()).toHaveLength(2);
  const out = {
    collector: to.received
      .map(({ bytes, headers: sent }) => bytes.toString('latin1') + JSON.stringify(sent))
      .join('\n'),
    log: JSON.stringify(log.lines),
    metrics: telemetry.metricsText(),
    calls: JSON.stringify(telemetry.calls()),
  };
  for (const [name, text] of Object.entries(out)) {
    expect(text.length, name).toBeGreaterThan(100);
    expect(text.includes(canary), name).toBe(false);
  }
});

test('a call that ended is let go', () => {
  const telemetry = telemetryWith();
  tell(telemetry, { call: { segments } });
  expect(JSON.stringify(telemetry.calls())).not.toContain('segments');
});
