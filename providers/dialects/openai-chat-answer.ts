import type { Answer, AnswerFacts, JsonPath } from '../../core/call.ts';
import type { Refusal } from '../../core/dialect.ts';
import { errorOf } from '../failure.ts';
import type { Blank } from '../json.ts';
import { isObject, type JsonObject, listOf, objectOf, stringOf } from '../json-value.ts';
import { addField, addFields, addLeaves, Reading, stepOf, type Taker } from '../reading.ts';
import { openaiError } from '../reply.ts';
import { spelledApart } from '../spelling.ts';
import { openaiUsage } from '../tokens.ts';
import { countUnread, readMessage } from './openai-chat-message.ts';

/** A whole answer of chat or of the older completions, which differ only in where a choice's text is. */
export function readChatAnswer(body: unknown): Answer {
  const found = new Reading('answer');
  const error = errorOf(body);
  const finish: string[] = [];
  if (isObject(body)) {
    listOf(body.choices).forEach((choice, index) => {
      if (!isObject(choice)) return;
      const path = ['choices', index];
      if (isObject(choice.message)) {
        readMessage(found, stepOf(path, 'message'), choice.message, 'assistant');
        countUnread(found, choice.message);
      }
      addField(found, path, choice, 'text', 'assistant', 'text', 'text');
      readLogprobs(found, path, choice);
      const reason = stringOf(choice.finish_reason);
      if (reason !== undefined) finish.push(reason);
    });
    readSearchResults(found, body);
    readFailedGeneration(found, body);
  } else if (error === undefined) found.count('unreadable');
  return heard(factsOf(body, finish, error), found);
}

/** Token probabilities are read where they do not spell the text. */
function readLogprobs(to: Taker, path: JsonPath, choice: JsonObject): void {
  const { logprobs } = choice;
  if (!isObject(logprobs)) return;
  const message = objectOf(choice.message);
  const text = stringOf(message?.content) ?? stringOf(choice.text) ?? '';
  const said = [
    spelledApart(logprobs.content ?? logprobs.tokens, text),
    spelledApart(logprobs.refusal, stringOf(message?.refusal) ?? ''),
  ];
  for (const spelled of said) {
    if (spelled !== undefined) to.add(stepOf(path, 'logprobs'), 'assistant', 'text', spelled, 'logprobs');
  }
}

/** Perplexity: what its search found, and what one might ask next, beside the choices (docs.perplexity.ai). */
export function readSearchResults(to: Taker, body: JsonObject): void {
  if (body.search_results !== undefined) {
    const fields = ['title', 'snippet', 'url'];
    addFields(to, ['search_results'], body.search_results, fields, 'tool', 'tool_result', 'search_result');
  }
  if (body.citations !== undefined) {
    addLeaves(to, ['citations'], 'tool', 'tool_result', body.citations, 'citations');
  }
  if (body.related_questions !== undefined) {
    addLeaves(to, ['related_questions'], 'assistant', 'text', body.related_questions, 'related_questions');
  }
  if (body.images !== undefined) addLeaves(to, ['images'], 'tool', 'tool_result', body.images, 'images');
}

/** Whether a chunk has any of these. */
export function hasSearchResults(body: JsonObject): boolean {
  return (
    body.search_results !== undefined ||
    body.citations !== undefined ||
    body.related_questions !== undefined ||
    body.images !== undefined
  );
}

/** Groq shows what the model said where it was no valid tool call (console.groq.com/docs/errors). */
export function readFailedGeneration(to: Taker, body: JsonObject): void {
  if (!isObject(body.error)) return;
  addField(to, ['error'], body.error, 'failed_generation', 'assistant', 'text', 'failed_generation');
}

/** An answer of one shape whatever it has: spreading what was found into it took longer than finding it. */
export function heard(facts: AnswerFacts, { segments, calls, said, unread }: Reading): Answer {
  const { id, model, finish, usage, error, systemFingerprint } = facts;
  return { id, model, finish, usage, error, systemFingerprint, segments, calls, said, unread };
}

function factsOf(value: unknown, finish: readonly string[], error: string | undefined): AnswerFacts {
  const body: JsonObject = isObject(value) ? value : {};
  const id = stringOf(body.id);
  const model = stringOf(body.model);
  const fingerprint = stringOf(body.system_fingerprint);
  const usage = chatUsage(body);
  return {
    id,
    model,
    systemFingerprint: fingerprint,
    finish: finish.length === 0 ? undefined : finish,
    usage,
    error,
  };
}

/** Groq's streams once told usage only under `x_groq`. */
export function chatUsage(body: JsonObject): Answer['usage'] {
  if (isObject(body.usage)) return openaiUsage(body.usage, body.service_tier);
  return isObject(body.x_groq) ? openaiUsage(body.x_groq.usage, body.service_tier) : undefined;
}

/** What spells a choice's text out once more: the log probabilities of its tokens, and their numbers. */
export function blankOfChoice(path: JsonPath): readonly Blank[] {
  const [first, choice] = path;
  if (first !== 'choices' || choice === undefined) return [];
  return [
    { path: ['choices', choice, 'logprobs'], text: 'null' },
    { path: ['choices', choice, 'token_ids'], text: 'null' },
  ];
}

/** The answer with each choice's content replaced; identity and usage stay. */
export function filterChat(body: unknown, refusal: Refusal): string {
  if (!isObject(body) || !Array.isArray(body.choices)) return JSON.stringify(openaiError(refusal));
  const {
    search_results: _results,
    citations: _citations,
    related_questions: _related,
    images: _images,
    ...rest
  } = body;
  const choices = body.choices.map((choice: unknown, position) => {
    const index = isObject(choice) ? (choice.index ?? position) : position;
    const said =
      isObject(choice) && choice.message === undefined
        ? { text: refusal.message }
        : { message: { role: 'assistant', content: refusal.message, refusal: null } };
    return { index, ...said, logprobs: null, finish_reason: 'content_filter' };
  });
  return JSON.stringify({ ...rest, choices });
}
