import { describe, expect, it } from 'vitest';
import { formatFault } from '../../config/faults.ts';
import { checkConfig } from '../../config/rules.ts';
import { known } from './known.ts';

const policy = { name: 'p', detect: ['email'], action: 'flag' };
const told = (raw: unknown): string[] => checkConfig(raw, known).faults.map(formatFault);

describe('remote detectors', () => {
  const hook = { type: 'webhook', url: 'https://check.example/texts' };
  const moderation = { type: 'openai-moderation', keyEnv: 'KEY' };

  it('are known to policies by their names', () => {
    const detectors = { moderation, 'house-check': hook };
    expect(told({ detectors, policies: [{ ...policy, detect: ['moderation', 'house-check'] }] })).toEqual([]);
    expect(told({ detectors, policies: [{ ...policy, detect: ['house-chek'] }] })).toEqual([
      'policies[0].detect[0] is "house-chek": expected the name of a detector or category; did you mean house-check?',
    ]);
  });

  it.each([
    ['without what their kind needs', { a: { type: 'webhook' }, b: { type: 'openai-moderation' } }, 2],
    ['with what only the other kind has', { a: { ...hook, model: 'm' }, b: { ...moderation, secretEnv: 'S' } }, 2],
    ['named as a built-in one, or as a category', { email: hook, pii: hook, leak: hook }, 3],
    ['with a secret where its variable belongs', { a: { ...hook, keyEnv: 'sk-secret' } }, 1],
    ['with credentials in the address', { a: { ...hook, url: 'https://me:pw@check.example' } }, 1],
  ])('%s are faults', (_, detectors, count) => {
    const faults = told({ detectors });
    expect(faults).toHaveLength(count);
    expect(faults.join()).not.toMatch(/sk-secret|pw@/);
  });

  it('cannot redact', () => {
    const policies = [{ ...policy, detect: ['house'], action: 'redact' }];
    expect(told({ detectors: { house: hook }, policies })).toEqual([
      'policies[0].action is "redact": expected block or flag, since the text has left when house answers',
    ]);
  });
});
