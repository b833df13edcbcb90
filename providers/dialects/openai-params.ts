import type { CallParams } from '../../core/call.ts';
import { isObject, type JsonObject, numberOf, objectOf, stringOf } from '../json-value.ts';

type Writable = { -readonly [Key in keyof CallParams]: CallParams[Key] };

/** Request parameters that telemetry reports, of the whole OpenAI family. */
export function openaiParams(body: JsonObject): CallParams {
  const params: Writable = {};
  const maxTokens = numberOf(body.max_completion_tokens ?? body.max_output_tokens ?? body.max_tokens);
  if (maxTokens !== undefined) params.maxTokens = maxTokens;
  const temperature = numberOf(body.temperature);
  if (temperature !== undefined) params.temperature = temperature;
  const topP = numberOf(body.top_p);
  if (topP !== undefined) params.topP = topP;
  const topK = numberOf(body.top_k);
  if (topK !== undefined) params.topK = topK;
  const frequencyPenalty = numberOf(body.frequency_penalty);
  if (frequencyPenalty !== undefined) params.frequencyPenalty = frequencyPenalty;
  const presencePenalty = numberOf(body.presence_penalty);
  if (presencePenalty !== undefined) params.presencePenalty = presencePenalty;
  const seed = numberOf(body.seed ?? body.random_seed);
  if (seed !== undefined) params.seed = seed;
  const choiceCount = numberOf(body.n);
  if (choiceCount !== undefined) params.choiceCount = choiceCount;
  const dimensions = numberOf(body.dimensions ?? body.output_dimension);
  if (dimensions !== undefined) params.dimensions = dimensions;
  const serviceTier = stringOf(body.service_tier);
  if (serviceTier !== undefined) params.serviceTier = serviceTier;
  const previous = stringOf(body.previous_response_id);
  if (previous !== undefined) params.previousResponseId = previous;
  const conversation = stringOf(isObject(body.conversation) ? body.conversation.id : body.conversation);
  if (conversation !== undefined) params.conversationId = conversation;
  const reasoning = stringOf(body.reasoning_effort ?? objectOf(body.reasoning)?.effort);
  if (reasoning !== undefined) params.reasoningLevel = reasoning;
  const stop = stopOf(body.stop);
  if (stop !== undefined) params.stopSequences = stop;
  const outputType = outputTypeOf(body);
  if (outputType !== undefined) params.outputType = outputType;
  const encoding = stringOf(body.encoding_format);
  if (encoding !== undefined) params.encodingFormats = [encoding];
  if (objectOf(body.stream_options)?.include_usage === true) params.includeUsage = true;
  return params;
}

function stopOf(stop: unknown): readonly string[] | undefined {
  if (typeof stop === 'string') return [stop];
  return Array.isArray(stop) ? stop.filter((entry): entry is string => typeof entry === 'string') : undefined;
}

/** `response_format` in chat, `text.format` in Responses. */
function outputTypeOf(body: JsonObject): CallParams['outputType'] {
  if (Array.isArray(body.modalities) && body.modalities.includes('audio')) return 'speech';
  const format = objectOf(body.response_format) ?? objectOf(objectOf(body.text)?.format);
  switch (format?.type) {
    case 'json_object':
    case 'json_schema':
      return 'json';
    case 'text':
      return 'text';
    default:
      return undefined;
  }
}
