import type { Answer, Call } from '../../core/call.ts';
import { type Dialect, type Refusal, Unreadable } from '../../core/dialect.ts';
import { noSegments, wordlessDecoder } from '../event-frame.ts';
import { errorOf } from '../failure.ts';
import { editStrings } from '../json.ts';
import { isObject, stringOf } from '../json-value.ts';
import { doubtOf } from '../keys.ts';
import { Reading } from '../reading.ts';
import { jsonReply, openaiError } from '../reply.ts';
import { openaiUsage } from '../tokens.ts';
import { readMessages } from './openai-chat-request.ts';
import { readInput } from './openai-input.ts';
import { openaiParams } from './openai-params.ts';

/** Texts in, vectors out (platform.openai.com/docs/api-reference/embeddings). */
export const openaiEmbeddings: Dialect = {
  name: 'openai-embeddings',
  decode(body, _request, operation): Call {
    if (!isObject(body)) throw new Unreadable('the body must be an object');
    const found = new Reading('request');
    let messages = readInput(found, ['input'], body.input);
    // vLLM embeds conversations too (docs.vllm.ai, Embeddings API).
    if (Array.isArray(body.messages)) {
      readMessages(found, ['messages'], body.messages);
      messages += body.messages.length;
    }
    return {
      operation,
      model: stringOf(body.model) ?? '',
      stream: false,
      segments: found.segments,
      messages,
      tools: 0,
      params: openaiParams(body),
      unread: found.unread,
    };
  },
  doubt: doubtOf,
  read(body): Answer {
    const fields = isObject(body) ? body : {};
    const error = errorOf(body);
    const model = stringOf(fields.model);
    const usage = openaiUsage(fields.usage);
    return {
      segments: noSegments,
      model,
      usage,
      error,
    };
  },
  decoder: wordlessDecoder,
  rewrite: (source, edits) => editStrings(source, edits),
  refuse: (refusal: Refusal) => jsonReply(refusal.status, openaiError(refusal)),
  filter: (_body, refusal) => JSON.stringify(openaiError(refusal)),
};
