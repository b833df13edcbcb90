import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLater } from '../../telemetry/later.ts';
import { keptLog, openai, outcomeOf, requestOf, sample, telemetryWith } from './support/calls.ts';

test('what is left for later is done in order, once, when the loop comes round', async () => {
  const later = createLater();
  const done: number[] = [];
  later.run(() => done.push(1));
  later.run(() => done.push(2));
  await Promise.resolve();
  expect(done).toEqual([]);
  await turn();
  expect(done).toEqual([1, 2]);
  later.run(() => done.push(3));
  later.flush();
  expect(done).toEqual([1, 2, 3]);
  await turn();
  expect(done).toEqual([1, 2, 3]);
  later.run(() => done.push(4));
  await turn();
  expect(done).toEqual([1, 2, 3, 4]);
});

test('what waits is bounded', () => {
  const later = createLater();
  let done = 0;
  for (let i = 0; i < 10_000; i++) later.run(() => done++);
  expect(10_000 - done).toBeLessThan(256);
});

test('whoever looks at the record sees all of it', async () => {
  const log = keptLog();
  const telemetry = telemetryWith({ join: true, log });
  const end = (): void => telemetry.observe(openai, requestOf()).close(outcomeOf());
  end();
  expect(log.lines).toHaveLength(0);
  expect(telemetry.calls()).toHaveLength(1);
  end();
  expect(sample(telemetry.metricsText(), 'spanguard_calls_total')).toBe(2);
  end();
  telemetry.flush();
  expect(log.lines).toHaveLength(3);
  end();
  await telemetry.shutdown(100);
  expect(log.lines).toHaveLength(4);
});
