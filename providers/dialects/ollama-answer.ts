import type { Answer, JsonPath } from '../../core/call.ts';
import type { Refusal } from '../../core/dialect.ts';
import { errorOf } from '../failure.ts';
import type { Blank } from '../json.ts';
import { isObject, type JsonObject, stringOf } from '../json-value.ts';
import { Reading } from '../reading.ts';
import { spelledApart } from '../spelling.ts';
import { ollamaUsage } from '../tokens.ts';
import { countUnread, readOllamaMessage } from './ollama-message.ts';
import { ollamaError } from './ollama-refusal.ts';
import { heard } from './openai-chat-answer.ts';

/** A whole answer of chat or generate, or an error. */
export function readOllamaAnswer(body: unknown): Answer {
  const found = new Reading('answer');
  const error = errorOf(body);
  if (!isObject(body)) {
    if (error === undefined) found.count('unreadable');
    return heard({ error }, found);
  }
  readSaid(found, body);
  countUnread(found, body);
  const spelled = spelledApart(body.logprobs, saidIn(body));
  if (spelled !== undefined) found.add(['logprobs'], 'assistant', 'text', spelled, 'logprobs');
  const finish = stringOf(body.done_reason);
  return heard(
    {
      model: stringOf(body.model),
      finish: finish === undefined ? undefined : [finish],
      usage: ollamaUsage(body),
      error,
    },
    found,
  );
}

/** The message of an answer or of a line; generate has its fields beside each other. */
export function readSaid(to: Parameters<typeof readOllamaMessage>[0], body: JsonObject): void {
  if (isObject(body.message)) readOllamaMessage(to, ['message'], body.message, 'assistant');
  readOllamaMessage(to, [], body, 'assistant', 'response');
}

/** What the log probabilities of an answer are about: thinking and text, one behind the other. */
export function saidIn(body: JsonObject): string {
  const message: JsonObject = isObject(body.message) ? body.message : body;
  return (stringOf(message.thinking) ?? '') + (stringOf(message.content) ?? stringOf(message.response) ?? '');
}

/** What spells an answer out once more: the log probabilities of its tokens, and generate's memory in their numbers. */
export function blankOfAnswer([first]: JsonPath): readonly Blank[] {
  return typeof first === 'string' && ofAnswer.has(first) ? blanks : [];
}

const ofAnswer: ReadonlySet<string> = new Set(['message', 'response', 'thinking', 'tool_calls', 'logprobs', 'context']);
const blanks: readonly Blank[] = Object.freeze([
  { path: ['logprobs'], text: 'null' },
  { path: ['context'], text: '[]' },
]);

/** The answer with its text replaced; model, times and usage stay. */
export function filterOllama(body: unknown, refusal: Refusal): string {
  if (!isObject(body) || (body.message === undefined && body.response === undefined)) {
    return JSON.stringify(ollamaError(refusal));
  }
  const said =
    body.message === undefined
      ? { response: refusal.message }
      : { message: { role: 'assistant', content: refusal.message } };
  const kept = Object.entries(body).filter(([key, value]) => !ofAnswer.has(key) && typeof value !== 'object');
  return JSON.stringify({ ...Object.fromEntries(kept), ...said, done: true, done_reason: 'content_filter' });
}
