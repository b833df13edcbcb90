import { readFileSync } from 'node:fs';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSimulator } from '../../simulator/server.ts';
import type { CallEntry } from '../../telemetry/index.ts';
import { configFile, run } from './child.ts';

interface Left {
  readonly results: Readonly<Record<string, string | number>>;
  readonly calls: readonly CallEntry[];
  readonly stderr: string;
}

const pem = (name: string): string => fileURLToPath(new URL(`../fixtures/tls/${name}.pem`, import.meta.url));
const ways = ['http2', 'undici', 'http', 'websocket', 'socket'];

describe('what nothing guards', { timeout: 60_000 }, () => {
  const provider = createSimulator({ seed: 7 });
  const silent = createSimulator({ seed: 7 });
  const h2 = createSecureServer({ key: readFileSync(pem('key')), cert: readFileSync(pem('cert')) }, (_, response) =>
    response.end('{}'),
  );
  let streams = 0;
  h2.on('stream', () => streams++);
  const at: Record<string, string> = {};

  beforeAll(async () => {
    at.AT = `http://127.0.0.1:${(await provider.listen('127.0.0.1', 0)).port}`;
    at.SOCKET_AT = `http://127.0.0.1:${(await silent.listen('127.0.0.1', 0)).port}`;
    await new Promise<void>((resolve) => h2.listen(0, '127.0.0.1', resolve));
    at.H2_AT = `https://127.0.0.1:${(h2.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    h2.close();
    await Promise.all([provider.close(), silent.close()]);
  });

  async function leave(inProcess: object, asked: readonly string[]): Promise<Left> {
    const providers = {
      openai: { baseUrl: at.AT },
      multiplexed: { baseUrl: at.H2_AT, like: 'openai' },
      silent: { baseUrl: at.SOCKET_AT, like: 'openai' },
    };
    const config = configFile({ inProcess, policies: [], providers });
    const program = ['--require', './test/instrumentation/apps/taken.cjs', '--require', 'spanguard/register'];
    const env = { ...at, NODE_EXTRA_CA_CERTS: pem('cert'), SPANGUARD_CONFIG: config, WAYS: asked.join(',') };
    const { stdout, stderr, code } = await run(undefined, [...program, 'test/instrumentation/apps/egress.cjs'], env);
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
    return { ...(JSON.parse(stdout) as Omit<Left, 'stderr'>), stderr };
  }

  it('is passed, on the record and warned of once, and what is guarded is not', async () => {
    const { results, calls, stderr } = await leave({}, [...ways, 'http2', 'undici', 'guarded']);
    expect(results).toEqual({
      http2: 'answered',
      undici: 'chat.completion',
      http: 200,
      websocket: 'no upgrade',
      socket: 'answered',
      guarded: 'guarded',
    });
    const unseen = calls.filter(({ coverage }) => coverage.input === 'skipped:uncovered');
    const told = unseen.map(({ provider: name, operation, status }) => `${name} ${operation} ${status}`).reverse();
    expect(told).toEqual([
      'multiplexed _OTHER 0',
      'openai chat 0',
      'openai chat 0',
      'openai _OTHER 0',
      'silent _OTHER 0',
      'multiplexed _OTHER 0',
      'openai chat 0',
    ]);
    expect(calls.filter(({ coverage }) => coverage.input === 'scanned')).toHaveLength(7);
    const warnings = stderr.split('\n').filter((line) => line.includes('SPANGUARD_UNCOVERED'));
    expect(warnings).toHaveLength(5);
    expect(warnings[0]).toContain(new URL(at.H2_AT ?? '').host);
    expect(warnings[0]).toContain('Have the client use fetch, http or https, or the sidecar');
  });

  it('is refused where the configuration says so, and what is guarded is not', async () => {
    const before = [provider.requests, silent.requests, streams];
    const { results, calls, stderr } = await leave({ uncovered: 'refuse' }, [...ways, 'guarded']);
    const { guarded, ...others } = results;
    expect(guarded).toBe('guarded');
    expect(others).toEqual(Object.fromEntries(ways.map((name) => [name, 'SPANGUARD_UNCOVERED'])));
    expect([
      provider.requests - (before[0] ?? 0),
      silent.requests - (before[1] ?? 0),
      streams - (before[2] ?? 0),
    ]).toEqual([7, 0, 0]);
    expect(calls.filter(({ coverage }) => coverage.input === 'skipped:uncovered')).toHaveLength(5);
    expect(stderr).toContain('and refused (inProcess.uncovered)');
  });

  it.skipIf(typeof WebSocket === 'undefined')('is told of as often as a WebSocket of Node itself asks', async () => {
    for (const uncovered of ['pass', 'refuse']) {
      const before = provider.requests;
      const { results, calls, stderr } = await leave({ uncovered }, ['native']);
      expect(results).toEqual({ native: 'no upgrade' });
      const asked = provider.requests - before;
      expect(calls.map(({ coverage, operation }) => `${coverage.input} ${operation}`)).toEqual(
        Array.from({ length: uncovered === 'pass' ? asked : 1 }, () => 'skipped:uncovered _OTHER'),
      );
      expect(asked > 0).toBe(uncovered === 'pass');
      expect(stderr.includes('SPANGUARD_UNCOVERED')).toBe(true);
    }
  });
});
