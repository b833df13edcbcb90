import type { JsonPath, Role } from '../../core/call.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../json-value.ts';
import { addField, addFields, addLeaves, stepOf, type Taker } from '../reading.ts';
import { spelledApart } from '../spelling.ts';

/**
 * Reads one item of the Responses format, which is the same whether the caller sends it, the answer
 * holds it or an event carries it (platform.openai.com/docs/api-reference/responses/object).
 */
export function readItem(to: Taker, path: JsonPath, item: unknown): void {
  if (!isObject(item)) {
    to.wrong(path, 'an object');
    return;
  }
  const { type } = item;
  if (type === undefined || type === null || type === 'message') {
    const role = roleOf(item.role);
    readParts(to, stepOf(path, 'content'), item.content, role);
  } else if (typeof type === 'string') readTyped(to, path, item, type);
  else to.wrong(stepOf(path, 'type'), 'a string');
}

function roleOf(role: unknown): Role {
  switch (role) {
    case 'system':
    case 'developer':
      return 'system';
    case 'assistant':
      return 'assistant';
    case 'tool':
      return 'tool';
    default:
      return 'user';
  }
}

/** Where the input of a call stands that has no `arguments` and no `input`. */
const inputKeys: Readonly<Record<string, string>> = {
  code_interpreter_call: 'code',
  tool_search_call: 'arguments',
  web_search_call: 'action',
  computer_call: 'action',
  local_shell_call: 'action',
  shell_call: 'action',
  apply_patch_call: 'operation',
  file_search_call: 'queries',
  image_generation_call: 'revised_prompt',
};

/** The name that a call of this type has: its own, or its type's, as in `shell`. */
export function nameOfCall(item: JsonObject, type: string): string | undefined {
  if (type === 'mcp_approval_request') return stringOf(item.name) ?? '';
  return type.endsWith('_call') ? (stringOf(item.name) ?? type.slice(0, -5)) : undefined;
}

function readTyped(to: Taker, path: JsonPath, item: JsonObject, type: string): void {
  const name = nameOfCall(item, type);
  if (name !== undefined) {
    const key = inputKeys[type] ?? (type === 'custom_tool_call' ? 'input' : 'arguments');
    const json = type === 'function_call' || type === 'mcp_call' || type === 'mcp_approval_request';
    to.call(stepOf(path, key), name, item[key], json, 'tool_call');
  }
  switch (type) {
    case 'reasoning':
      // `encrypted_content` is not text.
      readReasoning(to, path, item);
      return;
    case 'function_call':
    case 'mcp_approval_request':
      readCall(to, path, item, 'arguments', true);
      return;
    case 'custom_tool_call':
      readCall(to, path, item, 'input', false);
      return;
    case 'mcp_call':
      readCall(to, path, item, 'arguments', true);
      readOutput(to, path, item.output, stringOf(item.name));
      addField(to, path, item, 'error', 'tool', 'tool_result', 'error');
      return;
    case 'mcp_approval_response':
      addField(to, path, item, 'reason', 'user', 'text', 'reason');
      return;
    case 'tool_search_call':
      addLeaves(to, stepOf(path, 'arguments'), 'assistant', 'tool_call', item.arguments, 'tool_call', 'tool_search');
      return;
    case 'code_interpreter_call':
      addField(to, path, item, 'code', 'assistant', 'tool_call', 'tool_call', undefined, 'code_interpreter');
      readOutputs(to, stepOf(path, 'outputs'), item.outputs, 'code_interpreter');
      return;
    case 'web_search_call':
    case 'computer_call':
    case 'local_shell_call':
    case 'shell_call':
      readAction(to, stepOf(path, 'action'), item.action, type.replace(/_call$/, ''));
      listOf(item.actions).forEach((action, index) => {
        readAction(to, [...path, 'actions', index], action, type.replace(/_call$/, ''), `actions/${index}`);
      });
      addFields(
        to,
        stepOf(path, 'pending_safety_checks'),
        item.pending_safety_checks,
        ['message'],
        'tool',
        'text',
        'safety_check',
      );
      return;
    case 'apply_patch_call':
      readAction(to, stepOf(path, 'operation'), item.operation, 'apply_patch');
      return;
    case 'file_search_call':
      addLeaves(to, stepOf(path, 'queries'), 'assistant', 'tool_call', item.queries, 'queries', 'file_search');
      addFields(to, stepOf(path, 'results'), item.results, ['text', 'filename'], 'tool', 'tool_result', 'results');
      listOf(item.results).forEach((result, index) => {
        if (!isObject(result) || !isObject(result.attributes)) return;
        const at = [...path, 'results', index, 'attributes'];
        addLeaves(to, at, 'tool', 'tool_result', result.attributes, `results/${index}/attributes`);
      });
      return;
    case 'image_generation_call':
      addField(to, path, item, 'revised_prompt', 'assistant', 'text', 'revised_prompt');
      if (typeof item.result === 'string') to.count('image');
      return;
    // What the tools that were found say of themselves: a stranger's words.
    case 'mcp_list_tools':
    case 'tool_search_output':
    case 'additional_tools':
      addLeaves(to, stepOf(path, 'tools'), 'tool', 'tool_result', item.tools, 'tools');
      addField(to, path, item, 'error', 'tool', 'tool_result', 'error');
      return;
    // Neither has words of anybody: references, encrypted history.
    case 'item_reference':
    case 'compaction':
    case 'compaction_summary':
    case 'context_compaction':
    case 'compaction_trigger':
      return;
    default:
      if (type.endsWith('_output') && item.output !== undefined) readOutput(to, path, item.output, stringOf(item.name));
      else if (item.content !== undefined) readParts(to, stepOf(path, 'content'), item.content, roleOf(item.role));
      else to.count('other');
  }
}

function readCall(to: Taker, path: JsonPath, item: JsonObject, key: string, json: boolean): void {
  const name = stringOf(item.name);
  if (name !== undefined && name !== '') to.named?.(stepOf(path, 'name'), 'assistant', name, 'tool_name');
  const input = item[key];
  const at = stepOf(path, key);
  if (typeof input === 'string') to.add(at, 'assistant', 'tool_call', input, 'tool_call', undefined, name, json);
  else if (isObject(input)) addLeaves(to, at, 'assistant', 'tool_call', input, 'tool_call', name);
  else if (name !== undefined) to.add(at, 'assistant', 'tool_call', '', 'tool_call', undefined, name, json);
}

/** What a tool gave back: a string, content parts, or a shell's streams. */
function readOutput(to: Taker, path: JsonPath, output: unknown, name: string | undefined): void {
  const at = stepOf(path, 'output');
  if (typeof output === 'string') to.add(at, 'tool', 'tool_result', output, 'output', undefined, name);
  else if (Array.isArray(output)) readOutputs(to, at, output, name);
  else if (isObject(output)) {
    if (output.type === 'computer_screenshot' || 'image_url' in output) to.count('image');
    else addLeaves(to, at, 'tool', 'tool_result', output, 'output', name);
  } else if (output !== undefined && output !== null) to.wrong(at, 'a string or a list');
}

function readOutputs(to: Taker, path: JsonPath, outputs: unknown, name: string | undefined): void {
  listOf(outputs).forEach((output, index) => {
    if (!isObject(output)) {
      if (typeof output === 'string') to.add(stepOf(path, index), 'tool', 'tool_result', output, 'output', index, name);
      return;
    }
    const at = stepOf(path, index);
    if (countMedia(to, output.type)) return;
    for (const key of ['text', 'logs', 'stdout', 'stderr']) {
      addField(to, at, output, key, 'tool', 'tool_result', 'output', `${index}/${key}`, name);
    }
  });
}

/** What a hosted tool was told to do: queries, commands, addresses, whatever is a string. */
function readAction(to: Taker, path: JsonPath, action: unknown, name: string, channel = 'action'): void {
  if (!isObject(action)) return;
  for (const key of Object.keys(action)) {
    const value = action[key];
    if (key === 'type' || value === '' || (typeof value !== 'string' && typeof value !== 'object') || value === null) {
      continue;
    }
    addLeaves(to, stepOf(path, key), 'assistant', 'tool_call', value, `${channel}/${key}`, name);
  }
}

function readReasoning(to: Taker, path: JsonPath, item: JsonObject): void {
  listOf(item.summary).forEach((part, index) => {
    addField(to, [...path, 'summary', index], part, 'text', 'assistant', 'reasoning', 'summary', index);
  });
  if (typeof item.content === 'string') {
    to.add(stepOf(path, 'content'), 'assistant', 'reasoning', item.content, 'reasoning', 0);
    return;
  }
  listOf(item.content).forEach((part, index) => {
    addField(to, [...path, 'content', index], part, 'text', 'assistant', 'reasoning', 'reasoning', index);
  });
}

/** A message's content: a string, nothing, or a list of parts. */
export function readParts(to: Taker, path: JsonPath, content: unknown, role: Role): void {
  if (typeof content === 'string') to.add(path, role, role === 'tool' ? 'tool_result' : 'text', content, 'text', 0);
  else if (Array.isArray(content)) {
    content.forEach((part: unknown, index) => {
      readPart(to, stepOf(path, index), part, role, index);
    });
  } else if (content !== undefined && content !== null) to.wrong(path, 'a string or a list of parts');
}

export function readPart(to: Taker, path: JsonPath, part: unknown, role: Role, index: number): void {
  const kind = role === 'tool' ? 'tool_result' : 'text';
  if (typeof part === 'string') {
    to.add(path, role, kind, part, 'text', index);
    return;
  }
  if (!isObject(part)) {
    to.wrong(path, 'an object');
    return;
  }
  switch (part.type) {
    case 'refusal':
      addField(to, path, part, 'refusal', role, 'refusal', 'refusal', index);
      return;
    case 'reasoning_text':
      addField(to, path, part, 'text', role, 'reasoning', 'reasoning', index);
      return;
    case 'summary_text':
      addField(to, path, part, 'text', role, 'reasoning', 'summary', index);
      return;
    case 'output_audio':
    case 'input_audio':
      addField(to, path, part, 'transcript', role, 'text', 'transcript', index);
      to.count('audio');
      return;
    default:
      break;
  }
  if (countMedia(to, part.type)) {
    addField(to, path, part, 'filename', role, kind, 'filename', index);
    return;
  }
  if (typeof part.text === 'string') {
    if (part.text !== '') to.add(stepOf(path, 'text'), role, kind, part.text, 'text', index);
    const spelled = spelledApart(part.logprobs, part.text);
    if (spelled !== undefined) to.add(stepOf(path, 'logprobs'), role, kind, spelled, 'logprobs', index);
  } else if (part.text !== undefined && part.text !== null) to.wrong(stepOf(path, 'text'), 'a string');
  else if (part.type !== 'input_text' && part.type !== 'output_text' && part.type !== 'text') to.count('other');
  listOf(part.annotations).forEach((annotation, nth) => {
    readAnnotation(to, [...path, 'annotations', nth], annotation, `${index}/${nth}`);
  });
}

/** A source that the text cites: the page's title and address, the file's name. */
export function readAnnotation(to: Taker, path: JsonPath, annotation: unknown, nth: string): void {
  for (const key of ['title', 'url', 'filename']) {
    addField(to, path, annotation, key, 'assistant', 'text', 'citation', `${nth}/${key}`);
  }
}

function countMedia(to: Taker, type: unknown): boolean {
  switch (type) {
    case 'input_image':
    case 'image':
    case 'computer_screenshot':
      to.count('image');
      return true;
    case 'input_file':
      to.count('file');
      return true;
    case 'input_video':
      to.count('video');
      return true;
    default:
      return false;
  }
}
