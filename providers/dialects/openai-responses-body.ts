import type { Answer, AnswerFacts, Call, JsonPath, Operation } from '../../core/call.ts';
import { type Refusal, Unreadable } from '../../core/dialect.ts';
import type { HttpRequest } from '../../core/http.ts';
import { errorOf } from '../failure.ts';
import type { Blank } from '../json.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../json-value.ts';
import { addField, addLeaves, Reading, stepOf } from '../reading.ts';
import { openaiError } from '../reply.ts';
import { openaiUsage } from '../tokens.ts';
import { heard } from './openai-chat-answer.ts';
import { openaiParams } from './openai-params.ts';
import { readItem } from './openai-responses-item.ts';
import { refusedItem } from './openai-responses-refusal.ts';

/** A request that makes, counts or compacts a response, or asks for one that was made before. */
export function decodeResponses(body: unknown, { url }: Pick<HttpRequest, 'url'>, operation: Operation): Call {
  if (body === undefined && operation === 'fetch_response') {
    const stream = /[?&]stream=true(?:&|$)/.test(url.search);
    return { operation, model: '', stream, segments: [], messages: 0, tools: 0, params: {} };
  }
  if (!isObject(body)) throw new Unreadable('the body must be an object');
  const found = new Reading('request');
  const { instructions, input } = body;
  if (typeof instructions === 'string') found.add(['instructions'], 'system', 'text', instructions, 'text');
  else if (Array.isArray(instructions)) {
    instructions.forEach((item: unknown, index) => {
      readItem(found, ['instructions', index], item);
    });
  } else if (instructions !== undefined && instructions !== null) found.wrong(['instructions'], 'a string');
  // A stored prompt is filled in with the caller's values.
  if (isObject(body.prompt) && isObject(body.prompt.variables)) {
    readVariables(found, body.prompt.variables);
  }
  let messages = 0;
  if (typeof input === 'string') {
    found.add(['input'], 'user', 'text', input, 'text');
    messages = 1;
  } else if (Array.isArray(input)) {
    messages = input.length;
    for (let i = 0; i < input.length; i++) {
      const item: unknown = input[i];
      if (typeof item === 'string') found.add(['input', i], 'user', 'text', item, 'text');
      else readItem(found, ['input', i], item);
    }
  } else if (input !== undefined && input !== null) found.wrong(['input'], 'a string or a list');
  return {
    operation,
    model: stringOf(body.model) ?? '',
    stream: body.stream === true,
    segments: found.segments,
    messages,
    tools: listOf(body.tools).length,
    params: openaiParams(body),
    unread: found.unread,
  };
}

function readVariables(found: Reading, variables: JsonObject): void {
  for (const key of Object.keys(variables)) {
    const value = variables[key];
    const path: JsonPath = ['prompt', 'variables', key];
    if (!isObject(value)) addLeaves(found, path, 'user', 'text', value, key);
    else if (value.type === 'input_image') found.count('image');
    else if (value.type === 'input_file') found.count('file');
    else addLeaves(found, stepOf(path, 'text'), 'user', 'text', value.text, key);
  }
}

export function readResponse(body: unknown): Answer {
  const found = new Reading('answer');
  const error = errorOf(body);
  const response: JsonObject = isObject(body) ? body : {};
  if (isObject(body)) {
    listOf(body.output).forEach((item, index) => {
      readItem(found, ['output', index], item);
    });
    if (isObject(body.error) && body.output !== undefined) {
      addField(found, ['error'], body.error, 'message', 'assistant', 'text', 'error');
    }
    // All text once more, where a server adds what the SDKs do.
    addField(found, [], body, 'output_text', 'assistant', 'text', 'output_text');
  } else if (error === undefined) found.count('unreadable');
  const { id, model, usage, finish } = responseFacts(response);
  return heard({ id, model, usage, finish, error }, found);
}

/** What the response object says of itself, whole or inside an event. */
export function responseFacts(response: JsonObject): AnswerFacts {
  const id = stringOf(response.id);
  const model = stringOf(response.model);
  const usage = openaiUsage(response.usage, response.service_tier);
  const finish = finishOf(response);
  return {
    id,
    model,
    usage,
    finish: finish === undefined ? undefined : [finish],
  };
}

/** The reason where there is one, else the status; nothing while the response is still being made. */
function finishOf(response: JsonObject): string | undefined {
  switch (response.status) {
    case 'completed':
    case 'failed':
    case 'cancelled':
      return response.status;
    case 'incomplete': {
      const details = response.incomplete_details;
      return (isObject(details) ? stringOf(details.reason) : undefined) ?? 'incomplete';
    }
    default:
      return undefined;
  }
}

/** The list of token probabilities beside a text that was edited. */
export function blankOfText(path: JsonPath): readonly Blank[] {
  const last = path[path.length - 1];
  if (last !== 'text' && last !== 'delta' && last !== 'logprobs') return [];
  return [{ path: [...path.slice(0, -1), 'logprobs'], text: '[]' }];
}

/** The response with one message in place of all output; identity and usage stay. */
export function filterResponse(body: unknown, refusal: Refusal): string {
  if (!isObject(body) || !Array.isArray(body.output)) return JSON.stringify(openaiError(refusal));
  const { output_text: _text, ...rest } = body;
  return JSON.stringify({
    ...rest,
    status: 'incomplete',
    incomplete_details: { reason: 'content_filter' },
    output: [refusedItem(refusal)],
  });
}
