import type { Metric } from './metric-names.ts';
import { labelName, prometheusName } from './names.ts';
import { prefersOpenMetrics } from './openmetrics.ts';
import { type Distribution, type Exemplar, type Family, overflowLabel, type Point } from './series.ts';

type Families = ReadonlyArray<Family<unknown, Point> | Family<unknown, Distribution>>;

/** What `/metrics` answers: a body and its content type. */
export interface MetricsPage {
  readonly type: string;
  readonly text: string;
}

/** In the format that the `accept` header asks for; the older one where it says nothing of the newer. */
export function metricsPage(
  families: Families,
  target: Readonly<Record<string, string>>,
  accept: string | undefined,
): MetricsPage {
  if (prefersOpenMetrics(accept)) {
    const type = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
    return { type, text: prometheusText(families, target, open) };
  }
  return { type: 'text/plain; version=0.0.4; charset=utf-8', text: prometheusText(families, target) };
}

/** In what the two formats differ. */
interface Format {
  /** What `# TYPE` and `# HELP` call the metric: OpenMetrics leaves `_total` off there. */
  family(metric: Metric): string;
  help(text: string): string;
  /** A bucket's boundary. */
  bound(value: number): string;
  exemplar(of: Exemplar | undefined): string;
  readonly target: readonly string[];
  readonly end: readonly string[];
}

const says = 'Who this is, as OpenTelemetry resource attributes.';

/** The Prometheus text format, version 0.0.4. */
const plain: Format = {
  family: prometheusName,
  help: (text) => text.replaceAll('\\', '\\\\'),
  bound: number,
  exemplar: () => '',
  target: [`# HELP target_info ${says}`, '# TYPE target_info gauge'],
  end: [''],
};

/** OpenMetrics 1.0: what is canonical as `1.0` must be written so, and an end must be there. */
const open: Format = {
  family: (metric) => prometheusName(metric).replace(/_total$/, ''),
  help: (text) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"'),
  bound: (value) => (Number.isInteger(value) ? `${value}.0` : number(value)),
  exemplar: (of) =>
    of === undefined
      ? ''
      : ` # {trace_id="${of.traceId}",span_id="${of.spanId}"} ${number(of.value)} ${(of.at / 1000).toFixed(3)}`,
  target: [`# HELP target ${says}`, '# TYPE target info'],
  end: ['# EOF', ''],
};

/** The families as text. */
export function prometheusText(
  families: Families,
  target: Readonly<Record<string, string>>,
  format: Format = plain,
): string {
  const lines: string[] = [
    ...format.target,
    `target_info${braces(Object.entries(target).map(([name, value]) => pair(name, value)))} 1`,
  ];
  for (const { metric, read } of families) {
    const name = prometheusName(metric);
    const type = metric.kind === 'updown' ? 'gauge' : metric.kind;
    const family = format.family(metric);
    lines.push(`# HELP ${family} ${format.help(metric.description)}`, `# TYPE ${family} ${type}`);
    for (const series of read()) {
      const labels = labelsOf(metric.labels, series.labels);
      if ('counts' in series) writeHistogram(lines, name, labels, series, metric.buckets ?? [], format);
      else lines.push(`${name}${braces(labels)} ${series.exact?.() ?? number(series.value)}`);
    }
  }
  lines.push(...format.end);
  return lines.join('\n');
}

function writeHistogram(
  lines: string[],
  name: string,
  labels: readonly string[],
  series: Distribution,
  buckets: readonly number[],
  format: Format,
): void {
  // Bound ahead of their first call: nothing to show yet.
  if (series.count === 0) return;
  const exemplars = format === plain ? [] : series.exemplars();
  let below = 0;
  buckets.forEach((bound, at) => {
    below += series.counts[at]!;
    const le = `le="${format.bound(bound)}"`;
    lines.push(`${name}_bucket${braces([...labels, le])} ${below}${format.exemplar(exemplars[at])}`);
  });
  const last = format.exemplar(exemplars[buckets.length]);
  lines.push(
    `${name}_bucket${braces([...labels, 'le="+Inf"'])} ${series.count}${last}`,
    `${name}_sum${braces(labels)} ${number(series.sum)}`,
    `${name}_count${braces(labels)} ${series.count}`,
  );
}

function labelsOf(names: readonly string[], values: readonly string[]): string[] {
  if (values.length === 0 && names.length > 0) return [pair(overflowLabel, 'true')];
  const labels: string[] = [];
  names.forEach((name, at) => {
    const value = values[at];
    if (value !== undefined && value !== '') labels.push(pair(name, value));
  });
  return labels;
}

function pair(name: string, value: string): string {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
  return `${labelName(name)}="${escaped}"`;
}

function braces(labels: readonly string[]): string {
  return labels.length === 0 ? '' : `{${labels.join(',')}}`;
}

function number(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  if (value === Number.NEGATIVE_INFINITY) return '-Inf';
  return String(value);
}
