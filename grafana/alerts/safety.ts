import { metric } from '../../telemetry/names.ts';
import { limits } from '../limits.ts';
import { all, grown, orZero, sum } from '../promql.ts';
import type { AlertGroup } from './alert.ts';

const { calls, coverage, faults } = metric;
const recentCalls = sum(grown(all(calls), '15m'));
const refused = sum(grown(all(calls, { outcome: 'blocked' }), '15m'));
const few = 'too few calls';

export const safety: AlertGroup = {
  name: 'spanguard-safety',
  alerts: [
    {
      name: 'SpanguardRefusalSpike',
      severity: 'warning',
      summary: 'Many calls are refused',
      says: 'Policies refused {{ $value | humanizePercentage }} of the calls of the last 15 minutes. An attack, or a policy that is too strict since its last change: look at the policy and its detector.',
      value: `${refused} / (${recentCalls} >= ${limits.fewCalls})`,
      limit: { above: limits.refusedShare },
      lasting: '5m',
      board: 'spanguard-safety',
      mayBeEmpty: few,
    },
    {
      name: 'SpanguardCoverageDrop',
      severity: 'warning',
      summary: 'Part of the traffic is not scanned',
      says: 'Only {{ $value | humanizePercentage }} of the {{ $labels.side }} of calls was scanned in the last 15 minutes. The Safety dashboard has the reasons; `onUnscannable: block` refuses what cannot be read.',
      value: `${sum(grown(all(coverage, { coverage: 'scanned' }), '15m'), 'side')} / (${sum(grown(all(coverage), '15m'), 'side')} >= ${limits.fewCalls})`,
      limit: { below: limits.scannedShare },
      lasting: '5m',
      board: 'spanguard-safety',
      mayBeEmpty: few,
    },
    {
      name: 'SpanguardFailingOpen',
      severity: 'critical',
      summary: 'A policy fails open',
      says: 'The policy {{ $labels.policy }} could not be evaluated {{ $value | humanize }} times in ten minutes ({{ $labels.reason }}), and those calls went on without it.',
      value: sum(grown(all(faults, { on_error: 'open' }), '10m'), 'policy', 'reason'),
      limit: { above: 0 },
      lasting: '0m',
      board: 'spanguard-safety',
      mayBeEmpty: 'no policy failed',
    },
    {
      name: 'SpanguardFailingClosed',
      severity: 'warning',
      summary: 'A policy fails closed',
      says: 'The policy {{ $labels.policy }} could not be evaluated {{ $value | humanize }} times in ten minutes ({{ $labels.reason }}), and those calls were refused for it.',
      value: sum(grown(all(faults, { on_error: 'closed' }), '10m'), 'policy', 'reason'),
      limit: { above: 0 },
      lasting: '0m',
      board: 'spanguard-safety',
      mayBeEmpty: 'no policy failed',
    },
    {
      name: 'SpanguardPastGuard',
      severity: 'warning',
      summary: 'Calls go past the guard',
      says: '{{ $value | humanize }} calls to {{ $labels.provider }} left an application by {{ $labels.surface }} in 15 minutes, where nothing guards them. docs/in-process.md says what to do about each way out.',
      value: sum(grown(all(metric.uncovered, { outcome: 'passed' }), '15m'), 'provider', 'surface'),
      limit: { above: 0 },
      lasting: '0m',
      board: 'spanguard-safety',
      mayBeEmpty: 'every call went where it is guarded',
    },
    {
      name: 'SpanguardReloadFailed',
      severity: 'warning',
      summary: 'A configuration was not taken',
      says: 'The file has faults and the last good configuration stays: what was meant to change has not. `spanguard check FILE` names the faults.',
      value: orZero(sum(grown(all(metric.reloads, { outcome: 'failed' }), '15m'))),
      limit: { above: 0 },
      lasting: '0m',
      board: 'spanguard-latency',
    },
  ],
};
