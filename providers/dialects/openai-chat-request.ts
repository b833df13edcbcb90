import type { Call, JsonPath, Operation, Role } from '../../core/call.ts';
import { Unreadable } from '../../core/dialect.ts';
import { locate, patched, withMember } from '../json.ts';
import { skipSpace } from '../json-scan.ts';
import { isObject, listOf, stringOf } from '../json-value.ts';
import { Reading, stepOf } from '../reading.ts';
import { readContent, readMessage } from './openai-chat-message.ts';
import { openaiParams } from './openai-params.ts';

/** A chat request: `messages`, and what else the caller says in words. */
export function decodeChat(body: unknown, operation: Operation): Call {
  if (!isObject(body)) throw new Unreadable('the body must be an object');
  const found = new Reading('request');
  if (!Array.isArray(body.messages)) throw new Unreadable('messages must be a list');
  readMessages(found, ['messages'], body.messages);
  // Predicted output goes to the provider like everything else.
  if (isObject(body.prediction)) {
    readContent(found, ['prediction', 'content'], body.prediction.content, 'user', 'text');
  }
  return {
    operation,
    model: stringOf(body.model) ?? '',
    stream: body.stream === true,
    segments: found.segments,
    messages: body.messages.length,
    tools: listOf(body.tools).length + listOf(body.functions).length,
    params: openaiParams(body),
    unread: found.unread,
  };
}

export function readMessages(to: Reading, path: JsonPath, messages: readonly unknown[]): void {
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i];
    const at = stepOf(path, i);
    if (isObject(message)) readMessage(to, at, message, chatRole(message.role));
    else to.wrong(at, 'an object');
  }
}

/** A role nobody knows is taken for the user's: what it says is checked like anybody's. */
function chatRole(role: unknown): Role {
  switch (role) {
    case 'system':
    case 'developer':
      return 'system';
    case 'assistant':
    case 'model':
      return 'assistant';
    case 'tool':
    case 'function':
      return 'tool';
    default:
      return 'user';
  }
}

/** The same request with `stream_options.include_usage` set; undefined where there is nothing to set. */
export function askForUsage(source: string, body: unknown): string | undefined {
  if (!isObject(body) || body.stream !== true) return undefined;
  const options = body.stream_options;
  if (options === undefined) return withMember(source, skipSpace(source, 0), '"stream_options":{"include_usage":true}');
  // Most clients that stream and want it have asked: nothing is looked for in the source then.
  if (options !== null && (!isObject(options) || options.include_usage === true)) return undefined;
  const span = locate(source, ['stream_options']);
  if (span === undefined) return undefined;
  if (options === null) return patched(source, [{ ...span, text: '{"include_usage":true}' }]);
  const asked = locate(source, ['stream_options', 'include_usage']);
  if (asked !== undefined) return patched(source, [{ ...asked, text: 'true' }]);
  return withMember(source, span.start, '"include_usage":true');
}
