import type { Source, ValueKind } from './names.ts';

/** An event of the GenAI conventions: a log record with a name, in the context of the call's span. */
export interface EventKind {
  readonly name: string;
  /** OTLP's `SeverityNumber`. */
  readonly severity: number;
  readonly source: Source;
  readonly description: string;
}

export const event = {
  details: {
    name: 'gen_ai.client.inference.operation.details',
    severity: 5,
    source: 'semconv 1.41.1',
    description:
      "A call's content, with `telemetry.content: event`: all attributes of its span, and messages structured.",
  },
  evaluation: {
    name: 'gen_ai.evaluation.result',
    severity: 9,
    source: 'semconv 1.41.1',
    description: 'What a policy found, or why it could not look: one for each policy, detector, side, action and mode.',
  },
} as const satisfies Record<string, EventKind>;

export const events: readonly EventKind[] = Object.values(event);

/** An attribute of `gen_ai.evaluation.result`. */
export interface EventAttribute {
  readonly name: string;
  readonly type: Exclude<ValueKind, 'string[]' | 'boolean'>;
  readonly source: Source;
  readonly description: string;
}

export const evaluation = {
  name: {
    name: 'gen_ai.evaluation.name',
    type: 'string',
    source: 'semconv 1.41.1',
    description: "The policy's name.",
  },
  score: {
    name: 'gen_ai.evaluation.score.value',
    type: 'double',
    source: 'semconv 1.41.1',
    description: 'The highest score, 0 to 1.',
  },
  label: {
    name: 'gen_ai.evaluation.score.label',
    type: 'string',
    source: 'semconv 1.41.1',
    description: '`fail`: something was found.',
  },
  explanation: {
    name: 'gen_ai.evaluation.explanation',
    type: 'string',
    source: 'semconv 1.41.1',
    description: 'Detector, category and side in words; never what was found.',
  },
  responseId: {
    name: 'gen_ai.response.id',
    type: 'string',
    source: 'semconv 1.41.1',
    description: "The answer's id, where there is one.",
  },
  errorType: {
    name: 'error.type',
    type: 'string',
    source: 'semconv 1.41.1',
    description: 'Why the policy could not be evaluated; then there is no score.',
  },
  detector: {
    name: 'spanguard.policy.detector',
    type: 'string',
    source: 'spanguard',
    description: 'Which detector it was.',
  },
  side: { name: 'spanguard.policy.side', type: 'string', source: 'spanguard', description: '`input` or `output`.' },
  action: {
    name: 'spanguard.policy.action',
    type: 'string',
    source: 'spanguard',
    description: '`block`, `redact` or `flag`: what the policy says.',
  },
  mode: { name: 'spanguard.policy.mode', type: 'string', source: 'spanguard', description: '`enforce` or `shadow`.' },
  count: { name: 'spanguard.policy.findings', type: 'int', source: 'spanguard', description: 'How many there were.' },
} as const satisfies Record<string, EventAttribute>;

export const evaluationAttributes: readonly EventAttribute[] = Object.values(evaluation);
