import type { Dialect } from '../../core/dialect.ts';
import { editStrings } from '../json.ts';
import { doubtOf } from '../keys.ts';
import { blankOfText, decodeResponses, filterResponse, readResponse } from './openai-responses-body.ts';
import { refuseResponses } from './openai-responses-refusal.ts';
import { responsesDecoder } from './openai-responses-stream.ts';

/** OpenAI's Responses, spoken by Azure, DeepSeek, xAI, OpenRouter and others too. */
export const openaiResponses: Dialect = {
  name: 'openai-responses',
  decode: decodeResponses,
  doubt: doubtOf,
  read: readResponse,
  decoder: responsesDecoder,
  rewrite: (source, edits) => editStrings(source, edits, blankOfText),
  refuse: refuseResponses,
  filter: filterResponse,
};
