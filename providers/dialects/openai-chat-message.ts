import type { JsonPath, Kind, Role } from '../../core/call.ts';
import { isObject, type JsonObject, listOf, numberOf, stringOf } from '../json-value.ts';
import { addField, addFields, addLeaves, deepest, hasWords, stepOf, type Taker } from '../reading.ts';

/**
 * Reads one message of the chat format: of a request, of a whole answer, or a streamed delta, which
 * has the same fields with pieces in them
 * (platform.openai.com/docs/api-reference/chat/create, .../chat-streaming).
 */
export function readMessage(to: Taker, path: JsonPath, message: JsonObject, role: Role): void {
  const kind: Kind = role === 'tool' ? 'tool_result' : 'text';
  const name = role === 'tool' ? stringOf(message.name) : undefined;
  const { content } = message;
  if (content !== undefined && content !== null) {
    readContent(to, stepOf(path, 'content'), content, role, kind, name);
  }
  if (message.refusal !== undefined) addField(to, path, message, 'refusal', role, 'refusal', 'refusal');
  readReasoning(to, path, message, role);
  if (message.tool_calls !== undefined) readToolCalls(to, stepOf(path, 'tool_calls'), message.tool_calls, role);
  if (isObject(message.function_call)) {
    readCall(
      to,
      stepOf(path, 'function_call'),
      message.function_call,
      role,
      'function_call',
      undefined,
      'arguments',
      true,
    );
  }
  if (isObject(message.audio)) {
    // The words that the audio speaks; an earlier answer named by its id has none.
    addField(to, stepOf(path, 'audio'), message.audio, 'transcript', role, 'text', 'transcript');
    if (typeof message.audio.data === 'string' && message.audio.data !== '') to.count('audio');
  }
  if (message.images !== undefined) to.count('image', listOf(message.images).length);
  if (message.annotations !== undefined) readAnnotations(to, stepOf(path, 'annotations'), message.annotations, role);
  // Azure, on the caller's own data: the passages that were found (learn.microsoft.com, On Your Data).
  if (isObject(message.context)) {
    const at = [...path, 'context', 'citations'];
    const fields = ['title', 'content', 'url', 'filepath'];
    addFields(to, at, message.context.citations, fields, 'tool', 'tool_result', 'context');
  }
  if (message.executed_tools !== undefined)
    readExecutedTools(to, stepOf(path, 'executed_tools'), message.executed_tools);
}

const read: ReadonlySet<string> = new Set([
  ...['role', 'name', 'content', 'refusal', 'reasoning', 'reasoning_content', 'reasoning_details', 'tool_calls'],
  ...['function_call', 'audio', 'images', 'annotations', 'context', 'executed_tools', 'tool_call_id'],
  // In nobody's words: which part of an answer it is (Groq), and signatures (Google).
  ...['channel', 'extra_content', 'thought_signature'],
]);

/** What an answer says at keys that nobody here knows: it leaves unread, and the record tells so. */
export function countUnread(to: Taker, message: JsonObject): void {
  for (const key in message) if (!read.has(key) && hasWords(message[key])) to.count('other');
}

/** A string, nothing, or a list of parts. */
export function readContent(
  to: Taker,
  path: JsonPath,
  content: unknown,
  role: Role,
  kind: Kind,
  name?: string,
  channel = 'text',
): void {
  if (typeof content === 'string') to.add(path, role, kind, content, channel, undefined, name);
  else if (Array.isArray(content)) {
    content.forEach((part: unknown, index) => {
      readPart(to, stepOf(path, index), part, role, kind, name, channel);
    });
  } else if (content !== undefined && content !== null) to.wrong(path, 'a string or a list of parts');
}

function readPart(
  to: Taker,
  path: JsonPath,
  part: unknown,
  role: Role,
  kind: Kind,
  name: string | undefined,
  channel: string,
): void {
  if (typeof part === 'string') {
    to.add(path, role, kind, part, channel, undefined, name);
    return;
  }
  if (!isObject(part)) {
    to.wrong(path, 'an object');
    return;
  }
  switch (part.type) {
    case 'refusal':
      addField(to, path, part, 'refusal', role, 'refusal', 'refusal');
      return;
    // Mistral: the chain of thought is a list of parts of its own (docs.mistral.ai, Reasoning).
    case 'thinking':
      if (path.length > deepest) to.count('nested');
      else readContent(to, stepOf(path, 'thinking'), part.thinking, role, 'reasoning', undefined, 'reasoning');
      return;
    case 'reasoning':
      addField(to, path, part, 'text', role, 'reasoning', 'reasoning');
      return;
    case 'image_url':
    case 'input_image':
    case 'image':
      to.count('image');
      return;
    case 'input_audio':
    case 'audio_url':
      to.count('audio');
      return;
    case 'video_url':
    case 'input_video':
      to.count('video');
      return;
    case 'file':
      addField(to, stepOf(path, 'file'), part.file, 'filename', role, kind, 'filename', undefined, name);
      to.count('file');
      return;
    case 'input_file':
    case 'document_url':
      addField(to, path, part, 'filename', role, kind, 'filename', undefined, name);
      addField(to, path, part, 'document_name', role, kind, 'filename', undefined, name);
      to.count('file');
      return;
    // Mistral: numbers of sources only.
    case 'reference':
      return;
    default:
      readText(to, path, part, role, kind, name, channel);
  }
}

/** A part of type text, or of one that we do not know and that has a text all the same. */
function readText(
  to: Taker,
  path: JsonPath,
  part: JsonObject,
  role: Role,
  kind: Kind,
  name: string | undefined,
  channel: string,
): void {
  const { text } = part;
  if (typeof text === 'string') to.add(stepOf(path, 'text'), role, kind, text, channel, undefined, name);
  else if (part.type !== 'text') to.count('other');
  else if (text !== undefined && text !== null) to.wrong(stepOf(path, 'text'), 'a string');
}

/** DeepSeek and vLLM say `reasoning_content`, Groq and OpenRouter `reasoning`, with details beside it. */
function readReasoning(to: Taker, path: JsonPath, message: JsonObject, role: Role): void {
  if (message.reasoning_content !== undefined) {
    addField(to, path, message, 'reasoning_content', role, 'reasoning', 'reasoning_content');
  }
  if (message.reasoning !== undefined) addField(to, path, message, 'reasoning', role, 'reasoning', 'reasoning');
  if (message.reasoning_details === undefined) return;
  listOf(message.reasoning_details).forEach((detail, index) => {
    if (!isObject(detail)) return;
    // Type `reasoning.encrypted` has `data`, which is not text.
    const at = [...path, 'reasoning_details', index];
    const nth = numberOf(detail.index) ?? index;
    addField(to, at, detail, 'text', role, 'reasoning', 'reasoning_detail', nth);
    addField(to, at, detail, 'summary', role, 'reasoning', 'reasoning_summary', nth);
  });
}

function readToolCalls(to: Taker, path: JsonPath, calls: unknown, role: Role): void {
  if (calls === null) return;
  if (!Array.isArray(calls)) {
    to.wrong(path, 'a list');
    return;
  }
  calls.forEach((call: unknown, position) => {
    const at = stepOf(path, position);
    if (!isObject(call)) {
      to.wrong(at, 'an object');
      return;
    }
    const place = numberOf(call.index) ?? position;
    const nth = to.callAt === undefined ? place : to.callAt(place, stringOf(call.id));
    if (isObject(call.function)) {
      readCall(to, stepOf(at, 'function'), call.function, role, 'tool_call', nth, 'arguments', true);
    }
    if (isObject(call.custom)) readCall(to, stepOf(at, 'custom'), call.custom, role, 'tool_call', nth, 'input', false);
  });
}

function readCall(
  to: Taker,
  path: JsonPath,
  call: JsonObject,
  role: Role,
  channel: string,
  nth: number | string | undefined,
  key: string,
  json: boolean,
): void {
  const name = stringOf(call.name);
  if (name !== undefined && name !== '') to.named?.(stepOf(path, 'name'), role, name, `${channel}_name`, nth);
  const input = call[key];
  const at = stepOf(path, key);
  to.call(at, name ?? '', input, json, channel, nth);
  if (typeof input === 'string') to.add(at, role, 'tool_call', input, channel, nth, name, json);
  else if (isObject(input)) {
    addLeaves(to, at, role, 'tool_call', input, nth === undefined ? channel : `${channel}/${nth}`, name);
  }
  // The name alone: a call without arguments, or the first piece of one.
  else if (name !== undefined) to.add(at, role, 'tool_call', '', channel, nth, name, json);
}

/** Sources that the answer cites, with the text that was found there (OpenAI, OpenRouter). */
function readAnnotations(to: Taker, path: JsonPath, annotations: unknown, role: Role): void {
  listOf(annotations).forEach((annotation, index) => {
    if (!isObject(annotation)) return;
    const at = stepOf(path, index);
    // Some have the fields of the citation beside its type.
    for (const key of ['title', 'content', 'url', 'filename']) {
      const place = `${index}/${key}`;
      addField(to, stepOf(at, 'url_citation'), annotation.url_citation, key, role, 'text', 'citation', place);
      addField(to, at, annotation, key, role, 'text', 'citation', `${place}+`);
    }
    if (isObject(annotation.file)) {
      addField(to, stepOf(at, 'file'), annotation.file, 'name', role, 'text', 'citation', `${index}/name`);
      addFields(to, [...at, 'file', 'content'], annotation.file.content, ['text'], role, 'text', `file/${index}`);
    }
  });
}

/** Groq's compound systems run tools themselves and show what went in and out. */
function readExecutedTools(to: Taker, path: JsonPath, tools: unknown): void {
  listOf(tools).forEach((tool, position) => {
    if (!isObject(tool)) return;
    const at = stepOf(path, position);
    const nth = numberOf(tool.index) ?? position;
    const name = stringOf(tool.name) ?? stringOf(tool.type);
    to.call(stepOf(at, 'arguments'), name ?? '', tool.arguments, true, 'executed_tool', nth);
    addField(to, at, tool, 'arguments', 'assistant', 'tool_call', 'executed_tool', nth, name, true);
    addField(to, at, tool, 'output', 'tool', 'tool_result', 'executed_tool_output', nth, name);
    if (isObject(tool.search_results)) {
      const { results } = tool.search_results;
      const within = [...at, 'search_results', 'results'];
      addFields(to, within, results, ['title', 'content', 'url'], 'tool', 'tool_result', `search_result/${nth}`);
    }
  });
}
