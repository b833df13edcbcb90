import { describe, expect, it } from 'vitest';
import { notesOf } from '../../config/notes.ts';
import { validateConfig } from '../../config/rules.ts';
import { known } from './known.ts';

const notes = (raw: object): string[] => notesOf(validateConfig(raw, known));
const rule = { name: 'mask', detect: ['email'], action: 'redact' };

describe('notes on a configuration', () => {
  it('say where masking does not last', () => {
    const [note, ...others] = notes({ policies: [rule, { ...rule, name: 'keys' }] });
    expect(others).toEqual([]);
    expect(note).toMatch(/^mask and keys: anthropic-messages signs its reasoning.* sent back/);
    expect(notes({ preset: 'balanced' })).toHaveLength(1);
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
