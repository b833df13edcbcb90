import type { Answer, Call, CallParams, Operation, Role } from '../../core/call.ts';
import { type Refusal, Unreadable } from '../../core/dialect.ts';
import { errorOf } from '../failure.ts';
import { isObject, type JsonObject, listOf, numberOf, objectOf, stringOf } from '../json-value.ts';
import { Reading } from '../reading.ts';
import { anthropicUsage } from '../tokens.ts';
import { readBlocks } from './anthropic-block.ts';
import { anthropicError } from './anthropic-refusal.ts';
import { heard } from './openai-chat-answer.ts';

/** A request to answer or to count. */
export function decodeMessages(body: unknown, operation: Operation): Call {
  if (!isObject(body)) throw new Unreadable('the body must be an object');
  const { messages } = body;
  if (!Array.isArray(messages)) throw new Unreadable('messages must be a list');
  const found = new Reading('request');
  readBlocks(found, ['system'], body.system, 'system');
  for (let i = 0; i < messages.length; i++) {
    const message: unknown = messages[i];
    if (isObject(message)) readBlocks(found, ['messages', i, 'content'], message.content, roleOf(message.role));
    else found.wrong(['messages', i], 'an object');
  }
  return {
    operation,
    model: stringOf(body.model) ?? '',
    stream: body.stream === true,
    segments: found.segments,
    messages: messages.length,
    tools: listOf(body.tools).length,
    params: paramsOf(body),
    unread: found.unread,
  };
}

/** A role nobody knows is taken for the user's. */
function roleOf(role: unknown): Role {
  return role === 'assistant' || role === 'system' ? role : 'user';
}

function paramsOf(body: JsonObject): CallParams {
  const config = objectOf(body.output_config);
  const maxTokens = numberOf(body.max_tokens);
  const temperature = numberOf(body.temperature);
  const topP = numberOf(body.top_p);
  const topK = numberOf(body.top_k);
  const tier = stringOf(body.service_tier);
  const effort = stringOf(config?.effort);
  const stops = Array.isArray(body.stop_sequences)
    ? body.stop_sequences.filter((stop): stop is string => typeof stop === 'string')
    : undefined;
  return {
    maxTokens,
    temperature,
    topP,
    topK,
    stopSequences: stops,
    serviceTier: tier,
    reasoningLevel: effort,
    ...(isObject(config?.format) || isObject(body.output_format) ? { outputType: 'json' } : {}),
  };
}

/** A whole answer, a count, or an error. */
export function readAnthropicAnswer(body: unknown): Answer {
  const found = new Reading('answer');
  const error = errorOf(body);
  const message: JsonObject = isObject(body) ? body : {};
  if (isObject(body)) readBlocks(found, ['content'], body.content, 'assistant');
  else if (error === undefined) found.count('unreadable');
  const id = stringOf(message.id);
  const model = stringOf(message.model);
  const finish = stringOf(message.stop_reason);
  const usage = anthropicUsage(objectOf(message.usage));
  return heard({ id, model, finish: finish === undefined ? undefined : [finish], usage, error }, found);
}

/** The message with one text in place of its content; identity and usage stay. */
export function filterAnthropic(body: unknown, refusal: Refusal): string {
  if (!isObject(body) || !Array.isArray(body.content)) return JSON.stringify(anthropicError(refusal));
  const content = [{ type: 'text', text: refusal.message }];
  return JSON.stringify({ ...body, content, stop_reason: 'refusal', stop_sequence: null });
}
