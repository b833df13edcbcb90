import type { Call } from '../../core/call.ts';
import { type Dialect, Unreadable } from '../../core/dialect.ts';
import { noSegments, wordlessDecoder } from '../event-frame.ts';
import { errorOf } from '../failure.ts';
import { editStrings } from '../json.ts';
import { isObject, stringOf } from '../json-value.ts';
import { doubtOf } from '../keys.ts';
import { Reading } from '../reading.ts';
import { ollamaUsage } from '../tokens.ts';
import { ollamaError, refuseOllama } from './ollama-refusal.ts';
import { ollamaParams } from './ollama-request.ts';
import { readInput } from './openai-input.ts';

/** Ollama's own `/api/embed`, and `/api/embeddings` before it, whose one text is called a prompt (docs.ollama.com/api/embed). */
export const ollamaEmbeddings: Dialect = {
  name: 'ollama-embeddings',
  decode(body, _request, operation): Call {
    if (!isObject(body)) throw new Unreadable('the body must be an object');
    const found = new Reading('request');
    const messages = readInput(found, ['input'], body.input) + readInput(found, ['prompt'], body.prompt);
    return {
      operation,
      model: stringOf(body.model) ?? '',
      stream: false,
      segments: found.segments,
      messages,
      tools: 0,
      params: ollamaParams(body),
      unread: found.unread,
    };
  },
  doubt: doubtOf,
  read: (body) => ({
    segments: noSegments,
    model: isObject(body) ? stringOf(body.model) : undefined,
    usage: isObject(body) ? ollamaUsage(body) : undefined,
    error: errorOf(body),
  }),
  decoder: wordlessDecoder,
  rewrite: (source, edits) => editStrings(source, edits),
  refuse: refuseOllama,
  filter: (_body, refusal) => JSON.stringify(ollamaError(refusal)),
};
