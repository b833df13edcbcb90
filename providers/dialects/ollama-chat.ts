import type { Dialect } from '../../core/dialect.ts';
import { editStrings } from '../json.ts';
import { doubtOf } from '../keys.ts';
import { blankOfAnswer, filterOllama, readOllamaAnswer } from './ollama-answer.ts';
import { refuseOllama } from './ollama-refusal.ts';
import { decodeOllama } from './ollama-request.ts';
import { ollamaDecoder } from './ollama-stream.ts';

/** Ollama's own `/api/chat` and `/api/generate` (docs.ollama.com/api). */
export const ollamaChat: Dialect = {
  name: 'ollama-chat',
  framing: 'lines',
  decode: (body, _request, operation) => decodeOllama(body, operation),
  doubt: doubtOf,
  read: readOllamaAnswer,
  decoder: ollamaDecoder,
  rewrite: (source, edits) => editStrings(source, edits, blankOfAnswer),
  refuse: refuseOllama,
  filter: filterOllama,
};
