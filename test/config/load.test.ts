import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatFault, InvalidConfig } from '../../config/faults.ts';
import { type LoadOptions, loadConfig } from '../../config/load.ts';
import { known } from './known.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'spanguard-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(content: string | Uint8Array, name = 'spanguard.yaml'): string {
  const file = path.join(mkdtempSync(path.join(folder, 'case-')), name);
  writeFileSync(file, content);
  return file;
}

const load = (options: Partial<LoadOptions>) => loadConfig({ known, env: {}, cwd: folder, ...options });

function faultsOf(options: Partial<LoadOptions>): string[] {
  try {
    load(options);
  } catch (error) {
    if (error instanceof InvalidConfig) return error.faults.map(formatFault);
    throw error;
  }
  return [];
}

describe('finding the file', () => {
  it('is optional: everything has a default, and the preset observes', () => {
    const { config, file } = load({});
    expect(file).toBeUndefined();
    expect(config.preset).toBe('observe');
    expect(config.policies).toBeUndefined();
  });

  it('looks here and upward, and passes over folders of that name', () => {
    const file = written('preset: strict');
    const deep = path.join(path.dirname(file), 'a', 'b');
    mkdirSync(path.join(deep, 'spanguard.yaml'), { recursive: true });
    expect(load({ cwd: deep })).toMatchObject({ file, config: { preset: 'strict' } });
  });

  it('takes --config before SPANGUARD_CONFIG before looking', () => {
    const near = written('preset: strict');
    const named = written('preset: balanced', 'other.yaml');
    const cwd = path.dirname(near);
    const env = { SPANGUARD_CONFIG: path.relative(cwd, named) };
    expect(load({ cwd, env }).file).toBe(named);
    expect(load({ cwd, env, file: 'spanguard.yaml' }).file).toBe(near);
    expect(load({ cwd, env: { SPANGUARD_CONFIG: '' } }).file).toBe(near);
  });

  it('says when a named file is not there', () => {
    expect(faultsOf({ file: 'none.yaml' })).toEqual([
      'the file: expected a file that can be read (there is none by this name)',
    ]);
    expect(faultsOf({ file: folder })).toEqual(['the file: expected a file that can be read (this is a folder)']);
  });

  it('gives back the environment, since nobody else reads it', () => {
    const env = { OTEL_SERVICE_NAME: 'x' };
    expect(load({ env }).env).toBe(env);
  });
});

describe('what a file may be', () => {
  it.each([
    ['empty', ''],
    ['comments only', '# nothing\n'],
    ['with a byte order mark', '\uFEFFpreset: observe\n'],
    ['with CRLF', 'version: 1\r\npreset: observe\r\nlog:\r\n  level: info\r\n'],
    ['JSON', '{"preset": "observe"}'],
    ['a few aliases', 'providers:\n  a: &a { baseUrl: http://a, like: openai }\n  b: *a\n'],
  ])('%s', (_what, text) => {
    expect(faultsOf({ file: written(text) })).toEqual([]);
  });

  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'.split('').map((key, i) => {
      const before = 'abcdefgh'[i];
      return `${key}: &${key} [${Array(9).fill(`*${before}`).join(',')}]`;
    }),
  ].join('\n');

  it.each<[string, string | Uint8Array, string]>([
    ['a list', '- a', 'the file: expected a mapping at the top'],
    ['a word', 'hello', 'the file: expected a mapping at the top'],
    ['not UTF-8', Uint8Array.of(0x70, 0x3a, 0x20, 0xff), 'the file: expected text in UTF-8'],
    ['UTF-16', Buffer.from('\uFEFFpreset: observe', 'utf16le'), 'the file: expected text in UTF-8'],
    ['too large', '#'.repeat(1_048_577), 'the file: expected at most 1 MB'],
    [
      'a key twice',
      'preset: strict\npreset: observe',
      'line 2, column 1: the file: expected valid YAML (a key stands twice)',
    ],
    ['two documents', 'a: 1\n---\nb: 2', 'line 2, column 1: the file: expected valid YAML (more than one document)'],
    [
      'an unknown tag',
      'preset: !!js/function "x"',
      'line 1, column 9: the file: expected valid YAML (a tag that is not known)',
    ],
    [
      'a line that starts at the wrong column',
      'policies:\n  - name: p\n   action: block',
      'line 3, column 1: the file: expected valid YAML (a quote, bracket, comma or colon is missing, or this line starts at the wrong column)',
    ],
    [
      'an open bracket',
      'providers: {',
      'line 1, column 13: the file: expected valid YAML (a bracket is not closed, or what it holds not indented)',
    ],
    [
      'an open quote',
      'preset: "strict',
      'line 1, column 16: the file: expected valid YAML (a quote, bracket, comma or colon is missing, or this line starts at the wrong column)',
    ],
    ['a bomb of aliases', bomb, 'the file: expected aliases that can be resolved, and not thousands of them'],
  ])('not %s', (_what, content, fault) => {
    const faults = faultsOf({ file: written(content) });
    expect(faults).toContain(fault);
  });

  it('tells every syntax error with its line, and none of the text', () => {
    const faults = faultsOf({ file: written('sidecar:\n\tlisten: hunter2\npolicies: [\n') });
    expect(faults.length).toBeGreaterThan(0);
    expect(faults[0]).toMatch(/^line 2, column 1: /);
    expect(faults.join()).not.toContain('hunter2');
  });

  it('tells where each fault stands', () => {
    const text =
      'version: 1\nsidecar:\n  listn: x\npolicies:\n  - name: p\n    action: redcat\n    detect: [email, nmae]\n  - {}\n';
    const file = written(text);
    expect(faultsOf({ file })).toEqual([
      expect.stringMatching(/^line 3, column 3: sidecar.listn: .*did you mean listen\?$/),
      expect.stringMatching(/^line 6, column 5: policies\[0\].action is "redcat"/),
      expect.stringMatching(/^line 7, column 21: policies\[0\].detect\[1\] is "nmae"/),
      expect.stringMatching(/^line 8, column 5: policies\[1\].name: /),
      expect.stringMatching(/^line 8, column 5: policies\[1\].action: /),
      expect.stringMatching(/^line 8, column 5: policies\[1\]: expected exactly one of detect, size, tools, format/),
    ]);
    expect(() => load({ file })).toThrow(`${file} has 6 faults:\n  line 3, column 3`);
  });
});

describe('the environment', () => {
  it('goes before the file, typed by the schema', () => {
    const file = written(
      'preset: strict\nsidecar: { listen: 127.0.0.1:1, refusal: completion }\nproviders: { house-vllm: { baseUrl: "http://a", like: openai } }',
    );
    const env = {
      SPANGUARD_PRESET: 'balanced',
      SPANGUARD_SIDECAR_LISTEN: '0.0.0.0:4100',
      SPANGUARD_SIDECAR_LIMITS_REQUEST_BYTES: '2048',
      SPANGUARD_SIDECAR_ON_UNSCANNABLE: 'block',
      SPANGUARD_SIDECAR_ASK_FOR_USAGE: 'false',
      SPANGUARD_PROVIDERS_OPENAI_BASE_URL: 'http://127.0.0.1:4200',
      SPANGUARD_PROVIDERS_HOUSE_VLLM_BASE_URL: 'http://b',
      SPANGUARD_PROVIDERS_NEW_ONE_BASE_URL: 'http://c',
      SPANGUARD_PROVIDERS_NEW_ONE_LIKE: 'openai',
      SPANGUARD_VERSION: '1',
      SPANGUARD_LOG_LEVEL: '',
      SPANGUARD_CONFIG: 'ignored',
      PRESET: 'x',
    };
    expect(load({ file, env }).config).toMatchObject({
      preset: 'balanced',
      sidecar: {
        listen: '0.0.0.0:4100',
        limits: { requestBytes: 2048, heldBytes: 8_388_608 },
        onUnscannable: 'block',
        askForUsage: false,
        refusal: 'completion',
      },
      providers: {
        openai: { baseUrl: 'http://127.0.0.1:4200' },
        'house-vllm': { baseUrl: 'http://b', like: 'openai' },
        'new-one': { baseUrl: 'http://c', like: 'openai' },
      },
      log: { level: 'info' },
    });
  });

  it('has its faults told by variable', () => {
    expect(
      faultsOf({
        env: {
          SPANGUARD_SIDECAR_LIMITS_DRAIN_MS: 'soon',
          SPANGUARD_SIDECAR_RELOAD: 'yes',
          SPANGUARD_PRESET: 'strct',
          SPANGUARD_SIDECAR_LISTN: 'x',
          SPANGUARD_POLICIES: '[]',
          SPANGUARD_PROVIDERS_OPENAI_BASE_URL: 'https://me:hunter2@x',
        },
      }),
    ).toEqual([
      'SPANGUARD_PRESET (preset) is "strct": expected one of observe, balanced, strict; did you mean strict?',
      'SPANGUARD_SIDECAR_LIMITS_DRAIN_MS (sidecar.limits.drainMs) is "soon": expected a whole number from 0 to 2147483647',
      'SPANGUARD_SIDECAR_RELOAD (sidecar.reload) is "yes": expected true or false',
      expect.stringMatching(
        /^SPANGUARD_PROVIDERS_OPENAI_BASE_URL \(providers.openai.baseUrl\) is "https:\/\/\*\*\*@x"/,
      ),
      expect.stringMatching(/^SPANGUARD_POLICIES: expected a known variable/),
      expect.stringMatching(/^SPANGUARD_SIDECAR_LISTN: .*did you mean SPANGUARD_SIDECAR_LISTEN\?$/),
    ]);
  });

  it('passes over what Kubernetes adds for a service of that name', () => {
    const env = {
      SPANGUARD_SERVICE_HOST: '10.0.0.1',
      SPANGUARD_SERVICE_PORT: '4100',
      SPANGUARD_SERVICE_PORT_PROXY: '4100',
      SPANGUARD_PORT: 'tcp://10.0.0.1:4100',
      SPANGUARD_PORT_4100_TCP: 'tcp://10.0.0.1:4100',
      SPANGUARD_PORT_4100_TCP_ADDR: '10.0.0.1',
      SPANGUARD_ADMIN_SERVICE_HOST: '10.0.0.1',
      SPANGUARD_ADMIN_PORT_4101_TCP_PROTO: 'tcp',
    };
    expect(faultsOf({ env })).toEqual([]);
  });

  it('does not hide what is wrong with the file', () => {
    const file = written('sidecar: 3');
    expect(faultsOf({ file, env: { SPANGUARD_SIDECAR_LISTEN: '127.0.0.1:0' } })).toEqual([
      'line 1, column 1: sidecar is 3: expected a mapping',
    ]);
  });

  it('comes after the command line', () => {
    const env = { SPANGUARD_PRESET: 'balanced', SPANGUARD_SIDECAR_LISTEN: '127.0.0.1:1' };
    const overrides = { sidecar: { listen: '127.0.0.1:2', admin: undefined } };
    expect(load({ env, preset: 'strict', overrides }).config).toMatchObject({
      preset: 'strict',
      sidecar: { listen: '127.0.0.1:2', admin: '127.0.0.1:4101' },
    });
  });
});

describe('the shipped file', () => {
  it('works as it is', () => {
    const file = fileURLToPath(new URL('../../spanguard.yaml', import.meta.url));
    const { config } = load({ file });
    const { config: defaults } = load({});
    expect(config).toEqual({ ...defaults, preset: 'balanced' });
  });
});
