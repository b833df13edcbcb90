import { createHmac } from 'node:crypto';
import type { Detector, Match } from '../detector.ts';
import { createBatch, RemoteFailed } from './batch.ts';
import { categoryOf } from './categories.ts';
import { boundedFetch } from './exchange.ts';
import type { Remote } from './remote.ts';

/** A detector of the house's own behind a URL; `docs/webhook.md` is its contract. */
export function webhook(remote: Remote & { readonly url: string }): Detector {
  const { name, url, key, secret } = remote;
  const fetch = boundedFetch(remote.fetch, remote.responseBytes);
  const ask = createBatch({
    ...remote,
    keyOf: ({ side, role, model }) => `${side} ${role} ${model}`,
    async send(texts, { side, role, model }, signal) {
      const body = JSON.stringify({ texts, side, role, ...(model === '' ? {} : { model }) });
      const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json' };
      if (key !== undefined) headers.authorization = `Bearer ${key}`;
      if (secret !== undefined) {
        const time = String(Math.floor(Date.now() / 1000));
        headers['x-spanguard-time'] = time;
        headers['x-spanguard-signature'] = signatureOf(secret, time, body);
      }
      const response = await fetch(url, { method: 'POST', headers, body, signal });
      if (response.status !== 200) throw new RemoteFailed('RemoteStatus');
      let answer: unknown;
      try {
        answer = await response.json();
      } catch {
        throw new RemoteFailed('RemoteGarbage');
      }
      return matchesIn(answer, texts, remote.thresholds);
    },
  });
  return {
    name,
    category: 'moderation',
    label: 'FOUND',
    reach: remote.reach,
    asks: true,
    detect: (text, _from, asking) => (asking === undefined ? Promise.resolve([]) : ask(text, asking)),
    examples: { hits: [], misses: [] },
  };
}

/** `sha256=` and the HMAC, in hex, of the time, a dot and the body. */
export function signatureOf(secret: string, time: string, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')}`;
}

/** All of it or nothing: an answer with one wrong place in it cannot be trusted with the others. */
function matchesIn(answer: unknown, texts: readonly string[], thresholds: Remote['thresholds']): readonly Match[][] {
  const { findings } = (answer ?? {}) as { findings?: unknown };
  if (!Array.isArray(findings)) throw new RemoteFailed('RemoteGarbage');
  const matches: Match[][] = texts.map(() => []);
  for (const finding of findings as readonly unknown[]) {
    const { index, start, end, score, category: wire } = (finding ?? {}) as Record<string, unknown>;
    const text = whole(index) ? texts[index] : undefined;
    const placed = text !== undefined && whole(start) && whole(end) && start < end && end <= text.length;
    if (!placed || typeof score !== 'number' || !(score >= 0 && score <= 1)) throw new RemoteFailed('RemoteGarbage');
    const category = categoryOf(wire);
    if (score < (thresholds[category] ?? 0)) continue;
    matches[index as number]?.push({ start, end, score, category });
  }
  for (const one of matches) one.sort((a, b) => a.start - b.start || b.end - a.end);
  return matches;
}

function whole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
