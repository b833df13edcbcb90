import { limits } from '../limits.ts';
import { daysLeft } from '../promql.ts';
import { recorded } from '../recorded.ts';
import type { Alert, AlertGroup } from './alert.ts';

const { budget, spent5m, spentMonth } = recorded;
const lastHour = `sum_over_time(${spent5m}[1h])`;
const usualHour = `(sum_over_time(${spent5m}[7d]) / 168)`;
const notYet = 'the recording rules sum up every half an hour';

function budgetUsed(percent: number, severity: Alert['severity']): Alert {
  return {
    name: `SpanguardBudget${percent}`,
    severity,
    summary: `${percent} % of the month's budget is spent`,
    says: `Calls have cost {{ $value | humanizePercentage }} of ${limits.budgetUsd} USD since the first of the month (UTC). The Cost dashboard says on what. The budget is budgetUsd in grafana/limits.ts.`,
    value: `${spentMonth} / ${budget}`,
    limit: percent === 100 ? { above: 0.999999999 } : { above: percent / 100 },
    lasting: '0m',
    board: 'spanguard-cost',
    mayBeEmpty: notYet,
  };
}

export const money: AlertGroup = {
  name: 'spanguard-cost',
  alerts: [
    {
      name: 'SpanguardSpendRate',
      severity: 'warning',
      summary: 'Spend is far above the usual',
      says: `The last hour cost {{ $value | humanize }} times the mean hour of the last seven days, and more than ${limits.quietUsdPerHour} USD. Look for a team, feature or model that jumps out.`,
      value: `${lastHour} / (${usualHour} > 0) and ${lastHour} > ${limits.quietUsdPerHour}`,
      limit: { above: limits.spendTimes },
      lasting: '10m',
      board: 'spanguard-cost',
      mayBeEmpty: notYet,
    },
    {
      name: 'SpanguardBudgetForecast',
      severity: 'warning',
      summary: "The month's budget will not last",
      says: `At the pace of the last seven days, calls will have cost {{ $value | humanizePercentage }} of ${limits.budgetUsd} USD when the month ends (UTC). The Cost dashboard says who spends.`,
      value: `(${spentMonth} + sum_over_time(${spent5m}[7d]) / 7 * ${daysLeft}) / ${budget}`,
      limit: { above: 1 },
      lasting: '1h',
      board: 'spanguard-cost',
      mayBeEmpty: notYet,
    },
    budgetUsed(50, 'info'),
    budgetUsed(80, 'warning'),
    budgetUsed(100, 'critical'),
  ],
};
