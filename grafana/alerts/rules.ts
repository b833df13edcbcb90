import { stringify } from 'yaml';
import { metric } from '../../telemetry/names.ts';
import { limits } from '../limits.ts';
import { all, grown, sum } from '../promql.ts';
import { recorded } from '../recorded.ts';
import type { Alert, AlertGroup } from './alert.ts';
import { money } from './money.ts';

import { reliability } from './reliability.ts';
import { safety } from './safety.ts';
import { sidecar } from './sidecar.ts';

export const alertGroups: readonly AlertGroup[] = [money, safety, reliability, sidecar];

const header = '# Made by `npm run dashboards`: change grafana/alerts or grafana/limits.ts instead.\n';

/**
 * The month of the moment that is asked for, at every step of a subquery: `@ end()` reads the clock of
 * the question, not of the step. A step on the first of the month at midnight is still of the month before.
 */
const thisMonth = `(month(vector(time() - 1)) == on() month(max(timestamp(${all(metric.active)} @ end())) - 1))`;

/** A millisecond less, so that a sample on both ends of half an hour is counted in one. */
const halfHour = `sum_over_time(${recorded.spent5m}[29m59s999ms])`;

/** What calls have cost since the first of the month. */
export const monthToDate = `sum_over_time((${halfHour} and on() ${thisMonth})[31d:30m])`;

/** The series that other rules and the dashboards read. */
export function recordingRules(): string {
  const group = {
    name: 'spanguard-recorded',
    interval: '5m',
    rules: [
      { record: recorded.budget, expr: `vector(${limits.budgetUsd})` },
      { record: recorded.spent5m, expr: sum(grown(all(metric.cost), '5m')) },
      { record: recorded.spentMonth, expr: monthToDate },
    ],
  };
  return header + stringify({ groups: [group] }, { lineWidth: 0 });
}

/** For a Prometheus with an Alertmanager. */
export function alertRules(): string {
  const groups = alertGroups.map(({ name, alerts }) => ({
    name,
    rules: alerts.map((alert) => ({
      alert: alert.name,
      expr: condition(alert),
      for: alert.lasting,
      labels: { severity: alert.severity },
      annotations: { summary: alert.summary, description: alert.says, dashboard: `/d/${alert.board}` },
    })),
  }));
  return header + stringify({ groups }, { lineWidth: 0 });
}

export function condition({ value, limit }: Alert): string {
  return 'above' in limit ? `(${value}) > ${limit.above}` : `(${value}) < ${limit.below}`;
}
