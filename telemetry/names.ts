import type { Profile } from './semconv.ts';

/**
 * Every span attribute and metric that leaves this package. A name exists only here: the recorder,
 * the exporters, the dashboards and `docs/telemetry.md` (held to it by a test) all read these tables.
 *
 * The released GenAI conventions are 1.41.1 (core repository, frozen); what moved since lives on the
 * GenAI repository's main and has no release. 1.41 is written by default, because that is what
 * collectors and dashboards read; a newer name is added only where it cannot collide. What only one of
 * the two has is marked with its profile (`semconv.ts`).
 */
export type Source =
  | 'semconv 1.41.1'
  /** open-telemetry/semantic-conventions-genai, main, 2026-10-09 (`6fd0d76`). */
  | 'genai main'
  /** semantic-conventions-genai pull request 443, open. */
  | 'genai #443'
  | 'spanguard';

export const conventions = {
  version: '1.41.1',
  schemaUrl: 'https://opentelemetry.io/schemas/1.41.1',
} as const;

export const scopeName = 'spanguard';

export type ValueKind = 'string' | 'int' | 'double' | 'boolean' | 'string[]';

export interface Attribute {
  readonly name: string;
  readonly type: ValueKind;
  readonly description: string;
  readonly source: Source;
  /** Written under this profile only; under both when absent. */
  readonly only?: Profile;
  /** Its place in `attributes`; lets an encoder keep prepared keys in an array. */
  readonly index: number;
}

const defined: Attribute[] = [];

function attribute(name: string, type: ValueKind, source: Source, description: string, only?: Profile): Attribute {
  const base = { name, type, description, source, index: defined.length };
  const made: Attribute = only === undefined ? base : { ...base, only };
  defined.push(made);
  return made;
}

const v141: Source = 'semconv 1.41.1';
const ours: Source = 'spanguard';

/** Span attributes, by what they say. */
export const attr = {
  operation: attribute(
    'gen_ai.operation.name',
    'string',
    v141,
    'What was asked for: `chat`, `generate_content`, `text_completion`, `embeddings` …; `_OTHER` on a path that no dialect knows.',
  ),
  provider: attribute('gen_ai.provider.name', 'string', v141, 'The provider as the conventions name it.'),
  requestModel: attribute('gen_ai.request.model', 'string', v141, 'The model asked for, as written.'),
  serverAddress: attribute('server.address', 'string', v141, "The provider's host, also behind the sidecar."),
  serverPort: attribute('server.port', 'int', v141, "The provider's port."),
  errorType: attribute(
    'error.type',
    'string',
    v141,
    "Set on failure: the provider's error code where it is a known one, else the HTTP status, else one of the values under Errors.",
  ),
  stream: attribute('gen_ai.request.stream', 'boolean', v141, 'Set, and `true`, on streamed calls only.'),
  choiceCount: attribute('gen_ai.request.choice.count', 'int', v141, 'How many choices were asked for, where not 1.'),
  seed: attribute('gen_ai.request.seed', 'int', v141, 'Requested seed.'),
  outputType: attribute('gen_ai.output.type', 'string', v141, '`text`, `json`, `image` or `speech`.'),
  conversationId: attribute(
    'gen_ai.conversation.id',
    'string',
    v141,
    "The provider's own conversation id; never invented.",
  ),
  topK: attribute('gen_ai.request.top_k', 'double', v141, 'Requested top-k; an int under `latest`.'),
  maxTokens: attribute('gen_ai.request.max_tokens', 'int', v141, 'Requested bound of output tokens.'),
  temperature: attribute('gen_ai.request.temperature', 'double', v141, 'Requested temperature.'),
  topP: attribute('gen_ai.request.top_p', 'double', v141, 'Requested top-p.'),
  frequencyPenalty: attribute('gen_ai.request.frequency_penalty', 'double', v141, 'Requested frequency penalty.'),
  presencePenalty: attribute('gen_ai.request.presence_penalty', 'double', v141, 'Requested presence penalty.'),
  stopSequences: attribute(
    'gen_ai.request.stop_sequences',
    'string[]',
    v141,
    'Requested stop sequences; at most 8, each cut at 64 characters.',
  ),
  reasoningLevel: attribute('gen_ai.request.reasoning.level', 'string', 'genai main', 'Requested reasoning effort.'),
  previousResponseId: attribute(
    'gen_ai.request.previous_response.id',
    'string',
    'genai main',
    'The answer that this request continues.',
  ),
  encodingFormats: attribute('gen_ai.request.encoding_formats', 'string[]', v141, 'Requested encodings of embeddings.'),
  dimensions: attribute('gen_ai.embeddings.dimension.count', 'int', v141, 'Requested dimensions of embeddings.'),
  responseId: attribute('gen_ai.response.id', 'string', v141, "The answer's id."),
  responseModel: attribute('gen_ai.response.model', 'string', v141, 'The model that answered.'),
  finishReasons: attribute(
    'gen_ai.response.finish_reasons',
    'string[]',
    v141,
    "The provider's own words, one per choice; `error` where a stream broke off before one came.",
  ),
  timeToFirstChunk: attribute(
    'gen_ai.response.time_to_first_chunk',
    'double',
    v141,
    'Seconds until the first piece of a streamed answer.',
  ),
  inputTokens: attribute('gen_ai.usage.input_tokens', 'int', v141, 'Input tokens, cached ones included.'),
  outputTokens: attribute('gen_ai.usage.output_tokens', 'int', v141, 'Output tokens, reasoning included.'),
  cacheReadTokens: attribute(
    'gen_ai.usage.cache_read.input_tokens',
    'int',
    v141,
    'The part of the input that came from a cache.',
  ),
  cacheCreationTokens: attribute(
    'gen_ai.usage.cache_creation.input_tokens',
    'int',
    v141,
    'The part of the input that was written to a cache; not under `latest`.',
    '1.41',
  ),
  cacheWriteTokens: attribute(
    'gen_ai.usage.cache_write.input_tokens',
    'int',
    'genai main',
    'The newer name of the same number.',
  ),
  reasoningTokens: attribute(
    'gen_ai.usage.reasoning.output_tokens',
    'int',
    v141,
    'The part of the output that was reasoning.',
  ),
  openaiApiType: attribute(
    'openai.api.type',
    'string',
    v141,
    '`chat_completions` or `responses`; OpenAI and Azure OpenAI only.',
  ),
  openaiRequestTier: attribute(
    'openai.request.service_tier',
    'string',
    v141,
    'Requested service tier, where not `auto`.',
  ),
  openaiResponseTier: attribute('openai.response.service_tier', 'string', v141, 'The service tier that was billed.'),
  openaiFingerprint: attribute(
    'openai.response.system_fingerprint',
    'string',
    v141,
    "The provider's system fingerprint.",
  ),
  costAmount: attribute('gen_ai.usage.cost.amount', 'double', 'genai #443', 'The same number as `spanguard.cost.usd`.'),
  costCurrency: attribute('gen_ai.usage.cost.currency', 'string', 'genai #443', 'Always `USD`.'),
  costSource: attribute(
    'gen_ai.usage.cost.source',
    'string',
    'genai #443',
    'Always `local`: computed here, not told by the provider.',
  ),
  resendCount: attribute(
    'http.request.resend_count',
    'int',
    v141,
    "Which retry of the caller's SDK this is, from `x-stainless-retry-count`; absent on the first attempt.",
  ),
  callId: attribute('spanguard.call.id', 'string', ours, 'The id that the caller gets as `x-spanguard-call`.'),
  costUsd: attribute('spanguard.cost.usd', 'double', ours, 'What the call cost; absent when no price is known.'),
  costConfidence: attribute('spanguard.cost.confidence', 'string', ours, '`exact`, `estimated` or `unknown`.'),
  usageEstimated: attribute(
    'spanguard.usage.estimated',
    'boolean',
    ours,
    'Set, and `true`, where tokens are our own count: the provider did not count, or not to the end.',
  ),
  verdictInput: attribute('spanguard.verdict.input', 'string', ours, '`allow`, `flag`, `redact` or `block`.'),
  verdictOutput: attribute('spanguard.verdict.output', 'string', ours, '`allow`, `flag`, `redact` or `block`.'),
  policy: attribute(
    'spanguard.policy',
    'string',
    ours,
    'The policy behind the strongest verdict, where it is not `allow`.',
  ),
  coverageInput: attribute(
    'spanguard.coverage.input',
    'string',
    ours,
    '`scanned`, `skipped:<reason>` or `unsupported`.',
  ),
  coverageOutput: attribute(
    'spanguard.coverage.output',
    'string',
    ours,
    '`scanned`, `skipped:<reason>` or `unsupported`.',
  ),
  kept: attribute(
    'spanguard.sampling.kept',
    'string',
    ours,
    'Why a span is there that the sampler had left out: `refused`, `failed` or `cost`.',
  ),
  systemInstructions: attribute(
    'gen_ai.system_instructions',
    'string',
    v141,
    'System text that is no message of the history, as JSON; with `telemetry.content` only.',
  ),
  inputMessages: attribute(
    'gen_ai.input.messages',
    'string',
    v141,
    'The request as it left, masked, as JSON; with `telemetry.content` only. Cut from its beginning.',
  ),
  outputMessages: attribute(
    'gen_ai.output.messages',
    'string',
    v141,
    'The answer as its caller got it, masked, as JSON; with `telemetry.content` only. Cut at its end.',
  ),
  contentTruncated: attribute(
    'spanguard.content.truncated',
    'boolean',
    ours,
    'Set, and `true`, where content was left out for its size.',
  ),
  detectors: attribute(
    'spanguard.detectors',
    'string[]',
    ours,
    'The detectors that found something, on either side and in either mode; at most 16.',
  ),
  team: attribute('spanguard.team', 'string', ours, 'From the request header `x-spanguard-team`.'),
  user: attribute('spanguard.user', 'string', ours, 'From the request header `x-spanguard-user`.'),
  feature: attribute('spanguard.feature', 'string', ours, 'From the request header `x-spanguard-feature`.'),
} as const;

export const attributes: readonly Attribute[] = defined;

export * from './error-names.ts';
export * from './metric-names.ts';
