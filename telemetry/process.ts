import { performance } from 'node:perf_hooks';
import { metric } from './names.ts';
import { type Family, observed, type Point } from './series.ts';

/** The process itself: read when somebody asks, so that nothing runs in between. */
export function processFamilies(): ReadonlyArray<Family<never, Point>> {
  let last = performance.eventLoopUtilization();
  return [
    observed(metric.memory, () => [{ labels: [], value: process.memoryUsage.rss() }]),
    observed(metric.heap, () => [{ labels: [], value: process.memoryUsage().heapUsed }]),
    observed(metric.cpu, () => {
      const { user, system } = process.cpuUsage();
      return [
        { labels: ['user'], value: user / 1e6 },
        { labels: ['system'], value: system / 1e6 },
      ];
    }),
    observed(metric.loop, () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, last);
      last = now;
      return [{ labels: [], value: utilization }];
    }),
  ];
}
