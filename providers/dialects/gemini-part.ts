import type { JsonPath, Kind, Role } from '../../core/call.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../json-value.ts';
import { addField, addLeaves, deepest, hasWords, stepOf, type Taker } from '../reading.ts';

/** Google reads its fields in both spellings: `functionCall`, and `function_call`. */
export function spellings(name: string): readonly string[] {
  return [name, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
}

const callKeys = spellings('functionCall');
const responseKeys = spellings('functionResponse');
const codeKeys = spellings('executableCode');
const resultKeys = spellings('codeExecutionResult');
const hostedKeys = spellings('toolCall');
const hostedResponseKeys = spellings('toolResponse');
const mediaKeys = [...spellings('inlineData'), ...spellings('fileData')];

/** One turn, or one candidate's content: a role and its parts (ai.google.dev/api/caching#Content). */
export function readContent(to: Taker, path: JsonPath, content: unknown, role: Role): void {
  if (typeof content === 'string') {
    to.add(path, role, 'text', content, 'text');
    return;
  }
  if (!isObject(content)) {
    if (content !== undefined && content !== null) to.wrong(path, 'an object with parts');
    return;
  }
  const { parts } = content;
  const at = stepOf(path, 'parts');
  if (Array.isArray(parts)) {
    for (let i = 0; i < parts.length; i++) readPart(to, stepOf(at, i), parts[i], role);
  } else if (isObject(parts)) readPart(to, at, parts, role);
  else if (parts !== undefined && parts !== null) to.wrong(at, 'a list of parts');
}

/** A part holds one of many things, and a signature of the provider's, which is no text. */
function readPart(to: Taker, path: JsonPath, part: unknown, role: Role): void {
  if (!isObject(part)) {
    to.wrong(path, 'an object');
    return;
  }
  const { text } = part;
  if (typeof text === 'string') {
    const [kind, channel]: [Kind, string] =
      part.thought === true ? ['reasoning', 'reasoning'] : [role === 'tool' ? 'tool_result' : 'text', 'text'];
    to.add(stepOf(path, 'text'), role, kind, text, channel);
  } else if (text !== undefined && text !== null) to.wrong(stepOf(path, 'text'), 'a string');
  for (const key of callKeys) readCall(to, stepOf(path, key), part[key], 'name', role);
  for (const key of hostedKeys) for (const name of hostedNames) readCall(to, stepOf(path, key), part[key], name, role);
  for (const key of responseKeys) readResponse(to, stepOf(path, key), part[key], 'name');
  for (const key of hostedResponseKeys) readResponse(to, stepOf(path, key), part[key], 'toolType');
  for (const key of codeKeys) readCode(to, stepOf(path, key), part[key], role);
  for (const key of resultKeys) addField(to, stepOf(path, key), part[key], 'output', 'tool', 'tool_result', 'output');
  for (const key of mediaKeys) if (isObject(part[key])) to.count(mediaOf(part[key]));
  for (const key in part) if (!known.has(key) && hasWords(part[key])) to.count('other');
}

const hostedNames = ['toolType'];

const known: ReadonlySet<string> = new Set([
  ...['text', 'thought', ...spellings('thoughtSignature'), ...mediaKeys],
  ...[...callKeys, ...hostedKeys, ...responseKeys, ...hostedResponseKeys, ...codeKeys, ...resultKeys],
  ...[...spellings('videoMetadata'), ...spellings('mediaResolution'), ...spellings('partMetadata')],
]);

/** A call comes whole, its arguments as an object. */
function readCall(to: Taker, path: JsonPath, call: unknown, nameKey: string, role: Role): void {
  if (!isObject(call)) return;
  const name = stringOf(call[nameKey]) ?? '';
  const nth = to.callAt?.(0, undefined) ?? placeIn(path);
  if (name !== '') to.named?.(stepOf(path, nameKey), role, name, 'tool_call_name', nth);
  const at = stepOf(path, 'args');
  to.call(at, name, call.args ?? {}, false, 'tool_call', nth);
  addLeaves(to, at, role, 'tool_call', call.args ?? {}, `tool_call/${nth}`, name);
}

/** What code of its own the model runs is a call of that tool. */
function readCode(to: Taker, path: JsonPath, code: unknown, role: Role): void {
  if (!isObject(code) || typeof code.code !== 'string') return;
  const nth = to.callAt?.(0, undefined) ?? placeIn(path);
  const at = stepOf(path, 'code');
  to.call(at, 'code_execution', code.code, false, 'tool_call', nth);
  to.add(at, role, 'tool_call', code.code, 'tool_call', nth, 'code_execution');
}

function readResponse(to: Taker, path: JsonPath, response: unknown, nameKey: string): void {
  if (!isObject(response)) return;
  if (path.length > deepest) {
    to.count('nested');
    return;
  }
  const name = stringOf(response[nameKey]);
  addLeaves(to, stepOf(path, 'response'), 'tool', 'tool_result', response.response, 'tool_result', name);
  listOf(response.parts).forEach((part, index) => {
    readPart(to, [...path, 'parts', index], part, 'tool');
  });
}

/** Which part of the content it is: names the call among others. */
function placeIn(path: JsonPath): number {
  const place = path[path.length - 2];
  return typeof place === 'number' ? place : 0;
}

function mediaOf(data: JsonObject): string {
  const type = stringOf(data.mimeType) ?? stringOf(data.mime_type) ?? '';
  const kind = type.slice(0, type.indexOf('/'));
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file';
}
