import { metric } from '../../telemetry/names.ts';
import { limits } from '../limits.ts';
import { type Group, noTraffic, range } from '../panel.ts';
import { daysLeft, grown, orZero, rate, series, sum } from '../promql.ts';
import { recorded } from '../recorded.ts';

const spent = series(metric.cost);
const total = sum(grown(spent, range));
// Calls are not told apart by model: that choice at the top must not narrow one half of a quotient.
const ofAnyModel = sum(grown(series(metric.cost, { model: ['.*'] }), range));
const calls = sum(grown(series(metric.callerCalls), range));

/** How much, at a glance. */
export const spend: Group = {
  title: 'Spend',
  panels: [
    {
      title: 'Now, by the hour',
      says: 'What an hour costs at the pace of the last ten minutes.',
      kind: 'stat',
      unit: 'currencyUSD',
      queries: [{ expr: `${sum(rate(spent, '10m'))} * 3600`, legend: 'USD an hour' }],
      empty: noTraffic,
      width: 4,
    },
    {
      title: 'Today',
      says: 'Since midnight, UTC. Exact to 10⁻¹² USD, unless a sidecar was restarted since: then estimated.',
      kind: 'stat',
      unit: 'currencyUSD',
      queries: [{ expr: total, legend: 'USD' }],
      empty: noTraffic,
      since: 'now/d',
      width: 4,
    },
    {
      title: 'In the time chosen',
      says: 'The sum of everything below, for the time range at the top.',
      kind: 'stat',
      unit: 'currencyUSD',
      queries: [{ expr: total, legend: 'USD' }],
      empty: noTraffic,
      width: 4,
    },
    {
      title: 'Month to date',
      says: 'Since the first of the month, UTC. Prometheus must keep 31 days or more (--storage.tsdb.retention.time).',
      kind: 'stat',
      unit: 'currencyUSD',
      queries: [{ expr: total, legend: 'USD' }],
      empty: noTraffic,
      since: 'now/M',
      steps: { warn: limits.budgetUsd * 0.8, bad: limits.budgetUsd },
      width: 4,
    },
    {
      title: 'Forecast for the month',
      says: 'Month to date, and the mean of the last seven days for each day that is left. Too low in the first week.',
      kind: 'stat',
      unit: 'currencyUSD',
      queries: [{ expr: `${total} + ${sum(grown(spent, '7d'))} / 7 * ${daysLeft}`, legend: 'USD' }],
      empty: noTraffic,
      since: 'now/M',
      steps: { warn: limits.budgetUsd * 0.8, bad: limits.budgetUsd },
      width: 4,
    },
    {
      title: 'Budget used',
      says: `Of ${limits.budgetUsd} USD a month, over everything that spends. The number is in grafana/limits.ts; alerts at 50, 80 and 100 %.`,
      kind: 'stat',
      unit: 'percentunit',
      queries: [
        {
          expr: `${recorded.spentMonth} / ${recorded.budget}`,
          legend: 'of the budget',
          mayBeEmpty: 'recorded every half an hour',
        },
      ],
      empty: 'Load grafana/rules/spanguard.recording.yml into Prometheus; the first value comes within half an hour.',
      steps: { warn: 0.8, bad: 1 },
      width: 4,
    },
    {
      title: 'Saved by caches',
      says: "What input read from the provider's cache would have cost more as fresh input. What writing it cost is not taken off.",
      kind: 'stat',
      unit: 'currencyUSD',
      queries: [{ expr: orZero(sum(grown(series(metric.saved), range))), legend: 'USD' }],
      empty: noTraffic,
      width: 4,
    },
    {
      title: 'Cost of a call',
      says: 'The mean, over calls that were charged for or not. The choice of models at the top does not narrow it.',
      kind: 'stat',
      unit: 'currencyUSD',
      queries: [{ expr: `${ofAnyModel} / ${calls}`, legend: 'USD' }],
      empty: noTraffic,
      decimals: 6,
      width: 4,
    },
    {
      title: 'Cost of 1,000 calls',
      says: 'The same, times a thousand.',
      kind: 'stat',
      unit: 'currencyUSD',
      queries: [{ expr: `1000 * ${ofAnyModel} / ${calls}`, legend: 'USD' }],
      empty: noTraffic,
      width: 4,
    },
    {
      title: 'Spent in vain',
      says: 'Aborted by the caller, broken off by the provider, or refused after the provider had answered.',
      kind: 'stat',
      unit: 'currencyUSD',
      queries: [{ expr: orZero(sum(grown(series(metric.cost, { outcome: { not: 'ok' } }), range))), legend: 'USD' }],
      empty: noTraffic,
      width: 4,
    },
    {
      title: 'Estimated',
      says: 'The share of the spend for which a count or a price was estimated. The rest is what the provider counted, at a known price.',
      kind: 'stat',
      unit: 'percentunit',
      queries: [
        {
          expr: `${orZero(sum(grown(series(metric.cost, { confidence: 'estimated' }), range)))} / ${total}`,
          legend: 'estimated',
        },
      ],
      empty: noTraffic,
      steps: { warn: 0.1, bad: 0.3 },
      width: 4,
    },
    {
      title: 'Models without a price',
      says: 'Their calls count as nothing spent. Give them one under `pricing.overrides`; `spanguard explain MODEL` tells what applies.',
      kind: 'stat',
      unit: 'none',
      queries: [
        {
          expr: orZero(`count(count by (provider, model) (${series(metric.cost, { confidence: 'unknown' })}))`),
          legend: 'models',
        },
      ],
      empty: noTraffic,
      steps: { warn: 1, bad: 3 },
      width: 4,
    },
  ],
};
