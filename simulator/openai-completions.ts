import { type Ask, type Endpoint, FINGERPRINT, seconds } from './dialect.ts';
import { numberAt, objectAt } from './json.ts';
import { DONE, missing, openaiError, openaiHeaders, openaiWhole, requireModel, SSE, streamFailure } from './openai.ts';
import { finishOf, stopsOf } from './openai-chat.ts';
import { type OpenaiUsage, openaiUsage } from './openai-usage.ts';
import type { Prompt } from './prompt.ts';
import { ALNUM } from './random.ts';
import { type Said, say } from './script.ts';
import { piecesOf } from './tokens.ts';

/** `POST …/completions`, the legacy one. */
export const openaiCompletions: Endpoint = (ask) => {
  const model = requireModel(ask);
  const prompts = promptsOf(ask.body.prompt);
  if (prompts.length === 0) throw missing('prompt');
  const choices = Math.min(128, Math.max(1, numberAt(ask.body, 'n') ?? 1));
  const said: Said[] = [];
  for (const text of prompts) {
    const prompt = promptFor(ask, model, text);
    for (let index = 0; index < choices; index++) said.push(say(prompt, ask.steering, index));
  }
  const usage = openaiUsage(promptFor(ask, model, prompts.join('\n')), said, ask);
  const id = `cmpl-${ask.world.random.text(ALNUM, 29)}`;
  if (ask.body.stream === true) {
    return {
      kind: 'stream',
      status: 200,
      headers: openaiHeaders(ask.world, SSE),
      events: chunks(ask, id, said, usage),
      failure: () => `data: ${JSON.stringify(openaiError(streamFailure))}\n\n`,
    };
  }
  return openaiWhole(ask.world, {
    id,
    object: 'text_completion',
    created: seconds(),
    model,
    choices: said.map((each, index) => ({
      text: each.text,
      index,
      logprobs: null,
      finish_reason: finishOf(each.finish),
    })),
    ...(usage !== undefined && { usage: completionUsage(usage) }),
    system_fingerprint: FINGERPRINT,
  });
};

function promptsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function promptFor(ask: Ask, model: string, text: string): Prompt {
  return {
    model,
    text,
    messages: 0,
    lastUser: text,
    toolResult: undefined,
    tools: [],
    toolChoice: 'none',
    parallel: false,
    maxTokens: numberAt(ask.body, 'max_tokens'),
    stop: stopsOf(ask.body.stop),
    json: undefined,
    thinks: false,
  };
}

function completionUsage(usage: OpenaiUsage): Readonly<Record<string, number>> {
  return {
    prompt_tokens: usage.prompt,
    completion_tokens: usage.completion,
    total_tokens: usage.prompt + usage.completion,
  };
}

function* chunks(
  ask: Ask,
  id: string,
  said: readonly Said[],
  usage: OpenaiUsage | undefined,
): Generator<string, void, undefined> {
  const asked = usage !== undefined && objectAt(ask.body, 'stream_options')?.include_usage === true;
  const base = { id, object: 'text_completion', created: seconds() };
  const chunk = (choices: readonly unknown[], counted: unknown = null): string =>
    `data: ${JSON.stringify({
      ...base,
      choices,
      model: ask.model,
      system_fingerprint: FINGERPRINT,
      ...(asked && { usage: counted }),
    })}\n\n`;
  for (const [index, each] of said.entries()) {
    for (const text of piecesOf(each.text)) yield chunk([{ text, index, logprobs: null, finish_reason: null }]);
    yield chunk([{ text: '', index, logprobs: null, finish_reason: finishOf(each.finish) }]);
  }
  if (asked) yield chunk([], completionUsage(usage));
  yield DONE;
}
