import { metric } from '../../telemetry/names.ts';
import { type Group, noTraffic, range } from '../panel.ts';
import { all, grown, series, sum } from '../promql.ts';

const priceless =
  'No prices: the models that were called have none, and none are named under `pricing.compare` (such as `compare: [openai/gpt-5-mini]`).';

/** USD for a token, by model and bucket; several sidecars tell of the same. */
const price = `max by (provider, model, bucket) (${all(metric.price)})`;
const counted = sum(grown(series(metric.tokens), range), 'bucket');
/** Tokens are not told apart by team, feature and user: these must not narrow what they are compared with. */
const asItWas = all(metric.cost, { provider: ['$provider'], model: ['$model'] });
/** A price has every bucket, so that no token is left out. */
const elsewhere = sum(`${price} * on (bucket) group_left () ${counted}`, 'provider', 'model');

/** The same traffic, at other prices. */
export const comparison: Group = {
  title: 'The same traffic elsewhere',
  panels: [
    {
      title: 'What it would have cost on another model',
      says: "The tokens of the time chosen at each model's price of today: those that were called, and those under `pricing.compare`. Provider and model at the top choose whose tokens. Other models cut text into tokens, and answer at length, in their own ways; prices are of the standard tier, without long context and fees for each call.",
      kind: 'list',
      unit: 'currencyUSD',
      queries: [
        { expr: sum(grown(asItWas, range)), legend: '(as it was)' },
        { expr: `sort(bottomk(20, ${elsewhere}))`, legend: '{{provider}} {{model}}' },
      ],
      empty: priceless,
      width: 12,
      height: 10,
    },
    {
      title: 'Prices of a million tokens',
      says: 'Of today, by kind of token. A kind that a model has no price for costs there what docs/pricing.md says.',
      kind: 'table',
      unit: 'currencyUSD',
      queries: [{ expr: `sort_desc(1e6 * ${price})`, legend: 'USD' }],
      empty: `${priceless} ${noTraffic}`,
      width: 12,
      height: 10,
    },
  ],
};
