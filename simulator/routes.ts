import { anthropic } from './anthropic.ts';
import { anthropicCountTokens, anthropicMessages } from './anthropic-messages.ts';
import type { Endpoint, House } from './dialect.ts';
import { geminiCount, geminiGenerate, geminiStream, google } from './gemini.ts';
import { anthropicModels, anthropicOneModel, openaiModels, openaiOneModel } from './models.ts';
import { ollama } from './ollama.ts';
import { ollamaChat, ollamaGenerate } from './ollama-chat.ts';
import { ollamaEmbed, ollamaEmbeddings } from './ollama-embeddings.ts';
import { openai } from './openai.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiCompletions } from './openai-completions.ts';
import { openaiEmbeddings } from './openai-embeddings.ts';
import { openaiModerations } from './openai-moderations.ts';
import { fetchResponse, openaiResponses } from './openai-responses.ts';

export interface Route {
  readonly house: House;
  readonly method: 'GET' | 'POST';
  readonly endpoint: Endpoint;
}

/** What a path ends in decides; what stands before it (`/v1`, `/openai/deployments/x`) does not matter. */
const posts: ReadonlyArray<readonly [suffix: string, house: House, endpoint: Endpoint]> = [
  ['/api/chat', ollama, ollamaChat],
  ['/api/generate', ollama, ollamaGenerate],
  ['/api/embed', ollama, ollamaEmbed],
  ['/api/embeddings', ollama, ollamaEmbeddings],
  [':generateContent', google, geminiGenerate],
  [':streamGenerateContent', google, geminiStream],
  [':countTokens', google, geminiCount],
  ['/chat/completions', openai, openaiChat],
  ['/completions', openai, openaiCompletions],
  ['/responses', openai, openaiResponses],
  ['/embeddings', openai, openaiEmbeddings],
  ['/moderations', openai, openaiModerations],
  ['/messages/count_tokens', anthropic, anthropicCountTokens],
  ['/messages', anthropic, anthropicMessages],
];

const ONE = /\/(models|responses)\/([^/]+)$/;

export function routeOf(path: string, house: House): Route | undefined {
  for (const [suffix, owner, endpoint] of posts) {
    if (path.endsWith(suffix)) return { house: owner, method: 'POST', endpoint };
  }
  if (path.endsWith('/models')) {
    return { house, method: 'GET', endpoint: house === anthropic ? anthropicModels : openaiModels };
  }
  const one = ONE.exec(path);
  const id = one?.[2];
  if (one === null || id === undefined) return undefined;
  if (one[1] === 'responses') return { house: openai, method: 'GET', endpoint: (ask) => fetchResponse(ask, id) };
  return {
    house,
    method: 'GET',
    endpoint: (ask) => (house === anthropic ? anthropicOneModel(ask, id) : openaiOneModel(ask, id)),
  };
}

/** The deployment in an Azure path, or the model in one of Google's: the model where the body names none. */
export function deploymentOf(path: string): string {
  const found = /\/deployments\/([^/]+)\/|\/models\/([^/]+):\w+$/.exec(path);
  return found?.[1] ?? found?.[2] ?? '';
}

export const paths: readonly string[] = [
  ...posts.map(([suffix]) => `POST …${suffix}`),
  'GET …/models',
  'GET …/responses/{id}',
];
