import { afterEach, describe, expect, it } from 'vitest';
import { speeches } from '../contract/speech.ts';
import { askingProduct, carried } from '../support/asking.ts';
import type { Origin } from '../support/origin.ts';
import { door, forbidden, questionsOf, webhookServer } from '../support/webhook.ts';

const speech = speeches.find(({ dialect }) => dialect === 'openai-chat')!;
const judged = { name: 'p', on: 'output', detect: ['one'], action: 'block', deadlineMs: 30_000 };

let server: Origin | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** An answer, an event for each word, whose webhook says nothing before `open` texts were asked about. */
async function answered(words: readonly string[], open: number) {
  const { opened, open: unlock } = door();
  let asked = 0;
  server = await webhookServer(({ texts }) => {
    asked += texts.length;
    if (asked >= open) unlock();
    return opened;
  });
  const product = askingProduct({ url: server.url, slow() {}, close: async () => {} }, [judged]);
  const events = speech.stream([{ kind: 'text', pieces: words }]).split(/(?<=\n\n)/);
  const request = JSON.stringify(speech.request('Go on.', true));
  const pieces = events.map((event) => Buffer.from(event));
  return { ...(await carried(product, speech, request, pieces)), stream: events.join('') };
}

describe('under release: judged', () => {
  const words = Array.from({ length: 120 }, (_, i) => `word-${i} `);

  it('windows are asked about while the first is waited for, each once, and let go in order', async () => {
    const { body, stream, verdict } = await answered(words, 5);
    expect([body, verdict.output]).toEqual([stream, 'allow']);
    const texts = questionsOf(server!).flatMap((question) => question.texts);
    expect(new Set(texts).size).toBe(texts.length);
    // One for each hundred characters, and one at the end.
    expect(texts.length).toBe(Math.ceil(words.join('').length / 100));
  });

  it('of two windows that offend the first is told, and what was asked ahead is given up', async () => {
    const bad = words.map((word, i) => (i === 40 || i === 70 ? `${forbidden} ` : word));
    const { verdict, findings, body } = await answered(bad, 5);
    expect([verdict.output, findings.length]).toEqual(['block', 1]);
    expect(findings[0]).toMatchObject({ start: bad.slice(0, 40).join('').length });
    expect(body).not.toContain('QZX');
  });
});
