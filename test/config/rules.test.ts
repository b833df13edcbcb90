import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatFault, InvalidConfig } from '../../config/faults.ts';
import { checkConfig, validateConfig } from '../../config/rules.ts';
import { known } from './known.ts';

const policy = { name: 'p', detect: ['email'], action: 'flag' };
const told = (raw: unknown): string[] => checkConfig(raw, known).faults.map(formatFault);

describe('defaults', () => {
  it('are those of the contract', () => {
    expect(validateConfig({}, known)).toEqual({
      version: 1,
      preset: 'observe',
      sidecar: {
        listen: '127.0.0.1:4100',
        admin: '127.0.0.1:4101',
        limits: {
          requestBytes: 33_554_432,
          heldBytes: 8_388_608,
          headerBytes: 65_536,
          upstreamTimeoutMs: 600_000,
          idleTimeoutMs: 120_000,
          connectTimeoutMs: 10_000,
          drainMs: 30_000,
          concurrentCalls: 10_000,
          connections: 10_000,
        },
        onUnscannable: 'pass',
        askForUsage: true,
        refusal: 'error',
        propagateTrace: false,
        reload: true,
      },
      providers: {},
      store: { type: 'memory' },
      detectors: {},
      pricing: { overrides: [], compare: [] },
      inProcess: { uncovered: 'pass' },
      telemetry: {
        contentLimit: 16_384,
        keep: { refused: true, failed: true, costUsdAbove: 1 },
        callsKept: 1000,
        callLog: true,
      },
      log: { level: 'info' },
    });
  });

  it('of a policy', () => {
    expect(validateConfig({ policies: [policy] }, known).policies).toEqual([
      { ...policy, on: 'both', threshold: 0.5, mode: 'enforce', restore: false, onError: 'open', deadlineMs: 1000 },
    ]);
  });
});

describe('the examples of the contract', () => {
  const example = `
version: 1
sidecar:
  listen: 127.0.0.1:4100
  admin: 127.0.0.1:4101
  limits: { requestBytes: 33554432, heldBytes: 1048576, upstreamTimeoutMs: 600000, drainMs: 30000 }
  onUnscannable: pass
  askForUsage: true
  refusal: error
providers:
  openai: { baseUrl: https://api.openai.com }
  house-vllm: { baseUrl: http://127.0.0.1:8000, like: openai }
policies:
  - name: no-injection
    on: input
    from: [user, tool]
    detect: [prompt-injection]
    threshold: 0.9
    action: block
    mode: enforce
    onError: open
  - name: mask-pii
    on: both
    detect: [email, phone, credit-card, iban, us-ssn]
    action: redact
    restore: true
  - name: size
    on: input
    size: { characters: 400000, tokens: 100000, messages: 200, tools: 64 }
    action: block
pricing:
  overrides:
    - { provider: openai, model: house-model, input: 2.5, output: 10, cacheRead: 0.25, cacheWrite: 3.75, from: 2026-11-01, source: contract }
telemetry: { content: none }
`;

  it('that are supported are accepted', () => {
    expect(told(parse(example))).toEqual([]);
  });

  it.each(['none', 'span', 'event', 'both'])('take content: %s', (content) => {
    expect(told({ telemetry: { content } })).toEqual([]);
  });
});

const top = 'version, preset, sidecar, inProcess, providers, detectors, policies, store, pricing, telemetry, log';
const baseUrl = 'an http or https URL with no credentials, query or fragment, such as https://api.openai.com';

describe('faults', () => {
  it.each<[string, unknown, string[]]>([
    ['null', null, ['the document is null: expected a mapping']],
    ['a list', [], ['the document is an empty list: expected a mapping']],
    ['another version', { version: 2 }, ['version is 2: expected 1']],
    ['a version as text', { version: '1' }, ['version is "1": expected 1']],
    ['an unknown key', { polices: [] }, [`polices: expected a known key (${top}); did you mean policies?`]],
    [
      'a key that belongs elsewhere',
      { listen: 'x' },
      [`listen: expected a known key (${top}); did you mean sidecar.listen?`],
    ],
    ['a key that is like none', { zzzzzz: 1 }, [`zzzzzz: expected a known key (${top})`]],
    [
      'an unknown preset',
      { preset: 'balance' },
      ['preset is "balance": expected one of observe, balanced, strict; did you mean balanced?'],
    ],
    [
      'a key in another spelling',
      { sidecar: { limits: { request_bytes: 1 } } },
      [
        'sidecar.limits.request_bytes: expected a known key (requestBytes, heldBytes, headerBytes, upstreamTimeoutMs, ' +
          'idleTimeoutMs, connectTimeoutMs, drainMs, concurrentCalls, connections); did you mean requestBytes?',
      ],
    ],
    [
      'numbers out of range, all at once',
      { sidecar: { limits: { requestBytes: 0, drainMs: -1, connections: 1.5, idleTimeoutMs: 1e12 } } },
      [
        'sidecar.limits.requestBytes is 0: expected a whole number from 1024 to 1073741824',
        'sidecar.limits.idleTimeoutMs is 1000000000000: expected a whole number from 1 to 2147483647',
        'sidecar.limits.drainMs is -1: expected a whole number from 0 to 2147483647',
        'sidecar.limits.connections is 1.5: expected a whole number from 1 to 65535',
      ],
    ],
    [
      'a number as text',
      { telemetry: { callsKept: '5' } },
      ['telemetry.callsKept is "5": expected a whole number from 0 to 100000'],
    ],
    ['a word for a boolean', { sidecar: { reload: 'yes' } }, ['sidecar.reload is "yes": expected true or false']],
    [
      'addresses',
      { sidecar: { listen: '4100', admin: '127.0.0.1:70000' } },
      ['listen is "4100"', 'admin is "127.0.0.1:70000"'].map(
        (what) => `sidecar.${what}: expected HOST:PORT, such as 127.0.0.1:4100 (port 0 picks a free one)`,
      ),
    ],
    ['a scalar for a mapping', { sidecar: 3 }, ['sidecar is 3: expected a mapping']],
    [
      'a provider with credentials in its URL',
      { providers: { openai: { baseUrl: 'https://me:hunter2@api.openai.com' } } },
      [`providers.openai.baseUrl is "https://***@api.openai.com": expected ${baseUrl}`],
    ],
    [
      'a provider with a query in its URL',
      { providers: { openai: { baseUrl: 'https://api.openai.com/?key=hunter2' } } },
      [`providers.openai.baseUrl is "https://api.openai.com/?***": expected ${baseUrl}`],
    ],
    [
      'URLs of other kinds',
      {
        providers: {
          openai: { baseUrl: 'ftp://x' },
          google: { baseUrl: 'api.google.com' },
          azure: { baseUrl: 'https://x#y' },
        },
      },
      ['openai.baseUrl is "ftp://x"', 'google.baseUrl is "api.google.com"', 'azure.baseUrl is "https://x#y"'].map(
        (what) => `providers.${what}: expected ${baseUrl}`,
      ),
    ],
    [
      'a key of an API, which is shown to nobody',
      { providers: { openai: { apiKey: 'sk-hunter2' } } },
      ['providers.openai.apiKey: expected a known key (baseUrl, like, priceAs, usageOnAsk)'],
    ],
    [
      'a provider that is not built in and says too little',
      { providers: { opnai: {} } },
      [
        'providers.opnai.baseUrl: expected a URL, since opnai is not built in; did you mean openai?',
        'providers.opnai.like: expected the built-in provider that it speaks like, since opnai is not built in',
      ],
    ],
    [
      'a provider like nothing known',
      { providers: { house: { baseUrl: 'http://h', like: 'open-ai', priceAs: 'antropic' } } },
      [
        'providers.house.like is "open-ai": expected a built-in provider (openai, azure, anthropic, google); did you mean openai?',
        'providers.house.priceAs is "antropic": expected the name of a provider; did you mean anthropic?',
      ],
    ],
    [
      'a name of a provider that is no path segment',
      { providers: { 'House/x': { baseUrl: 'http://h', like: 'openai' } } },
      [
        'providers["House/x"]: expected a name of lower-case letters, digits, ".", "_" and "-" that starts with a letter or digit',
      ],
    ],
    [
      'a policy with nothing to do',
      { policies: [{ name: 'p' }] },
      [
        'policies[0].action: expected one of block, redact, flag',
        'policies[0]: expected exactly one of detect, size, tools, format',
      ],
    ],
    [
      'a policy with both detect and size',
      { policies: [{ ...policy, size: { tokens: 1 } }] },
      ['policies[0]: expected exactly one of detect, size, tools, format'],
    ],
    [
      'an unknown detector, role, side and action',
      {
        policies: [{ name: 'p', on: 'inputs', from: ['users'], detect: ['e-mail', 'emial', 'zzz'], action: 'redcat' }],
      },
      [
        'policies[0].on is "inputs": expected one of input, output, both; did you mean input?',
        'policies[0].from[0] is "users": expected one of system, user, assistant, tool; did you mean user?',
        'policies[0].action is "redcat": expected one of block, redact, flag; did you mean redact?',
        'policies[0].detect[1] is "emial": expected the name of a detector or category; did you mean email?',
        'policies[0].detect[2] is "zzz": expected the name of a detector or category',
      ].toSpliced(
        3,
        0,
        'policies[0].detect[0] is "e-mail": expected the name of a detector or category; did you mean email?',
      ),
    ],
    [
      'options of a detector that nobody asked for, and unknown ones',
      {
        policies: [
          {
            ...policy,
            options: { 'system-prompt-leak': {}, 'markdown-exfiltrations': {}, 'markdown-exfiltration': { host: [] } },
          },
        ],
      },
      [
        'policies[0].options.markdown-exfiltration.host: expected a known key (hosts); did you mean hosts?',
        'policies[0].options.markdown-exfiltrations: expected a known key (system-prompt-leak, markdown-exfiltration, moderation-local, words, topic-words); did you mean markdown-exfiltration?',
        'policies[0].options.system-prompt-leak: expected system-prompt-leak or leak in detect',
        'policies[0].options.markdown-exfiltration: expected markdown-exfiltration or leak in detect',
      ],
    ],
    [
      'options that cannot be, canaries shown to nobody',
      {
        policies: [
          {
            ...policy,
            detect: ['leak'],
            options: {
              'system-prompt-leak': { words: 2.5, canaries: ['short'] },
              'markdown-exfiltration': { hosts: ['https://example.com/'] },
            },
          },
        ],
      },
      [
        'policies[0].options.system-prompt-leak.words is 2.5: expected a whole number from 4 to 64',
        'policies[0].options.system-prompt-leak.canaries[0] is "***": expected text of 8 to 256 characters',
        'policies[0].options.markdown-exfiltration.hosts[0] is "https://example.com/": expected a host, such as example.com, or *.example.com for all below it',
      ],
    ],
    [
      'a comparison with the call on input',
      {
        policies: [
          { ...policy, on: 'input', detect: ['system-prompt-leak'] },
          { ...policy, name: 'q', on: 'input', detect: ['leak'], options: { 'system-prompt-leak': {} } },
        ],
      },
      [
        'policies[0].detect[0] is "system-prompt-leak": expected no such detector on input: it compares the answer with its call, so that on is output or both',
        'policies[1].options.system-prompt-leak: expected no such options on input, where it finds nothing',
      ],
    ],
    [
      'an empty list',
      { policies: [{ ...policy, detect: [] }] },
      ['policies[0].detect is an empty list: expected a list with at least one entry'],
    ],
    [
      'a threshold above one',
      { policies: [{ ...policy, threshold: 90 }] },
      ['policies[0].threshold is 90: expected a number from 0 to 1'],
    ],
    [
      'a name twice',
      { policies: [policy, policy] },
      ['policies[1].name is "p": expected a name that no policy before it has'],
    ],
    [
      'sizes that make no sense',
      {
        policies: [
          { name: 'a', size: {}, action: 'block' },
          { name: 'b', size: { tokens: 1 }, action: 'redact' },
          { name: 'c', on: 'output', size: { tools: 1 }, action: 'flag' },
        ],
      },
      [
        'policies[0].size: expected at least one of characters, tokens, messages, tools',
        'policies[1].action is "redact": expected block or flag, since a size cannot be redacted',
        'policies[2].size.tools is 1: expected no such limit on output: an answer has no list of them',
      ],
    ],
    [
      'values to restore that were never masked',
      {
        policies: [
          { ...policy, action: 'flag', restore: true },
          { ...policy, name: 'q', on: 'output', action: 'redact', restore: true },
        ],
      },
      [
        'policies[0].restore is true: expected action: redact beside it, since only what was masked can be restored',
        "policies[1].restore is true: expected on: input or both, since only the caller's own values are restored",
      ],
    ],
    [
      'prices',
      {
        pricing: {
          overrides: [{ provider: 'opena', model: '', input: -1, from: '2026-02-30' }],
          compare: ['gpt-5', 'opena/gpt-5', 'azure/openai/gpt-5'],
        },
      },
      [
        'pricing.overrides[0].model is "": expected text that is not empty',
        'pricing.overrides[0].input is -1: expected a number from 0 to 1000000',
        'pricing.overrides[0].output: expected a number from 0 to 1000000',
        'pricing.overrides[0].from is "2026-02-30": expected a date, such as 2026-11-01',
        'pricing.compare[0] is "gpt-5": expected provider/model',
        'pricing.overrides[0].provider is "opena": expected the name of a provider; did you mean openai?',
        'pricing.compare[1] is "opena/gpt-5": expected the name of a provider before the slash; did you mean openai?',
      ],
    ],
    [
      'a long value',
      { preset: 'x'.repeat(100) },
      [`preset is "${'x'.repeat(60)}…": expected one of observe, balanced, strict`],
    ],
    ['what looks like a secret', { preset: 'sk-abc' }, ['preset is "***": expected one of observe, balanced, strict']],
    [
      'the key that parsers drop',
      JSON.parse('{"providers":{"__proto__":{"baseUrl":"http://h","like":"openai"}}}'),
      ['providers.__proto__: expected another name'],
    ],
  ])('%s', (_what, raw, faults) => {
    expect(told(raw)).toEqual(faults);
  });

  it('are thrown all together, as an error with a code', () => {
    const bad = { preset: 'x', log: { level: 'loud' } };
    expect(() => validateConfig(bad, known)).toThrow(InvalidConfig);
    try {
      validateConfig(bad, known);
    } catch (error) {
      expect(error).toMatchObject({ code: 'config_invalid', faults: [{ path: 'preset' }, { path: 'log.level' }] });
      expect(String(error)).toMatch(/The configuration has 2 faults:\n {2}preset is "x"/);
    }
  });

  it('are the only thing that any JSON value leads to', () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const nearly = fc.record(
      {
        version: value,
        preset: value,
        sidecar: value,
        providers: value,
        policies: fc.oneof(value, fc.array(value)),
        pricing: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(value, nearly), (raw) => {
        try {
          validateConfig(raw, known);
        } catch (error) {
          if (!(error instanceof InvalidConfig) || error.faults.length === 0) throw error;
        }
      }),
    );
  });
});
