import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addressOf } from '../../config/address.ts';
import { configDocs } from '../../config/docs.ts';
import { maskConfig, maskText } from '../../config/mask.ts';
import { type Outline, outlineOf } from '../../config/outline.ts';
import { checkConfig } from '../../config/rules.ts';
import { configSchema, jsonSchema } from '../../config/schema.ts';
import { known } from './known.ts';

describe('docs', () => {
  it('are what the schema says', async () => {
    await expect(configDocs()).toMatchFileSnapshot('../../docs/config.md');
  });

  it('describe every field', () => {
    const bare: string[] = [];
    const visit = (outline: Outline, path: string): void => {
      if (outline.kind === 'array') visit(outline.item, `${path}[]`);
      if (outline.kind === 'record') visit(outline.value, `${path}.*`);
      if (outline.kind !== 'object') return;
      for (const [key, field] of Object.entries(outline.fields)) {
        if (field.description === '') bare.push(`${path}.${key}`);
        visit(field.outline, `${path}.${key}`);
      }
    };
    visit(outlineOf(configSchema), '');
    expect(bare).toEqual([]);
  });

  it('have examples that are accepted', () => {
    const examples = ['pricing.md', 'config.md', 'answers.md', 'conversations.md'].flatMap((name) => {
      const text = readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
      return [...text.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? '');
    });
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(checkConfig(parse(example), known).faults).toEqual([]);
  });

  it('have their commented examples in the shipped file accepted', () => {
    const text = readFileSync(new URL('../../spanguard.yaml', import.meta.url), 'utf8');
    const start = text.indexOf('# Merged over');
    const lines = text.slice(start, text.indexOf('\ntelemetry:')).split('\n');
    const yaml = lines.filter((line) => /^# (?: |[a-z]+:$)/.test(line)).map((line) => line.slice(2));
    expect(checkConfig(parse(yaml.join('\n')), known).faults).toEqual([]);
    expect(yaml.length).toBeGreaterThan(15);
  });
});

describe('the JSON Schema', () => {
  it('is closed and has the defaults', () => {
    const schema = jsonSchema();
    expect(schema).toMatchObject({
      title: 'spanguard.yaml',
      type: 'object',
      additionalProperties: false,
      properties: { preset: { enum: ['observe', 'balanced', 'strict'], default: 'observe' } },
    });
    expect(JSON.stringify(schema)).toContain('"33554432"'.replaceAll('"', ''));
  });
});

describe('masking', () => {
  it.each([
    ['https://me:pw@host/x', undefined, 'https://***@host/x'],
    ['https://me@p@host', undefined, 'https://***@host'],
    ['https://host/x?key=1#y', undefined, 'https://host/x?***'],
    ['anything', 'apiKey', '***'],
    ['anything', 'canaries', '***'],
    ['sk-proj-abc', undefined, '***'],
    ['Bearer abc', undefined, '***'],
    ['a1'.repeat(20), undefined, '***'],
    ['https://api.openai.com/v1', 'baseUrl', 'https://api.openai.com/v1'],
    ['127.0.0.1:4100', 'listen', '127.0.0.1:4100'],
    ['claude-sonnet-4-5-20250929', 'model', 'claude-sonnet-4-5-20250929'],
  ])('%s', (text, key, shown) => {
    expect(maskText(text, key)).toBe(shown);
  });

  it('leaves everything else as it is, numbers by the name of tokens too', () => {
    expect(maskConfig({ canaries: ['one', 'two'] })).toEqual({ canaries: ['***', '***'] });
    const config = { size: { tokens: 5 }, list: ['a', { b: null }], providers: { x: { baseUrl: 'http://u:p@h' } } };
    expect(maskConfig(config)).toEqual({ ...config, providers: { x: { baseUrl: 'http://***@h' } } });
  });
});

describe('addresses', () => {
  it.each([
    ['127.0.0.1:4100', { host: '127.0.0.1', port: 4100 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
    ['[::1]:80', { host: '::1', port: 80 }],
    ['::1:80', undefined],
    [':80', undefined],
    ['host', undefined],
    ['host:65536', undefined],
    ['http://host:80', undefined],
  ])('%s', (text, address) => {
    expect(addressOf(text)).toEqual(address);
  });
});
