import type { Metric } from './metric-names.ts';
import { clientLabels, durationBuckets, tokenBuckets } from './metric-shapes.ts';

const source = 'genai main';
const only = 'latest';

/** A count of tokens by what they are of; parts are in the two totals as well. */
function tokens<Name extends string>(name: Name, description: string) {
  const labels = [...clientLabels, 'gen_ai.token.modality'] as const;
  return { name, kind: 'counter', unit: '{token}', labels, source, only, description } as const satisfies Metric;
}

/**
 * What main (`6fd0d76`, 2026-10-09) has in the place of 1.41's metrics of inference: a duration of its own,
 * counters of tokens, and distributions of tokens by call that are not told apart by modality.
 */
export const latestMetric = {
  inferenceDuration: {
    name: 'gen_ai.client.inference.duration',
    kind: 'histogram',
    unit: 's',
    labels: [...clientLabels, 'error.type'],
    buckets: durationBuckets,
    source,
    only,
    description: 'Time of an inference, as the caller sees it.',
  },
  inferenceFirstChunk: {
    name: 'gen_ai.client.inference.time_to_first_chunk',
    kind: 'histogram',
    unit: 's',
    labels: clientLabels,
    buckets: durationBuckets,
    source,
    only,
    description: 'Time until the first piece of a streamed answer.',
  },
  inferencePerChunk: {
    name: 'gen_ai.client.inference.time_per_output_chunk',
    kind: 'histogram',
    unit: 's',
    labels: clientLabels,
    buckets: durationBuckets,
    source,
    only,
    description: "Time per further piece of a streamed answer: the stream's mean, counted once per piece.",
  },
  usageInput: tokens(
    'gen_ai.client.inference.usage.input_tokens',
    'Input tokens, cached ones included. `gen_ai.token.modality` is `audio` where the provider says so, else `unknown`; a call without a count adds 0.',
  ),
  usageOutput: tokens('gen_ai.client.inference.usage.output_tokens', 'Output tokens, reasoning included.'),
  usageCacheRead: tokens(
    'gen_ai.client.inference.usage.cache_read.input_tokens',
    'The part of the input that came from a cache.',
  ),
  usageCacheWrite: tokens(
    'gen_ai.client.inference.usage.cache_write.input_tokens',
    'The part of the input that was written to a cache.',
  ),
  usageReasoning: tokens(
    'gen_ai.client.inference.usage.reasoning.output_tokens',
    'The part of the output that was reasoning.',
  ),
  operationInput: {
    name: 'gen_ai.client.inference.operation.input_tokens',
    kind: 'histogram',
    unit: '{token}',
    labels: [...clientLabels, 'error.type'],
    buckets: tokenBuckets,
    source,
    only,
    description: 'Input tokens of each call, where they were counted.',
  },
  operationOutput: {
    name: 'gen_ai.client.inference.operation.output_tokens',
    kind: 'histogram',
    unit: '{token}',
    labels: [...clientLabels, 'error.type'],
    buckets: tokenBuckets,
    source,
    only,
    description: 'Output tokens of each call, where they were counted.',
  },
} as const satisfies Record<string, Metric>;
