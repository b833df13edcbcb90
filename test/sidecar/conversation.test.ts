import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../config/read.ts';
import { createLog } from '../../sidecar/log.ts';
import { type Sidecar, startSidecar } from '../../sidecar/run.ts';
import { anthropicMessages, openaiResponses } from '../contract/speech.ts';
import { type Origin, origin } from '../support/origin.ts';
import { type Redis, redis, redisPassword, withoutRedis } from '../support/redis.ts';

const secret = 'a secret of the tests, long enough';
const folder = mkdtempSync(join(tmpdir(), 'spanguard-conversation-'));
const logged: string[] = [];
let files = 0;
let provider: Origin;

/** Remembers every prompt by the caller's own id for its conversation, and repeats them all. */
const heard = new Map<string, string[]>();

beforeAll(async () => {
  provider = await origin(({ url, body }, response) => {
    const speech = url === anthropicMessages.path ? anthropicMessages : openaiResponses;
    const said = JSON.parse(body.toString()) as {
      input?: string;
      stream?: boolean;
      safety_identifier?: string;
      messages?: { content: string }[];
    };
    const prompt = said.input ?? said.messages?.map(({ content }) => content).join('|') ?? '';
    const memory = heard.get(said.safety_identifier ?? '') ?? [];
    heard.set(said.safety_identifier ?? '', [...memory, prompt]);
    const text = [...memory, prompt].join('|');
    const answer = [{ kind: 'text' as const, pieces: text.match(/[\s\S]{1,5}/g) ?? [] }];
    const type = said.stream === true ? 'text/event-stream' : 'application/json';
    response.writeHead(200, { 'content-type': type });
    response.end(said.stream === true ? speech.stream(answer) : speech.whole(answer));
  });
});
afterAll(async () => {
  await provider.close();
  rmSync(folder, { recursive: true });
});

interface House extends Sidecar {
  readonly file: string;
  /** Says something in a conversation of one's own. */
  say(text: string, as?: { key?: string; id?: string; memory?: string }): Promise<string>;
  metrics(): Promise<string>;
}

const yaml = (store: string, more = ''): string =>
  [
    'sidecar: { listen: "127.0.0.1:0", admin: "127.0.0.1:0" }',
    `providers: { openai: { baseUrl: "${provider.url}" }, anthropic: { baseUrl: "${provider.url}" } }`,
    'policies:',
    '  - { name: mask, detect: [pii], action: redact, restore: { scope: conversation, ttlSeconds: 600 } }',
    `store: ${store}`,
    more,
  ].join('\n');

async function house(store: string, env: Record<string, string> = {}): Promise<House> {
  const file = join(folder, `${++files}.yaml`);
  writeFileSync(file, yaml(store));
  const { log } = createLog('silent');
  const warn = log.warn.bind(log);
  Object.assign(log, {
    warn(...args: Parameters<typeof warn>) {
      logged.push(JSON.stringify(args));
      warn(...args);
    },
  });
  const sidecar = await startSidecar({ load: () => readConfig({ file, env }), version: '0.0.0-test', log });
  return {
    ...sidecar,
    file,
    async say(text, { key = 'ann', id = 'c1', memory = `${key}/${id}` } = {}) {
      const baseURL = `${sidecar.proxy}/openai/v1`;
      const client = new OpenAI({ apiKey: key, baseURL, maxRetries: 0 });
      const headers = { 'x-spanguard-conversation': id };
      const answer = await client.responses.create(
        { model: 'gpt-5', input: text, safety_identifier: memory },
        { headers },
      );
      return answer.output_text;
    },
    metrics: async () => (await fetch(`${sidecar.admin}/metrics`)).text(),
  };
}

const lastPrompt = (): string => (JSON.parse(provider.received.at(-1)!.body.toString()) as { input: string }).input;
const tagOf = (text: string): string | undefined => /<[A-Z]+_([A-Z]{6})_\d+>/.exec(text)?.[1];

describe('in memory', () => {
  it('goes on over a reload, and the id is not sent on', async () => {
    const sidecar = await house('{ type: memory }');
    try {
      await sidecar.say('to ann@example.com', { id: 'm1' });
      const first = lastPrompt();
      expect(first).toMatch(/^to <EMAIL_[A-Z]{6}_1>$/);
      writeFileSync(sidecar.file, yaml('{ type: memory }', 'log: { level: warn }'));
      expect(sidecar.reload()).toBe(true);
      // The second turn does not mention the value: the provider has it by name.
      expect(await sidecar.say('and bob@example.com', { id: 'm1' })).toBe('to ann@example.com|and bob@example.com');
      expect(lastPrompt()).toBe(`and ${first.slice(3).replace('_1>', '_2>')}`);
      expect(provider.received.at(-1)!.rawHeaders.join()).not.toMatch(/x-spanguard/i);
      // Another store is another memory.
      writeFileSync(sidecar.file, yaml('{ type: memory, bytes: 100000 }'));
      expect(sidecar.reload()).toBe(true);
      expect(await sidecar.say('x', { id: 'm1' })).toBe(`${first}|and ${first.slice(3).replace('_1>', '_2>')}|x`);
    } finally {
      await sidecar.stop();
    }
  });

  it('holds for streams through the official clients', async () => {
    const sidecar = await house('{ type: memory }');
    try {
      const client = new Anthropic({ apiKey: 'ann', baseURL: `${sidecar.proxy}/anthropic`, maxRetries: 0 });
      const headers = { 'x-spanguard-conversation': 'a1' };
      const messages = [{ role: 'user' as const, content: 'I am ann@example.com' }];
      const ask = async () => {
        const stream = client.messages.stream({ model: 'claude-sonnet-4-5', max_tokens: 9, messages }, { headers });
        const [block] = (await stream.finalMessage()).content;
        return block?.type === 'text' ? block.text.split('|').at(-1)! : '';
      };
      expect(await ask()).toBe(messages[0]!.content);
      const sent = provider.received.at(-1)!.body.toString();
      messages.push({ role: 'user', content: 'not carl@example.com' });
      expect(await ask()).toBe('not carl@example.com');
      const again = provider.received.at(-1)!.body.toString();
      expect(again).toContain(/I am <EMAIL_[A-Z]{6}_1>/.exec(sent)![0]);
      expect(again).not.toContain('@example');
    } finally {
      await sidecar.stop();
    }
  });
});

describe.skipIf(withoutRedis)('in Redis', () => {
  let server: Redis;
  const env = (): Record<string, string> => ({ REDIS_URL: server.url, KEY: secret });
  const settings = (onError: string) =>
    `{ type: redis, urlEnv: REDIS_URL, keyEnv: KEY, onError: ${onError}, deadlineMs: 10000 }`;
  beforeAll(async () => {
    server = await redis();
  });
  afterAll(() => server.kill());

  it('is one for two sidecars, encrypted, and no stranger’s', async () => {
    const [one, two] = [await house(settings('closed'), env()), await house(settings('closed'), env())];
    try {
      expect(await one.say('to ann@example.com')).toBe('to ann@example.com');
      const tag = tagOf(lastPrompt());
      expect(await two.say('and ann@example.com or bob@example.com')).toBe(
        'to ann@example.com|and ann@example.com or bob@example.com',
      );
      expect(lastPrompt()).toBe(`and <EMAIL_${tag}_1> or <EMAIL_${tag}_2>`);
      // The provider hands his conversation to a stranger who names it.
      const stolen = await two.say('mine?', { key: 'bob', id: 'c1', memory: 'ann/c1' });
      expect(stolen).toContain(`<EMAIL_${tag}_1>`);
      expect(stolen).not.toContain('@example');

      const keys = (await server.ask('KEYS', '*')).match(/spanguard:conversation:[\w-]+/g) ?? [];
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) expect(await server.ask('GET', key)).not.toMatch(/example|EMAIL|ann|tag/);
      const config = await (await fetch(`${one.admin}/config`)).text();
      for (const hidden of [secret, redisPassword, 'p-w%2Bd']) expect(config).not.toContain(hidden);
      expect(JSON.stringify(logged)).not.toMatch(/example|a secret/);
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  });

  it('gives no name to two values when two sidecars are asked at once', async () => {
    const both = [await house(settings('closed'), env()), await house(settings('closed'), env())];
    try {
      const from = provider.received.length;
      const mails = Array.from({ length: 24 }, (_, i) => `user${i % 12}@example.com`);
      const answers = await Promise.all(
        mails.map((mail, i) => both[i % 2]!.say(mail, { id: 'race', memory: `race${i}` })),
      );
      expect(answers).toEqual(mails);
      const names = provider.received
        .slice(from)
        .map(({ body }) => (JSON.parse(body.toString()) as { input: string }).input);
      expect(new Set(names).size).toBe(12);
      expect(new Set(names.map(tagOf)).size).toBe(1);
    } finally {
      await Promise.all(both.map((each) => each.stop()));
    }
  });

  it('that is killed: open goes on under other names, closed refuses, and both find it again', async () => {
    const open = await house(settings('open'), env());
    const closed = await house(settings('closed'), env());
    try {
      expect(await open.say('to ann@example.com', { id: 'k' })).toBe('to ann@example.com');
      const before = lastPrompt();
      await closed.say('hello', { id: 'k2' });
      await server.kill();

      // Open: nothing leaks, the call's own values come back, old names stay names.
      const alone = await open.say('and bob@example.com', { id: 'k' });
      expect(alone).toBe(`${before}|and bob@example.com`);
      expect(lastPrompt()).toMatch(/^and <EMAIL_[A-Z]{6}_1>$/);
      expect(tagOf(lastPrompt())).not.toBe(tagOf(before));
      expect(await open.metrics()).toMatch(
        /spanguard_store_faults_total\{store="redis",on_error="open",reason="offline"[^}]*\} 1\n/,
      );

      // Closed: refused before anything is sent; a call of no conversation is not.
      const count = provider.received.length;
      const refusal = closed.say('and bob@example.com', { id: 'k2' });
      await expect(refusal).rejects.toMatchObject({ status: 503, code: 'store_unavailable' });
      await expect(refusal).rejects.not.toThrow(/example/);
      expect(provider.received).toHaveLength(count);
      expect(await closed.say('bob@example.com', { id: '' })).toContain('bob@example.com');
      const { calls } = (await (await fetch(`${closed.admin}/calls`)).json()) as { calls: { error?: unknown }[] };
      expect(calls.filter(({ error }) => JSON.stringify(error)?.includes('store_unavailable'))).toHaveLength(1);

      await server.start();
      await expect
        .poll(() => closed.say('again', { id: 'k2' }).then(() => 'up', String), { timeout: 15_000 })
        .toBe('up');
      await expect
        .poll(
          async () => {
            await open.say('dan@example.com', { id: 'k3', memory: 'k3' });
            const first = lastPrompt();
            await open.say('dan@example.com', { id: 'k3', memory: 'k3' });
            return lastPrompt() === first;
          },
          { timeout: 15_000 },
        )
        .toBe(true);
      // What it held is gone: the old name is no one's, and is never given to another value.
      const after = await open.say('eve@example.com', { id: 'k' });
      expect(after).toContain(before);
      expect(after).toContain('eve@example.com');
      expect(lastPrompt()).not.toBe(before.slice(3));
    } finally {
      await Promise.all([open.stop(), closed.stop()]);
    }
  });

  it('with another secret is as good as empty', async () => {
    const one = await house(settings('closed'), env());
    const two = await house(settings('closed'), { ...env(), KEY: `${secret} or another` });
    try {
      await one.say('ann@example.com', { id: 's', memory: 's' });
      const name = lastPrompt();
      expect(await two.say('hm', { id: 's', memory: 's' })).toBe(`${name}|hm`);
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  });
});
