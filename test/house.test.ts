import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '../core/errors.ts';
import { builtinDetectors } from '../policies/detectors.ts';
import { carries, type Strand } from '../providers/carries.ts';
import { type DialectName, dialects } from '../providers/routes.ts';
import { routes } from './proofs/routes/routes.ts';
import { bare, code, imports, read, root, sources } from './support/source.ts';

/** Which rooms and packages each room may import, `node:` apart. Also the table of docs/lifecycle.md. */
const rooms: Record<string, { rooms: string[]; packages: string[] }> = {
  core: { rooms: [], packages: [] },
  providers: { rooms: ['core'], packages: [] },
  policies: { rooms: ['core'], packages: ['fastest-levenshtein', '@cfworker/json-schema', 'openai'] },
  pricing: { rooms: ['core'], packages: ['@pydantic/genai-prices'] },
  traffic: { rooms: ['core'], packages: ['@redis/client'] },
  telemetry: { rooms: ['core'], packages: ['@opentelemetry/*'] },
  config: {
    rooms: ['core', 'providers', 'policies', 'pricing', 'traffic', 'telemetry'],
    packages: ['zod', 'yaml', 'fastest-levenshtein'],
  },
  sidecar: { rooms: ['core', 'config'], packages: ['pino'] },
  instrumentation: { rooms: ['core', 'config'], packages: [] },
  simulator: { rooms: ['core', 'providers'], packages: [] },
  grafana: { rooms: ['telemetry'], packages: ['@grafana/grafana-foundation-sdk', 'yaml'] },
  cli: {
    rooms: ['core', 'config', 'sidecar', 'instrumentation', 'simulator'],
    packages: ['openai', '@anthropic-ai/sdk'],
  },
};

/** Test folders that mirror no room: what is shared, and what goes through all of them. */
const across = ['bench', 'contract', 'fixtures', 'proofs', 'support'];

const shipped = Object.keys(rooms).flatMap(sources);
const all = [...shipped, ...sources('bench'), ...sources('test')];

/** Where a relative import leads, from the root. */
const target = (file: string, from: string): string => relative(root, join(root, dirname(file), from));

/** `@opentelemetry/api/experimental` is of the package `@opentelemetry/api`. */
const packageOf = (from: string): string => from.replace(/^((?:@[^/]+\/)?[^/]+).*$/, '$1');

function mayImport(room: string, file: string, from: string): boolean {
  const may = rooms[room];
  if (may === undefined || from.startsWith('node:')) return may !== undefined;
  if (from.startsWith('.')) {
    const other = target(file, from).split('/')[0] ?? '';
    return other === room || may.rooms.includes(other);
  }
  const name = packageOf(from);
  return may.packages.some((known) => (known.endsWith('/*') ? name.startsWith(known.slice(0, -1)) : name === known));
}

/** `some/file.ts: what was found`, for each match of an expression in the code. */
function found(files: readonly string[], expression: RegExp, of: (file: string) => string = bare): string[] {
  return files.flatMap((file) => [...of(file).matchAll(expression)].map((match) => `${file}: ${match[0]}`));
}

describe('the house', () => {
  it('has files to look at, and sees what they import', () => {
    expect(shipped.length).toBeGreaterThan(100);
    expect(shipped.filter((file) => imports(file).length > 0).length).toBeGreaterThan(100);
    expect(imports('cli/main.ts')).toContain('./serve.ts');
    expect(imports('config/read.ts').filter((from) => from === './schema.ts')).toHaveLength(2);
    expect(imports('cli/demo-report.ts')[0]).toBe('./demo-call.ts');
    expect(imports('providers/dialects/openai-chat-answer.ts')).not.toContain('answer');
  });

  it.each(Object.keys(rooms))('%s imports only what it may', (room) => {
    const faults = sources(room).flatMap((file) =>
      imports(file)
        .filter((from) => !mayImport(room, file, from))
        .map((from) => `${file} imports ${from}`),
    );
    expect(faults).toEqual([]);
  });

  it('imports by names that can be read here', () => {
    expect(found(shipped, /\b(?:import|require)\((?!\s*['"`])[^)]*\)/g)).toEqual([]);
  });

  it('reads the environment in one place only', () => {
    const readers = found(shipped, /\bprocess\s*(?:\??\.\s*env\b|\[)|=\s*process\s*;|'node:process'/g, code);
    expect([...new Set(readers)]).toEqual(['config/environment.ts: process.env']);
  });

  it('prints in the command line only', () => {
    const printers = found(shipped, /\bconsole\s*\??\.\s*\w+|\bprocess\s*\.\s*std(?:out|err)\b/g);
    expect(printers.filter((place) => !place.startsWith('cli/'))).toEqual([]);
  });

  it("switches on a provider's name nowhere but in providers/", () => {
    // `system` is the name that the telemetry conventions give, with attributes of its own for some.
    const names = /(?:(?<!\bsystem )===|\bcase)\s*'(?:openai|anthropic|azure|mistral|groq|xai|deepseek|openrouter)'/g;
    const elsewhere = shipped.filter((file) => !/^(?:providers|pricing|simulator)\//.test(file));
    expect(found(elsewhere, names, code)).toEqual([]);
  });

  it('uses no `any`, and silences no checker', () => {
    const any = /(?:[:<|&]|\bas|\bextends|\btype \w+ =)\s*any\b|\bany\[\]/g;
    expect(found([...shipped, ...sources('bench')], any)).toEqual([]);
    expect(found(shipped, /@ts-(?:ignore|nocheck|expect-error)\b|biome-ignore-all\b/g, read)).toEqual([]);
  });

  it('has no room for odds and ends, and no deeper floor than the third', () => {
    const folders = [...new Set(all.map((file) => dirname(file)))];
    const vague = /(?:^|\/)(?:src|lib|utils?|helpers?|common|types|misc|shared)(?:\/|$)/;
    expect(folders.filter((folder) => vague.test(folder))).toEqual([]);
    expect(folders.filter((folder) => folder.split('/').length > 3)).toEqual([]);
  });

  it('names things by their noun', () => {
    const named = found(shipped, /\b(?:class|interface|function|type|enum)\s+\w+/g);
    const files = shipped.map((file) => file.replace(/^.*\/|\.ts$/g, ''));
    const vague = /(?:manager|service|handler|helper|util|impl)s?(?![a-z])/i;
    expect([...named.map((place) => place.split(': ')[1] ?? ''), ...files].filter((name) => vague.test(name))).toEqual(
      [],
    );
    expect(named.filter((place) => /\b(?:class|interface|type) (?:Base[A-Z]\w*|\w+Base)$/.test(place))).toEqual([]);
  });

  it('keeps files small', () => {
    const lines = (file: string): number => read(file).trimEnd().split('\n').length;
    expect(all.filter((file) => lines(file) >= 400).map((file) => `${file}: ${lines(file)} lines`)).toEqual([]);
  });

  it('gives each room a mirror in the tests', () => {
    const tested = readdirSync(join(root, 'test'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !across.includes(entry.name))
      .map((entry) => entry.name);
    expect(tested.sort()).toEqual(Object.keys(rooms).sort());
    const untested = tested.filter((room) => !sources(`test/${room}`).some((file) => file.endsWith('.test.ts')));
    expect(untested).toEqual([]);
  });
});

describe('the lists', () => {
  it.each([
    ['policies/detectors', 'policies/detectors.ts'],
    ['providers/dialects', 'providers/routes.ts'],
  ])('%s: every file is in its list, or part of one that is', (folder, list) => {
    const reached = new Set<string>();
    const visit = (file: string): void => {
      for (const from of imports(file)) {
        const next = from.startsWith('.') ? target(file, from) : '';
        if (!next.startsWith(`${folder}/`) || reached.has(next)) continue;
        reached.add(next);
        visit(next);
      }
    };
    visit(list);
    expect(sources(folder).filter((file) => !reached.has(file))).toEqual([]);
  });

  it('hold every detector and every dialect that is exported', async () => {
    const listed = new Set<unknown>([...builtinDetectors, ...Object.values(dialects)]);
    const missing: string[] = [];
    let seen = 0;
    for (const file of [...sources('policies/detectors'), ...sources('providers/dialects')]) {
      const exported = (await import(join(root, file))) as Record<string, unknown>;
      for (const [name, value] of Object.entries(exported)) {
        if (typeof value !== 'object' || value === null || !('detect' in value || 'decoder' in value)) continue;
        seen++;
        if (!listed.has(value)) missing.push(`${file}: ${name}`);
      }
    }
    expect(missing).toEqual([]);
    expect(seen).toBe(listed.size);
  });

  it('give every dialect recordings to be tested with', () => {
    expect(Object.keys(dialects).filter((name) => !existsSync(join(root, 'test/fixtures', name)))).toEqual([]);
  });
});

describe('what is supported', () => {
  it.each(Object.keys(dialects) as DialectName[])(
    '%s: every route that it declares is proven, and no other',
    (name) => {
      const proven = (way: 'input' | 'whole' | 'stream'): Strand[] =>
        routes.filter((route) => route.dialect === name && route.way === way).map(({ strand }) => strand);
      const { input, whole, stream } = carries[name];
      expect({ input: proven('input').sort(), whole: proven('whole').sort(), stream: proven('stream').sort() }).toEqual(
        {
          input: [...input].sort(),
          whole: [...whole].sort(),
          stream: [...stream].sort(),
        },
      );
    },
  );
});

describe('the documents', () => {
  const rows = (text: string, cells: number): string[][] =>
    text
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.slice(1, -1).split('|'))
      .filter((row) => row.length === cells);
  const ticked = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');

  it('list every error code, and no other', () => {
    const listed = [...read('docs/errors.md').matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
    expect(listed.sort()).toEqual(Object.keys(errorCodes).sort());
  });

  it('have the table of rooms that is asserted here', () => {
    const told = rows(read('docs/lifecycle.md'), 4).map(([room = '', , other, packages]) => [
      room.trim().replace(/^`|\/`$/g, ''),
      { rooms: ticked(other), packages: ticked(packages) },
    ]);
    expect(told.map(([room]) => room)).toEqual(Object.keys(rooms));
    expect(Object.fromEntries(told)).toEqual(rooms);
  });

  it.each([
    ['docs/config.md', 'test/config/docs.test.ts'],
    ['docs/telemetry.md', 'test/telemetry/names.test.ts'],
  ])('%s is held to the code by %s', (page, test) => {
    expect(code(test)).toContain(page);
  });

  it('lead where they say', () => {
    const pages = [
      ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'simulator/README.md'],
      ...readdirSync(join(root, 'docs'), { recursive: true }).map((name) => `docs/${name}`),
    ].filter((page) => page.endsWith('.md'));
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map((match) => match[1] ?? '')
        .filter((link) => !existsSync(join(root, dirname(page), link)))
        .map((link) => `${page}: ${link}`),
    );
    expect(broken).toEqual([]);
  });
});
