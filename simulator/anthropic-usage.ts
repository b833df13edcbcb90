import type { Ask } from './dialect.ts';
import { isObject, type JsonObject, listAt, objectAt, stringAt, textOf } from './json.ts';
import { CACHE_FROM_TOKENS } from './memory.ts';
import type { Prompt } from './prompt.ts';
import type { Said } from './script.ts';
import { TOKENS_PER_MESSAGE, tokensOf } from './tokens.ts';

/** Anthropic's counts: cached tokens stand beside the input, thinking is part of the output. */
export interface AnthropicUsage {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation: {
    readonly ephemeral_5m_input_tokens: number;
    readonly ephemeral_1h_input_tokens: number;
  };
  readonly output_tokens: number;
}

/** Undefined where the caller asked for an answer without usage. */
export function anthropicUsage(prompt: Prompt, said: Said, ask: Ask): AnthropicUsage | undefined {
  if (ask.steering.usage === 'none') return undefined;
  const counted = tokensOf(prompt.text) + prompt.messages * TOKENS_PER_MESSAGE;
  const prefix = cachedPrefix(ask.body);
  const length = prefix === undefined ? 0 : Math.min(counted, tokensOf(prefix.text));
  let read = ask.steering.cached ?? 0;
  let written = 0;
  if (prefix !== undefined && ask.steering.cached === undefined && length >= CACHE_FROM_TOKENS) {
    if (ask.world.memory.wrote(prompt.model, prefix.text)) read = length;
    else written = length;
  }
  const hour = prefix?.ttl === '1h';
  return {
    input_tokens: ask.steering.cached === undefined ? counted - read - written : counted,
    cache_creation_input_tokens: written,
    cache_read_input_tokens: read,
    cache_creation: {
      ephemeral_5m_input_tokens: hour ? 0 : written,
      ephemeral_1h_input_tokens: hour ? written : 0,
    },
    output_tokens: said.tokens + said.thinkingTokens,
  };
}

interface Prefix {
  readonly text: string;
  readonly ttl: string | undefined;
}

/** Everything up to the last block with `cache_control`; all of it when the request itself has one. */
function cachedPrefix(body: JsonObject): Prefix | undefined {
  let text = '';
  let found: Prefix | undefined;
  const read = (holder: unknown, said: string): void => {
    text += `\n${said}`;
    const control = objectAt(holder, 'cache_control');
    if (control !== undefined) found = { text, ttl: stringAt(control, 'ttl') };
  };
  for (const tool of listAt(body, 'tools')) read(tool, JSON.stringify(tool));
  if (typeof body.system === 'string') read(undefined, body.system);
  for (const block of listAt(body, 'system')) read(block, stringAt(block, 'text') ?? '');
  for (const message of listAt(body, 'messages')) {
    const content = isObject(message) ? message.content : undefined;
    if (typeof content === 'string') read(undefined, content);
    for (const block of listAt(message, 'content')) {
      read(block, stringAt(block, 'text') ?? (isObject(block) ? textOf(block.content) : ''));
    }
  }
  const whole = objectAt(body, 'cache_control');
  return whole === undefined ? found : { text, ttl: stringAt(whole, 'ttl') };
}
