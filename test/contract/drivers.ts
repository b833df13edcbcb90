import { request as httpRequest, type ServerResponse } from 'node:http';
import { assemble, type Product } from '../../config/assemble.ts';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import type { CallEntry } from '../../telemetry/index.ts';
import { runs } from '../proofs/seed.ts';
import { origin } from '../support/origin.ts';
import { sidecarWith } from '../support/sidecar.ts';
import { policies as ofCorpus } from './corpus.ts';

/** One call through one driver: what the caller got, what the provider got, what is on record. */
export interface Driven {
  readonly status: number;
  readonly body: string;
  readonly sent: string;
  readonly call: CallEntry;
}

export interface Driver {
  /** The answer comes in these pieces. */
  call(to: Road, request: string, answer: readonly Buffer[], stream: boolean): Promise<Driven>;
  stop(): Promise<void>;
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** A dialect's path, which may be another for streams. */
export interface Road {
  readonly provider: string;
  readonly path: string;
  readonly streamPath?: string;
}

export function pathOf({ path, streamPath }: Road, stream: boolean): string {
  return stream ? (streamPath ?? path) : path;
}

/**
 * How often, or in how many ways, where there is time for all: a fifth for the dialects whose streams go through what the
 * others' prove.
 */
export function shareOf(dialect: string, count: number): number {
  return runs(dialect === 'ollama-chat' || dialect === 'gemini' ? count / 5 : count);
}

/** What a provider calls its answer. */
export function contentType({ path }: { path: string }, stream: boolean): string {
  if (!stream) return 'application/json';
  return path.startsWith('/api/') ? 'application/x-ndjson' : 'text/event-stream';
}

/** `guard` itself, with the provider as a function and the body as an async iterable. */
export async function embedded(policies: readonly object[] = ofCorpus, sidecar: object = {}): Promise<Driver> {
  const config = validateConfig({ policies, sidecar }, knownNames());
  const product: Product = assemble({ config, file: undefined, env: {} }, { version: '0', log: quiet });
  return {
    async call(to, request, answer, stream) {
      let sent = '';
      const guarded = product.guard(async (asked) => {
        sent = Buffer.from(asked.body).toString();
        return { status: 200, headers: [['content-type', contentType(to, stream)]], body: pieces(answer) };
      });
      const response = await guarded({
        method: 'POST',
        url: new URL(`http://provider.example${pathOf(to, stream)}`),
        headers: [['content-type', 'application/json']],
        body: Buffer.from(request),
        signal: new AbortController().signal,
        provider: to.provider,
      });
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.body) chunks.push(chunk);
      const [call] = product.telemetry.calls(1);
      return { status: response.status, body: Buffer.concat(chunks).toString(), sent, call: call as CallEntry };
    },
    stop: () => product.telemetry.shutdown(100),
  };
}

async function* pieces(answer: readonly Buffer[]): AsyncGenerator<Uint8Array> {
  yield* answer;
}

/** Each piece is an HTTP chunk of its own; of those that leave at once, a sidecar reads as one what it finds as one. */
export async function writeEach(response: ServerResponse, pieces: readonly Buffer[], atOnce: number): Promise<void> {
  for (const [nth, piece] of pieces.entries()) {
    response.write(piece);
    if (nth % atOnce === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}

/** A real sidecar between real sockets. */
export async function overSockets(policies: readonly object[] = ofCorpus): Promise<Driver> {
  let next: { answer: readonly Buffer[]; type: string } = { answer: [], type: '' };
  const provider = await origin(async (_, response) => {
    response.writeHead(200, { 'content-type': next.type });
    await writeEach(response, next.answer, 1);
  });
  const baseUrl = provider.url;
  const sidecar = await sidecarWith({
    policies,
    providers: { openai: { baseUrl }, anthropic: { baseUrl }, ollama: { baseUrl }, google: { baseUrl } },
  });
  return {
    async call(to, request, answer, stream) {
      next = { answer, type: contentType(to, stream) };
      const [status, body, id] = await post(`${sidecar.proxy}/${to.provider}${pathOf(to, stream)}`, request);
      const calls = await sidecar.calls(1, 20);
      const call = calls.find((each) => each.id === id) as CallEntry;
      return { status, body, sent: provider.received.at(-1)?.body.toString() ?? '', call };
    },
    async stop() {
      await sidecar.stop();
      await provider.close();
    },
  };
}

function post(url: string, body: string): Promise<[status: number, body: string, id: string]> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve([
          response.statusCode ?? 0,
          Buffer.concat(chunks).toString(),
          String(response.headers['x-spanguard-call']),
        ]),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}
