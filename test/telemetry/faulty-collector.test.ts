import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { keptLog, redacted, sample, telemetryWith, tell } from './support/calls.ts';
import { type Collector, collector } from './support/collector.ts';

const open: Collector[] = [];

async function answering(answer: RequestListener): Promise<Collector> {
  const to = await collector(answer);
  open.push(to);
  return to;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const fast = { OTEL_BSP_SCHEDULE_DELAY: '20', OTEL_EXPORTER_OTLP_TIMEOUT: '300', OTEL_METRICS_EXPORTER: 'none' };
const dropped = 'spanguard_telemetry_dropped_total';

/** So many calls, one after the other; nothing of the network has a turn before the last is on its record. */
function tellAll(telemetry: ReturnType<typeof telemetryWith>, calls: number): void {
  for (let i = 0; i < calls; i++) tell(telemetry);
}

describe('a collector that', () => {
  test('is not there costs spans and nothing else', async () => {
    const log = keptLog();
    const env = { ...fast, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1', OTEL_BSP_MAX_QUEUE_SIZE: '100' };
    const telemetry = telemetryWith({ env, log });
    tellAll(telemetry, 1000);
    expect(sample(telemetry.metricsText(), dropped, { reason: 'queue_full' })).toBe(800);
    await telemetry.shutdown(3000);
    // One batch was on its way, one queue was full.
    expect(sample(telemetry.metricsText(), dropped, { reason: 'export_failed' })).toBe(200);
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(log.lines.filter(({ message }) => message === 'call')).toHaveLength(1000);
  });

  test('never answers is given up on', async () => {
    const to = await answering(() => {});
    const telemetry = telemetryWith({ env: { ...fast, OTEL_EXPORTER_OTLP_ENDPOINT: to.url } });
    tellAll(telemetry, 600);
    await expect
      .poll(() => sample(telemetry.metricsText(), dropped, { reason: 'export_failed' }) ?? 0, { timeout: 10_000 })
      .toBeGreaterThan(0);
    await telemetry.shutdown(200);
  });

  test('still hangs keeps neither calls nor the end of the process waiting', async () => {
    const log = keptLog();
    const to = await answering(() => {});
    // It would be given up on after ten minutes.
    const env = { ...fast, OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_EXPORTER_OTLP_TIMEOUT: '600000' };
    const telemetry = telemetryWith({ env, log });
    tell(telemetry);
    await expect.poll(() => to.received.length, { timeout: 10_000 }).toBe(1);
    tellAll(telemetry, 600);
    expect(telemetry.calls(1000)).toHaveLength(601);
    expect(log.lines.filter(({ message }) => message === 'call')).toHaveLength(601);
    await telemetry.shutdown(50);
  });

  test('refuses is told of', async () => {
    const to = await answering((_, response) => response.writeHead(400).end('no'));
    const telemetry = telemetryWith({ env: { ...fast, OTEL_EXPORTER_OTLP_ENDPOINT: to.url } });
    tellAll(telemetry, 10);
    await telemetry.shutdown(5000);
    expect(sample(telemetry.metricsText(), dropped, { signal: 'traces', reason: 'export_failed' })).toBe(10);
  });

  test('is busy once is asked again', async () => {
    let times = 0;
    const to = await answering((_, response) => {
      times++;
      if (times === 1) response.writeHead(503, { 'retry-after': '0' }).end();
      else response.writeHead(200).end();
    });
    const telemetry = telemetryWith({ env: { ...fast, OTEL_EXPORTER_OTLP_ENDPOINT: to.url } });
    tellAll(telemetry, 3);
    await telemetry.shutdown(5000);
    expect(times).toBe(2);
    expect(sample(telemetry.metricsText(), dropped)).toBeUndefined();
  });

  test('answers garbage has taken the spans all the same', async () => {
    const to = await answering((_, response) => response.writeHead(200).end('<html>hello</html>'));
    const telemetry = telemetryWith({ env: { ...fast, OTEL_EXPORTER_OTLP_ENDPOINT: to.url } });
    tellAll(telemetry, 3);
    await telemetry.shutdown(5000);
    expect(to.spans()).toHaveLength(3);
    expect(sample(telemetry.metricsText(), dropped)).toBeUndefined();
  });

  test('takes only some is believed', async () => {
    // partial_success { rejected_spans: 2 }
    const to = await answering((_, response) => response.writeHead(200).end(Buffer.from([0x0a, 0x02, 0x08, 0x02])));
    const telemetry = telemetryWith({ env: { ...fast, OTEL_EXPORTER_OTLP_ENDPOINT: to.url } });
    tellAll(telemetry, 3);
    await telemetry.shutdown(5000);
    expect(sample(telemetry.metricsText(), dropped, { reason: 'rejected' })).toBe(2);
  });

  test('does not take metrics is counted too', async () => {
    const to = await answering((_, response) => response.writeHead(404).end());
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_TRACES_EXPORTER: 'none' };
    const telemetry = telemetryWith({ env });
    tell(telemetry);
    await telemetry.shutdown(5000);
    expect(sample(telemetry.metricsText(), dropped, { signal: 'metrics', reason: 'export_failed' })).toBe(1);
  });

  test('does not take events is counted too', async () => {
    const to = await answering(({ url = '' }, response) => response.writeHead(url.endsWith('logs') ? 404 : 200).end());
    const telemetry = telemetryWith({
      env: { ...fast, OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_LOGS_EXPORTER: 'otlp' },
    });
    tell(telemetry, { input: redacted });
    await telemetry.shutdown(5000);
    expect(to.spans()).toHaveLength(1);
    expect(sample(telemetry.metricsText(), dropped, { signal: 'logs', reason: 'export_failed' })).toBe(1);
  });

  test('is not there for events has a bounded queue, and calls go on', async () => {
    const env = {
      OTEL_LOGS_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
      OTEL_TRACES_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_BLRP_MAX_QUEUE_SIZE: '100',
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
    };
    const telemetry = telemetryWith({ env });
    for (let i = 0; i < 1000; i++) tell(telemetry, { input: redacted });
    expect(sample(telemetry.metricsText(), dropped, { signal: 'logs', reason: 'queue_full' })).toBe(900);
    expect(telemetry.calls(1000)).toHaveLength(1000);
    await telemetry.shutdown(3000);
    expect(sample(telemetry.metricsText(), dropped, { signal: 'logs', reason: 'export_failed' })).toBe(100);
  });

  test('hangs holds no more content than there is room for', async () => {
    const to = await answering(() => {});
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: to.url, OTEL_METRICS_EXPORTER: 'none' };
    const telemetry = telemetryWith({ env, content: 'span', contentLimit: 1_048_576 });
    const said = [{ path: ['choices', 0], role: 'assistant', kind: 'text', text: 'x'.repeat(1_000_000) }] as const;
    for (let i = 0; i < 30; i++) tell(telemetry, { outcome: { said } });
    // 16 MiB of characters are 16 of these; the other spans go without.
    expect(sample(telemetry.metricsText(), dropped, { reason: 'content_full' })).toBe(14);
    expect(sample(telemetry.metricsText(), dropped, { reason: 'queue_full' })).toBeUndefined();
    await telemetry.shutdown(50);
  });
});

test('shutting down with nothing exported is done at once, twice over', async () => {
  const telemetry = telemetryWith();
  await telemetry.shutdown(1000);
  await telemetry.shutdown(1000);
  expect(tell(telemetry)).toMatch(/^[0-9a-f-]{36}$/);
});
