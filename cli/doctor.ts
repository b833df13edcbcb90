import http, { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { readConfig } from '../config/read.ts';
import { createDoor } from '../instrumentation/door.ts';
import { productOf } from '../instrumentation/product.ts';
import { guardedFetch } from '../instrumentation/surfaces/fetch.ts';
import { patchHttp } from '../instrumentation/surfaces/http.ts';

/** What this version does not see: `docs/in-process.md` says who uses it. */
const uncovered = ['http2', 'the npm package undici, imported directly', 'WebSocket', 'new http.ClientRequest'];

/**
 * Sends one call through each guarded way out of this Node to a server of its own, and says which were on
 * record; 1 when one was not, or the configuration cannot be used.
 */
export async function doctor(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { config: { type: 'string' } } });
  const loaded = readConfig({ file: values.config });
  process.stdout.write(`node ${process.version}; configuration: ${loaded.file ?? 'none, preset observe'}\n`);
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const providers = { ...loaded.config.providers, doctor: { baseUrl: at, like: 'openai' } };
  const product = productOf({ ...loaded, config: { ...loaded.config, providers }, env: {} }, tell);
  const door = createDoor({ guess: () => true, load: async () => product, onError: 'closed', warn: tell });
  const guarded = guardedFetch(fetch, door);
  const undo = patchHttp(door);
  const url = `${at}/v1/chat/completions`;
  const ways: Readonly<Record<string, () => Promise<string | null>>> = {
    fetch: async () => {
      const response = await guarded(url, { method: 'POST', headers, body: question });
      await response.text();
      return response.headers.get('x-spanguard-call');
    },
    'http.request': () =>
      new Promise((resolve, reject) => {
        const call = http.request(url, { method: 'POST', headers }, (response) => {
          response.resume();
          response.on('end', () => resolve(String(response.headers['x-spanguard-call'])));
        });
        call.on('error', reject);
        call.end(question);
      }),
  };
  let missing = 0;
  for (const [name, call] of Object.entries(ways)) {
    const id = await call();
    const seen = product.calls(10).some((entry) => entry.id === id && entry.coverage.input === 'scanned');
    if (!seen) missing++;
    process.stdout.write(`${seen ? 'covered    ' : 'NOT COVERED'}  ${name}\n`);
  }
  for (const name of uncovered) process.stdout.write(`not covered  ${name}\n`);
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

function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}
