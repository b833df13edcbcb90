import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** The data sources by the ids that provisioning gives them. */
export const sourceIds = {
  prometheus: 'spanguard-prometheus',
  tempo: 'spanguard-tempo',
  loki: 'spanguard-loki',
} as const;

export type SourceKind = keyof typeof sourceIds;

/** Whichever data source of that kind is chosen at the top of the dashboard. */
export function chosen(kind: SourceKind): DataSourceRef {
  return { type: kind, uid: `\${${kind}}` };
}
