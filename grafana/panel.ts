/** A panel before it is anything of Grafana's: what to ask, how to show it, what to say when there is nothing. */
export interface Panel {
  readonly title: string;
  /** The panel's own explanation, in the corner of its title. */
  readonly says: string;
  /** `list`: one bar by series, largest first; `bars`: stacked over time; `table`: a row by label set. */
  readonly kind: 'stat' | 'line' | 'bars' | 'list' | 'table';
  readonly unit: Unit;
  readonly queries: readonly [Query, ...Query[]];
  /** What to do when there is no data. */
  readonly empty: string;
  readonly width: number;
  readonly height?: number;
  readonly decimals?: number;
  /** From which values on a colour changes; worst last, unless `down`. */
  readonly steps?: { readonly warn: number; readonly bad: number; readonly down?: true };
  /** Another time range than the dashboard's, such as `now/M`. */
  readonly since?: string;
  readonly max?: number;
}

export type Unit = 'currencyUSD' | 'percentunit' | 's' | 'short' | 'bytes' | 'reqps' | 'none';

export interface Query {
  readonly expr: string;
  /** A series' name; in a table, the name of its column. */
  readonly legend: string;
  /** Why a healthy sidecar with traffic may have no answer to it. */
  readonly mayBeEmpty?: string;
}

/** Panels that belong together, under one heading. */
export interface Group {
  readonly title: string;
  readonly panels: readonly Panel[];
}

export const range = '$__range';
export const step = '$__interval';

export const noTraffic =
  'No calls yet. Point an application at the sidecar (OPENAI_BASE_URL=http://127.0.0.1:4100/openai/v1), and check that Prometheus scrapes its admin port.';
