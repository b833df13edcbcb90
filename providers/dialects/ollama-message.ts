import type { JsonPath, Kind, Role } from '../../core/call.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../json-value.ts';
import { addField, addLeaves, hasWords, stepOf, type Taker } from '../reading.ts';

/**
 * Reads one message of Ollama's: of a request, of a whole answer, or a line of a stream, which has the same
 * fields with pieces in them (docs.ollama.com/api/chat). `/api/generate` has them beside each other in
 * the answer itself, and its text under `response`.
 */
export function readOllamaMessage(
  to: Taker,
  path: JsonPath,
  message: JsonObject,
  role: Role,
  key: 'content' | 'response' = 'content',
): void {
  const kind: Kind = role === 'tool' ? 'tool_result' : 'text';
  const name = role === 'tool' ? (stringOf(message.tool_name) ?? stringOf(message.name)) : undefined;
  readText(to, path, message, 'thinking', role, 'reasoning', 'reasoning');
  readText(to, path, message, key, role, kind, 'text', name);
  if (message.images !== undefined) to.count('image', listOf(message.images).length);
  if (message.tool_calls !== undefined) readCalls(to, stepOf(path, 'tool_calls'), message.tool_calls, role);
}

function readText(
  to: Taker,
  path: JsonPath,
  message: JsonObject,
  key: string,
  role: Role,
  kind: Kind,
  channel: string,
  name?: string,
): void {
  const text = message[key];
  if (typeof text === 'string') addField(to, path, message, key, role, kind, channel, undefined, name);
  else if (text !== undefined && text !== null) to.wrong(stepOf(path, key), 'a string');
}

/** Calls come whole, their arguments as an object; one that is JSON source all the same is read as that. */
function readCalls(to: Taker, path: JsonPath, calls: unknown, role: Role): void {
  if (calls === null) return;
  if (!Array.isArray(calls)) {
    to.wrong(path, 'a list');
    return;
  }
  calls.forEach((entry: unknown, position) => {
    const call = isObject(entry) ? entry.function : undefined;
    if (!isObject(call)) {
      to.wrong(stepOf(path, position), 'a function call');
      return;
    }
    const nth = to.callAt === undefined ? position : to.callAt(position, undefined);
    const at = [...path, position, 'function'];
    const name = stringOf(call.name) ?? '';
    if (name !== '') to.named?.(stepOf(at, 'name'), role, name, 'tool_call_name', nth);
    const input = stepOf(at, 'arguments');
    to.call(input, name, call.arguments, true, 'tool_call', nth);
    if (typeof call.arguments === 'string') {
      to.add(input, role, 'tool_call', call.arguments, 'tool_call', nth, name, true);
    } else addLeaves(to, input, role, 'tool_call', call.arguments, `tool_call/${nth}`, name);
  });
}

const ofMessage: ReadonlySet<string> = new Set([
  ...['role', 'content', 'thinking', 'images', 'tool_calls', 'tool_name', 'tool_call_id'],
]);

/** Of an answer, in nobody's words: names, times and counts. */
const ofAnswer: ReadonlySet<string> = new Set([
  ...['model', 'created_at', 'message', 'response', 'thinking', 'tool_calls', 'images', 'done', 'done_reason'],
  ...['context', 'logprobs', 'remote_model', 'remote_host', 'image', 'error', 'signin_url', 'status'],
]);

/** What an answer says at keys that nobody here knows: it leaves unread, and the record tells so. */
export function countUnread(to: Taker, answer: JsonObject): void {
  for (const key in answer) if (!ofAnswer.has(key) && hasWords(answer[key])) to.count('other');
  if (typeof answer.image === 'string' && answer.image !== '') to.count('image');
  const { message } = answer;
  if (!isObject(message)) return;
  for (const key in message) if (!ofMessage.has(key) && hasWords(message[key])) to.count('other');
}
