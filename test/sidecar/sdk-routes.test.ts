import Anthropic, { BadRequestError as AnthropicBadRequest } from '@anthropic-ai/sdk';
import { ApiError, GoogleGenAI } from '@google/genai';
import { Ollama } from 'ollama';
import OpenAI, { BadRequestError as OpenAIBadRequest } from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentType } from '../contract/drivers.ts';
import { type Route, unnamed } from '../proofs/routes/route.ts';
import { routes } from '../proofs/routes/routes.ts';
import { type Origin, origin } from '../support/origin.ts';
import { sidecarWith, type TestSidecar } from '../support/sidecar.ts';

const pieces = ['Write to a', 'nn@exam', 'ple.com', ' soon.'];
const leaks = ['ann@', 'nn@e', '@exam', 'ample.c', 'ple.com'];

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** What the official client makes of it, with its stream helper where it has one. */
async function ask(route: Route, base: string): Promise<unknown> {
  const openai = new OpenAI({ apiKey: 'none', baseURL: `${base}/openai/v1`, maxRetries: 2 });
  const anthropic = new Anthropic({ apiKey: 'none', baseURL: `${base}/anthropic`, maxRetries: 2 });
  const ollama = new Ollama({ host: `${base}/ollama` });
  const { models: google } = new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: `${base}/google` } });
  // The table's requests are of all kinds; the wire is what is tested here, and not the types.
  const body = route.request(pieces) as never;
  if (route.way !== 'stream') {
    switch (route.dialect) {
      case 'openai-chat':
        return openai.chat.completions.create(body);
      case 'openai-responses':
        return openai.responses.create(body);
      case 'openai-completions':
        return openai.completions.create(body);
      case 'openai-embeddings':
        return openai.embeddings.create(body);
      case 'anthropic-messages':
        return anthropic.messages.create(body);
      case 'ollama-chat':
        return ollama.chat(body);
      case 'ollama-embeddings':
        return ollama.embed(body);
      case 'gemini':
        return google.generateContent({ ...(body as { contents: string }), model: 'gemini-2.5-flash' });
    }
  }
  switch (route.dialect) {
    case 'openai-chat': {
      const stream = openai.chat.completions.stream(body);
      return [await heard(route, stream), await stream.finalChatCompletion()];
    }
    case 'openai-responses': {
      const stream = openai.responses.stream(body);
      return [await heard(route, stream), await stream.finalResponse()];
    }
    case 'anthropic-messages': {
      const stream = anthropic.messages.stream(body);
      return [await heard(route, stream), await stream.finalMessage()];
    }
    case 'gemini': {
      const asked = { ...(body as { contents: string }), model: 'gemini-2.5-flash' };
      const chunks = await all(await google.generateContentStream(asked));
      return [chunks, route.hear(unnamed(chunks))];
    }
    case 'ollama-chat': {
      const lines = await all(await ollama.chat({ ...(body as { model: string }), stream: true }));
      return [lines, route.hear(unnamed(lines))];
    }
    default: {
      const events = await all((await openai.completions.create(body)) as never);
      return [events, route.hear(unnamed(events))];
    }
  }
}

/** Read from the events that the client gave out: its sum leaves out what it does not know. */
async function heard(route: Route, stream: AsyncIterable<unknown>): Promise<string> {
  return route.hear(unnamed(await all(stream)));
}

/** How a refused answer says so to somebody who reads it with the official client. */
const filtered: Readonly<Record<Route['dialect'], RegExp>> = {
  'openai-chat': /"finish_reason":"content_filter"/,
  'openai-responses':
    /"status":"incomplete".*"reason":"content_filter"|"reason":"content_filter".*"status":"incomplete"/,
  'openai-completions': /"finish_reason":"content_filter"/,
  'openai-embeddings': /never/,
  'anthropic-messages': /"stop_reason":"refusal"/,
  'ollama-chat': /"done_reason":"content_filter"/,
  'ollama-embeddings': /never/,
  gemini: /"finishReason":"SAFETY"/,
};

describe.each(['block', 'redact', 'flag'] as const)('official clients read what a policy made of it: %s', (action) => {
  let provider: Origin;
  let sidecar: TestSidecar;
  let answer: readonly string[] = [];
  let type = 'application/json';

  beforeAll(async () => {
    provider = await origin(async (_, response) => {
      response.writeHead(200, { 'content-type': type });
      for (const piece of answer) {
        response.write(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    });
    const baseUrl = provider.url;
    sidecar = await sidecarWith({
      policies: [{ name: 'one', on: 'both', detect: ['email'], action }],
      providers: { openai: { baseUrl }, anthropic: { baseUrl }, ollama: { baseUrl }, google: { baseUrl } },
    });
  });
  afterAll(async () => {
    await sidecar.stop();
    await provider.close();
  });

  it.each(routes.map((route) => [route.dialect, route.way, route.strand, route] as const))(
    '%s, %s, %s',
    async (_dialect, way, _strand, route) => {
      answer = route.answer(pieces).split(/(?<=\n)/);
      type = contentType(route, way === 'stream');
      const before = provider.received.length;
      const asked = ask(route, sidecar.proxy);
      if (way === 'input' && action === 'block') {
        const error = await asked.then(
          () => undefined,
          (reason: unknown) => reason,
        );
        // The client of Ollama does not export its class.
        const ofOllama = error instanceof Error && error.name === 'ResponseError' && 'status_code' in error;
        const known = [OpenAIBadRequest, AnthropicBadRequest, ApiError].some((type) => error instanceof type);
        expect(known || ofOllama).toBe(true);
        expect(provider.received.length).toBe(before);
        return;
      }
      const read = JSON.stringify(await asked);
      expect(provider.received.length).toBe(before + 1);
      if (way === 'input') {
        const sent = provider.received.at(-1)?.body.toString() ?? '';
        expect(sent).toContain(action === 'redact' ? '<EMAIL_1>' : 'ann@example.com');
        return;
      }
      if (action === 'flag') expect(read).toContain('ann@example.com');
      if (action === 'redact') expect(read).toContain('<EMAIL_1>');
      if (action === 'block') expect(read).toMatch(filtered[route.dialect]);
      if (action !== 'flag') for (const leak of leaks) expect(read).not.toContain(leak);
    },
  );
});
