import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../pricing/estimate.ts';
import { expectLinear } from '../support/linear.ts';

describe('estimateTokens', () => {
  it.each([
    ['English', 'The quick brown fox jumps over the lazy dog and then it sleeps for a while in the sun.', 19],
    ['Russian', 'Съешь же ещё этих мягких французских булок, да выпей чаю', 20],
    ['Chinese', '我们今天去公园散步，天气非常好。', 15],
    ['code', 'const x = items.map((item) => item.id).filter(Boolean);', 17],
  ])('%s is within 40 %% of its count', (_name, text, tokens) => {
    expect(estimateTokens(text)).toBeGreaterThan(tokens * 0.6);
    expect(estimateTokens(text)).toBeLessThan(tokens * 1.4);
  });

  it('is nothing for nothing, and at least one for anything', () => {
    expect(estimateTokens('')).toBe(0);
    expect(estimateTokens('a')).toBe(1);
  });

  it('is linear', () => {
    const estimated = (words: number) => {
      const text = 'lorem ipsum '.repeat(words);
      return () => expect(estimateTokens(text)).toBeGreaterThan(2 * words);
    };
    expectLinear(estimated(11_250), estimated(90_000));
  });
});
