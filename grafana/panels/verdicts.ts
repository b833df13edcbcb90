import { metric } from '../../telemetry/names.ts';
import { limits } from '../limits.ts';
import { type Group, noTraffic, type Panel, range, step } from '../panel.ts';
import { grown, largest, orZero, series, sum } from '../promql.ts';

const verdicts = metric.verdicts;
const calls = sum(grown(series(metric.calls), range));
const refused = orZero(sum(grown(series(metric.calls, { outcome: 'blocked' }), range)));
const nothing = 'Nothing was found. `spanguard scan` shows what the detectors say of a text.';
const noFinding = 'nothing was found in the time chosen';

function ranking(title: string, by: (typeof verdicts.labels)[number], says: string): Panel {
  return {
    title,
    says,
    kind: 'list',
    unit: 'short',
    queries: [
      {
        expr: largest(15, sum(grown(series(verdicts), range), by)),
        legend: `{{${by}}}`,
        mayBeEmpty: noFinding,
      },
    ],
    empty: nothing,
    width: 8,
  };
}

/** What policies found, and what was done about it. */
export const findings: Group = {
  title: 'Verdicts',
  panels: [
    {
      title: 'Calls',
      says: 'In the time chosen.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: calls, legend: 'calls' }],
      empty: noTraffic,
      width: 4,
    },
    {
      title: 'Refused calls',
      says: 'By a policy, on either side.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: refused, legend: 'calls' }],
      empty: noTraffic,
      width: 4,
    },
    {
      title: 'Refused',
      says: 'The share of calls that a policy refused.',
      kind: 'stat',
      unit: 'percentunit',
      queries: [{ expr: `${refused} / ${calls}`, legend: 'of calls' }],
      empty: noTraffic,
      steps: { warn: limits.refusedShare / 2, bad: limits.refusedShare },
      width: 4,
    },
    {
      title: 'Findings, enforced',
      says: 'One call may have several.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: orZero(sum(grown(series(verdicts, { mode: 'enforce' }), range))), legend: 'findings' }],
      empty: noTraffic,
      width: 4,
    },
    {
      title: 'Findings, in shadow',
      says: 'Recorded only: what policies in shadow mode would have acted on.',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: orZero(sum(grown(series(verdicts, { mode: 'shadow' }), range))), legend: 'findings' }],
      empty: noTraffic,
      width: 4,
    },
    {
      title: 'Answers in the right format',
      says: 'Of the texts that a policy on `format` judged.',
      kind: 'stat',
      unit: 'percentunit',
      queries: [
        {
          expr: `${sum(grown(series(metric.formats, { outcome: 'compliant' }), range))} / ${sum(grown(series(metric.formats), range))}`,
          legend: 'compliant',
          mayBeEmpty: 'no policy on a format, or no answer that kept to it',
        },
      ],
      empty: 'No policy has a `format`: see docs/answers.md.',
      steps: { warn: 0.98, bad: 0.9, down: true },
      width: 4,
    },
    {
      title: 'Findings by category',
      says: 'For each step of the graph.',
      kind: 'bars',
      unit: 'short',
      queries: [
        { expr: sum(grown(series(verdicts), step), 'category'), legend: '{{category}}', mayBeEmpty: noFinding },
      ],
      empty: nothing,
      width: 12,
    },
    {
      title: 'Shadow against enforce',
      says: 'For each step of the graph. Turn a policy to `enforce` once what it would have done is what you want.',
      kind: 'bars',
      unit: 'short',
      queries: [
        {
          expr: sum(grown(series(verdicts), step), 'mode', 'action'),
          legend: '{{mode}} {{action}}',
          mayBeEmpty: noFinding,
        },
      ],
      empty: nothing,
      width: 12,
    },
    {
      title: 'By policy',
      says: 'What each policy found, what it does about it, and whether it may.',
      kind: 'table',
      unit: 'short',
      queries: [
        {
          expr: largest(50, sum(grown(series(verdicts), range), 'policy', 'action', 'mode', 'side')),
          legend: 'findings',
          mayBeEmpty: noFinding,
        },
      ],
      empty: nothing,
      width: 16,
    },
    ranking('By detector', 'detector', 'In the time chosen.'),
    ranking('By category', 'category', 'In the time chosen.'),
    ranking('By side', 'side', '`input` is what the application sent, `output` what the model answered.'),
    ranking('By action', 'action', 'What the policies ask for; in shadow mode it is not done.'),
  ],
};
