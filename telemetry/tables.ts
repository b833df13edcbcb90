import { evaluationAttributes, events } from './event-names.ts';
import { attributes, errorTypes, labelName, metrics, prometheusName, providerErrors } from './names.ts';

/** The tables of `docs/telemetry.md`; a test compares them with the page. */
export const tables = {
  attributes: table(
    ['Attribute', 'Type', 'From', 'Says'],
    attributes.map((one) => [`\`${one.name}\``, one.type, one.source, one.description]),
  ),
  errors: table(
    ['`error.type`', 'Says'],
    Object.entries(errorTypes).map(([name, says]) => [`\`${name}\``, says]),
  ),
  codes: table(
    ['Of', '`error.type`'],
    Object.entries(providerErrors).map(([whose, codes]) => [whose, codes.map((code) => `\`${code}\``).join(', ')]),
  ),
  metrics: table(
    ['Metric', 'On `/metrics`', 'Kind', 'Unit', 'By', 'From', 'Says'],
    metrics.map((one) => [
      `\`${one.name}\``,
      `\`${prometheusName(one)}\``,
      one.kind,
      `\`${one.unit}\``,
      one.labels.map((label) => `\`${labelName(label)}\``).join(', '),
      one.source,
      one.description + (one.buckets === undefined ? '' : ` Buckets: ${one.buckets.join(', ')}.`),
    ]),
  ),
  events: table(
    ['Event', 'Severity', 'From', 'Says'],
    events.map((one) => [`\`${one.name}\``, String(one.severity), one.source, one.description]),
  ),
  evaluation: table(
    ['Attribute', 'Type', 'From', 'Says'],
    evaluationAttributes.map((one) => [`\`${one.name}\``, one.type, one.source, one.description]),
  ),
} as const;

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
