import type { Call, CallParams, Operation, Role } from '../../core/call.ts';
import { Unreadable } from '../../core/dialect.ts';
import { isObject, type JsonObject, listOf, numberOf, objectOf, stringOf } from '../json-value.ts';
import { addField, Reading } from '../reading.ts';
import { readOllamaMessage } from './ollama-message.ts';

/** A request of `/api/chat`, or of `/api/generate`. Both stream unless they are told not to. */
export function decodeOllama(body: unknown, operation: Operation): Call {
  if (!isObject(body)) throw new Unreadable('the body must be an object');
  const found = new Reading('request');
  const messages = operation === 'text_completion' ? readPrompt(found, body) : readMessages(found, body.messages);
  return {
    operation,
    model: stringOf(body.model) ?? '',
    stream: body.stream !== false,
    segments: found.segments,
    messages,
    tools: listOf(body.tools).length,
    params: ollamaParams(body),
    unread: found.unread,
  };
}

/** Without messages a model is only loaded. */
function readMessages(found: Reading, messages: unknown): number {
  if (messages === undefined || messages === null) return 0;
  if (!Array.isArray(messages)) throw new Unreadable('messages must be a list');
  for (let i = 0; i < messages.length; i++) {
    const message: unknown = messages[i];
    if (isObject(message)) readOllamaMessage(found, ['messages', i], message, roleOf(message.role));
    else found.wrong(['messages', i], 'an object');
  }
  return messages.length;
}

/** A role nobody knows is taken for the user's. */
function roleOf(role: unknown): Role {
  return role === 'assistant' || role === 'system' || role === 'tool' ? role : 'user';
}

/** What goes round the prompt is the caller's too: the model's own system text and template are replaced by these. */
function readPrompt(found: Reading, body: JsonObject): number {
  for (const key of ['system', 'template']) {
    checkText(body, key);
    addField(found, [], body, key, 'system', 'text', key);
  }
  for (const key of ['prompt', 'suffix']) {
    checkText(body, key);
    addField(found, [], body, key, 'user', 'text', key);
  }
  found.count('image', listOf(body.images).length);
  // The conversation so far, as numbers of tokens.
  if (listOf(body.context).length > 0) found.count('tokens');
  return 1;
}

function checkText(body: JsonObject, key: string): void {
  const text = body[key];
  if (typeof text !== 'string' && text !== undefined && text !== null) throw new Unreadable(`${key} must be a string`);
}

/** Most stand under `options`, by names of Ollama's own (docs.ollama.com/modelfile). */
export function ollamaParams(body: JsonObject): CallParams {
  const options: JsonObject = objectOf(body.options) ?? {};
  const maxTokens = numberOf(options.num_predict);
  const stop = stringOf(options.stop);
  const { format } = body;
  return {
    // -1 is without limit, -2 until the context is full.
    maxTokens: maxTokens !== undefined && maxTokens > 0 ? maxTokens : undefined,
    temperature: numberOf(options.temperature),
    topP: numberOf(options.top_p),
    topK: numberOf(options.top_k),
    frequencyPenalty: numberOf(options.frequency_penalty),
    presencePenalty: numberOf(options.presence_penalty),
    seed: numberOf(options.seed),
    stopSequences: Array.isArray(options.stop)
      ? options.stop.filter((each): each is string => typeof each === 'string')
      : stop === undefined
        ? undefined
        : [stop],
    reasoningLevel: stringOf(body.think),
    dimensions: numberOf(body.dimensions),
    ...(format === 'json' || isObject(format) ? { outputType: 'json' } : {}),
  };
}
