import type { Call } from '../../core/call.ts';
import { type Dialect, Unreadable } from '../../core/dialect.ts';
import { editStrings } from '../json.ts';
import { isObject, stringOf } from '../json-value.ts';
import { doubtOf } from '../keys.ts';
import { Reading } from '../reading.ts';
import { blankOfChoice, filterChat, readChatAnswer } from './openai-chat-answer.ts';
import { refuseChat } from './openai-chat-refusal.ts';
import { askForUsage } from './openai-chat-request.ts';
import { chatDecoder } from './openai-chat-stream.ts';
import { readInput } from './openai-input.ts';
import { openaiParams } from './openai-params.ts';

/** The older completions: a prompt and its continuation (platform.openai.com/docs/api-reference/completions). */
export const openaiCompletions: Dialect = {
  name: 'openai-completions',
  decode(body, _request, operation): Call {
    if (!isObject(body)) throw new Unreadable('the body must be an object');
    const found = new Reading('request');
    const messages = readInput(found, ['prompt'], body.prompt);
    // What the middle is to be fitted before.
    if (typeof body.suffix === 'string') found.add(['suffix'], 'user', 'text', body.suffix, 'suffix');
    return {
      operation,
      model: stringOf(body.model) ?? '',
      stream: body.stream === true,
      segments: found.segments,
      messages,
      tools: 0,
      params: openaiParams(body),
      unread: found.unread,
    };
  },
  doubt: doubtOf,
  read: readChatAnswer,
  decoder: () => chatDecoder('completions'),
  rewrite: (source, edits) => editStrings(source, edits, blankOfChoice),
  askForUsage,
  refuse: (refusal) => refuseChat('completions', refusal),
  filter: filterChat,
};
