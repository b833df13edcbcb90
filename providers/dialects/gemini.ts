import type { Dialect } from '../../core/dialect.ts';
import { editStrings } from '../json.ts';
import { doubtOf } from '../keys.ts';
import { blankOfCandidate, filterGemini, readGeminiAnswer } from './gemini-answer.ts';
import { refuseGemini } from './gemini-refusal.ts';
import { decodeGemini } from './gemini-request.ts';
import { geminiDecoder } from './gemini-stream.ts';

/** Google's `generateContent` and `streamGenerateContent`, of the Gemini API and of Vertex (ai.google.dev/api). */
export const gemini: Dialect = {
  name: 'gemini',
  decode: (body, { url }, operation) => decodeGemini(body, url, operation),
  doubt: doubtOf,
  read: readGeminiAnswer,
  decoder: geminiDecoder,
  rewrite: (source, edits) => editStrings(source, edits, blankOfCandidate),
  refuse: refuseGemini,
  filter: filterGemini,
};
