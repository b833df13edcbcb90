import { type Rule, RuleBuilder } from '@grafana/grafana-foundation-sdk/alerting';
import { stringify } from 'yaml';
import { sourceIds } from '../sources.ts';
import type { Alert } from './alert.ts';
import { alertGroups } from './rules.ts';

const header = '# Made by `npm run dashboards`: change grafana/alerts or grafana/limits.ts instead.\n';
const folder = 'Spanguard';

/** The same alerts for Grafana's own alerting, as a file that provisions them. */
export function managedAlerts(): string {
  const groups = alertGroups.map(({ name, alerts }) => ({
    orgId: 1,
    name,
    folder,
    interval: '1m',
    rules: alerts.map(ruleOf),
  }));
  return header + stringify({ apiVersion: 1, groups }, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** What a provisioning file has of a rule; folder, group and organisation stand above it. */
type Provisioned = Omit<Rule, 'folderUID' | 'ruleGroup' | 'orgID' | 'data'> & { readonly data: readonly object[] };

function ruleOf(alert: Alert): Provisioned {
  const {
    folderUID: _f,
    ruleGroup: _g,
    orgID: _o,
    data: _d,
    ...rule
  } = new RuleBuilder(alert.name)
    .uid(uidOf(alert.name))
    .condition('B')
    .forDuration(alert.lasting)
    // Most values are of what went wrong: none of them means that nothing did.
    .noDataState('OK')
    .execErrState('Error')
    .labels({ severity: alert.severity })
    .annotations({
      summary: alert.summary,
      description: inGrafana(alert.says),
      __dashboardUid__: alert.board,
    })
    .build();
  const relativeTimeRange = { from: 600, to: 0 };
  const datasource = { type: '__expr__', uid: '__expr__' };
  const evaluator =
    'above' in alert.limit ? { type: 'gt', params: [alert.limit.above] } : { type: 'lt', params: [alert.limit.below] };
  return {
    ...rule,
    data: [
      {
        refId: 'A',
        relativeTimeRange,
        datasourceUid: sourceIds.prometheus,
        model: { refId: 'A', expr: alert.value, instant: true, range: false },
      },
      {
        refId: 'B',
        relativeTimeRange,
        datasourceUid: datasource.uid,
        model: { refId: 'B', type: 'threshold', datasource, expression: 'A', conditions: [{ evaluator }] },
      },
    ],
  };
}

/** Grafana keeps the value of a query by its letter. */
function inGrafana(text: string): string {
  return text.replaceAll('$value', '$values.A.Value');
}

function uidOf(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z0-9])/g, '-').toLowerCase();
}
