import type { Refusal, Reply } from '../core/dialect.ts';

/** SDKs retry on 429 and 5xx unless told not to (`x-should-retry` in openai and @anthropic-ai/sdk). */
export function jsonReply(status: number, body: unknown): Reply {
  return {
    status,
    headers: [
      ['content-type', 'application/json'],
      ['x-should-retry', 'false'],
    ],
    body: Buffer.from(JSON.stringify(body)),
  };
}

export function streamReply(text: string, type = 'text/event-stream; charset=utf-8'): Reply {
  return {
    status: 200,
    headers: [
      ['content-type', type],
      ['cache-control', 'no-cache'],
      ['x-should-retry', 'false'],
    ],
    body: Buffer.from(text),
  };
}

/** The error object of the OpenAI family. */
export function openaiError({ status, message, code }: Refusal): { error: Record<string, string | null> } {
  const type = status === 429 ? 'rate_limit_exceeded' : status < 500 ? 'invalid_request_error' : 'server_error';
  return { error: { message, type, param: null, code } };
}

/** Operations that have no answer in words, so nothing that a refusal could be dressed up as. */
export function speaks({ call }: Refusal): boolean {
  return call.operation === 'chat' || call.operation === 'text_completion' || call.operation === 'fetch_response';
}

export function newId(prefix: string): string {
  return prefix + crypto.randomUUID().replaceAll('-', '');
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
