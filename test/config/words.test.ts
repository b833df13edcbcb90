import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatFault, InvalidConfig } from '../../config/faults.ts';
import { policiesOf } from '../../config/policies.ts';
import { readConfig } from '../../config/read.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'spanguard-words-'));
  writeFileSync(path.join(folder, 'names.txt'), '# ours\nKestrel\r\n\nproject falcon  # until spring\nC#\n');
  writeFileSync(path.join(folder, 'empty.txt'), '# nothing\n\n');
  writeFileSync(path.join(folder, 'long.txt'), `a\n${'b'.repeat(201)}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(detect: string, options: string): ReturnType<typeof readConfig> {
  const file = path.join(folder, 'spanguard.yaml');
  writeFileSync(file, `policies:\n  - { name: p, action: flag, detect: [${detect}], options: ${options} }\n`);
  return readConfig({ file, cwd: folder, env: {} });
}

function faults(detect: string, options: string): string[] {
  try {
    read(detect, options);
    return [];
  } catch (error) {
    if (error instanceof InvalidConfig) return error.faults.map((each) => formatFault(each).replace(/^line .*?: /, ''));
    throw error;
  }
}

describe('words in the configuration', () => {
  it('come from the list and from a file beside it', () => {
    const { config } = read('words', '{ words: { deny: [osprey], file: names.txt } }');
    expect(policiesOf(config)[0]?.options).toEqual({
      words: { deny: ['osprey', 'Kestrel', 'project falcon', 'C#'], allow: [], whole: true },
    });
    const topic = read('topic-words', '{ topic-words: { file: names.txt, count: 2 } }').config;
    expect(policiesOf(topic)[0]?.options).toEqual({
      'topic-words': { words: ['Kestrel', 'project falcon', 'C#'], count: 2, within: 400 },
    });
  });

  it.each([
    ['words', '{}', /detect\[0\] is "words": expected options\.words\.deny beside it, since it finds nothing without$/],
    ['words', '{ words: { deny: [] } }', /expected options\.words\.deny beside it/],
    ['topic-words', '{ topic-words: { count: 2 } }', /expected options\.topic-words\.words beside it/],
    [
      'words',
      '{ words: { file: no.txt } }',
      /words\.file is "no\.txt": expected a file that .*beside the configuration$/,
    ],
    ['words', '{ words: { file: empty.txt } }', /words\.file.*expected a text file with a word or phrase in a line$/],
    ['words', '{ words: { file: long.txt } }', /words\.file.*expected at most 200 characters in line 2$/],
    ['words', '{ words: { deny: [" "] } }', /deny\[0\].*expected a word or phrase of at most 200 characters$/],
    ['words', '{ words: { deny: [a], whole: 1 } }', /words\.whole is 1: expected/],
    ['words', '{ words: { deny: [a], alow: [b] } }', /did you mean allow\?$/],
  ])('%s %s is a fault', (detect, options, said) => {
    const told = faults(detect, options);
    expect(told).toEqual([expect.stringMatching(said)]);
  });
});
