import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatFault, InvalidConfig } from '../../config/faults.ts';
import { schemaFaults } from '../../config/json-schema.ts';
import { loadConfig } from '../../config/load.ts';
import { policiesOf } from '../../config/policies.ts';
import { checkConfig, validateConfig } from '../../config/rules.ts';
import { known } from './known.ts';

const told = (policy: object): string[] =>
  checkConfig({ policies: [{ name: 'p', action: 'block', ...policy }] }, known).faults.map(formatFault);

describe('a policy on tools or on a format', () => {
  it('is about output, said or not', () => {
    for (const on of [{}, { on: 'output' }]) {
      const raw = { policies: [{ name: 'p', action: 'flag', tools: { deny: ['x'] }, ...on }] };
      expect(policiesOf(validateConfig(raw, known))[0]).toMatchObject({ on: 'output', tools: { deny: ['x'] } });
    }
    const raw = { policies: [{ name: 'p', action: 'flag', format: {} }] };
    expect(policiesOf(validateConfig(raw, known))[0]).toMatchObject({ format: { type: 'json', fences: 'deny' } });
  });

  it.each([
    [
      { on: 'input', tools: { deny: ['x'] } },
      'policies[0].on is "input": expected output, or nothing: tools is about what the model answers',
    ],
    [
      { on: 'both', format: {} },
      'policies[0].on is "both": expected output, or nothing: format is about what the model answers',
    ],
    [
      { from: ['user'], tools: { deny: ['x'] } },
      'policies[0].from is a list: expected no such key beside tools: it is about what the model answers',
    ],
    [
      { action: 'redact', tools: { deny: ['x'] } },
      'policies[0].action is "redact": expected block or flag, since a tool call cannot be redacted',
    ],
    [
      { action: 'redact', format: {} },
      'policies[0].action is "redact": expected block or flag, since fences: strip is what takes something out',
    ],
    [{ tools: {} }, 'policies[0].tools: expected at least one of deny, allow, arguments, urls, shell'],
    [{ tools: { deny: ['x'] }, format: {} }, 'policies[0]: expected exactly one of detect, size, tools, format'],
    [{ tools: { denys: ['x'] } }, /^policies\[0\]\.tools\.denys: expected a known key .*did you mean deny\?$/],
    [{ tools: { shell: 'allow' } }, 'policies[0].tools.shell is "allow": expected deny'],
    [
      { tools: { arguments: { get_weather: { type: 'objct' } } } },
      /^policies\[0\]\.tools\.arguments\.get_weather\.type is "objct": expected one of .*did you mean object\?$/,
    ],
    [
      { format: { schema: { properties: { a: { $ref: '#/$defs/b' } } } } },
      /^policies\[0\]\.format\.schema\.properties\.a.*\$ref.*expected a place in this schema/,
    ],
    [{ format: { schema: 7 } }, /expected a file with a JSON Schema, or the schema itself$/],
  ] as const)('%j is a fault', (policy, wanted) => {
    const faults = told(policy);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toEqual(wanted instanceof RegExp ? expect.stringMatching(wanted) : wanted);
  });
});

describe('a JSON Schema', () => {
  it('of ordinary make has no fault', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: ['city', 'when'],
      properties: {
        city: { type: ['string', 'null'], minLength: 1, pattern: '^[A-Z]' },
        when: { $ref: '#/$defs/date' },
        tags: { type: 'array', items: { enum: ['a', 'b'] }, maxItems: 3 },
      },
      additionalProperties: false,
      $defs: { date: { type: 'string', format: 'date' } },
      anyOf: [{ required: ['tags'] }, true],
    };
    expect(schemaFaults(schema)).toEqual([]);
  });

  it.each([
    [{ requried: ['a'] }, ['requried'], 'required'],
    [{ items: [{}] }, ['items'], undefined],
    [{ properties: { a: { minLength: -1 } } }, ['properties', 'a', 'minLength'], undefined],
    [{ pattern: '(' }, ['pattern'], undefined],
    [{ uniqueItems: true }, ['uniqueItems'], undefined],
    [{ format: 'url' }, ['format'], 'uri'],
    [{ required: ['toString'] }, ['required'], undefined],
    [{ $id: 'https://x.example' }, ['$id'], undefined],
    [{ $schema: 'http://json-schema.org/draft-04/schema#' }, ['$schema'], undefined],
    [{ allOf: [] }, ['allOf'], undefined],
    [[], [], undefined],
  ])('%j is at fault', (schema, at, nearest) => {
    expect(schemaFaults(schema)).toMatchObject([{ at, ...(nearest === undefined ? {} : { nearest }) }]);
  });
});

describe('a schema in a file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'spanguard-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const load = (schema: string) => {
    const file = path.join(folder, 'spanguard.yaml');
    writeFileSync(file, `policies:\n  - name: shape\n    action: flag\n    format: { schema: ${schema} }\n`);
    return loadConfig({ known, env: {}, cwd: '/', file });
  };
  const faultsOf = (schema: string): string => {
    try {
      load(schema);
    } catch (error) {
      if (error instanceof InvalidConfig) return error.faults.map(formatFault).join('\n');
    }
    return '';
  };

  it('is found beside the configuration, and read again with it', () => {
    writeFileSync(path.join(folder, 'answer.json'), '{"type":"object"}');
    expect(load('./answer.json').config.policies?.[0]?.format?.schema).toEqual({ type: 'object' });
    writeFileSync(path.join(folder, 'answer.json'), '{"type":"array"}');
    expect(load('./answer.json').config.policies?.[0]?.format?.schema).toEqual({ type: 'array' });
  });

  it('that is missing, no JSON, or no schema is a fault, with its place', () => {
    expect(faultsOf('./none.json')).toMatch(
      /^line 4, .*format\.schema is ".\/none.json": expected a file that can be read \(there is none by this name\)/,
    );
    writeFileSync(path.join(folder, 'bad.json'), '{');
    expect(faultsOf('./bad.json')).toMatch(/expected a file with a JSON Schema in JSON$/);
    writeFileSync(path.join(folder, 'typo.json'), '{"type":"objct"}');
    expect(faultsOf('./typo.json')).toMatch(/^line 4, .*format\.schema\.type is "objct": expected one of/);
  });
});
