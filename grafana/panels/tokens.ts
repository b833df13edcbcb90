import { labelName, metric } from '../../telemetry/names.ts';
import { type Group, noTraffic, range, step } from '../panel.ts';
import { all, grown, largest, orZero, series, sum } from '../promql.ts';

const tokens = metric.tokens;
const cached = sum(grown(series(tokens, { bucket: ['cache_read', 'audio_cache_read'] }), range));
const input = sum(
  grown(
    series(tokens, {
      bucket: ['input', 'cache_read', 'cache_write', 'cache_write_1h', 'audio_input', 'audio_cache_read'],
    }),
    range,
  ),
);
const answered = labelName('gen_ai.response.model');
const usage = metric.tokenUsage;

/** Calls whose tokens were counted, by the model that answered, under whichever conventions. */
const released = all(usage, { 'gen_ai.token.type': 'input' }, '_count');
const newest = all(metric.operationInput, {}, '_count');
const callsBy = (counted: string): string =>
  sum(`label_replace(${grown(counted, range)}, "model", "$1", "${answered}", "(.+)")`, 'model');

/** What the money buys. */
export const tokenUse: Group = {
  title: 'Tokens',
  panels: [
    {
      title: 'Tokens',
      says: 'All that were counted or estimated, in the time chosen.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: sum(grown(series(tokens), range)), legend: 'tokens' }],
      empty: noTraffic,
      width: 4,
      height: 8,
    },
    {
      title: 'Input from caches',
      says: 'The share of input tokens that providers read from their caches. Long, unchanging beginnings of prompts raise it.',
      kind: 'stat',
      unit: 'percentunit',
      queries: [{ expr: `${orZero(cached)} / ${input}`, legend: 'of the input' }],
      empty: noTraffic,
      width: 4,
      height: 8,
    },
    {
      title: 'Tokens by kind',
      says: 'For each step of the graph. Kinds do not overlap: input is without cached tokens, output without reasoning.',
      kind: 'bars',
      unit: 'short',
      queries: [{ expr: sum(grown(series(tokens), step), 'bucket'), legend: '{{bucket}}' }],
      empty: noTraffic,
      width: 16,
    },
    {
      title: 'Cost of a call, by model',
      says: 'The mean over calls whose tokens the provider counted, by the model that answered. The choices at the top do not narrow it.',
      kind: 'list',
      unit: 'currencyUSD',
      decimals: 6,
      queries: [
        {
          expr: largest(
            15,
            `${sum(grown(all(metric.cost), range), 'model')} / on (model) (${callsBy(released)} or ${callsBy(newest)})`,
          ),
          legend: '{{model}}',
        },
      ],
      empty: noTraffic,
      width: 12,
    },
    {
      title: 'Exact and estimated',
      says: 'USD for each step of the graph. `exact`: the provider counted and the price is known. `estimated`: one of them was guessed.',
      kind: 'bars',
      unit: 'currencyUSD',
      queries: [{ expr: sum(grown(series(metric.cost), step), 'confidence'), legend: '{{confidence}}' }],
      empty: noTraffic,
      width: 12,
    },
  ],
};
