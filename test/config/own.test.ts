import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvalidConfig } from '../../config/faults.ts';
import { readConfig } from '../../config/read.ts';
import { createScan } from '../../config/scan.ts';
import type { OwnDetector } from '../../instrumentation/index.ts';
import { createJudge } from '../../policies/judge.ts';
import { assistant, callOf, policy, stream } from '../policies/support/calls.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanguard-own-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** `K-` and six digits. */
const staff = `export default {
  name: 'staff-id', category: 'pii', reach: 8,
  open(text) {
    const at = text.lastIndexOf('K', text.length - 1);
    return at !== -1 && text.length - at < 8 ? at : text.length;
  },
  detect: (text, from = 0) => [...text.matchAll(/K-\\d{6}/g)]
    .filter(({ index }) => index >= from)
    .map(({ index }) => ({ start: index, end: index + 8, score: 0.9 })),
  examples: { hits: [['ask K-123456 about it', 'K-123456']], misses: ['K-12345', 'OK-'] },
};`;

function load(module: string, detector: object = {}, policies: object[] = [], file = 'staff.mjs') {
  writeFileSync(join(folder, file), module);
  const config = { detectors: { 'staff-id': { type: 'module', path: `./${file}`, ...detector } }, policies };
  writeFileSync(join(folder, 'spanguard.yaml'), JSON.stringify(config));
  return readConfig({ file: join(folder, 'spanguard.yaml'), env: {} });
}

function fault(...args: Parameters<typeof load>): string {
  try {
    load(...args);
  } catch (error) {
    if (error instanceof InvalidConfig) return error.message.split('\n').slice(1).join('\n').trim();
    throw error;
  }
  return 'none';
}

describe('a module of the house’s own', () => {
  it.each([
    ['an ES module', staff, 'staff.mjs'],
    ['CommonJS', staff.replace('export default', 'module.exports ='), 'staff.cjs'],
  ])('masks what it finds: %s', (_, module, file) => {
    const loaded = load(module, {}, [{ name: 'p', detect: ['staff-id'], action: 'redact' }], file);
    const scan = createScan(loaded, { side: 'input', from: 'user' });
    expect(scan('it was K-123456')).toEqual({
      findings: [{ detector: 'staff-id', category: 'pii', score: 0.9, start: 7, end: 15 }],
      verdict: 'redact',
    });
  });

  it('is meant by its category too, and reads streams to the character', () => {
    const { own } = load(staff);
    const judge = createJudge([policy({ detect: ['pii'] })], { detectors: own!, remembered: 0 });
    const text = 'KK-1234567 and K-12345';
    const whole = stream(judge(callOf()), [text], assistant);
    expect(whole.out).toBe('K<STAFF_ID_1>7 and K-12345');
    expect(stream(judge(callOf()), [...text], assistant)).toEqual(whole);
  });

  const bad = (from: string, to: string): string => staff.replace(from, to);

  it.each([
    ['another name', bad("'staff-id'", "'staff'"), 'a detector with the name "staff-id", as it is called'],
    ['no category that there is', bad("'pii'", "'person'"), 'a category of pii, secret'],
    ['no reach', bad('reach: 8', "reach: '8'"), 'a reach: the longest match, in characters'],
    ['no detect', bad('detect:', 'detected:'), 'a function detect(text, from)'],
    ['no export', 'export const x = 1;', 'a detector with the name "staff-id"'],
    ['nothing', 'export default null;', 'a module whose default export is a detector'],
    ['a syntax that is none', 'export default {', 'a module that loads (SyntaxError'],
    ['an import that is not there', "import 'not-there-at-all'; export default {};", 'own imports can be found'],
    ['an error of its own', "throw new RangeError('no luck');", 'a module that loads (RangeError: no luck)'],
    ['a top-level await', 'await 1; export default {};', 'a module without a top-level await'],
    ['a miss that it finds', bad("'OK-'", "'K-123456'"), 'finds nothing in its own example "K-123456"'],
    ['a hit that it does not', bad('K-123456 about', 'K-12345 about'), 'finds "K-123456" in its own example'],
    ['an open that lets go too early', bad('? at :', '? at + 1 :'), 'an open() that stays at 4 while "K-123456"'],
    ['an open that is no place', bad('? at :', '? NaN :'), 'can read its own examples (it threw InvalidOpen)'],
    ['a match longer than its reach', bad('reach: 8', 'reach: 7'), 'can read its own examples (it threw InvalidMatch)'],
    [
      'a promise, and nobody waits',
      bad('=> [...', '=> Promise.resolve([...').replace('0.9 })),', '0.9 }))),'),
      'asks: true',
    ],
    ['a place for those who ask', bad('reach: 8,', 'reach: 8, asks: true,'), 'either asks or open'],
  ])('is a fault with %s', (_, module, expected) => {
    expect(fault(module)).toMatch(/^line 1, column \d+: detectors\.staff-id\.path is "\.\/staff\.mjs": expected /);
    expect(fault(module)).toContain(expected);
  });

  it('is a fault where there is no such file, and with keys of other kinds', () => {
    expect(fault(staff, { path: 'gone.mjs' })).toContain('a file that can be read (there is none by this name)');
    expect(fault(staff, { url: 'https://a.example' })).toContain(
      'no such key: it is for openai-moderation and webhook',
    );
  });

  it('that says what cannot be, or throws, is a fault of its policy, counted, on its side', () => {
    const throwing = staff
      .replace('score: 0.9 }))', "score: text.includes('boom') ? 9 : 0.9 }))")
      .replace('open(text) {', "open(text) { if (text.includes('bang')) throw new RangeError('bang');");
    const { own } = load(throwing);
    for (const [onError, action] of [
      ['open', 'allow'],
      ['closed', 'block'],
    ] as const) {
      const judge = createJudge([policy({ detect: ['staff-id'], onError })], { detectors: own! });
      const verdict = judge(callOf('boom K-123456')).input();
      expect(verdict).toMatchObject({ action, faults: [{ detector: 'staff-id', reason: 'InvalidMatch', onError }] });
      const call = judge(callOf());
      const scanner = call.scanner(assistant)!;
      scanner.push('bang');
      scanner.end();
      expect(call.streamed()).toMatchObject({ faults: [{ reason: 'RangeError' }] });
      expect(scanner.blocked).toBe(onError === 'closed' ? 'p' : undefined);
    }
  });

  const asking = `export default { name: 'staff-id', category: 'pii', reach: 100, asks: true,
    detect: async (text, from, asking) => (asking.role === 'user' && text.includes('K') ? [{ start: 0, end: 1, score: 1 }] : []) };`;

  it('that asks is waited for, and cannot redact', async () => {
    const loaded = load(asking, {}, [{ name: 'p', detect: ['staff-id'], action: 'block' }]);
    expect(await createScan(loaded, { side: 'input', from: 'user' })('OK')).toMatchObject({ verdict: 'block' });
    expect(await createScan(loaded, { side: 'input', from: 'tool' })('OK')).toMatchObject({ verdict: 'allow' });
    const redacting = [{ name: 'p', detect: ['staff-id'], action: 'redact' }];
    expect(fault(asking, {}, redacting)).toContain('block or flag, since the text has left when staff-id answers');
  });

  it('that asks and never answers is a fault when its time is over', async () => {
    const never = asking.replace(/detect: .*/, 'detect: () => new Promise(() => {}) };');
    const loaded = load(never, {}, [
      { name: 'p', detect: ['staff-id'], action: 'block', onError: 'closed', deadlineMs: 20 },
    ]);
    expect(await createScan(loaded, { side: 'input', from: 'user' })('text')).toMatchObject({
      verdict: 'block',
      faults: [{ detector: 'staff-id', reason: 'DeadlineExceeded' }],
    });
  });
});

describe('the example', () => {
  const example = new URL('../../examples/own-detector/spanguard.yaml', import.meta.url).pathname;

  it('masks order numbers, whole and however a stream is cut', () => {
    const loaded = readConfig({ file: example, env: {} });
    const judge = createJudge(
      loaded.config.policies!.map(() => policy({ detect: ['order-number'] })),
      {
        detectors: loaded.own!,
      },
    );
    const text = 'ORD-1234567L, FORD-1234567L; ORD-0000000T. ORD-1234567A or ORD';
    const whole = stream(judge(callOf()), [text], assistant);
    expect(whole.out).toBe('<ORDER_NUMBER_1>, FORD-1234567L; <ORDER_NUMBER_2>. ORD-1234567A or ORD');
    expect(stream(judge(callOf()), [...text], assistant)).toEqual(whole);
  });

  it('is a type that a module in TypeScript can be held to', () => {
    const made = {
      name: 'x',
      category: 'topic',
      reach: 3,
      detect: (text: string) => (text === 'x' ? [{ start: 0, end: 1, score: 1 }] : []),
    } satisfies OwnDetector;
    expect(made.detect('x')).toHaveLength(1);
  });
});
