import type { Dialect } from '../../core/dialect.ts';
import { editStrings } from '../json.ts';
import { doubtOf } from '../keys.ts';
import { decodeMessages, filterAnthropic, readAnthropicAnswer } from './anthropic-body.ts';
import { refuseAnthropic } from './anthropic-refusal.ts';
import { anthropicDecoder } from './anthropic-stream.ts';

/** Anthropic's Messages, spoken by DeepSeek, xAI and OpenRouter too (docs.claude.com/en/api/messages). */
export const anthropicMessages: Dialect = {
  name: 'anthropic-messages',
  decode: (body, _request, operation) => decodeMessages(body, operation),
  doubt: doubtOf,
  read: readAnthropicAnswer,
  decoder: anthropicDecoder,
  rewrite: (source, edits) => editStrings(source, edits),
  refuse: refuseAnthropic,
  filter: filterAnthropic,
};
