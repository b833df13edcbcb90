import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSimulator, type Simulator } from '../../simulator/server.ts';
import { origin } from '../support/origin.ts';
import { root } from '../support/source.ts';
import { ask, configFile, run } from './child.ts';
import { mask } from './door-to.ts';

const bundle = join(root, 'dist/instrumentation/register.cjs');

describe('spanguard/register', () => {
  let provider: Simulator;
  let at: string;
  let before = 0;
  const heard = (): number => provider.requests - before;

  beforeAll(async () => {
    provider = createSimulator({ seed: 7 });
    at = `http://127.0.0.1:${(await provider.listen('127.0.0.1', 0)).port}`;
  });
  afterAll(() => provider.close());
  beforeEach(() => {
    before = provider.requests;
  });
  const good = (): Record<string, string> => ({
    OPENAI_AT: at,
    SPANGUARD_CONFIG: configFile({ ...mask, providers: { openai: { baseUrl: at } } }),
  });

  it('is small, and loads nothing but Node until a provider is called', () => {
    const text = readFileSync(bundle, 'utf8');
    const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1] ?? '');
    expect(required.length).toBeGreaterThan(3);
    expect(required.filter((name) => !name.startsWith('node:'))).toEqual([]);
    expect([...text.matchAll(/\bimport\("([^"]+)"\)/g)].map((match) => match[1])).toEqual(['./product.js']);
    expect(text.length).toBeLessThan(64 * 1024);
  });

  it('guards the process, its forks and its workers', async () => {
    const { stdout, stderr } = await run('--require', ['test/instrumentation/apps/many.cjs'], good());
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toEqual(['main', 'fork', 'worker'].map((from) => `${from}: <EMAIL_1> redact`));
  });

  it('is in force once, however many copies are loaded, and is gone after the undo', async () => {
    const copy = join(mkdtempSync(join(tmpdir(), 'spanguard-copy-')), 'register.cjs');
    copyFileSync(bundle, copy);
    const program = `
      const plain = fetch;
      require(${JSON.stringify(bundle)});
      const guarded = fetch;
      require(${JSON.stringify(copy)});
      const installed = globalThis[Symbol.for('spanguard.installed.v1')];
      const again = fetch === guarded;
      installed.uninstall();
      console.log(guarded !== plain, again, fetch === plain);`;
    const { stdout } = await run(undefined, ['-e', program], {});
    expect(stdout.trim()).toBe('true true true');
  });

  it.each(['fetch', 'http.request', 'openai'])('a configuration with faults refuses calls: %s', async (client) => {
    const config = configFile({ providers: { openai: { baseUrl: at } }, polices: [] });
    const { results, stderr } = await ask('--require', 'mjs', [[client, false, 'echo: hi']], {
      OPENAI_AT: at,
      SPANGUARD_CONFIG: config,
    });
    expect(results[0]).toMatchObject({ status: 500, code: 'config_invalid' });
    expect(stderr).toContain('polices: expected a known key');
    expect(stderr).toContain('did you mean policies?');
    expect(stderr).toContain('SPANGUARD_ON_ERROR=open would let them pass unguarded');
    expect(heard()).toBe(0);
  });

  it.each(['fetch', 'http.request'])('and with SPANGUARD_ON_ERROR=open lets them pass: %s', async (client) => {
    const config = configFile(`providers: { openai: { baseUrl: '${at}' } }\npolicies: nonsense\n`);
    const { results, calls, stderr } = await ask('--require', 'mjs', [[client, false, 'echo: hi']], {
      OPENAI_AT: at,
      SPANGUARD_CONFIG: config,
      SPANGUARD_ON_ERROR: 'open',
    });
    expect(results[0]).toMatchObject({ text: 'hi' });
    expect(calls).toEqual([]);
    expect(stderr).toContain('UNGUARDED');
    expect(heard()).toBe(1);
  });

  it('a file that is named and missing is told of at the start', async () => {
    const { stdout, stderr, code } = await run('--require', ['-e', 'console.log("ran")'], {
      SPANGUARD_CONFIG: '/nowhere/spanguard.yaml',
    });
    expect([stdout.trim(), code]).toEqual(['ran', 0]);
    expect(stderr).toContain('/nowhere/spanguard.yaml cannot be read (ENOENT)');
  });

  it('NODE_DEBUG=spanguard writes a line per call, without content', async () => {
    const { stderr } = await ask('--require', 'mjs', [['fetch', false, 'echo: ann@example.com']], {
      ...good(),
      NODE_DEBUG: 'spanguard',
    });
    const line = stderr.split('\n').find((one) => one.includes('"msg":"call"'));
    expect(line).toMatch(/^SPANGUARD \d+: \{"level":"info","call":"[0-9a-f-]+"/);
    expect(line).toContain('"verdict_input":"redact"');
    expect(stderr).not.toContain('example.com');
  });

  it('has a call on the record that ended in the turn of the loop in which the application leaves', async () => {
    const program = `
      const { hostname, port } = new URL(process.env.OPENAI_AT);
      const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'echo: hi' }] });
      fetch('http://' + hostname + ':' + port + '/v1/chat/completions', { method: 'POST', body })
        .then((answer) => answer.json())
        .then(() => process.exit(0));`;
    const { stderr } = await run('--require', ['-e', program], { ...good(), NODE_DEBUG: 'spanguard' });
    expect(stderr.match(/"msg":"call"/g)).toHaveLength(1);
  });

  it('sends spans and metrics when the process ends, and makes no calls of them', async () => {
    const collector = await origin((_, response) => void response.end('{}'));
    const { calls, stderr } = await ask(
      '--require',
      'mjs',
      [
        ['fetch', false, 'echo: hi'],
        ['axios', true, 'echo: hi'],
      ],
      {
        ...good(),
        SPANGUARD_PROVIDERS_COLLECTOR_BASE_URL: collector.url,
        SPANGUARD_PROVIDERS_COLLECTOR_LIKE: 'openai',
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_SERVICE_NAME: 'shop',
      },
    );
    expect(stderr).toBe('');
    expect(calls).toHaveLength(2);
    const spans = collector.received.filter(({ url }) => url === '/v1/traces').map(({ body }) => body.toString());
    expect(spans.join()).toContain('gen_ai.request.model');
    expect(spans.join()).toContain('"shop"');
    expect(spans.join().match(/"traceId"/g)).toHaveLength(2);
    expect(collector.received.some(({ url }) => url === '/v1/metrics')).toBe(true);
    await collector.close();
  });
});
