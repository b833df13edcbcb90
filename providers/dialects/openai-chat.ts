import type { Dialect } from '../../core/dialect.ts';
import { editStrings } from '../json.ts';
import { doubtOf } from '../keys.ts';
import { blankOfChoice, filterChat, readChatAnswer } from './openai-chat-answer.ts';
import { refuseChat } from './openai-chat-refusal.ts';
import { askForUsage, decodeChat } from './openai-chat-request.ts';
import { chatDecoder } from './openai-chat-stream.ts';

/** OpenAI's Chat Completions, spoken by nearly every provider (platform.openai.com/docs/api-reference/chat). */
export const openaiChat: Dialect = {
  name: 'openai-chat',
  decode: (body, _request, operation) => decodeChat(body, operation),
  doubt: doubtOf,
  read: readChatAnswer,
  decoder: () => chatDecoder('chat'),
  rewrite: (source, edits) => editStrings(source, edits, blankOfChoice),
  askForUsage,
  refuse: (refusal) => refuseChat('chat', refusal),
  filter: filterChat,
};
