import type { Operation } from '../core/call.ts';
import type { Dialect } from '../core/dialect.ts';
import { anthropicMessages } from './dialects/anthropic-messages.ts';
import { gemini } from './dialects/gemini.ts';
import { ollamaChat } from './dialects/ollama-chat.ts';
import { ollamaEmbeddings } from './dialects/ollama-embeddings.ts';
import { openaiChat } from './dialects/openai-chat.ts';
import { openaiCompletions } from './dialects/openai-completions.ts';
import { openaiEmbeddings } from './dialects/openai-embeddings.ts';
import { openaiResponses } from './dialects/openai-responses.ts';

export type DialectName =
  | 'openai-chat'
  | 'openai-responses'
  | 'openai-embeddings'
  | 'openai-completions'
  | 'anthropic-messages'
  | 'ollama-chat'
  | 'ollama-embeddings'
  | 'gemini';

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'openai-embeddings': openaiEmbeddings,
  'openai-completions': openaiCompletions,
  'anthropic-messages': anthropicMessages,
  'ollama-chat': ollamaChat,
  'ollama-embeddings': ollamaEmbeddings,
  gemini,
};

/** An endpoint of a dialect, known by how its path ends: what stands before differs by provider. */
export interface Route {
  readonly method: 'POST' | 'GET';
  /** Path segments; `*` is any one segment, and `*:x` any that ends in `:x`. */
  readonly suffix: readonly string[];
  readonly dialect: DialectName;
  readonly operation: Operation;
}

/** In order: `chat/completions` before `completions`, which it ends in. */
export const routes: readonly Route[] = [
  { method: 'POST', suffix: ['api', 'chat'], dialect: 'ollama-chat', operation: 'chat' },
  { method: 'POST', suffix: ['api', 'generate'], dialect: 'ollama-chat', operation: 'text_completion' },
  { method: 'POST', suffix: ['api', 'embed'], dialect: 'ollama-embeddings', operation: 'embeddings' },
  { method: 'POST', suffix: ['api', 'embeddings'], dialect: 'ollama-embeddings', operation: 'embeddings' },
  { method: 'POST', suffix: ['chat', 'completions'], dialect: 'openai-chat', operation: 'chat' },
  { method: 'POST', suffix: ['completions'], dialect: 'openai-completions', operation: 'text_completion' },
  { method: 'POST', suffix: ['responses'], dialect: 'openai-responses', operation: 'chat' },
  { method: 'POST', suffix: ['responses', 'compact'], dialect: 'openai-responses', operation: 'compact' },
  { method: 'POST', suffix: ['responses', 'input_tokens'], dialect: 'openai-responses', operation: 'count_tokens' },
  { method: 'GET', suffix: ['responses', '*'], dialect: 'openai-responses', operation: 'fetch_response' },
  { method: 'POST', suffix: ['embeddings'], dialect: 'openai-embeddings', operation: 'embeddings' },
  { method: 'POST', suffix: ['*:generatecontent'], dialect: 'gemini', operation: 'chat' },
  { method: 'POST', suffix: ['*:streamgeneratecontent'], dialect: 'gemini', operation: 'chat' },
  { method: 'POST', suffix: ['*:counttokens'], dialect: 'gemini', operation: 'count_tokens' },
  { method: 'POST', suffix: ['messages'], dialect: 'anthropic-messages', operation: 'chat' },
  { method: 'POST', suffix: ['messages', 'count_tokens'], dialect: 'anthropic-messages', operation: 'count_tokens' },
];

/** The first route that a path ends in. Segments are compared as they are sent, not decoded. */
export function routeOf(method: string, pathname: string, known: readonly DialectName[]): Route | undefined {
  // `/v1//messages` is another path to the provider than to us.
  if (pathname.includes('//')) return undefined;
  const end = pathname.endsWith('/') ? pathname.length - 1 : pathname.length;
  for (const route of routes) {
    if (route.method === method && endsIn(pathname, end, route.suffix) && known.includes(route.dialect)) return route;
  }
  return undefined;
}

function endsIn(pathname: string, length: number, suffix: readonly string[]): boolean {
  let end = length;
  for (let i = suffix.length - 1; i >= 0; i--) {
    const start = pathname.lastIndexOf('/', end - 1);
    const wanted = suffix[i] as string;
    if (start === -1 || start === end) return false;
    if (!isSegment(pathname, start + 1, end, wanted)) return false;
    end = start;
  }
  return true;
}

/** Without regard to case where it is a verb of Google's: other names are given in the case that they are known in. */
function isSegment(pathname: string, start: number, end: number, wanted: string): boolean {
  if (wanted === '*') return true;
  if (!wanted.startsWith('*')) return end - start === wanted.length && pathname.startsWith(wanted, start);
  const from = end - wanted.length + 1;
  return from >= start && pathname.slice(from, end).toLowerCase() === wanted.slice(1);
}
