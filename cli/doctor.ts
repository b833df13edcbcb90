import http, { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config/read.ts';
import { createDoor } from '../instrumentation/door.ts';
import { productOf } from '../instrumentation/product.ts';
import { guardedFetch } from '../instrumentation/surfaces/fetch.ts';
import { patchHttp } from '../instrumentation/surfaces/http.ts';
import { patchUndici } from '../instrumentation/surfaces/undici.ts';

/** What goes by every surface: `docs/in-process.md` says who uses it. */
const watched = ['HTTP/2', 'WebSocket', 'a fetch or request taken before the start', 'sockets'];
const unseen = ['requests addressed to a forward proxy', 'workers made from text under --import'];

/** A call that goes out one way; resolves with the id that it has on the record. */
type Way = (url: string) => Promise<unknown>;

/**
 * Sends one call through each guarded way out of this Node to a server of its own, and says which were on
 * record; 1 when one was not, or the configuration cannot be used.
 */
export async function doctor(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { config: { type: 'string' } } });
  const loaded = readConfig({ file: values.config });
  const { inProcess } = loaded.config;
  process.stdout.write(`node ${process.version}; configuration: ${loaded.file ?? 'none, preset observe'}\n`);
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const providers = { ...loaded.config.providers, doctor: { baseUrl: at, like: 'openai' } };
  // Proven here, whatever is sent on to a sidecar.
  const here = { ...loaded.config, providers, inProcess: { ...inProcess, redirect: undefined } };
  const product = productOf({ ...loaded, config: here, env: {} }, tell);
  const door = createDoor({ guess: () => true, load: async () => product, onError: 'closed', warn: tell });
  const undo = [...patchHttp(door), ...patchUndici(door)];
  let missing = 0;
  for (const [name, call] of Object.entries(ways(guardedFetch(fetch, door)))) {
    const id = await call(`${at}/v1/chat/completions`);
    const seen = product.calls(20).some((entry) => entry.id === id && entry.coverage.input === 'scanned');
    if (!seen) missing++;
    process.stdout.write(`${seen ? 'covered    ' : 'NOT COVERED'}  ${name}\n`);
  }
  const fate = inProcess.uncovered === 'refuse' ? 'refused    ' : 'warned of  ';
  for (const name of watched) process.stdout.write(`${fate}  ${name}\n`);
  for (const name of unseen) process.stdout.write(`not covered  ${name}\n`);
  if (inProcess.redirect !== undefined) process.stdout.write(`calls are sent to the sidecar ${inProcess.redirect}\n`);
  for (const one of undo) one();
  server.closeAllConnections();
  server.close();
  await product.shutdown(1000);
  return missing === 0 ? 0 : 1;
}

const headers = { 'content-type': 'application/json' };
const question = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hello.' }] });
const answer = JSON.stringify({
  object: 'chat.completion',
  model: 'gpt-4o',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 2, completion_tokens: 2, total_tokens: 4 },
});

function ways(guarded: typeof fetch): Readonly<Record<string, Way>> {
  return {
    async fetch(url) {
      const response = await guarded(url, { method: 'POST', headers, body: question });
      await response.text();
      return response.headers.get('x-spanguard-call');
    },
    'http.request': (url) => byRequest((told) => http.request(url, { method: 'POST', headers }, told)),
    'new http.ClientRequest': (url) => {
      const { hostname, port, pathname: path } = new URL(url);
      const options = { hostname, port, path, method: 'POST', headers };
      return byRequest((told) => new http.ClientRequest(options as unknown as string, told));
    },
    ...undiciOfApplication(),
  };
}

function byRequest(make: (told: (response: http.IncomingMessage) => void) => http.ClientRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = make((response) => {
      response.resume();
      response.on('end', () => resolve(response.headers['x-spanguard-call']));
    });
    call.on('error', reject);
    call.end(question);
  });
}

interface Undici {
  request(
    url: string,
    options: object,
  ): Promise<{ headers: Readonly<Record<string, unknown>>; body: { text(): Promise<string> } }>;
}

/** The copy that the application in this folder would load, where there is one. */
function undiciOfApplication(): Readonly<Record<string, Way>> {
  const load = createRequire(join(process.cwd(), 'package.json'));
  try {
    load.resolve('undici');
  } catch {
    return {};
  }
  return {
    async undici(url) {
      const { request } = load('undici') as Undici;
      const { headers: told, body } = await request(url, { method: 'POST', headers, body: question });
      await body.text();
      return told['x-spanguard-call'];
    },
  };
}

function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}
