import { noUsage, type Usage } from '../core/usage.ts';
import { countOf, isObject, type JsonObject, numberOf, objectOf, stringOf } from './json-value.ts';

/**
 * The usage object of the OpenAI family, in disjoint buckets. Prompt tokens contain cached, written
 * and audio tokens (platform.openai.com/docs/guides/prompt-caching), so those are taken out of it.
 */
export function openaiUsage(value: unknown, tier?: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const inputDetails = objectOf(value.prompt_tokens_details) ?? objectOf(value.input_tokens_details);
  const outputDetails = objectOf(value.completion_tokens_details) ?? objectOf(value.output_tokens_details);
  const prompt = numberOf(value.prompt_tokens) ?? numberOf(value.input_tokens);
  const completion = countOf(numberOf(value.completion_tokens) ?? numberOf(value.output_tokens));
  const total = numberOf(value.total_tokens);
  if (prompt === undefined && total === undefined && completion === 0) return undefined;

  // Where details contradict the sum, the sum is what is billed: each takes what is left of it.
  let left = countOf(prompt ?? (total ?? 0) - completion);
  const take = (count: number): number => {
    const taken = Math.min(count, left);
    left -= taken;
    return taken;
  };
  const audioCached = countOf(objectOf(inputDetails?.cached_tokens_details)?.audio_tokens);
  const cached = take(cachedTokens(value, inputDetails));
  const audioCacheRead = Math.min(audioCached, cached);
  const cacheWrite = take(countOf(inputDetails?.cache_write_tokens ?? inputDetails?.cache_creation_tokens));
  const audioInput = take(Math.max(countOf(inputDetails?.audio_tokens) - audioCacheRead, 0));
  const input = left;

  const { output, reasoning, audioOutput } = outputOf(
    completion,
    numberOf(outputDetails?.reasoning_tokens) ?? numberOf(value.reasoning_tokens),
    countOf(outputDetails?.audio_tokens),
    total === undefined || prompt === undefined ? undefined : total - countOf(prompt),
  );
  return {
    input,
    cacheRead: cached - audioCacheRead,
    cacheWrite,
    cacheWrite1h: 0,
    output,
    reasoning,
    audioInput,
    audioCacheRead,
    audioOutput,
    ...tierOf(tier ?? value.service_tier),
  };
}

/** DeepSeek, Moonshot and Mistral name the cached part each in their own way. */
function cachedTokens(usage: JsonObject, details: JsonObject | undefined): number {
  return countOf(
    numberOf(details?.cached_tokens) ??
      numberOf(usage.prompt_cache_hit_tokens) ??
      numberOf(usage.cached_tokens) ??
      numberOf(usage.num_cached_tokens),
  );
}

function outputOf(completion: number, stated: number | undefined, audio: number, billed: number | undefined) {
  const reasoning = countOf(stated);
  // xAI counts reasoning on top of completion (docs.x.ai/docs/guides/reasoning): the total tells.
  // Google's compatible endpoint bills thoughts in the total and names them nowhere.
  const onTop =
    billed === undefined || billed <= completion
      ? 0
      : stated === undefined
        ? countOf(billed - completion)
        : billed === completion + reasoning
          ? reasoning
          : 0;
  if (onTop > 0) {
    const audioOutput = Math.min(audio, completion);
    return { output: completion - audioOutput, reasoning: onTop, audioOutput };
  }
  const inside = Math.min(reasoning, completion);
  const audioOutput = Math.min(audio, completion - inside);
  return { output: completion - inside - audioOutput, reasoning: inside, audioOutput };
}

function tierOf(value: unknown): { tier: string } | undefined {
  const tier = stringOf(value);
  return tier === undefined || tier === '' ? undefined : { tier };
}

/**
 * Anthropic's usage, as told so far: in a stream `message_delta` repeats the fields of
 * `message_start` with cumulative values, so the latest value of each counts and none is added up
 * (docs.claude.com/en/docs/build-with-claude/streaming).
 */
export function mergedUsage(earlier: JsonObject | undefined, later: unknown): JsonObject | undefined {
  if (!isObject(later)) return earlier;
  if (earlier === undefined) return later;
  const merged: Record<string, unknown> = { ...earlier };
  for (const key of Object.keys(later)) {
    const value = later[key];
    if (value !== null && value !== undefined) merged[key] = value;
  }
  return merged;
}

/** Anthropic's buckets are disjoint as sent: `input_tokens` has neither cache reads nor writes. */
export function anthropicUsage(value: JsonObject | undefined): Usage | undefined {
  if (value === undefined) return undefined;
  if (numberOf(value.input_tokens) === undefined && numberOf(value.output_tokens) === undefined) return undefined;
  const sum = bucketsOf(value);
  // Totals leave out what a compaction used, which is billed as well
  // (docs.claude.com/en/docs/build-with-claude/compaction, "Understanding usage").
  const iterations = Array.isArray(value.iterations) ? value.iterations : [];
  for (const iteration of iterations) {
    if (!isObject(iteration) || iteration.type !== 'compaction') continue;
    const more = bucketsOf(iteration);
    sum.input += more.input;
    sum.cacheRead += more.cacheRead;
    sum.cacheWrite += more.cacheWrite;
    sum.cacheWrite1h += more.cacheWrite1h;
    sum.output += more.output;
    sum.reasoning += more.reasoning;
  }
  return { ...noUsage, ...sum, ...tierOf(value.service_tier) };
}

function bucketsOf(value: JsonObject) {
  const written = objectOf(value.cache_creation);
  const cacheWrite1h = countOf(written?.ephemeral_1h_input_tokens);
  const split = countOf(written?.ephemeral_5m_input_tokens);
  const cacheWrite = Math.max(split, countOf(value.cache_creation_input_tokens) - cacheWrite1h);
  const output = countOf(value.output_tokens);
  const details = objectOf(value.output_tokens_details);
  const reasoning = Math.min(countOf(details?.thinking_tokens ?? details?.reasoning_tokens), output);
  return {
    input: countOf(value.input_tokens),
    cacheRead: countOf(value.cache_read_input_tokens),
    cacheWrite,
    cacheWrite1h,
    output: output - reasoning,
    reasoning,
  };
}

/**
 * Ollama's counts stand in the last line of a stream, or beside a whole answer. Zeros are left out: a prompt
 * that was in the cache as a whole has no count (docs.ollama.com/api/usage).
 */
export function ollamaUsage(value: JsonObject): Usage | undefined {
  const prompt = numberOf(value.prompt_eval_count);
  const output = numberOf(value.eval_count);
  if (prompt === undefined && output === undefined) return undefined;
  return { ...noUsage, input: countOf(prompt), output: countOf(output) };
}

/**
 * Google's usage (ai.google.dev/api/generate-content#UsageMetadata): cached tokens are part of the prompt, thoughts
 * are on top of the candidates, and so is what its own tools put into the prompt. In a stream each is cumulative.
 */
export function geminiUsage(value: JsonObject | undefined): Usage | undefined {
  if (value === undefined) return undefined;
  // Zeros are left out.
  const all = countOf(value.promptTokenCount);
  const said = countOf(value.candidatesTokenCount);
  const cached = Math.min(countOf(value.cachedContentTokenCount), all);
  const audioCacheRead = Math.min(audioIn(value.cacheTokensDetails), cached);
  const audioInput = Math.min(Math.max(audioIn(value.promptTokensDetails) - audioCacheRead, 0), all - cached);
  const audioOutput = Math.min(audioIn(value.candidatesTokensDetails), said);
  return {
    ...noUsage,
    input: all - cached - audioInput + countOf(value.toolUsePromptTokenCount),
    cacheRead: cached - audioCacheRead,
    output: said - audioOutput,
    reasoning: countOf(value.thoughtsTokenCount),
    audioInput,
    audioCacheRead,
    audioOutput,
    ...tierOf(stringOf(value.serviceTier)?.toLowerCase()),
  };
}

function audioIn(details: unknown): number {
  let count = 0;
  for (const detail of Array.isArray(details) ? details : []) {
    if (isObject(detail) && detail.modality === 'AUDIO') count += countOf(detail.tokenCount);
  }
  return count;
}
