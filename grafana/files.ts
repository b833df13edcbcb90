import { managedAlerts } from './alerts/managed.ts';
import { alertRules, recordingRules } from './alerts/rules.ts';
import { boards } from './boards.ts';
import { dashboardJson } from './dashboard-json.ts';

/** Everything that is made from this room, by its path in it. */
export function files(): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  for (const board of boards) {
    made.set(`dashboards/${board.uid}.json`, `${JSON.stringify(dashboardJson(board), undefined, 2)}\n`);
  }
  made.set('rules/spanguard.recording.yml', recordingRules());
  made.set('rules/spanguard.alerts.yml', alertRules());
  made.set('provisioning/alerting/spanguard.yml', managedAlerts());
  return made;
}
