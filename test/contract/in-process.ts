import http from 'node:http';
import { request } from 'undici';
import { knownNames } from '../../config/read.ts';
import { validateConfig } from '../../config/rules.ts';
import { createDoor, type Loaded } from '../../instrumentation/door.ts';
import { productOf } from '../../instrumentation/product.ts';
import { guardedFetch } from '../../instrumentation/surfaces/fetch.ts';
import { patchHttp } from '../../instrumentation/surfaces/http.ts';
import { patchUndici } from '../../instrumentation/surfaces/undici.ts';
import type { CallEntry } from '../../telemetry/index.ts';
import { type Origin, origin } from '../support/origin.ts';
import { policies as ofCorpus } from './corpus.ts';
import { contentType, type Driver, pathOf, writeEach } from './drivers.ts';

type Post = (url: string, body: string) => Promise<{ status: number; body: string; id: string }>;

/** The application's own `fetch`, guarded, against real sockets. */
export function byFetch(policies: readonly object[] = ofCorpus): Promise<Driver> {
  return inProcess(policies, (door) => {
    const guarded = guardedFetch(fetch, door);
    const post: Post = async (url, body) => {
      const response = await guarded(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const text = await response.text();
      return { status: response.status, body: text, id: response.headers.get('x-spanguard-call') ?? '' };
    };
    return { post, undo: [] };
  });
}

/** The application's own `http.request`, guarded, against real sockets. */
export function byHttp(policies: readonly object[] = ofCorpus): Promise<Driver> {
  return inProcess(policies, (door) => {
    const undo = patchHttp(door);
    const post: Post = (url, body) =>
      new Promise((resolve, reject) => {
        const headers = { 'content-type': 'application/json' };
        const call = http.request(url, { method: 'POST', headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString(),
              id: String(response.headers['x-spanguard-call']),
            }),
          );
        });
        call.on('error', reject);
        call.end(body);
      });
    return { post, undo };
  });
}

/** The npm package undici, as an application loads it, guarded, against real sockets. */
export function byUndici(policies: readonly object[] = ofCorpus): Promise<Driver> {
  return inProcess(policies, (door) => {
    const undo = patchUndici(door);
    const post: Post = async (url, body) => {
      const headers = { 'content-type': 'application/json' };
      const response = await request(url, { method: 'POST', headers, body });
      const text = await response.body.text();
      return { status: response.statusCode, body: text, id: String(response.headers['x-spanguard-call']) };
    };
    return { post, undo };
  });
}

async function inProcess(
  policies: readonly object[],
  surface: (door: ReturnType<typeof createDoor>) => { post: Post; undo: readonly (() => void)[] },
): Promise<Driver> {
  let next: { answer: readonly Buffer[]; type: string } = { answer: [], type: '' };
  const provider = (): Promise<Origin> =>
    origin(async (_, response) => {
      response.writeHead(200, { 'content-type': next.type });
      // Node's clients hand each chunk on as such, so not each needs a turn of the event loop where there are many.
      await writeEach(response, next.answer, next.answer.length > 100 ? 16 : 1);
    });
  const providers: Readonly<Record<string, Origin>> = {
    openai: await provider(),
    anthropic: await provider(),
    ollama: await provider(),
    google: await provider(),
  };
  const baseUrls = Object.entries(providers).map(([name, { url }]) => [name, { baseUrl: url }]);
  const config = validateConfig({ policies, providers: Object.fromEntries(baseUrls) }, knownNames());
  const product: Loaded = productOf({ config, file: undefined, env: {} }, () => {});
  const door = createDoor({ guess: () => true, load: async () => product, onError: 'closed', warn() {} });
  const { post, undo } = surface(door);
  return {
    async call(to, request, answer, stream) {
      next = { answer, type: contentType(to, stream) };
      const asked = providers[to.provider] as Origin;
      const { status, body, id } = await post(`${asked.url}${pathOf(to, stream)}`, request);
      const call = await recorded(product, id);
      return { status, body, sent: asked.received.at(-1)?.body.toString() ?? '', call };
    },
    async stop() {
      for (const one of undo) one();
      await Promise.all(Object.values(providers).map((each) => each.close()));
    },
  };
}

/** A record is closed with its answer, which the caller may hear of first. */
async function recorded(product: Loaded, id: string): Promise<CallEntry> {
  for (let tries = 0; ; tries++) {
    const call = product.calls(50).find((each) => each.id === id);
    if (call !== undefined) return call;
    if (tries === 1000) throw new Error(`The call ${id} is not on the record`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
