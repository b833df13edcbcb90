/**
 * What counts as too much. Change a number, run `npm run dashboards`: thresholds of panels, rules of
 * Prometheus and alerts of Grafana all follow.
 */
export const limits = {
  /** USD a calendar month, UTC. */
  budgetUsd: 1000,
  /** USD an hour below which no rise is worth a message. */
  quietUsdPerHour: 1,
  /** Times the mean of the last week. */
  spendTimes: 3,
  refusedShare: 0.1,
  scannedShare: 0.9,
  providerErrorShare: 0.05,
  /** Seconds, 95th percentile. */
  callSeconds: 30,
  firstChunkSeconds: 5,
  /** Seconds that the sidecar itself adds, 99th percentile. */
  overheadSeconds: 0.025,
  loopBusy: 0.85,
  activeCalls: 8000,
  memoryBytes: 1_000_000_000,
  /** Calls in the window below which a share means nothing. */
  fewCalls: 20,
} as const;
