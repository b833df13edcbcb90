import { metric } from '../../telemetry/names.ts';
import { type Group, noTraffic, type Panel, range, step } from '../panel.ts';
import { grown, largest, named, series, sum } from '../promql.ts';

const cost = metric.cost;
type By = (typeof cost.labels)[number];

function overTime(title: string, by: By, absent: string, says: string): Panel {
  return {
    title,
    says,
    kind: 'bars',
    unit: 'currencyUSD',
    queries: [{ expr: named(sum(grown(series(cost), step), by), by, absent), legend: `{{${by}}}` }],
    empty: noTraffic,
    width: 12,
  };
}

function ranking(title: string, by: By, absent: string, says: string, empty = noTraffic): Panel {
  return {
    title,
    says,
    kind: 'list',
    unit: 'currencyUSD',
    queries: [{ expr: largest(15, named(sum(grown(series(cost), range), by), by, absent)), legend: `{{${by}}}` }],
    empty,
    width: 8,
  };
}

const header = (name: string): string =>
  `Send the header x-spanguard-${name} with calls; it is taken off before the provider sees it.`;

/** Who and what the money goes to. */
export const spendSplit: Group = {
  title: 'Where it goes',
  panels: [
    overTime('Spend by provider', 'provider', '(none)', 'USD for each step of the graph.'),
    overTime('Spend by model', 'model', '(none)', 'USD for each step of the graph, by the model that answered.'),
    ranking('By provider', 'provider', '(none)', 'In the time chosen.'),
    ranking('By model', 'model', '(none)', 'In the time chosen, by the model that answered; the 15 dearest.'),
    ranking('By team', 'team', '(no team)', `The 15 dearest. ${header('team')}`),
    ranking('By feature', 'feature', '(no feature)', `The 15 dearest. ${header('feature')}`),
    ranking('By user', 'user', '(no user)', `The 15 dearest; beyond 100 users they are "other". ${header('user')}`),
    ranking(
      'By outcome',
      'outcome',
      '(none)',
      'What was spent on calls that ended well, were refused, aborted or broke.',
    ),
  ],
};
