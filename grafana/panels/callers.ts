import { metric } from '../../telemetry/names.ts';
import { type Group, noTraffic, range, step } from '../panel.ts';
import { all, grown, largest, series, sum } from '../promql.ts';

const { verdicts } = metric;
/** Teams, features and users are no choices of this dashboard. */
const calls = (verdict?: string | readonly string[]): string =>
  all(metric.callerCalls, { provider: ['$provider'], ...(verdict === undefined ? {} : { verdict }) });
const acted = ['redact', 'block'] as const;
const by = ['team', 'feature', 'user'] as const;
const header =
  'Who they are is told by the headers x-spanguard-team, -feature and -user; nothing of what was said is kept.';
const none = 'Nothing was refused or masked.';
const noShadow = 'no policy is in shadow mode, or none found anything';

/** Whose calls policies act on, and what they would do besides. */
export const callers: Group = {
  title: 'Who, and what would change',
  panels: [
    {
      title: 'Callers with most refused and masked calls',
      says: `Calls in the time chosen. ${header}`,
      kind: 'table',
      unit: 'short',
      queries: [
        {
          expr: largest(20, sum(grown(calls('block'), range), ...by)),
          legend: 'refused',
          mayBeEmpty: 'nothing was refused',
        },
        {
          expr: largest(20, sum(grown(calls('redact'), range), ...by)),
          legend: 'masked',
          mayBeEmpty: 'nothing was masked',
        },
      ],
      empty: none,
      width: 12,
    },
    {
      title: 'Share of calls acted on, by team',
      says: `Refused or masked, of all calls of the team. ${header}`,
      kind: 'list',
      unit: 'percentunit',
      max: 1,
      queries: [
        {
          expr: largest(15, `${sum(grown(calls(acted), range), 'team')} / ${sum(grown(calls(), range), 'team')}`),
          legend: '{{team}}',
          mayBeEmpty: 'nothing was refused or masked',
        },
      ],
      empty: none,
      width: 12,
    },
    {
      title: 'What shadow policies would do',
      says: 'Findings of policies in shadow mode, which are not acted on: what `mode: enforce` would change.',
      kind: 'table',
      unit: 'short',
      queries: [
        {
          expr: largest(
            50,
            sum(grown(series(verdicts, { mode: 'shadow' }), range), 'policy', 'action', 'detector', 'side'),
          ),
          legend: 'findings',
          mayBeEmpty: noShadow,
        },
      ],
      empty: 'No policy is in shadow mode (`mode: shadow`), or none of them found anything.',
      width: 12,
    },
    {
      title: 'Calls by what was done',
      says: 'For each step of the graph: the severest thing on either side. `flag` is recorded only.',
      kind: 'bars',
      unit: 'short',
      queries: [{ expr: sum(grown(calls(), step), 'verdict'), legend: '{{verdict}}' }],
      empty: noTraffic,
      width: 12,
    },
  ],
};
