import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Origin, origin } from '../support/origin.ts';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
let folder: string;
let provider: Origin;
let child: ChildProcess | undefined;
let lines: { msg: string; role?: string; port?: number; [key: string]: unknown }[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'spanguard-'));
  provider = await origin((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let n = 0;
    const timer = setInterval(() => {
      response.write(`data: {"choices":[{"index":0,"delta":{"content":"w${n} "}}]}\n\n`);
      if (++n === 10) {
        clearInterval(timer);
        response.end('data: [DONE]\n\n');
      }
    }, 40);
    response.on('close', () => clearInterval(timer));
  });
  lines = [];
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await provider.close();
  rmSync(folder, { recursive: true, force: true });
});

const config = (extra: string): string =>
  `version: 1\n${extra}\nproviders: { openai: { baseUrl: "${provider.url}" } }\n`;

async function until<T>(what: () => T | undefined | false, ms = 8000): Promise<T> {
  for (let waited = 0; waited < ms; waited += 20) {
    const found = what();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`waited in vain; the log says ${JSON.stringify(lines)}`);
}

/** Starts the built command, and says where it listens. */
async function start(...args: string[]): Promise<{ proxy: number; admin: number; exit: Promise<number | null> }> {
  const started = spawn(
    process.execPath,
    [main, 'serve', '--listen', '127.0.0.1:0', '--admin', '127.0.0.1:0', ...args],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env.PATH },
    },
  );
  child = started;
  let rest = '';
  started.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.filter((line) => line !== '').map((line) => JSON.parse(line) as (typeof lines)[number]));
  });
  const exit = new Promise<number | null>((resolve) => started.on('exit', (code) => resolve(code)));
  const portOf = (role: string) =>
    until(() => lines.find((line) => line.msg === 'listening' && line.role === role)?.port);
  return { proxy: await portOf('proxy'), admin: await portOf('admin'), exit };
}

function stream(port: number): Promise<{ text: Promise<string>; first: Promise<void> }> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ model: 'gpt-4o', stream: true, messages: [{ role: 'user', content: 'Hi.' }] });
    const call = request(
      { port, host: '127.0.0.1', method: 'POST', path: '/openai/v1/chat/completions' },
      (response) => {
        let text = '';
        let begun: () => void;
        const first = new Promise<void>((done) => {
          begun = done;
        });
        response.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
          begun();
        });
        resolve({ first, text: new Promise((done) => response.on('close', () => done(text))) });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

describe('the process', () => {
  it('drains on SIGTERM: streams in flight finish, new connections are refused, and it says so', async () => {
    writeFileSync(join(folder, 'spanguard.yaml'), config('preset: balanced'));
    const { proxy, admin, exit } = await start();
    expect((await fetch(`http://127.0.0.1:${admin}/readyz`)).status).toBe(200);
    const flying = await stream(proxy);
    await flying.first;
    child?.kill('SIGTERM');
    await until(() => lines.some((line) => line.msg === 'draining'));
    expect((await fetch(`http://127.0.0.1:${admin}/readyz`)).status).toBe(503);
    await expect(fetch(`http://127.0.0.1:${proxy}/openai/v1/models`)).rejects.toThrow();
    expect(await flying.text).toContain('[DONE]');
    expect(await exit).toBe(0);
    expect(lines.map((line) => line.msg)).toContain('call');
    expect(lines.at(-1)?.msg).toBe('stopped');
  });

  it('loses none of many answers that come at once while it drains', async () => {
    const answer = JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model: 'gpt-4o',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Said.' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 },
    });
    const held: ServerResponse[] = [];
    const holding = await origin((_, response) => void held.push(response));
    try {
      const providers = `providers: { openai: { baseUrl: "${holding.url}" } }`;
      writeFileSync(join(folder, 'spanguard.yaml'), `version: 1\npreset: balanced\n${providers}\n`);
      const { proxy, exit } = await start();
      const agent = new Agent({ keepAlive: true });
      const once = (): Promise<string> =>
        new Promise((resolve) => {
          const to = { port: proxy, host: '127.0.0.1', method: 'POST', path: '/openai/v1/chat/completions', agent };
          const call = request(to, (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (piece: string) => {
              text += piece;
            });
            response.on('close', () => resolve(response.complete ? text : `cut: ${text}`));
          });
          call.on('error', (error) => resolve(`${error}`));
          call.end(JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Hi.' }] }));
        });
      const calls = Array.from({ length: 32 }, once);
      await until(() => held.length === 32);
      child?.kill('SIGTERM');
      await until(() => lines.some((line) => line.msg === 'draining'));
      for (const response of held) response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
      expect(await Promise.all(calls)).toEqual(calls.map(() => answer));
      expect(await exit).toBe(0);
      expect(lines.filter(({ msg, status }) => msg === 'call' && status === 200)).toHaveLength(32);
      agent.destroy();
    } finally {
      await holding.close();
    }
  });

  it('reloads on a change and on SIGHUP, and keeps the last good configuration', async () => {
    const file = join(folder, 'spanguard.yaml');
    writeFileSync(file, config('preset: balanced'));
    const { admin } = await start('--config', file);
    const preset = async () =>
      ((await (await fetch(`http://127.0.0.1:${admin}/config`)).json()) as { preset: string }).preset;
    expect(await preset()).toBe('balanced');

    writeFileSync(file, config('preset: strict'));
    await until(() => lines.some((line) => line.msg === 'config reloaded'));
    expect(await preset()).toBe('strict');

    writeFileSync(file, config('preset: strickt\nunknown: 1'));
    const refused = await until(() => lines.find((line) => line.msg.startsWith('config not reloaded')));
    expect(String(refused.faults)).toMatch(/preset.*strict/s);
    expect(await preset()).toBe('strict');

    writeFileSync(file, config('preset: observe'));
    child?.kill('SIGHUP');
    await until(() => lines.filter((line) => line.msg === 'config reloaded').length >= 2);
    expect(await preset()).toBe('observe');
  });

  it('reloads when a file that the configuration names changes', async () => {
    const file = join(folder, 'spanguard.yaml');
    const policy =
      '{ name: p, detect: [words], action: flag, options: { words: { deny: [a-word], file: words.txt } } }';
    writeFileSync(join(folder, 'words.txt'), 'kestrel\n');
    writeFileSync(file, config(`policies: [${policy}]`));
    const { admin } = await start('--config', file);
    writeFileSync(join(folder, 'words.txt'), 'kestrel\nfalcon\n');
    await until(() => lines.some((line) => line.msg === 'config reloaded'));
    expect(await (await fetch(`http://127.0.0.1:${admin}/config`)).text()).toContain('falcon');
  });

  it('observes when there is no configuration at all', async () => {
    const { admin } = await start();
    const config = (await (await fetch(`http://127.0.0.1:${admin}/config`)).json()) as { preset: string };
    expect(config.preset).toBe('observe');
  });

  it('is not stopped by a collector that is not there', async () => {
    writeFileSync(join(folder, 'spanguard.yaml'), config('preset: balanced'));
    const { proxy, exit } = await start();
    const flying = await stream(proxy);
    await flying.text;
    child?.kill('SIGTERM');
    expect(await exit).toBe(0);
  });
});
