import type OpenAI from 'openai';
import type { Detector, Match } from '../detector.ts';
import { createBatch, RemoteFailed } from './batch.ts';
import { categoryOf, type RemoteCategory } from './categories.ts';
import { boundedFetch } from './exchange.ts';
import type { Remote } from './remote.ts';

/**
 * OpenAI's moderations endpoint, or one that speaks like it. A finding is the window that it was asked
 * about, with the highest score of any category that reached its own threshold.
 */
export function openaiModeration(remote: Remote): Detector {
  const { name, url = 'https://api.openai.com/v1', key = '', model = 'omni-moderation-latest' } = remote;
  let client: Promise<OpenAI> | undefined;

  /** Only now: where nobody moderates, the package need not be there. */
  async function open(): Promise<OpenAI> {
    const { default: Client } = await import('openai');
    return new Client({
      apiKey: key,
      baseURL: url,
      // Nothing from the environment: what is configured here is all there is.
      organization: null,
      project: null,
      maxRetries: 0,
      logLevel: 'off',
      timeout: remote.timeoutMs,
      fetch: boundedFetch(remote.fetch, remote.responseBytes),
    });
  }

  const ask = createBatch({
    ...remote,
    keyOf: () => '',
    async send(texts, _asking, signal) {
      client ??= open();
      const { moderations } = await client;
      let answer: unknown;
      try {
        answer = await moderations.create({ model, input: [...texts] }, { signal });
      } catch (error) {
        if (error instanceof RemoteFailed) throw error;
        const { cause, status } = error as { cause?: unknown; status?: unknown };
        if (cause instanceof RemoteFailed) throw cause;
        throw new RemoteFailed(typeof status === 'number' ? 'RemoteStatus' : 'RemoteUnreachable');
      }
      const { results } = answer as { results?: unknown };
      if (!Array.isArray(results)) throw new RemoteFailed('RemoteGarbage');
      return results.map((result, i) => matchesIn(result, (texts[i] ?? '').length, remote.thresholds));
    },
  });

  return {
    name,
    category: 'moderation',
    label: 'MODERATED',
    reach: remote.reach,
    asks: true,
    detect: (text, _from, asking) => (asking === undefined ? Promise.resolve([]) : ask(text, asking)),
    examples: { hits: [], misses: [] },
  };
}

function matchesIn(result: unknown, length: number, thresholds: Remote['thresholds']): readonly Match[] {
  const { category_scores: scores } = (result ?? {}) as { category_scores?: unknown };
  if (typeof scores !== 'object' || scores === null) throw new RemoteFailed('RemoteGarbage');
  let best: Match | undefined;
  for (const [wire, score] of Object.entries(scores as Record<string, unknown>)) {
    if (typeof score !== 'number' || !(score >= 0 && score <= 1)) throw new RemoteFailed('RemoteGarbage');
    const category = moderationCategory(wire);
    if (score < (thresholds[category] ?? 0) || score <= (best?.score ?? 0)) continue;
    best = { start: 0, end: length, score, category };
  }
  return best === undefined ? [] : [best];
}

/** `violence/graphic` is violence; minors are a category of their own. */
export function moderationCategory(wire: string): RemoteCategory {
  if (wire === 'sexual/minors') return 'sexual-minors';
  return categoryOf(wire.split('/', 1)[0]);
}
