import { labelName, metric } from '../../telemetry/names.ts';
import { limits } from '../limits.ts';
import { type Group, noTraffic, range, step } from '../panel.ts';
import { either, grown, largest, orZero, series, sum } from '../promql.ts';

const { calls, duration } = metric;
/** What the provider, or the way to it, is to blame for. */
export const providerFaults = ['upstream_connect', 'upstream_timeout', 'upstream_broken', 'upstream_status'] as const;
const well = ['ok', 'blocked', 'refused'] as const;
const failed = series(calls, { outcome: { not: well } });
const none = 'no call failed';

/** What goes wrong, and whose fault it is. */
export const errors: Group = {
  title: 'Errors',
  panels: [
    {
      title: 'Calls that failed',
      says: "Share of all calls: provider's fault, caller gone, a limit, or a fault of the sidecar. Refused ones are not among them.",
      kind: 'stat',
      unit: 'percentunit',
      queries: [
        { expr: `${orZero(sum(grown(failed, range)))} / ${sum(grown(series(calls), range))}`, legend: 'of calls' },
      ],
      empty: noTraffic,
      steps: { warn: limits.providerErrorShare / 2, bad: limits.providerErrorShare },
      width: 4,
    },
    {
      title: 'Faults of the sidecar',
      says: 'Calls that ended for a fault of our own. Please report them.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: orZero(sum(grown(series(calls, { outcome: 'internal' }), range))), legend: 'calls' }],
      empty: noTraffic,
      steps: { warn: 1, bad: 2 },
      width: 4,
    },
    {
      title: 'Errors by provider',
      says: 'Share of its calls that failed by its fault: no connection, no answer in time, broken off, or an error status.',
      kind: 'list',
      unit: 'percentunit',
      queries: [
        {
          expr: `sort_desc(${sum(grown(series(calls, { outcome: providerFaults }), range), 'provider')} / ${sum(grown(series(calls), range), 'provider')})`,
          legend: '{{provider}}',
          mayBeEmpty: none,
        },
      ],
      empty: 'No provider failed.',
      steps: { warn: limits.providerErrorShare / 2, bad: limits.providerErrorShare },
      max: 1,
      width: 8,
    },
    {
      title: 'Errors by type',
      says: "The provider's own code, else the status, else our word for it: see docs/telemetry.md.",
      kind: 'list',
      unit: 'short',
      queries: [
        {
          expr: largest(
            15,
            sum(
              either(duration, (of) => grown(series(of, { 'error.type': { not: '' } }, '_count'), range)),
              'error.type',
            ),
          ),
          legend: `{{${labelName('error.type')}}}`,
          mayBeEmpty: none,
        },
      ],
      empty: 'No call failed.',
      width: 8,
    },
    {
      title: 'Outcomes',
      says: 'Calls for each step of the graph.',
      kind: 'bars',
      unit: 'short',
      queries: [{ expr: sum(grown(series(calls), step), 'outcome'), legend: '{{outcome}}' }],
      empty: noTraffic,
      width: 12,
    },
    {
      title: 'Outcomes by provider',
      says: 'Calls in the time chosen.',
      kind: 'table',
      unit: 'short',
      queries: [
        { expr: largest(50, sum(grown(series(calls), range), 'provider', 'operation', 'outcome')), legend: 'calls' },
      ],
      empty: noTraffic,
      width: 12,
    },
  ],
};
