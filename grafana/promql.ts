import { labelName, metric, prometheusName } from '../telemetry/names.ts';

/**
 * Queries are written against the tables of `telemetry/names`: a metric that does not exist, or a label
 * that it does not have, is a type error.
 */
type Known = (typeof metric)[keyof typeof metric];
export type Label<Of extends Known> = Of['labels'][number];
export type Part = '_bucket' | '_sum' | '_count';

/** A value, any of several, or anything but. */
export type Want = string | readonly string[] | { readonly not: string | readonly string[] };

/** The variables that narrow a dashboard, by the label that each stands for. */
export const variableOf: Readonly<Record<string, string>> = {
  provider: 'provider',
  model: 'model',
  team: 'team',
  user: 'user',
  feature: 'feature',
  policy: 'policy',
  'gen_ai.provider.name': 'system',
  'gen_ai.request.model': 'requested',
};

/** The series of a metric, narrowed by every variable whose label it has, and by what is wanted besides. */
export function series<Of extends Known>(
  of: Of,
  wants: Partial<Record<Label<Of>, Want>> = {},
  part: Part | '' = '',
): string {
  const labels: readonly string[] = of.labels;
  const matchers = labels.flatMap((label) => {
    const want = (wants as Partial<Record<string, Want>>)[label];
    const variable = variableOf[label];
    if (want !== undefined) return [matcher(label, want)];
    return variable === undefined ? [] : [`${labelName(label)}=~"$${variable}"`];
  });
  return prometheusName(of) + part + (matchers.length === 0 ? '' : `{${matchers.join(',')}}`);
}

/** The same without variables, for rules. */
export function all<Of extends Known>(
  of: Of,
  wants: Partial<Record<Label<Of>, Want>> = {},
  part: Part | '' = '',
): string {
  const matchers = Object.entries(wants).map(([label, want]) => matcher(label, want as Want));
  return prometheusName(of) + part + (matchers.length === 0 ? '' : `{${matchers.join(',')}}`);
}

function matcher(label: string, want: Want): string {
  const none = typeof want === 'object' && 'not' in want;
  const values = none ? want.not : want;
  const name = labelName(label);
  if (typeof values === 'string') return `${name}${none ? '!=' : '='}"${values}"`;
  return `${name}${none ? '!~' : '=~'}"${values.join('|')}"`;
}

/**
 * How much counters grew in a window, to the last digit. `increase()` guesses what was before the first
 * and after the last scrape, and misses what a new series is born with; for money neither will do. So: the
 * last value less the one at the window's start, or all of it where the series began inside the window.
 * Only where a counter was reset in the window is it Prometheus's estimate.
 */
export function grown(selector: string, window: string): string {
  const last = `last_over_time(${selector}[${window}])`;
  const before = `last_over_time(${selector}[1h] offset ${window})`;
  const reset = `(resets(${selector}[${window}]) > 0)`;
  return `((((${last} - ${before}) or ${last}) unless ${reset}) or increase(${selector}[${window}]))`;
}

/** Days until the month ends, in UTC, today's rest included; a value without labels. */
export const daysLeft = 'scalar(days_in_month() - day_of_month() + 1 - (hour() * 60 + minute()) / 1440)';

export function sum(expression: string, ...by: string[]): string {
  return by.length === 0 ? `sum(${expression})` : `sum by (${by.map(labelName).join(', ')}) (${expression})`;
}

/** A rate by the second over what Grafana deems a sensible window for the step. */
export function rate(selector: string, window = '$__rate_interval'): string {
  return `rate(${selector}[${window}])`;
}

type Histogram = Extract<Known, { kind: 'histogram' }>;

/** What the newest conventions call it, with the same labels. A sidecar writes one, the other, or both. */
type Renamed = typeof metric.duration | typeof metric.timeToFirstChunk | typeof metric.timePerOutputChunk;
const renamed = new Map<Known, Renamed | Known>([
  [metric.duration, metric.inferenceDuration],
  [metric.timeToFirstChunk, metric.inferenceFirstChunk],
  [metric.timePerOutputChunk, metric.inferencePerChunk],
]);

/**
 * A function of the series under whichever conventions they were written. Where both were, the labels are the
 * same and `or` takes the older: nothing counts twice.
 */
export function either<Of extends Renamed>(of: Of, selected: (of: Of) => string): string {
  return `(${selected(of)} or ${selected(renamed.get(of) as Of)})`;
}

export function quantile<Of extends Histogram>(
  share: number,
  of: Of,
  window: string,
  wants: Partial<Record<Label<Of>, Want>> = {},
  by: readonly Label<Of>[] = [],
): string {
  const buckets = (one: Of): string => rate(series(one, wants, '_bucket'), window);
  const rates = renamed.has(of) ? either(of as Of & Renamed, buckets) : buckets(of);
  return `histogram_quantile(${share}, ${sum(rates, 'le', ...by)})`;
}

/** Absent labels get a name, so that a legend is never blank. */
export function named(expression: string, label: string, absent: string): string {
  const name = labelName(label);
  return `label_replace(${expression}, "${name}", "${absent}", "${name}", "^$")`;
}

/** Nothing is zero where that is what it means. */
export function orZero(expression: string): string {
  return `(${expression} or vector(0))`;
}

/** The largest, largest first. */
export function largest(count: number, expression: string): string {
  return `sort_desc(topk(${count}, ${expression}))`;
}
