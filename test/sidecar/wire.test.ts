import type { ServerResponse } from 'node:http';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Origin, origin } from '../support/origin.ts';
import { sidecarWith, type TestSidecar } from '../support/sidecar.ts';
import { bytesOf, type Exchange, exchanges, wireIsHere } from '../support/wire.ts';

const dialects = ['openai-chat', 'openai-responses', 'openai-embeddings', 'anthropic-messages', 'gemini'];
/** Vectors, files and stores of Google's are no dialect yet. */
const asks = /:(?:generateContent|streamGenerateContent|countTokens)\b/;
const recorded = exchanges(
  ({ facts, path }) => dialects.includes(facts.dialect) && (facts.dialect !== 'gemini' || asks.test(path)),
);

/** Small and reproducible: where a body is cut may not matter, but a failure must come again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function inPieces(response: ServerResponse, bytes: Buffer, next: () => number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + Math.floor(next() ** 3 * 2000);
    response.write(bytes.subarray(at, at + size));
    at += size;
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}

function send(
  url: string,
  { method, request }: Exchange,
): Promise<{ status: number; headers: string[]; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(url, { method, headers: request.headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.rawHeaders, body: Buffer.concat(chunks) }),
      );
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(bytesOf(request));
  });
}

/** What was counted, whatever the provider calls it; both sides, cached and reasoning included. */
function totals(usage: Record<string, unknown>): { input: number; output: number } {
  const n = (key: string): number => (typeof usage[key] === 'number' ? (usage[key] as number) : 0);
  if ('promptTokenCount' in usage) {
    const output = n('candidatesTokenCount') + n('thoughtsTokenCount');
    return { input: n('promptTokenCount') + n('toolUsePromptTokenCount'), output };
  }
  const cached = n('cache_read_input_tokens') + n('cache_creation_input_tokens');
  const output = n('output_tokens') + n('completion_tokens');
  const input = n('input_tokens') + n('prompt_tokens') + cached;
  const total = n('total_tokens');
  // Some count only in all (vectors), some leave reasoning out of the completion.
  if (input === 0 && output === 0) return { input: total, output };
  return { input, output: Math.max(output, total - input) };
}

describe.skipIf(!wireIsHere)('recorded exchanges through a real sidecar', () => {
  let provider: Origin;
  const answers = new Map<string, Exchange>();
  const sidecars: TestSidecar[] = [];
  let refused = 0;

  beforeAll(async () => {
    provider = await origin(({ rawHeaders }, response) => {
      const at = rawHeaders.indexOf('x-exchange');
      const exchange = answers.get(rawHeaders[at + 1] ?? '');
      if (exchange === undefined) return void response.writeHead(599).end();
      const { status, headers } = exchange.response;
      const { 'transfer-encoding': _, ...rest } = headers;
      response.writeHead(status, rest);
      void inPieces(response, bytesOf(exchange.response), random(Number.parseInt(exchange.id.slice(0, 8), 16)));
    });
    const { table } = await import('../../providers/providers.ts');
    const providers = Object.fromEntries(table.map(({ name }) => [name, { baseUrl: provider.url }]));
    for (const preset of ['observe', 'balanced']) sidecars.push(await sidecarWith({ preset, providers }));
  });
  afterAll(async () => {
    for (const sidecar of sidecars) await sidecar.stop();
    await provider?.close();
  });

  it('has some', () => expect(recorded.length).toBeGreaterThan(150));

  it.each(recorded.map((exchange) => [`${exchange.file} ${exchange.id}`, exchange] as const))(
    '%s',
    async (_name, exchange) => {
      const { facts, response } = exchange;
      answers.set(exchange.id, exchange);
      const name = known[exchange.provider] ?? houseOf[facts.dialect] ?? 'openai';
      const request = { ...exchange.request, headers: { ...exchange.request.headers, 'x-exchange': exchange.id } };
      const [observing, balanced] = sidecars as [TestSidecar, TestSidecar];
      const before = provider.received.length;
      const seen = await send(`${observing.proxy}/${name}${exchange.path}`, { ...exchange, request });

      expect(seen.status).toBe(response.status);
      expect(seen.body.equals(bytesOf(response))).toBe(true);
      const [sent] = provider.received.slice(before);
      expect(sent?.body.equals(bytesOf(exchange.request))).toBe(true);
      expect(sent?.url).toBe(exchange.path);

      const [call] = await observing.calls(1, 1);
      expect(call?.status).toBe(response.status);
      if (exchange.method === 'POST' && facts.model !== null) expect(call?.model).toBe(facts.model);
      expect(call?.coverage.input).toMatch(expected(exchange.request.body));
      expect(call?.coverage.output).toMatch(expected(response.body));
      if (facts.usage !== null && call?.operation !== 'count_tokens') {
        const { usage } = call ?? {};
        const input = (usage?.input ?? 0) + (usage?.cacheRead ?? 0) + (usage?.cacheWrite ?? 0);
        const all = {
          input: input + (usage?.cacheWrite1h ?? 0) + (usage?.audioInput ?? 0) + (usage?.audioCacheRead ?? 0),
          output: (usage?.output ?? 0) + (usage?.reasoning ?? 0) + (usage?.audioOutput ?? 0),
        };
        expect(all).toEqual(totals(facts.usage));
      }

      const finish = finishOf(exchange);
      if (finish !== undefined) expect([...new Set(call?.finish?.split(/,\s*/) ?? [])].sort()).toEqual(finish);

      // Enforcing: the same, but for what a policy changed.
      const guarded = await send(`${balanced.proxy}/${name}${exchange.path}`, { ...exchange, request });
      const [judged] = await balanced.calls(1, 1);
      if (judged?.verdict.input === 'block') {
        // Not what was recorded, but a mistaken refusal: counted, and held to a share below.
        refused++;
        expect(guarded.status).toBe(400);
        return;
      }
      const asked = !provider.received.at(-1)?.body.equals(bytesOf(exchange.request));
      if (judged?.verdict.output === 'allow' && !asked) {
        expect(guarded.body.equals(bytesOf(response))).toBe(true);
      }
      expect(judged?.coverage).toEqual(call?.coverage);
    },
  );

  it('has hardly any that balanced refuses, since nobody in it attacks', () => {
    expect(refused / recorded.length).toBeLessThanOrEqual(0.02);
  });
});

/** Where the recording was made of a stand-in. */
const houseOf: Record<string, string> = { 'anthropic-messages': 'anthropic', gemini: 'google' };

const known: Record<string, string> = {
  anthropic: 'anthropic',
  azure: 'azure',
  cerebras: 'cerebras',
  deepseek: 'deepseek',
  google: 'google',
  groq: 'groq',
  ollama: 'ollama',
  openrouter: 'openrouter',
  vertex: 'vertex',
};

/** How the answer says that it ended, read from its bytes with a broad brush; undefined where it does not. */
function finishOf({ facts, response }: Exchange): string[] | undefined {
  const body = response.body ?? '';
  if (response.status >= 400 || facts.operation === 'count-tokens' || facts.operation === 'responses-compact')
    return undefined;
  if (facts.dialect === 'openai-responses') {
    const events = facts.stream
      ? body.split('\n').filter((line) => line.startsWith('data: {"type":"response.'))
      : [body];
    const last = JSON.parse((events.at(-1) ?? '{}').replace('data: ', '')) as {
      status?: string;
      response?: { status?: string };
    };
    const status = last.response?.status ?? last.status;
    // A queued answer has not ended.
    return /^(?:completed|incomplete|failed|cancelled)$/.test(status ?? '') ? [status ?? ''] : undefined;
  }
  const key = { 'anthropic-messages': 'stop_reason', gemini: 'finishReason' }[facts.dialect] ?? 'finish_reason';
  const word = new RegExp(`"${key}":\\s*"(\\w+)"`, 'g');
  const words = [...new Set([...body.matchAll(word)].map((match) => match[1] ?? ''))].sort();
  return words.length === 0 ? undefined : words;
}

/** Scanned, but for parts that hold no text to scan: those are named. */
function expected(body: string | null): RegExp {
  const parts =
    /"(?:image_url|input_image|input_audio|video_url|input_file|image|document|file|container_upload|image_generation_call|inline_?data|file_?data)"/i;
  return parts.test(body ?? '') ? /^(?:scanned|skipped:(?:image|audio|video|file))$/ : /^scanned$/;
}
