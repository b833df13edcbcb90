import { anthropicWhole } from './anthropic.ts';
import type { Ask, Reply } from './dialect.ts';
import { openaiWhole } from './openai.ts';

const OPENAI_MODELS = ['gpt-4o', 'gpt-4o-mini', 'gpt-5', 'gpt-5-mini', 'o3', 'text-embedding-3-small'];
const ANTHROPIC_MODELS = ['claude-sonnet-4-6', 'claude-haiku-4-5'];

/** `GET …/models` in OpenAI's shape. Any other name works too: see the README. */
export function openaiModels(ask: Ask): Reply {
  return openaiWhole(ask.world, { object: 'list', data: OPENAI_MODELS.map(openaiModel) });
}

export function openaiOneModel(ask: Ask, id: string): Reply {
  return openaiWhole(ask.world, openaiModel(id));
}

function openaiModel(id: string): Readonly<Record<string, unknown>> {
  return { id, object: 'model', created: 1_767_225_600, owned_by: 'simulator' };
}

export function anthropicModels(ask: Ask): Reply {
  return anthropicWhole(ask.world, {
    data: ANTHROPIC_MODELS.map(anthropicModel),
    has_more: false,
    first_id: ANTHROPIC_MODELS[0],
    last_id: ANTHROPIC_MODELS.at(-1),
  });
}

export function anthropicOneModel(ask: Ask, id: string): Reply {
  return anthropicWhole(ask.world, anthropicModel(id));
}

function anthropicModel(id: string): Readonly<Record<string, unknown>> {
  return { type: 'model', id, display_name: `${id} (simulated)`, created_at: '2026-01-01T00:00:00Z' };
}
