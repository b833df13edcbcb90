import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relayed } from '../../instrumentation/relay.ts';
import { createSimulator } from '../../simulator/server.ts';
import { sidecarWith } from '../support/sidecar.ts';
import { ask, configFile } from './child.ts';
import { mask } from './door-to.ts';

describe('the address at the sidecar', () => {
  const bases = new Map([
    ['openai', { hostname: 'api.openai.com', port: '', path: '' }],
    ['house', { hostname: 'models.example', port: '8080', path: '/v2' }],
  ]);
  it.each([
    ['https://api.openai.com/v1/chat/completions?a=b', 'http://127.0.0.1:4100/below/openai/v1/chat/completions?a=b'],
    ['http://models.example:8080/v2/chat', 'http://127.0.0.1:4100/below/house/chat'],
    ['http://models.example:8080/v2', 'http://127.0.0.1:4100/below/house'],
    ['http://models.example:8080/v20/chat', undefined],
    ['https://eu.api.openai.com/v1/chat', undefined],
  ])('%s is %s', (url, at) => {
    expect(relayed(new URL('http://127.0.0.1:4100/below/'), bases, new URL(url))?.href).toBe(at);
  });
});

describe('calls are sent to a sidecar', { timeout: 60_000 }, () => {
  const provider = createSimulator({ seed: 7 });
  let at = '';
  let sidecar: Awaited<ReturnType<typeof sidecarWith>>;

  beforeAll(async () => {
    at = `http://127.0.0.1:${(await provider.listen('127.0.0.1', 0)).port}`;
    sidecar = await sidecarWith({ ...mask, providers: { openai: { baseUrl: at } } });
  });
  afterAll(async () => {
    await sidecar.stop();
    await provider.close();
  });

  it('by every surface, whole and streamed; nothing is guarded twice', async () => {
    const clients = ['openai', 'fetch', 'http.request', 'axios', 'got', 'undici.fetch', 'undici.request'];
    const asked = clients.flatMap((name) => [false, true].map((stream) => [name, stream, 'echo: ann@x.com'] as const));
    const env = {
      OPENAI_AT: at,
      SPANGUARD_CONFIG: configFile({ providers: { openai: { baseUrl: at } } }),
      SPANGUARD_IN_PROCESS_REDIRECT: sidecar.proxy,
    };
    const { results, calls, stderr } = await ask('--require', 'mjs', asked, env);
    expect(results.map(({ text, message }) => text ?? message)).toEqual(asked.map(() => '<EMAIL_1>'));
    expect(calls).toEqual([]);
    expect(stderr).toBe('');
    const recorded = await sidecar.calls(asked.length);
    expect(recorded.map(({ verdict }) => verdict.input)).toEqual(asked.map(() => 'redact'));
  });
});
