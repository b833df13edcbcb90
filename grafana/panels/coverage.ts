import { metric } from '../../telemetry/names.ts';
import { limits } from '../limits.ts';
import { type Group, noTraffic, range, step } from '../panel.ts';
import { grown, largest, orZero, series, sum } from '../promql.ts';

const coverage = metric.coverage;
const faults = metric.faults;
const scanned = (side: string): string =>
  `${orZero(sum(grown(series(coverage, { side, coverage: 'scanned' }), range)))} / ${sum(grown(series(coverage, { side }), range))}`;
const noFault = 'no policy failed';

/** What was looked at at all, and what failed while looking. */
export const watched: Group = {
  title: 'Coverage and faults',
  panels: [
    {
      title: 'Scanned, input',
      says: 'The share of calls whose request was read and judged whole.',
      kind: 'stat',
      unit: 'percentunit',
      queries: [{ expr: scanned('input'), legend: 'of calls' }],
      empty: noTraffic,
      steps: { warn: 0.98, bad: limits.scannedShare, down: true },
      width: 4,
    },
    {
      title: 'Scanned, output',
      says: 'The share of calls whose answer was read and judged whole.',
      kind: 'stat',
      unit: 'percentunit',
      queries: [{ expr: scanned('output'), legend: 'of calls' }],
      empty: noTraffic,
      steps: { warn: 0.98, bad: limits.scannedShare, down: true },
      width: 4,
    },
    {
      title: 'Policies that failed open',
      says: 'They could not be evaluated and the call went on unjudged by them (`onError: open`).',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: orZero(sum(grown(series(faults, { on_error: 'open' }), range))), legend: 'faults' }],
      empty: noTraffic,
      steps: { warn: 1, bad: 10 },
      width: 4,
    },
    {
      title: 'Policies that failed closed',
      says: 'They could not be evaluated and the call was refused for it (`onError: closed`).',
      kind: 'stat',
      unit: 'short',
      queries: [{ expr: orZero(sum(grown(series(faults, { on_error: 'closed' }), range))), legend: 'faults' }],
      empty: noTraffic,
      steps: { warn: 1, bad: 10 },
      width: 4,
    },
    {
      title: 'Not scanned, and why',
      says: 'Calls by side and reason: a kind of content that is not read, a body too large, a path that no dialect knows.',
      kind: 'list',
      unit: 'short',
      queries: [
        {
          expr: largest(15, sum(grown(series(coverage, { coverage: { not: 'scanned' } }), range), 'side', 'coverage')),
          legend: '{{side}} {{coverage}}',
          mayBeEmpty: 'everything was scanned',
        },
      ],
      empty: 'Everything was scanned.',
      width: 8,
    },
    {
      title: 'Coverage',
      says: 'Sides of calls for each step of the graph.',
      kind: 'bars',
      unit: 'short',
      queries: [{ expr: sum(grown(series(coverage), step), 'coverage'), legend: '{{coverage}}' }],
      empty: noTraffic,
      width: 12,
    },
    {
      title: 'Faults of policies',
      says: 'For each step of the graph, by policy and by what follows from a fault.',
      kind: 'bars',
      unit: 'short',
      queries: [
        {
          expr: sum(grown(series(faults), step), 'policy', 'on_error'),
          legend: '{{policy}}, {{on_error}}',
          mayBeEmpty: noFault,
        },
      ],
      empty: 'No policy failed.',
      width: 12,
    },
    {
      title: 'Past every guard',
      says: 'Calls to providers by ways out of an application that nothing guards (`spanguard/register`), and whether they were refused.',
      kind: 'table',
      unit: 'short',
      queries: [
        {
          expr: largest(50, sum(grown(series(metric.uncovered), range), 'provider', 'surface', 'outcome')),
          legend: 'calls',
          mayBeEmpty: 'every call went where it is guarded',
        },
      ],
      empty: 'No call went past the guard. Only applications with `spanguard/register` can tell: docs/in-process.md.',
      width: 12,
    },
    {
      title: 'Faults by detector',
      says: 'With the class of the error, never its message.',
      kind: 'table',
      unit: 'short',
      queries: [
        {
          expr: largest(50, sum(grown(series(faults), range), 'policy', 'detector', 'side', 'on_error', 'reason')),
          legend: 'faults',
          mayBeEmpty: noFault,
        },
      ],
      empty: 'No policy failed.',
      width: 12,
    },
    {
      title: 'Formats of answers',
      says: 'Texts by policy and outcome.',
      kind: 'table',
      unit: 'short',
      queries: [
        {
          expr: largest(50, sum(grown(series(metric.formats), range), 'policy', 'outcome')),
          legend: 'texts',
          mayBeEmpty: 'no policy on a format',
        },
      ],
      empty: 'No policy has a `format`: see docs/answers.md.',
      width: 12,
    },
  ],
};
