import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../core/errors.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Which rooms and packages each room may import, `node:` apart. The table of docs/house.md. */
const rooms: Record<string, { rooms: string[]; packages: RegExp | undefined }> = {
  core: { rooms: [], packages: undefined },
  providers: { rooms: ['core'], packages: undefined },
  policies: { rooms: ['core'], packages: undefined },
  pricing: { rooms: ['core'], packages: /^@pydantic\/genai-prices$/ },
  telemetry: { rooms: ['core'], packages: /^@opentelemetry\// },
  config: {
    rooms: ['core', 'providers', 'policies', 'pricing', 'telemetry'],
    packages: /^(?:zod|yaml|fastest-levenshtein)$/,
  },
  sidecar: { rooms: ['core', 'config'], packages: /^(?:undici|pino)$/ },
  simulator: { rooms: ['core', 'providers'], packages: undefined },
  cli: { rooms: ['core', 'config', 'sidecar', 'simulator'], packages: /^(?:openai|@anthropic-ai\/sdk)$/ },
};

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Code without its comments, so that prose may speak of what code may not do. */
const code = (file: string): string => read(file).replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '');

function imports(file: string): string[] {
  return [
    ...code(file).matchAll(/(?:^|\s)(?:import|export)\b[^'";]*?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g),
  ].map((match) => match[1] ?? match[2] ?? '');
}

const all = Object.keys(rooms).flatMap(sources);

describe('the house', () => {
  it('has files to look at', () => {
    expect(all.length).toBeGreaterThan(50);
  });

  it.each(Object.entries(rooms))('%s imports only what it may', (room, may) => {
    const faults: string[] = [];
    for (const file of sources(room)) {
      for (const from of imports(file)) {
        if (from.startsWith('.')) {
          const target = relative(root, join(root, dirname(file), from)).split('/')[0] ?? '';
          if (target !== room && !may.rooms.includes(target)) faults.push(`${file} imports ${from}`);
        } else if (
          !from.startsWith('node:') &&
          may.packages?.test(from.replace(/^((?:@[^/]+\/)?[^/]+).*$/, '$1')) !== true
        ) {
          if (may.packages?.test(from) !== true) faults.push(`${file} imports ${from}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('reads the environment in one place only', () => {
    const readers = all.filter((file) => /\bprocess\.env\b/.test(code(file)));
    expect(readers).toEqual(['config/load.ts']);
  });

  it('prints in the command line only', () => {
    const printers = all.filter((file) => /\bconsole\.|\bprocess\.std(?:out|err)\b/.test(code(file)));
    expect(printers.filter((file) => !file.startsWith('cli/'))).toEqual([]);
  });

  it("switches on a provider's name nowhere but in providers/", () => {
    const names = /(?:===|case)\s*'(?:openai|anthropic|azure|mistral|groq|xai|deepseek|openrouter)'/;
    const elsewhere = all.filter(
      (file) => !/^(?:providers|pricing|simulator|cli)\//.test(file) && names.test(code(file)),
    );
    expect(elsewhere).toEqual([]);
  });

  it('uses no `any`', () => {
    expect(all.filter((file) => /(?::|<|\bas) any\b/.test(code(file)))).toEqual([]);
  });

  it('has no room for odds and ends, and no deeper floor than the third', () => {
    const folders = [...new Set(all.map((file) => dirname(file)))];
    expect(
      folders.filter((folder) => /(?:^|\/)(?:src|lib|utils?|helpers?|common|types|misc)(?:\/|$)/.test(folder)),
    ).toEqual([]);
    expect(folders.filter((folder) => folder.split('/').length > 3)).toEqual([]);
  });

  it('names things by their noun', () => {
    const vague = all.flatMap((file) =>
      [
        ...code(file).matchAll(
          /\b(?:class|interface|function|type)\s+(\w*(?:Manager|Service|Handler|Helper|Util|Impl)s?)\b/g,
        ),
      ].map((match) => `${file}: ${match[1]}`),
    );
    expect(vague).toEqual([]);
  });

  it('keeps files small', () => {
    const long = all.filter((file) => read(file).split('\n').length > 400);
    expect(long).toEqual([]);
  });

  it('gives each room a mirror in the tests', () => {
    const bare = Object.keys(rooms).filter((room) => !existsSync(join(root, 'test', room)));
    expect(bare).toEqual([]);
  });

  it('documents every error code, and no other', () => {
    const listed = [...read('docs/errors.md').matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
    expect(listed.sort()).toEqual(Object.keys(errorCodes).sort());
  });
});
