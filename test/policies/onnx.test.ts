import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { readConfig as ReadConfig } from '../../config/read.ts';
import type { Asking, Detector } from '../../policies/detector.ts';
import { readVocabulary, rowsOf, wordpieceTokenizer } from '../../policies/onnx/tokenizer.ts';
import { onnxModel, runtimeFolder } from '../support/onnx.ts';

const dist = new URL('../../dist/config/read.js', import.meta.url).href;
const main = new URL('../../dist/cli/main.js', import.meta.url).pathname;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanguard-onnx-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function spanguard(...args: string[]): Promise<{ code: number; out: string; told: string }> {
  return new Promise((resolve) => {
    // Nothing of the runner's own: its variables would be settings.
    const env = { PATH: process.env.PATH, SPANGUARD_CONFIG: join(folder, 'spanguard.yaml') };
    execFile(process.execPath, [main, ...args], { cwd: folder, env }, (error, out, told) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, told });
    });
  });
}

/** A configuration with one model, and policies that block by it. */
function write(detector: object, policy: object = {}): void {
  const house = { type: 'onnx', path: 'model.onnx', tokenizer: 'bytes', labels: ['ok', 'violence'], ...detector };
  const policies = [{ name: 'p', detect: ['house'], action: 'block', deadlineMs: 20_000, ...policy }];
  writeFileSync(join(folder, 'spanguard.yaml'), JSON.stringify({ detectors: { house }, policies }));
}

/** What is said of each line. */
async function scanned(...lines: string[]): Promise<unknown[]> {
  writeFileSync(join(folder, 'lines.txt'), lines.join('\n'));
  const { out, told } = await spanguard('scan', 'lines.txt');
  if (out === '') throw new Error(told);
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** The byte `Q` speaks for the second output. */
const byBytes = Array.from({ length: 256 }, (_, byte) => [0, byte === 81 ? 4 : -4]);

describe.skipIf(runtimeFolder === undefined)('a model of the house’s own', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(
      join(runtimeFolder ?? '', 'node_modules/onnxruntime-node'),
      join(folder, 'node_modules/onnxruntime-node'),
    );
  });

  it('reads bytes in windows, and finds the window that it speaks against', async () => {
    writeFileSync(join(folder, 'model.onnx'), onnxModel(byBytes));
    write({ windowChars: 200, maxTokens: 64 });
    expect(await spanguard('check')).toMatchObject({ code: 0, told: '' });
    const found = { detector: 'house', category: 'violence', score: 0.982 };
    expect(await scanned('a quiet line', 'a Q', `${'x'.repeat(350)}Q${'y'.repeat(60)}`)).toEqual([
      { findings: [], verdict: 'allow' },
      { findings: [{ ...found, start: 0, end: 3 }], verdict: 'block' },
      // Windows of 200 that begin at each hundred: two of them have the letter, and it is one finding.
      { findings: [{ ...found, start: 200, end: 400 }], verdict: 'block' },
    ]);
  });

  it('reads pieces of words, in rows that are padded where it has a mask', async () => {
    const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'un', '##friend', '##ly', 'hello', '!'];
    const bad = vocabulary.indexOf('##friend');
    writeFileSync(join(folder, 'vocab.txt'), `${vocabulary.join('\n')}\n`);
    const weights = vocabulary.map((_, token) => [token === bad ? 3 : -3]);
    writeFileSync(join(folder, 'model.onnx'), onnxModel(weights, ['input_ids', 'attention_mask', 'token_type_ids']));
    write({ tokenizer: 'wordpiece', vocabulary: 'vocab.txt', labels: ['harassment'], maxTokens: 8 });
    const [clean, found] = (await scanned('Hello! hello!', `${'hello '.repeat(20)}Unfriendly!`)) as {
      verdict: string;
    }[];
    expect(clean).toEqual({ findings: [], verdict: 'allow' });
    expect(found).toMatchObject({ verdict: 'block', findings: [{ category: 'harassment', score: 0.9526 }] });
  });

  it('is a fault of the configuration where it cannot be used', async () => {
    const files: Record<string, Buffer | string> = {
      'none.onnx': 'no model',
      'two.onnx': onnxModel(byBytes),
      'pixels.onnx': onnxModel(byBytes, ['ids', 'pixels']),
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    const model = { type: 'onnx', tokenizer: 'bytes', labels: ['ok', 'violence'] };
    const detectors = {
      none: { ...model, path: 'none.onnx' },
      three: { ...model, path: 'two.onnx', labels: ['ok', 'hate', 'violence'] },
      pixels: { ...model, path: 'pixels.onnx' },
      pieces: { ...model, path: 'two.onnx', tokenizer: 'wordpiece', vocabulary: 'spanguard.yaml' },
      gone: { ...model, path: 'gone.onnx' },
    };
    writeFileSync(join(folder, 'spanguard.yaml'), JSON.stringify({ detectors }));
    const { code, told } = await spanguard('check');
    expect(code).toBe(1);
    const faults = told.trimEnd().split('\n').slice(1);
    for (const [place, words] of [
      ['none', 'an ONNX model that can be loaded'],
      ['three', 'float32 [rows, 3], one for each of labels (not float32 [1, 2])'],
      ['pixels', 'not ids, pixels'],
      ['pieces', 'a vocab.txt, or a tokenizer.json whose model is WordPiece'],
      ['gone', 'a file that can be read, beside the configuration'],
    ]) {
      const fault = faults.find((one) => one.includes(`detectors.${place}.path`));
      expect([place, fault]).toEqual([place, expect.stringContaining(words!)]);
    }
    expect(faults).toHaveLength(5);
  });

  it('is loaded anew when it has changed, and goes on where it has not', async () => {
    const { readConfig } = (await import(dist)) as { readConfig: typeof ReadConfig };
    const load = (): Detector => readConfig({ file: join(folder, 'spanguard.yaml'), env: {} }).own![0]!;
    const asking: Asking = { signal: new AbortController().signal, side: 'input', role: 'user', model: '' };
    const found = async (one: Detector): Promise<number> => [...(await one.detect('a Q', 0, asking))].length;
    writeFileSync(join(folder, 'model.onnx'), onnxModel(byBytes));
    write({ remember: 0, thresholds: { violence: 0.5 } });
    const first = load();
    expect([await found(first), await found(load())]).toEqual([1, 1]);
    const blind = onnxModel(byBytes.map(() => [0, -9]));
    writeFileSync(join(folder, 'model.onnx'), blind);
    expect(await found(load())).toBe(0);
    // What calls in flight still ask is started once more.
    expect(await found(first)).toBe(0);
  });

  it('that fails on a text is a fault of its policy, on the side that it has chosen', async () => {
    // A table of fewer rows than there are bytes: what is beyond is out of range.
    writeFileSync(join(folder, 'model.onnx'), onnxModel(byBytes.slice(0, 128)));
    write({}, { onError: 'closed' });
    expect(await scanned('plain', 'Übung')).toEqual([
      { findings: [], verdict: 'allow' },
      { findings: [], verdict: 'block', faults: [{ detector: 'house', reason: 'ModelFailed' }] },
    ]);
  });
});

describe('a model of the house’s own, where nothing runs it', () => {
  it('is a fault of the configuration that says what to install', async () => {
    writeFileSync(join(folder, 'model.onnx'), onnxModel(byBytes));
    write({});
    const { code, told } = await spanguard('check');
    expect([code, told]).toEqual([1, expect.stringContaining('npm install onnxruntime-node')]);
  });
});

describe('pieces of words', () => {
  const vocabulary = new Map(
    ['[UNK]', 'the', 'play', '##ing', '##s', ',', '東', 'uber'].map((token, id) => [token, id]),
  );
  const read = (text: string, lowerCase = true): number[] => wordpieceTokenizer(vocabulary, lowerCase).tokens(text);

  it('are the longest that the vocabulary has', () => {
    expect(read('The playing, plays')).toEqual([1, 2, 3, 5, 2, 4]);
    expect(read('Über 東東 playful')).toEqual([7, 6, 6, 0]);
    expect(read('The', false)).toEqual([0]);
    expect(read('the'.repeat(40))).toEqual([0]);
  });

  it('come from either kind of file', () => {
    expect([...readVocabulary('a\r\nb\r\n').vocabulary]).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    const json = { model: { type: 'WordPiece', vocab: { x: 3 } }, normalizer: { lowercase: false } };
    expect(readVocabulary(JSON.stringify(json))).toEqual({ vocabulary: new Map([['x', 3]]), lowerCase: false });
    expect(() => readVocabulary('{"model":{"type":"BPE","vocab":{}}}')).toThrow('');
  });

  it('fill rows that overlap by half, and leave none out', () => {
    const reader = { tokens: (text: string) => [...text].map(Number), first: [100], last: [200], padding: 0 };
    expect(rowsOf(reader, '123456789', 6)).toEqual([
      [100, 1, 2, 3, 4, 200],
      [100, 3, 4, 5, 6, 200],
      [100, 5, 6, 7, 8, 200],
      [100, 7, 8, 9, 200],
    ]);
    expect(rowsOf(reader, '', 6)).toEqual([[100, 200]]);
  });
});
