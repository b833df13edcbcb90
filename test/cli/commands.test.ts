import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanguard-cli-'));
  writeFileSync(
    join(folder, 'good.yaml'),
    'version: 1\npolicies:\n  - { name: a, on: input, detect: [email], action: flag }\n',
  );
  writeFileSync(join(folder, 'bad.yaml'), 'version: 1\npreset: balancd\npolicys: []\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The built command, in an empty environment. */
function spanguard(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  return { code: status, out: stdout, err: stderr };
}

test('help and version go to standard output, and are no fault', () => {
  expect(spanguard('--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('simulate') });
  expect(spanguard('help', 'demo').out).toContain('--once');
  expect(spanguard('serve', '--help').out).toContain('--admin');
  expect(spanguard('--version').out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  [['chek'], /no command "chek"; did you mean check\?/],
  [['help', 'demmo'], /no command "demmo"; did you mean demo\?/],
  [['toString'], /no command "toString"/],
  [['--presett', 'strict'], /unknown option '--presett'; did you mean --preset\?/],
  [['demo', '--onc'], /unknown option '--onc'; did you mean --once\?/],
  [['serve', 'extra'], /serve: unexpected argument 'extra'/],
  [['--preset', 'strikt'], /"strikt" is none of observe, balanced, strict; did you mean strict\?/],
  [['serve', '--listen', 'here'], /--listen: "here" is no HOST:PORT/],
  [['simulate', '--listen', 'here'], /--listen: "here" is no HOST:PORT/],
  [['check', 'good.yaml', 'bad.yaml'], /one file at a time/],
  [['explain'], /which model\?/],
  [['explain', 'gpt-4o', '--provider', 'opena1'], /no provider "opena1"; did you mean openai\?/],
  [['price'], /which model\?/],
  [['price', 'gpt-4o', '--input', '1.5'], /--input: "1.5" is no whole number/],
  [['price', 'gpt-4o', '--input', '1', '--date', 'soon'], /--date: "soon" is no day/],
  [['price', 'gpt-4o', '--input', '1', '--provider', 'opena1'], /no provider "opena1"; did you mean openai\?/],
])('%j is told apart from a fault: 2, and where to read on', (args, said) => {
  const { code, out, err } = spanguard(...args);
  expect(err).toMatch(said);
  expect(err).toMatch(/spanguard help/);
  expect({ code, out }).toEqual({ code: 2, out: '' });
});

test('check says what it read, and every fault', () => {
  expect(spanguard('check', 'good.yaml')).toMatchObject({
    code: 0,
    out: `${join(folder, 'good.yaml')}: no faults; 1 policy (a); proxy on 127.0.0.1:4100, admin on 127.0.0.1:4101\n`,
  });
  expect(spanguard('check')).toMatchObject({ code: 0, out: expect.stringMatching(/^no spanguard\.yaml.*observe/) });
  const { code, err } = spanguard('check', 'bad.yaml');
  expect(code).toBe(1);
  expect(err).toMatch(/2 faults.*line 2.*did you mean balanced.*line 3.*did you mean policies/s);
});

test('explain finds a price, or says that there is none', () => {
  expect(spanguard('explain', 'gpt-4o', '--provider', 'openai')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^openai: gpt-4o\n.*USD per million/s),
  });
  expect(spanguard('explain', 'no-such-model')).toMatchObject({ code: 1, out: expect.stringContaining('No price') });
});

test('price multiplies exactly, by provider and by calls, and says when it does not know', () => {
  writeFileSync(
    join(folder, 'priced.yaml'),
    'version: 1\npricing:\n  overrides:\n    - { provider: openai, model: house-model, input: 2.5, output: 10, cacheRead: 0.25 }\n',
  );
  const asked = ['house-model', '--config', 'priced.yaml', '--input', '1_000', '--cache-read', '200', '--output', '30'];
  const { code, out } = spanguard('price', ...asked, '--calls', '1000');
  expect(code).toBe(0);
  // 1,000 × 2.5 + 200 × 0.25 + 30 × 10, by the million.
  expect(out).toMatch(/^openai: house-model.*exact.*0\.00285\n.*1,000 calls: 2\.85 USD/s);
  expect(JSON.parse(spanguard('price', ...asked, '--json').out)).toMatchObject({
    provider: 'openai',
    callUsd: 0.00285,
  });
  expect(spanguard('price', 'house-model', '--config', 'priced.yaml').out).toContain('USD per million tokens');
  expect(spanguard('price', 'no-such-model', '--input', '1')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('No price is known'),
  });
});

test('a port that is taken is told in a sentence', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as { port: number };
  for (const args of [
    ['simulate', '--listen', `127.0.0.1:${port}`],
    ['serve', '--listen', `127.0.0.1:${port}`, '--admin', '127.0.0.1:0'],
  ]) {
    const { code, err } = spanguard(...args);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`^spanguard: Not started: .*127\\.0\\.0\\.1:${port}.*--listen.*\n$`));
  }
  await new Promise((resolve) => taken.close(resolve));
});

test('simulate says where it listens, and Ctrl-C ends it', async () => {
  const child = spawn(process.execPath, [main, 'simulate', '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const line = await new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(String(text))));
    const { role, port } = JSON.parse(line) as { role: string; port: number };
    expect(role).toBe('simulator');
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  } finally {
    child.kill('SIGKILL');
  }
});

test('doctor proves each covered way by a call, and says what is not covered', () => {
  const { code, out, err } = spanguard('doctor', '--config', 'good.yaml');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^covered {6}fetch$/m);
  expect(out).toMatch(/^covered {6}http\.request$/m);
  expect(out).toMatch(/^covered {6}new http\.ClientRequest$/m);
  expect(out).toMatch(/^warned of {4}HTTP\/2$/m);
  expect(out).toMatch(/^not covered {2}requests addressed to a forward proxy$/m);
  expect(spanguard('doctor', '--config', 'bad.yaml')).toMatchObject({ code: 1 });
});
