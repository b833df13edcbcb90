/** An alert, before it is a rule of Prometheus or of Grafana. */
export interface Alert {
  readonly name: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly summary: string;
  /** What to look at, and what to do. */
  readonly says: string;
  /** A number by label set; the alert is on where it is beyond the limit. */
  readonly value: string;
  readonly limit: { readonly above: number } | { readonly below: number };
  /** How long it must hold. */
  readonly lasting: string;
  /** The board that shows more. */
  readonly board: 'spanguard-cost' | 'spanguard-safety' | 'spanguard-latency';
  /** Why it has no value in a healthy sidecar with traffic. */
  readonly mayBeEmpty?: string;
}

export interface AlertGroup {
  readonly name: string;
  readonly alerts: readonly Alert[];
}
