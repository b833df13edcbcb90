import { labelName, metric } from '../../telemetry/names.ts';
import { limits } from '../limits.ts';
import { type Group, noTraffic, range, step } from '../panel.ts';
import { either, grown, largest, orZero, series, sum } from '../promql.ts';

const { retries, duration, active, loop, turnedAway } = metric;
/** How providers say that they are asked too much, as codes and as statuses. */
const tooMuch = ['429', '503', '529', '.*rate_limit.*', '.*overloaded.*', '.*quota.*', '.*[Tt]hrottl.*'] as const;
const system = 'gen_ai.provider.name';

/** Calls that are sent again, and how near providers and sidecars are to what they can take. */
export const saturation: Group = {
  title: 'Retries and saturation',
  panels: [
    {
      title: 'Sent again',
      says: 'Calls whose SDK says that it sends them again (`x-stainless-retry-count`). Spanguard itself sends each call once.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: orZero(sum(grown(series(retries), range))), legend: 'calls' }],
      empty: noTraffic,
      width: 4,
    },
    {
      title: 'Turned away',
      says: 'Calls beyond sidecar.limits.concurrentCalls, or that came while a sidecar shut down. They are in no other panel.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: orZero(sum(grown(series(turnedAway), range))), legend: 'calls' }],
      empty: noTraffic,
      steps: { warn: 1, bad: 10 },
      width: 4,
    },
    {
      title: 'Asked too much, by provider',
      says: 'Calls that a provider turned away for their number (429) or its load. By the provider as traces name it.',
      kind: 'list',
      unit: 'short',
      queries: [
        {
          expr: largest(
            15,
            sum(
              either(duration, (of) => grown(series(of, { 'error.type': tooMuch }, '_count'), range)),
              system,
              'error.type',
            ),
          ),
          legend: `{{${labelName(system)}}} {{${labelName('error.type')}}}`,
          mayBeEmpty: 'no provider turned calls away for their number',
        },
      ],
      empty: 'No provider turned calls away for their number.',
      width: 8,
    },
    {
      title: 'Sent again, by provider',
      says: 'For each step of the graph.',
      kind: 'bars',
      unit: 'short',
      queries: [
        {
          expr: sum(grown(series(retries), step), 'provider'),
          legend: '{{provider}}',
          mayBeEmpty: 'no SDK sent a call again',
        },
      ],
      empty: 'No call was sent again by an SDK that counts.',
      width: 8,
    },
    {
      title: 'Calls in flight by process',
      says: 'There is no queue: beyond sidecar.limits.concurrentCalls calls are refused at once.',
      kind: 'line',
      unit: 'short',
      queries: [{ expr: series(active), legend: '{{instance}}' }],
      empty: noTraffic,
      width: 12,
    },
    {
      title: 'Event loop busy, by process',
      says: `Share of time. Near 1, calls wait for the processor; alerts from ${limits.loopBusy} on.`,
      kind: 'line',
      unit: 'percentunit',
      max: 1,
      queries: [{ expr: series(loop), legend: '{{instance}}' }],
      empty: noTraffic,
      width: 12,
    },
  ],
};
