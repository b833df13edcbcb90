import { labelName, metric, prometheusName } from '../telemetry/names.ts';

/** The choices at the top of a dashboard, each with the metric and the label whose values it offers. */
export const variables = {
  provider: { label: 'Provider', of: metric.calls, by: 'provider' },
  model: { label: 'Model', of: metric.cost, by: 'model' },
  team: { label: 'Team', of: metric.cost, by: 'team' },
  feature: { label: 'Feature', of: metric.cost, by: 'feature' },
  user: { label: 'User', of: metric.cost, by: 'user' },
  policy: { label: 'Policy', of: metric.verdicts, by: 'policy' },
  system: { label: 'Provider (traces)', of: metric.duration, by: 'gen_ai.provider.name' },
  requested: { label: 'Model asked for', of: metric.duration, by: 'gen_ai.request.model' },
} as const;

export type VariableName = keyof typeof variables;

export function valuesOf(name: VariableName): string {
  const { of, by } = variables[name];
  if (of !== metric.duration) return `label_values(${prometheusName(of)}, ${labelName(by)})`;
  // Inferences are counted apart under the newest conventions.
  const names = [of, metric.inferenceDuration].map((one) => `${prometheusName(one)}_count`);
  return `label_values({__name__=~"${names.join('|')}"}, ${labelName(by)})`;
}
