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

/** What calls of one team, feature or user cost, one with another. */
function mean(title: string, by: 'team' | 'feature', absent: string): Panel {
  const spent = sum(grown(series(cost, { model: ['.*'] }), range), by);
  return {
    title,
    says: `The mean in the time chosen, refused and failed calls included; the 15 dearest. The choice of models at the top does not narrow it. ${header(by)}`,
    kind: 'list',
    unit: 'currencyUSD',
    decimals: 6,
    queries: [
      {
        expr: largest(15, named(`${spent} / ${sum(grown(series(metric.callerCalls), range), by)}`, by, absent)),
        legend: `{{${by}}}`,
      },
    ],
    empty: noTraffic,
    width: 8,
  };
}

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
    mean('Cost of a call, by team', 'team', '(no team)'),
    mean('Cost of a call, by feature', 'feature', '(no feature)'),
    {
      title: 'Spent in vain, by outcome',
      says: 'Aborted by the caller (`client_closed`), refused after the provider had answered (`blocked`), or broken off.',
      kind: 'list',
      unit: 'currencyUSD',
      queries: [
        {
          expr: largest(15, sum(grown(series(cost, { outcome: { not: 'ok' } }), range), 'outcome')),
          legend: '{{outcome}}',
          mayBeEmpty: 'every call that cost anything ended well',
        },
      ],
      empty: 'Nothing was spent in vain.',
      width: 8,
    },
  ],
};
