import { readFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSimulator } from '../../simulator/server.ts';
import { ask, configFile } from './child.ts';
import { mask } from './door-to.ts';

const pem = (name: string): string => fileURLToPath(new URL(`../fixtures/tls/${name}.pem`, import.meta.url));

const provider = createSimulator({ seed: 7 });
let behind = 0;
/** The provider behind TLS. */
const secure = createServer({ key: readFileSync(pem('key')), cert: readFileSync(pem('cert')) }, (request, response) => {
  const { method, url, headers } = request;
  const onward = http.request({ host: '127.0.0.1', port: behind, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 0, answer.headers);
    answer.pipe(response);
  });
  request.pipe(onward);
});

beforeAll(async () => {
  behind = (await provider.listen('127.0.0.1', 0)).port;
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  secure.closeAllConnections();
  secure.close();
  await provider.close();
});

it('guards calls over TLS, with a certificate authority of the caller', async () => {
  const at = `https://localhost:${(secure.address() as AddressInfo).port}`;
  const env = {
    OPENAI_AT: at,
    NODE_EXTRA_CA_CERTS: pem('cert'),
    SPANGUARD_CONFIG: configFile({ ...mask, providers: { openai: { baseUrl: at } } }),
  };
  const clients = ['openai', 'fetch', 'axios', 'got', 'node-fetch', 'undici.request', 'undici.stream'];
  const asked = clients.flatMap((name) => [false, true].map((stream) => [name, stream, 'echo: ann@x.com'] as const));
  const { results, calls, stderr } = await ask('--import', 'mjs', asked, env);
  expect(results.map(({ text, message }) => text ?? message)).toEqual(asked.map(() => '<EMAIL_1>'));
  expect(calls.map(({ verdict }) => verdict.input)).toEqual(asked.map(() => 'redact'));
  expect(stderr).toBe('');
}, 60_000);
