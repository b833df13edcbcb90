import { vi } from 'vitest';
import { assemble, type Product } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { contentType, pathOf, type Road } from '../contract/drivers.ts';
import type { Origin } from './origin.ts';
import { webhookServer } from './webhook.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** A webhook whose answers take their time. */
export interface Hooks {
  readonly url: string;
  /** How long the next answers take, in turns of the event loop; empty: none waits. */
  slow(delays: readonly number[]): void;
  close: Origin['close'];
}

export async function slowHooks(): Promise<Hooks> {
  let delays: readonly number[] = [];
  let answers = 0;
  const { url, close } = await webhookServer(async () => {
    const wait = delays.length === 0 ? 0 : (delays[answers++ % delays.length] ?? 0);
    for (let i = 0; i < wait; i++) await new Promise((resolve) => setImmediate(resolve));
  });
  return {
    url,
    slow(each) {
      delays = each;
      answers = 0;
    },
    close,
  };
}

/** The product with two remote detectors, `one` and `two`, of small windows. */
export function askingProduct({ url }: Hooks, policies: readonly object[]): Product {
  const asked = { type: 'webhook', url, windowChars: 200, remember: 0 };
  const config = validateConfig({ policies, detectors: { one: asked, two: asked } }, knownNames());
  return assemble({ config, file: undefined, env: {} }, { version: '0', log: quiet });
}

/** One call whose answer comes in these pieces: what the caller got and what is on record, but for names made up. */
export async function carried(product: Product, road: Road, request: string, pieces: readonly Buffer[], stream = true) {
  let sent = '';
  const guarded = product.guard(async ({ body }) => {
    sent = Buffer.from(body).toString();
    return {
      status: 200,
      headers: [['content-type', contentType(road, stream)]],
      body: (async function* () {
        for (const piece of pieces) {
          yield piece;
          // Answers may come between any two pieces.
          await new Promise((resolve) => setImmediate(resolve));
        }
      })(),
    };
  });
  const before = product.telemetry.calls(1)[0]?.id;
  const response = await guarded({
    method: 'POST',
    url: new URL(`http://provider.example${pathOf(road, stream)}`),
    headers: [],
    body: Buffer.from(request),
    signal: new AbortController().signal,
    provider: road.provider,
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  const call = await vi.waitFor(() => {
    const [last] = product.telemetry.calls(1);
    if (last === undefined || last.id === before) throw new Error('not on record yet');
    return last;
  });
  const body = Buffer.concat(chunks)
    .toString()
    .replaceAll(call.id, 'this call')
    .replace(/"((?:chatcmpl-|msg_|resp_))[0-9a-f]{16,}"/g, '"$1made"')
    .replace(/"responseId":"[0-9a-f]{32}"/g, '"responseId":"made"')
    .replace(/"(created|created_at)":(?:\d{6,}|"[^"]{19}\.\d{3}Z")/g, '"$1":1');
  const { verdict, findings, usage, coverage, finish } = call;
  return { status: response.status, sent, body, verdict, findings, usage, coverage, finish };
}

export function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % bytes.length))].sort((a, b) => a - b);
  return [0, ...at].map((from, i) => bytes.subarray(from, at[i] ?? bytes.length)).filter((piece) => piece.length > 0);
}
