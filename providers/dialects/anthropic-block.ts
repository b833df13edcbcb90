import type { JsonPath, Kind, Role } from '../../core/call.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../json-value.ts';
import { addField, addLeaves, deepest, stepOf, type Taker } from '../reading.ts';

/** A string, nothing, or a list of blocks. */
export function readBlocks(to: Taker, path: JsonPath, content: unknown, role: Role): void {
  if (typeof content === 'string') to.add(path, role, role === 'tool' ? 'tool_result' : 'text', content, 'text');
  else if (Array.isArray(content)) {
    content.forEach((block: unknown, index) => {
      readBlock(to, stepOf(path, index), block, role, `${index}/`);
    });
  } else if (content !== undefined && content !== null) to.wrong(path, 'a string or a list of blocks');
}

/**
 * One content block of a message, of either side (docs.claude.com/en/api/messages). `within` leads
 * the channel names of what stands inside another block.
 */
export function readBlock(to: Taker, path: JsonPath, block: unknown, role: Role, within = ''): void {
  if (!isObject(block)) {
    to.wrong(path, 'an object');
    return;
  }
  // Search results and documents may hold blocks again.
  if (path.length > deepest) {
    to.count('nested');
    return;
  }
  const kind: Kind = role === 'tool' ? 'tool_result' : 'text';
  switch (block.type) {
    case 'text':
      if (typeof block.text === 'string') to.add(stepOf(path, 'text'), role, kind, block.text, `${within}text`);
      else to.wrong(stepOf(path, 'text'), 'a string');
      readCitations(to, stepOf(path, 'citations'), block.citations, role, within);
      return;
    case 'thinking':
      // The signature is no text.
      addField(to, path, block, 'thinking', role, 'reasoning', `${within}reasoning`);
      return;
    case 'redacted_thinking':
      return;
    case 'tool_use':
    case 'server_tool_use':
    case 'mcp_tool_use':
      if (typeof block.name === 'string' && block.name !== '') {
        to.named?.(stepOf(path, 'name'), role, block.name, `${within}tool_name`);
      }
      to.call(stepOf(path, 'input'), stringOf(block.name) ?? '', block.input, false, `${within}tool_call`);
      addLeaves(to, stepOf(path, 'input'), role, 'tool_call', block.input, `${within}tool_call`, stringOf(block.name));
      return;
    case 'image':
      to.count('image');
      return;
    case 'container_upload':
      to.count('file');
      return;
    case 'document':
      readDocument(to, path, block, role, kind, within);
      return;
    case 'search_result':
      addField(to, path, block, 'title', role, kind, `${within}title`);
      addField(to, path, block, 'source', role, kind, `${within}source`);
      readNested(to, stepOf(path, 'content'), block.content, role, within);
      return;
    case 'compaction':
      // What is left of the conversation, in the model's words.
      addField(to, path, block, 'content', role, 'text', `${within}text`);
      return;
    // Names and references only.
    case 'tool_reference':
    case 'tool_addition':
    case 'tool_removal':
      return;
    default:
      if (typeof block.type === 'string' && block.type.endsWith('tool_result')) {
        readToolResult(to, stepOf(path, 'content'), block.content, within);
      } else if (typeof block.text === 'string') to.add(stepOf(path, 'text'), role, kind, block.text, `${within}text`);
      else to.count('other');
  }
}

/** `tool_result`, and what Anthropic's own tools give back in as many shapes. */
function readToolResult(to: Taker, path: JsonPath, content: unknown, within: string): void {
  if (typeof content === 'string') to.add(path, 'tool', 'tool_result', content, `${within}text`);
  else if (Array.isArray(content)) {
    content.forEach((entry: unknown, index) => {
      if (isObject(entry)) readResultEntry(to, stepOf(path, index), entry, `${within}${index}/`);
      else to.wrong(stepOf(path, index), 'an object');
    });
  } else if (isObject(content)) readResultEntry(to, path, content, within);
  else if (content !== undefined && content !== null) to.wrong(path, 'a string or a list of blocks');
}

function readResultEntry(to: Taker, path: JsonPath, entry: JsonObject, within: string): void {
  switch (entry.type) {
    case 'text':
    case 'image':
    case 'document':
    case 'search_result':
    case 'tool_reference':
      readBlock(to, path, entry, 'tool', within);
      return;
    case 'web_fetch_result':
      addField(to, path, entry, 'url', 'tool', 'tool_result', `${within}url`);
      if (isObject(entry.content)) readBlock(to, stepOf(path, 'content'), entry.content, 'tool', within);
      return;
    default:
      readEntryFields(to, path, entry, within);
  }
}

/** What search, code execution and the like give back: every field in words, and files by number. */
function readEntryFields(to: Taker, path: JsonPath, entry: JsonObject, within: string): void {
  for (const key of Object.keys(entry)) {
    const value = entry[key];
    if (isOpaque(key) || value === null) continue;
    if (key === 'content' && Array.isArray(value)) {
      value.forEach((part: unknown, index) => {
        if (isObject(part) && typeof part.file_id === 'string') to.count('file');
        else addLeaves(to, [...path, key, index], 'tool', 'tool_result', part, `${within}${key}/${index}`);
      });
    } else if (typeof value === 'string' || typeof value === 'object') {
      addLeaves(to, stepOf(path, key), 'tool', 'tool_result', value, `${within}${key}`);
    }
  }
}

/** Labels, references, and what only the provider can read: a page's text is in `encrypted_content`. */
function isOpaque(key: string): boolean {
  return key === 'type' || key === 'error_code' || key.startsWith('encrypted_') || key.endsWith('_id');
}

function readDocument(to: Taker, path: JsonPath, block: JsonObject, role: Role, kind: Kind, within: string): void {
  addField(to, path, block, 'title', role, kind, `${within}title`);
  addField(to, path, block, 'context', role, kind, `${within}context`);
  const { source } = block;
  if (!isObject(source)) {
    to.wrong(stepOf(path, 'source'), 'an object');
    return;
  }
  const at = stepOf(path, 'source');
  switch (source.type) {
    case 'text':
      addField(to, at, source, 'data', role, kind, `${within}source`);
      return;
    case 'content':
      readNested(to, stepOf(at, 'content'), source.content, role, within);
      return;
    default:
      to.count('file');
  }
}

function readNested(to: Taker, path: JsonPath, content: unknown, role: Role, within: string): void {
  const kind: Kind = role === 'tool' ? 'tool_result' : 'text';
  if (typeof content === 'string') to.add(path, role, kind, content, `${within}content`);
  listOf(content).forEach((entry, index) => {
    readBlock(to, stepOf(path, index), entry, role, `${within}content/${index}/`);
  });
}

function readCitations(to: Taker, path: JsonPath, citations: unknown, role: Role, within: string): void {
  listOf(citations).forEach((citation, index) => {
    readCitation(to, stepOf(path, index), citation, role, `${within}citation/${index}`);
  });
}

/** The passage that is cited, and the name and address of where it stands. */
export function readCitation(to: Taker, path: JsonPath, citation: unknown, role: Role, channel: string): void {
  for (const key of ['cited_text', 'title', 'document_title', 'url', 'source']) {
    addField(to, path, citation, key, role, 'text', channel, key);
  }
}
