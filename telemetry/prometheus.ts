import { labelName, prometheusName } from './names.ts';
import { type Distribution, type Family, overflowLabel, type Point } from './series.ts';

/** The families in the Prometheus text format, version 0.0.4. */
export function prometheusText(
  families: ReadonlyArray<Family<unknown, Point> | Family<unknown, Distribution>>,
  target: Readonly<Record<string, string>>,
): string {
  const lines: string[] = [
    '# HELP target_info Who this is, as OpenTelemetry resource attributes.',
    '# TYPE target_info gauge',
    `target_info${braces(Object.entries(target).map(([name, value]) => pair(name, value)))} 1`,
  ];
  for (const { metric, read } of families) {
    const name = prometheusName(metric);
    const type = metric.kind === 'updown' ? 'gauge' : metric.kind;
    lines.push(`# HELP ${name} ${metric.description.replaceAll('\\', '\\\\')}`, `# TYPE ${name} ${type}`);
    for (const series of read()) {
      const labels = labelsOf(metric.labels, series.labels);
      if ('counts' in series) writeHistogram(lines, name, labels, series, metric.buckets ?? []);
      else lines.push(`${name}${braces(labels)} ${series.exact?.() ?? number(series.value)}`);
    }
  }
  lines.push('');
  return lines.join('\n');
}

function writeHistogram(
  lines: string[],
  name: string,
  labels: readonly string[],
  series: Distribution,
  buckets: readonly number[],
): void {
  // Bound ahead of their first call: nothing to show yet.
  if (series.count === 0) return;
  let below = 0;
  buckets.forEach((bound, at) => {
    below += series.counts[at]!;
    lines.push(`${name}_bucket${braces([...labels, `le="${number(bound)}"`])} ${below}`);
  });
  lines.push(
    `${name}_bucket${braces([...labels, 'le="+Inf"'])} ${series.count}`,
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
