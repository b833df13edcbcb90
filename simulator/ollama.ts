import {
  type Ask,
  type Failure,
  type House,
  NO_SUCH_MODEL,
  Rejected,
  type Reply,
  type ReplyHeaders,
  SIMULATOR_HEADERS,
  type World,
} from './dialect.ts';
import type { Prompt } from './prompt.ts';
import type { Said } from './script.ts';
import { TOKENS_PER_MESSAGE, tokensOf } from './tokens.ts';

/** As its web framework names them. */
export const NDJSON = 'application/x-ndjson';
const JSON_TYPE = 'application/json; charset=utf-8';

export function ollamaHeaders(contentType: string): ReplyHeaders {
  return { 'content-type': contentType, ...SIMULATOR_HEADERS };
}

/** Ollama prints its JSON in one line. */
export function ollamaWhole(body: unknown, status = 200): Reply {
  return { kind: 'whole', status, headers: ollamaHeaders(JSON_TYPE), body: JSON.stringify(body) };
}

export const ollama: House = {
  name: 'ollama',
  open: true,
  streamsUnasked: true,
  fail: ({ status, message }) => ollamaWhole({ error: message }, status),
  status(status, ask): Failure {
    switch (status) {
      case 401:
        return { status, message: 'unauthorized' };
      case 404:
        return { status, message: `model '${ask.model}' not found` };
      case 429:
        return { status, message: 'too many requests (simulated)' };
      case 503:
        return { status, message: 'server busy, please try again.  maximum pending requests exceeded' };
      default:
        return {
          status,
          message: status >= 500 ? 'an error was encountered while running the model' : `turned down with ${status}`,
        };
    }
  },
};

export const streamFailure = `${JSON.stringify({ error: 'an error was encountered while running the model' })}\n`;

/** The model of a request, or the error Ollama gives without one. */
export function requireModel({ model }: Ask): string {
  if (model === '') throw new Rejected({ status: 400, message: 'model is required' });
  if (model === NO_SUCH_MODEL) throw new Rejected({ status: 404, message: `model '${model}' not found` });
  return model;
}

/** Nanoseconds behind the seconds, which a time of JavaScript's has not. */
export function createdAt(world: World): string {
  const nano = String(world.random.below(1_000_000)).padStart(6, '0');
  return new Date().toISOString().replace('Z', `${nano}Z`);
}

/** What the last line counts, in tokens and nanoseconds. A count of zero is left out. */
export function metricsOf({ steering, world }: Ask, prompt: Prompt, said: Said): Readonly<Record<string, number>> {
  const counted = tokensOf(prompt.text) + prompt.messages * TOKENS_PER_MESSAGE;
  const output = said.tokens + said.thinkingTokens;
  const load = 20_000_000 + world.random.below(10_000_000);
  const times = [counted * 900_000 + 1, output * 16_000_000 + 1] as const;
  const none = steering.usage === 'none';
  return {
    total_duration: load + times[0] + times[1],
    load_duration: load,
    ...(!none && counted > 0 && { prompt_eval_count: counted }),
    prompt_eval_duration: times[0],
    ...(!none && output > 0 && { eval_count: output }),
    eval_duration: times[1],
  };
}

const MOST_CONTEXT = 1024;

/** A conversation as numbers, which `/api/generate` gives out and takes back. */
export function contextOf(prompt: Prompt, said: Said): number[] {
  const tokens = Math.min(tokensOf(prompt.text) + said.tokens, MOST_CONTEXT);
  return Array.from({ length: Math.max(1, tokens) }, (_, index) => (index * 2654435761) % 150_000);
}
