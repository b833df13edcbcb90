import type { Answer, JsonPath } from '../../core/call.ts';
import type { Refusal } from '../../core/dialect.ts';
import { errorOf } from '../failure.ts';
import type { Blank } from '../json.ts';
import { isObject, type JsonObject, listOf, objectOf, stringOf } from '../json-value.ts';
import { addField, addFields, addLeaves, hasWords, Reading, stepOf, type Taker } from '../reading.ts';
import { spelledApart } from '../spelling.ts';
import { geminiUsage } from '../tokens.ts';
import { readContent } from './gemini-part.ts';
import { geminiError } from './gemini-refusal.ts';
import { heard } from './openai-chat-answer.ts';

/** A whole answer, a count, or an error. A stream that is no stream of events is a list, which is not read. */
export function readGeminiAnswer(body: unknown): Answer {
  const found = new Reading('answer');
  const error = errorOf(body);
  if (!isObject(body)) {
    if (error === undefined) found.count('unreadable');
    return heard({ error }, found);
  }
  const finish: string[] = [];
  listOf(body.candidates).forEach((candidate, position) => {
    if (!isObject(candidate)) return;
    const path: JsonPath = ['candidates', position];
    readCandidate(found, path, candidate);
    const spelled = spelledApart(tokensOf(candidate), textOf(candidate));
    if (spelled !== undefined) found.add(stepOf(path, 'logprobsResult'), 'assistant', 'text', spelled, 'logprobs');
    const reason = stringOf(candidate.finishReason);
    if (reason !== undefined) finish.push(reason);
  });
  readFeedback(found, body);
  return heard(
    {
      id: stringOf(body.responseId),
      model: stringOf(body.modelVersion),
      finish: finish.length === 0 ? undefined : finish,
      usage: geminiUsage(objectOf(body.usageMetadata)),
      error,
    },
    found,
  );
}

const ofAnswer: ReadonlySet<string> = new Set([
  ...['candidates', 'promptFeedback', 'usageMetadata', 'modelVersion', 'responseId', 'createTime', 'error'],
  // Of a count.
  ...['totalTokens', 'totalBillableCharacters', 'promptTokensDetails', 'cacheTokensDetails', 'modelStatus'],
]);
const ofCandidate: ReadonlySet<string> = new Set([
  ...['content', 'finishReason', 'finishMessage', 'safetyRatings', 'citationMetadata', 'groundingMetadata'],
  ...['logprobsResult', 'urlContextMetadata', 'index', 'avgLogprobs', 'tokenCount'],
]);

/** What an answer says at keys that nobody here knows: it leaves unread, and the record tells so. */
function countUnread(to: Taker, from: JsonObject, what: 'answer' | 'candidate'): void {
  const known = what === 'answer' ? ofAnswer : ofCandidate;
  for (const key in from) if (!known.has(key) && hasWords(from[key])) to.count('other');
}

/** What one candidate says, and what it says it from. */
export function readCandidate(to: Taker, path: JsonPath, candidate: JsonObject): void {
  readContent(to, stepOf(path, 'content'), candidate.content, 'assistant');
  countUnread(to, candidate, 'candidate');
  addField(to, path, candidate, 'finishMessage', 'assistant', 'text', 'finish_message');
  const { groundingMetadata: grounding, citationMetadata: cited, urlContextMetadata: fetched } = candidate;
  if (isObject(grounding)) readGrounding(to, stepOf(path, 'groundingMetadata'), grounding);
  if (isObject(cited)) {
    for (const key of ['citations', 'citationSources']) {
      addFields(to, [...path, 'citationMetadata', key], cited[key], ['title', 'uri'], 'assistant', 'text', 'citation');
    }
  }
  if (isObject(fetched)) {
    const at = [...path, 'urlContextMetadata', 'urlMetadata'];
    addFields(to, at, fetched.urlMetadata, ['retrievedUrl'], 'tool', 'tool_result', 'url');
  }
}

/** What a search was asked and gave back, and which words of the answer rest on it. */
function readGrounding(to: Taker, path: JsonPath, grounding: JsonObject): void {
  listOf(grounding.groundingChunks).forEach((chunk, index) => {
    addLeaves(to, [...path, 'groundingChunks', index], 'tool', 'tool_result', chunk, `grounding/${index}`);
  });
  listOf(grounding.groundingSupports).forEach((support, index) => {
    const at = [...path, 'groundingSupports', index, 'segment'];
    addField(to, at, objectOf(support)?.segment, 'text', 'assistant', 'text', 'support', index);
  });
  for (const key of ['webSearchQueries', 'imageSearchQueries', 'retrievalQueries']) {
    addLeaves(to, stepOf(path, key), 'assistant', 'text', grounding[key], key);
  }
  const at = stepOf(path, 'searchEntryPoint');
  addField(to, at, grounding.searchEntryPoint, 'renderedContent', 'tool', 'tool_result', 'search_entry');
}

/** Why a prompt was not answered, in words, and what else stands beside the candidates. */
export function readFeedback(to: Taker, body: JsonObject): void {
  countUnread(to, body, 'answer');
  const at = ['promptFeedback'];
  addField(to, at, body.promptFeedback, 'blockReasonMessage', 'assistant', 'text', 'block_reason');
}

export function tokensOf(candidate: JsonObject): unknown {
  return objectOf(candidate.logprobsResult)?.chosenCandidates;
}

/** A candidate's texts, one behind the other: what its log probabilities are about. */
export function textOf(candidate: JsonObject): string {
  let text = '';
  for (const part of listOf(objectOf(candidate.content)?.parts)) text += stringOf(objectOf(part)?.text) ?? '';
  return text;
}

/** What spells a candidate's text out once more. */
export function blankOfCandidate([first, candidate]: JsonPath): readonly Blank[] {
  if (first !== 'candidates' || candidate === undefined) return [];
  return [{ path: ['candidates', candidate, 'logprobsResult'], text: '{}' }];
}

/** The answer with each candidate's content replaced; identity and usage stay. */
export function filterGemini(body: unknown, refusal: Refusal): string {
  if (!isObject(body) || !Array.isArray(body.candidates)) return JSON.stringify(geminiError(refusal));
  const { promptFeedback: _, ...rest } = body;
  const candidates = body.candidates.map((candidate: unknown, position) => ({
    content: { parts: [{ text: refusal.message }], role: 'model' },
    finishReason: 'SAFETY',
    index: objectOf(candidate)?.index ?? position,
  }));
  return JSON.stringify({ ...rest, candidates });
}
