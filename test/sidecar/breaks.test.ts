import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { type Origin, origin } from '../support/origin.ts';
import { sidecarWith, type TestSidecar } from '../support/sidecar.ts';

const opened: { stop?(): Promise<void>; close?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await (each.stop?.() ?? each.close?.());
});

async function setUp(
  answer: Parameters<typeof origin>[0],
  config: Record<string, unknown> = { preset: 'observe' },
): Promise<{ provider: Origin; sidecar: TestSidecar; client: OpenAI }> {
  const provider = await origin(answer);
  const sidecar = await sidecarWith({ ...config, providers: { openai: { baseUrl: provider.url } } });
  opened.push(sidecar, provider);
  return {
    provider,
    sidecar,
    client: new OpenAI({ apiKey: 'k', baseURL: `${sidecar.proxy}/openai/v1`, maxRetries: 0 }),
  };
}

const chunk = (content: string) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'gpt-4o', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
const messages = [{ role: 'user' as const, content: 'Tell me a story.' }];
const sse = { 'content-type': 'text/event-stream' };

describe.each(['observe', 'balanced'])('calls that end before their end, under %s', (preset) => {
  it('aborts the provider when the caller leaves mid-stream, and records it', async () => {
    let aborted: () => void = () => {};
    const left = new Promise<void>((resolve) => {
      aborted = resolve;
    });
    const { sidecar, client } = await setUp(
      (_, response) => {
        response.on('close', aborted);
        response.writeHead(200, sse);
        let n = 0;
        const timer = setInterval(() => response.write(chunk(`word ${n++} `)), 5);
        response.on('close', () => clearInterval(timer));
      },
      { preset },
    );
    const stream = await client.chat.completions.create({ model: 'gpt-4o', messages, stream: true });
    let got = 0;
    for await (const _ of stream) if (++got === 3) break;
    await left;
    const [call] = await sidecar.calls();
    expect(call).toMatchObject({ error: 'client_closed', stream: true, costConfidence: 'estimated' });
    expect(call?.usage?.output).toBeGreaterThan(0);
    expect(Number(call?.costUsd)).toBeGreaterThan(0);
  });

  it('aborts the provider when the caller leaves before the answer', async () => {
    let aborted: () => void = () => {};
    const left = new Promise<void>((resolve) => {
      aborted = resolve;
    });
    const controller = new AbortController();
    const { sidecar, client } = await setUp(
      (_, response) => {
        response.on('close', aborted);
        // The provider has the call.
        controller.abort();
      },
      { preset },
    );
    const asking = client.chat.completions.create({ model: 'gpt-4o', messages }, { signal: controller.signal });
    await expect(asking).rejects.toThrow(/abort/i);
    await left;
    expect((await sidecar.calls())[0]).toMatchObject({ error: 'client_closed', status: 0 });
  });

  it('breaks the stream where the provider broke it, and lets what came before through', async () => {
    const { sidecar } = await setUp(
      (_, response) => {
        response.writeHead(200, sse);
        response.write(chunk('Once upon a time '));
        response.write(chunk('there was'));
        setTimeout(() => response.destroy(), 30);
      },
      { preset },
    );
    const { body, broke } = await raw(`${sidecar.proxy}/openai/v1/chat/completions`, {
      model: 'gpt-4o',
      messages,
      stream: true,
    });
    expect(broke).toBe(true);
    expect(body).toBe(chunk('Once upon a time ') + chunk('there was'));
    expect((await sidecar.calls())[0]).toMatchObject({ error: 'upstream_broken', costConfidence: 'estimated' });
  });

  it('answers 502 where nothing listens, in words that an SDK reads', async () => {
    const { provider, sidecar, client } = await setUp(() => {}, { preset });
    await provider.close();
    const asking = client.chat.completions.create({ model: 'gpt-4o', messages });
    await expect(asking).rejects.toMatchObject({ status: 502, code: 'upstream_connect' });
    expect((await sidecar.calls())[0]).toMatchObject({ error: 'upstream_connect' });
  });

  it('answers 502 for bytes that are no HTTP', async () => {
    const { sidecar, client } = await setUp((_, response) => void response.socket?.end('this is no HTTP\r\n\r\n'), {
      preset,
    });
    await expect(client.chat.completions.create({ model: 'gpt-4o', messages })).rejects.toMatchObject({
      status: 502,
      code: 'upstream_broken',
    });
    expect((await sidecar.calls())[0]).toMatchObject({ error: 'upstream_broken' });
  });

  it('gives up on a provider that hangs', async () => {
    const limits = { idleTimeoutMs: 1000 };
    const { sidecar, client } = await setUp(() => {}, { preset, sidecar: { limits } });
    await expect(client.chat.completions.create({ model: 'gpt-4o', messages })).rejects.toMatchObject({
      status: 504,
      code: 'upstream_timeout',
    });
    expect((await sidecar.calls())[0]).toMatchObject({ error: 'upstream_timeout' });
  });

  it('gives up on a stream that hangs, and breaks it', async () => {
    const limits = { idleTimeoutMs: 1000 };
    const { sidecar } = await setUp(
      (_, response) => {
        response.writeHead(200, sse);
        response.write(chunk('Once '));
      },
      { preset, sidecar: { limits } },
    );
    const { body, broke } = await raw(`${sidecar.proxy}/openai/v1/chat/completions`, {
      model: 'gpt-4o',
      messages,
      stream: true,
    });
    expect({ body, broke }).toEqual({ body: chunk('Once '), broke: true });
    expect((await sidecar.calls())[0]).toMatchObject({ error: 'upstream_timeout' });
  });
});

/** A request whose answer may break off: what came, and whether it did. */
function raw(url: string, body: unknown): Promise<{ body: string; broke: boolean }> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve({ body: text, broke: false }));
      response.on('error', () => resolve({ body: text, broke: true }));
    });
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}

const head = (length: number): string =>
  `POST /openai/v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;

it.each([
  ['whole', { 'content-type': 'application/json' }, '{"choices":[{"message":{"content":"Hi."}}]}'],
  ['streamed', sse, `${chunk('Hi.')}data: [DONE]\n\n`],
])('a caller that ends its own side still gets its answer, %s', async (_, headers, answer) => {
  const { sidecar } = await setUp((_received, response) => {
    setTimeout(() => {
      response.writeHead(200, headers);
      response.write(answer.slice(0, 20));
      setTimeout(() => response.end(answer.slice(20)), 300);
    }, 300);
  });
  const body = JSON.stringify({ model: 'gpt-4o', messages, stream: headers === sse });
  const socket = connect(Number(new URL(sidecar.proxy).port), '127.0.0.1');
  let got = '';
  socket.on('data', (bytes) => {
    got += bytes.toString();
  });
  socket.end(head(body.length) + body);
  await new Promise((resolve) => socket.on('close', resolve));
  expect(got).toMatch(/HTTP\/1.1 200 OK/);
  expect(got.replace(/\r\n[\da-f]+\r\n/g, '')).toContain(answer.slice(-15));
  expect((await sidecar.calls())[0]).toMatchObject({ status: 200 });
  expect((await sidecar.calls())[0]?.error).toBeUndefined();
});

it('a caller that leaves in the middle of its upload is on the record, and the provider hears nothing', async () => {
  const { sidecar, provider } = await setUp((_, response) => void response.end('{}'));
  const socket = connect(Number(new URL(sidecar.proxy).port), '127.0.0.1');
  socket.write(`${head(1000)}{"model":`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  expect((await sidecar.calls())[0]).toMatchObject({
    status: 0,
    error: 'client_closed',
    coverage: { input: 'skipped:broken' },
  });
  expect(provider.received).toHaveLength(0);
});
