import type { Call, CallParams, Operation, Role } from '../../core/call.ts';
import { Unreadable } from '../../core/dialect.ts';
import { isObject, type JsonObject, listOf, numberOf, objectOf, stringOf } from '../json-value.ts';
import { Reading } from '../reading.ts';
import { readContent, spellings } from './gemini-part.ts';

/**
 * A request to answer or to count (ai.google.dev/api/generate-content). The model stands in the path, and so
 * does whether a stream is asked for.
 */
export function decodeGemini(body: unknown, url: Pick<URL, 'pathname'>, operation: Operation): Call {
  if (!isObject(body)) throw new Unreadable('the body must be an object');
  const found = new Reading('request');
  let messages = readRequest(found, [], body);
  let tools = toolsOf(body);
  // A count may be asked of a whole request.
  if (operation === 'count_tokens') {
    for (const key of spellings('generateContentRequest')) {
      const inner = body[key];
      if (!isObject(inner)) continue;
      messages += readRequest(found, [key], inner);
      tools += toolsOf(inner);
    }
  }
  const { model, method } = methodOf(url);
  return {
    operation,
    model,
    stream: method === 'streamgeneratecontent',
    segments: found.segments,
    messages,
    tools,
    params: paramsOf(body),
    unread: found.unread,
  };
}

function readRequest(found: Reading, path: readonly string[], body: JsonObject): number {
  for (const key of spellings('systemInstruction')) readContent(found, [...path, key], body[key], 'system');
  const { contents } = body;
  if (contents === undefined || contents === null) return 0;
  const list = Array.isArray(contents) ? contents : undefined;
  if (list === undefined && !isObject(contents)) throw new Unreadable('contents must be a list');
  if (list === undefined) {
    readContent(found, [...path, 'contents'], contents, roleOf(contents));
    return 1;
  }
  list.forEach((content: unknown, index) => {
    readContent(found, [...path, 'contents', index], content, roleOf(content));
  });
  return list.length;
}

/** A role nobody knows is taken for the user's. */
function roleOf(content: unknown): Role {
  switch (objectOf(content)?.role) {
    case 'model':
    case 'assistant':
      return 'assistant';
    case 'function':
    case 'tool':
      return 'tool';
    case 'system':
      return 'system';
    default:
      return 'user';
  }
}

function toolsOf({ tools }: JsonObject): number {
  const list = isObject(tools) ? [tools] : listOf(tools);
  let count = 0;
  for (const tool of list) {
    const declared = isObject(tool) ? listOf(tool.functionDeclarations ?? tool.function_declarations).length : 0;
    count += Math.max(1, declared);
  }
  return count;
}

/** `…/models/gemini-x:generateContent`, in any spelling that a server may read. */
export function methodOf({ pathname }: Pick<URL, 'pathname'>): { readonly model: string; readonly method: string } {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1).replaceAll(/%3a/gi, ':');
  const colon = last.lastIndexOf(':');
  return { model: colon === -1 ? '' : last.slice(0, colon), method: last.slice(colon + 1).toLowerCase() };
}

function paramsOf(body: JsonObject): CallParams {
  const config: JsonObject = objectOf(body.generationConfig) ?? objectOf(body.generation_config) ?? {};
  const at = (name: string): unknown => {
    const [camel = '', snake = ''] = spellings(name);
    return config[camel] ?? config[snake];
  };
  const thinking = objectOf(at('thinkingConfig'));
  const stops = at('stopSequences');
  return {
    maxTokens: numberOf(at('maxOutputTokens')),
    temperature: numberOf(config.temperature),
    topP: numberOf(at('topP')),
    topK: numberOf(at('topK')),
    frequencyPenalty: numberOf(at('frequencyPenalty')),
    presencePenalty: numberOf(at('presencePenalty')),
    seed: numberOf(config.seed),
    choiceCount: numberOf(at('candidateCount')),
    stopSequences: Array.isArray(stops) ? stops.filter((stop): stop is string => typeof stop === 'string') : undefined,
    reasoningLevel: stringOf(thinking?.thinkingLevel ?? thinking?.thinking_level),
    ...(at('responseMimeType') === 'application/json' ? { outputType: 'json' } : {}),
  };
}
