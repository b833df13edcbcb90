import type { Ask } from './dialect.ts';
import { CACHE_FROM_TOKENS } from './memory.ts';
import type { Prompt } from './prompt.ts';
import type { Said } from './script.ts';
import { CHARS_PER_TOKEN, TOKENS_PER_MESSAGE, tokensOf } from './tokens.ts';

/** OpenAI's counts: cached is part of the prompt, reasoning is part of the completion. */
export interface OpenaiUsage {
  readonly prompt: number;
  readonly cached: number;
  readonly completion: number;
  readonly reasoning: number;
}

/** Cached prefixes grow in steps of so many tokens. */
const CACHE_STEP = 128;

/** Undefined where the caller asked for an answer without usage. */
export function openaiUsage(prompt: Prompt, said: readonly Said[], ask: Ask): OpenaiUsage | undefined {
  const { steering, world } = ask;
  const counted = tokensOf(prompt.text) + prompt.messages * TOKENS_PER_MESSAGE;
  const cached = steering.cached ?? cachedTokens(world.memory.common(prompt.model, prompt.text), counted);
  if (steering.usage === 'none') return undefined;
  let completion = 0;
  let reasoning = 0;
  for (const each of said) {
    completion += each.tokens + each.thinkingTokens;
    reasoning += each.thinkingTokens;
  }
  return { prompt: Math.max(counted, cached), cached, completion, reasoning };
}

function cachedTokens(commonChars: number, counted: number): number {
  const common = Math.min(counted, Math.floor(commonChars / CHARS_PER_TOKEN));
  return common < CACHE_FROM_TOKENS ? 0 : common - (common % CACHE_STEP);
}

export function chatUsage(usage: OpenaiUsage): Readonly<Record<string, unknown>> {
  return {
    prompt_tokens: usage.prompt,
    completion_tokens: usage.completion,
    total_tokens: usage.prompt + usage.completion,
    prompt_tokens_details: { cached_tokens: usage.cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

export function responsesUsage(usage: OpenaiUsage): Readonly<Record<string, unknown>> {
  return {
    input_tokens: usage.prompt,
    input_tokens_details: { cached_tokens: usage.cached },
    output_tokens: usage.completion,
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: usage.prompt + usage.completion,
  };
}
