import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatFault, InvalidConfig } from '../../config/faults.ts';
import { loadConfig } from '../../config/load.ts';
import { checkConfig } from '../../config/rules.ts';
import { known } from './known.ts';

const policy = { name: 'p', detect: ['email'], action: 'flag' };

describe('faults', () => {
  it.each([
    [
      'values to restore for no life there is',
      {
        policies: [
          { ...policy, action: 'redact', restore: { scope: 'session' } },
          { ...policy, name: 'q', restore: { scope: 'conversation' } },
          { ...policy, name: 'r', on: 'output', action: 'redact', restore: { scope: 'call', ttlSeconds: 9 } },
          { ...policy, name: 's', action: 'redact', restore: { scope: 'conversation', ttlSeconds: 60 } },
        ],
      },
      [
        'policies[0].restore is a mapping: expected true, false, or a mapping { scope: call | conversation, ttlSeconds: 1 to 2592000 }',
        'policies[1].restore is a mapping: expected action: redact beside it, since only what was masked can be restored',
        "policies[2].restore is a mapping: expected on: input or both, since only the caller's own values are restored",
        'policies[2].restore.ttlSeconds: expected scope: conversation beside it',
        'policies[3].restore.ttlSeconds is 60: expected 3600, as in a policy before it: a conversation has one life',
      ],
    ],
    [
      'a store in Redis that says too little',
      { store: { type: 'redis', bytes: 100_000 } },
      [
        'store: expected exactly one of url and urlEnv, which say where Redis is',
        'store.keyEnv: expected the name of an environment variable, since nothing is kept in Redis unencrypted',
        'store.bytes: expected type: memory beside it',
      ],
    ],
    [
      'a store in Redis that says too much',
      { store: { type: 'redis', url: 'redis://me:pw@host', urlEnv: 'SPANGUARD_URL', keyEnv: 'no-name' } },
      [
        'store.url is "redis://***@host": expected redis[s]://HOST[:PORT][/DATABASE]; one with a password is given by urlEnv',
        'store.urlEnv is "SPANGUARD_URL": expected the name of an environment variable, such as REDIS_URL (names with SPANGUARD_ are settings)',
        'store.keyEnv is "***": expected the name of an environment variable, such as REDIS_URL (names with SPANGUARD_ are settings)',
        'store: expected exactly one of url and urlEnv, which say where Redis is',
      ],
    ],
    [
      'a store in memory with settings of Redis',
      { store: { url: 'redis://host', onError: 'closed', deadlineMs: 5 } },
      [
        'store.url: expected type: redis beside it',
        'store.deadlineMs: expected type: redis beside it',
        'store.onError: expected type: redis beside it',
      ],
    ],
  ])('%s', (_what, raw, faults) => {
    expect(checkConfig(raw, known).faults.map(formatFault)).toEqual(faults);
  });
});

describe('secrets of the store', () => {
  let folder = '';
  let file = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'spanguard-store-'));
    file = path.join(folder, 'spanguard.yaml');
    writeFileSync(file, 'store: { type: redis, urlEnv: WHERE, keyEnv: KEY }');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function faultsWith(env: Record<string, string>): string[] {
    try {
      loadConfig({ known, file, env });
    } catch (error) {
      if (error instanceof InvalidConfig) return error.faults.map(formatFault);
      throw error;
    }
    return [];
  }

  const good = { WHERE: 'rediss://me:pw@cache.example:6380/1', KEY: 'k'.repeat(32) };

  it('are looked for in the environment, and never told', () => {
    expect(loadConfig({ known, file, env: good }).config.store).toEqual({
      type: 'redis',
      urlEnv: 'WHERE',
      keyEnv: 'KEY',
    });
    expect(faultsWith({})).toEqual(
      [
        'store.urlEnv: expected a redis:// or rediss:// URL in the variable WHERE',
        'store.keyEnv: expected at least 32 characters in the variable KEY, such as `openssl rand -base64 32` makes',
      ].map((text) => expect.stringContaining(text)),
    );
    for (const env of [
      { ...good, WHERE: 'http://me:pw@x' },
      { ...good, KEY: 'short-secret' },
      { ...good, WHERE: 'redis://[' },
    ]) {
      const faults = faultsWith(env);
      expect(faults).toHaveLength(1);
      expect(faults.join()).not.toMatch(/pw|short-secret/);
    }
  });
});
