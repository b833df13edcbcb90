import { labelName, metric } from '../../telemetry/names.ts';
import { limits } from '../limits.ts';
import { type Group, noTraffic, type Panel, range } from '../panel.ts';
import { either, quantile, rate, series, sum } from '../promql.ts';

const { duration, timeToFirstChunk, timePerOutputChunk, tokenUsage } = metric;
const model = 'gen_ai.request.model';
const modelLegend = `{{${labelName(model)}}}`;
const noStream = 'no streamed answer in the time chosen';
const streams = 'No streamed answers yet: only they have a first chunk.';

/** Output tokens a second, under whichever conventions they are counted: summed, both have the same labels. */
function outputTokens(window: string, ...by: [] | [typeof model]): string {
  const released = sum(rate(series(tokenUsage, { 'gen_ai.token.type': 'output' }, '_sum'), window), ...by);
  return `(${released} or ${sum(rate(series(metric.operationOutput, {}, '_sum'), window), ...by)})`;
}

function percentile(share: number, bad: number): Panel {
  return {
    title: `p${share * 100}`,
    says: 'How long calls take, as the caller sees it, streams until their end. Read off the buckets of a histogram, so only near.',
    kind: 'stat',
    unit: 's',
    queries: [{ expr: quantile(share, duration, range), legend: `p${share * 100}` }],
    empty: noTraffic,
    steps: { warn: bad / 2, bad },
    width: 4,
  };
}

/** How long calls take. */
export const latency: Group = {
  title: 'Latency',
  panels: [
    percentile(0.5, limits.callSeconds),
    percentile(0.95, limits.callSeconds),
    percentile(0.99, limits.callSeconds * 2),
    {
      title: 'First chunk, p95',
      says: 'Time until the first piece of a streamed answer.',
      kind: 'stat',
      unit: 's',
      queries: [{ expr: quantile(0.95, timeToFirstChunk, range), legend: 'p95', mayBeEmpty: noStream }],
      empty: streams,
      steps: { warn: limits.firstChunkSeconds / 2, bad: limits.firstChunkSeconds },
      width: 4,
    },
    {
      title: 'Output tokens a second',
      says: 'Of answering time, all calls together: output tokens by the seconds that calls took.',
      kind: 'stat',
      unit: 'short',
      decimals: 1,
      queries: [
        {
          expr: `${outputTokens(range)} / ${sum(either(duration, (of) => rate(series(of, {}, '_sum'), range)))}`,
          legend: 'tokens a second',
        },
      ],
      empty: noTraffic,
      width: 4,
    },
    {
      title: 'Calls in flight now',
      says: `More than sidecar.limits.concurrentCalls are refused.`,
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: sum(series(metric.active)), legend: 'calls' }],
      empty: noTraffic,
      steps: { warn: limits.activeCalls / 2, bad: limits.activeCalls },
      width: 4,
    },
    {
      title: 'p95 by model',
      says: 'By the model that was asked for.',
      kind: 'line',
      unit: 's',
      queries: [{ expr: quantile(0.95, duration, '$__rate_interval', {}, [model]), legend: modelLegend }],
      empty: noTraffic,
      width: 12,
    },
    {
      title: 'First chunk by model, p50 and p95',
      says: 'By the model that was asked for; streamed answers only.',
      kind: 'line',
      unit: 's',
      queries: [
        {
          expr: quantile(0.5, timeToFirstChunk, '$__rate_interval', {}, [model]),
          legend: `${modelLegend} p50`,
          mayBeEmpty: noStream,
        },
        {
          expr: quantile(0.95, timeToFirstChunk, '$__rate_interval', {}, [model]),
          legend: `${modelLegend} p95`,
          mayBeEmpty: noStream,
        },
      ],
      empty: streams,
      width: 12,
    },
    {
      title: 'Calls by model',
      says: 'Percentiles of the time of a call, in the time chosen, by the model that was asked for.',
      kind: 'table',
      unit: 's',
      queries: [
        { expr: quantile(0.5, duration, range, {}, [model]), legend: 'p50' },
        { expr: quantile(0.95, duration, range, {}, [model]), legend: 'p95' },
        { expr: quantile(0.99, duration, range, {}, [model]), legend: 'p99' },
      ],
      empty: noTraffic,
      width: 12,
    },
    {
      title: 'Between chunks, p95',
      says: "By the model that was asked for. A stream's mean time per further piece, counted once per piece.",
      kind: 'line',
      unit: 's',
      queries: [
        {
          expr: quantile(0.95, timePerOutputChunk, '$__rate_interval', {}, [model]),
          legend: modelLegend,
          mayBeEmpty: noStream,
        },
      ],
      empty: streams,
      width: 12,
    },
    {
      title: 'Output tokens a second, by model',
      says: 'Of answering time, by the model that was asked for.',
      kind: 'line',
      unit: 'short',
      queries: [
        {
          expr: `${outputTokens('$__rate_interval', model)} / ${sum(
            either(duration, (of) => rate(series(of, { 'error.type': '' }, '_sum'))),
            model,
          )}`,
          legend: modelLegend,
        },
      ],
      empty: noTraffic,
      width: 12,
    },
    {
      title: 'Calls a second',
      says: 'By the model that was asked for.',
      kind: 'line',
      unit: 'reqps',
      queries: [
        {
          expr: sum(
            either(duration, (of) => rate(series(of, {}, '_count'))),
            model,
          ),
          legend: modelLegend,
        },
      ],
      empty: noTraffic,
      width: 12,
    },
  ],
};
