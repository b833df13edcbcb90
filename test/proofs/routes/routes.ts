import { messages } from './anthropic-messages.ts';
import { googleWire } from './gemini.ts';
import { ollama, ollamaVectors } from './ollama-chat.ts';
import { chat, completions, embeddings } from './openai-chat.ts';
import { responses } from './openai-responses.ts';
import { type Route, routesOf } from './route.ts';

/** Every way that a text can take through the product. */
export const routes: readonly Route[] = [
  ...[chat, responses, completions, embeddings, messages],
  ...[ollama, ollamaVectors, googleWire],
].flatMap(routesOf);
