import type { Endpoint } from './dialect.ts';
import { numberAt, stringAt } from './json.ts';
import { ollamaWhole, requireModel } from './ollama.ts';
import { vectorOf } from './openai-embeddings.ts';
import { tokensOf } from './tokens.ts';

const DIMENSIONS = 768;

/** `POST …/api/embed`: one text or several. */
export const ollamaEmbed: Endpoint = (ask) => {
  const model = requireModel(ask);
  const { input } = ask.body;
  const texts = typeof input === 'string' ? [input] : Array.isArray(input) ? input.map(String) : [];
  const dimensions = Math.min(DIMENSIONS, Math.max(1, numberAt(ask.body, 'dimensions') ?? DIMENSIONS));
  const count = texts.reduce((sum, text) => sum + tokensOf(text), 0);
  return ollamaWhole({
    model,
    embeddings: texts.map((text) => Array.from(vectorOf(text, dimensions))),
    total_duration: 14_143_917,
    load_duration: 1_019_500,
    ...(ask.steering.usage !== 'none' && count > 0 && { prompt_eval_count: count }),
  });
};

/** `POST …/api/embeddings`, which came before it: one text, and nothing beside the vector. */
export const ollamaEmbeddings: Endpoint = (ask) => {
  requireModel(ask);
  return ollamaWhole({ embedding: Array.from(vectorOf(stringAt(ask.body, 'prompt') ?? '', DIMENSIONS)) });
};
