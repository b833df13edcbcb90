import { describe, expect, it } from 'vitest';
import { notesOf } from '../../config/notes.ts';
import { validateConfig } from '../../config/rules.ts';
import { known } from './known.ts';

const notes = (raw: object): string[] => notesOf(validateConfig(raw, known));
const rule = { name: 'mask', detect: ['email'], action: 'redact' };

describe('notes on a configuration', () => {
  it('say where masking does not last', () => {
    const told = notes({ policies: [rule, { ...rule, name: 'keys' }] });
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/^mask and keys: anthropic-messages signs its reasoning.* sent back/);
    expect(told[1]).toMatch(/^mask and keys: gemini signs its reasoning/);
    expect(notes({ preset: 'balanced' })).toHaveLength(2);
  });

  it('say which models to compare with have no price', () => {
    const overrides = [{ provider: 'azure', model: 'house/7b', input: 1, output: 2 }];
    const pricing = { overrides, compare: ['azure/house/7b', 'azure/house/8b'] };
    const said = 'pricing.compare: no price is known for azure/house/8b, so it is left out.';
    expect(notes({ preset: 'observe', pricing })).toEqual([said]);
  });

  it.each([
    ['that blocks', { ...rule, action: 'block' }],
    ['in shadow', { ...rule, mode: 'shadow' }],
    ['on input', { ...rule, on: 'input' }],
    ["of the caller's text", { ...rule, from: ['user'] }],
  ])('say nothing of a policy %s', (_, policy) => {
    expect(notes({ policies: [policy] })).toEqual([]);
  });
});
