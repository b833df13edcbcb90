import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldable, needsFolding } from '../../policies/fold.ts';
import { hasNumber } from '../../policies/pattern.ts';
import { unitsOf } from '../../policies/units.ts';

const unit = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'aeiou .,-()0123456789') },
  { weight: 1, arbitrary: fc.constantFrom('é', '–', '’', '\u2010', '\u00ad', 'ж', '가', '\ud83d', '\u200b', '\u00a0') },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) },
);
const text = fc.oneof(
  fc.array(unit, { maxLength: 300 }).map((units) => units.join('')),
  // Over the border between two parts of it.
  fc
    .tuple(fc.integer({ min: 4090, max: 4097 }), fc.array(unit, { maxLength: 12 }))
    .map(([before, units]) => 'a'.repeat(before) + units.join('')),
);

describe('the units of a text', () => {
  it('are told as expressions tell them', () => {
    fc.assert(
      fc.property(text, (text) => {
        expect(unitsOf(text)).toEqual({
          unusual: /[^\x00-\x9f\xbf-\xff\u2012-\u2016\u2018-\u2023]/.test(text),
          far: /[\u0400-\u0fff\u3040-\ud7a3]/.test(text),
          digits: text.match(/\d/g)?.length ?? 0,
          pair: /\d\d/.test(text),
          run: Math.max(0, ...text.split(/[^\w\-.:+/=~]/).map(({ length }) => length)),
        });
        expect(needsFolding(text)).toBe(foldable.test(text));
        expect(hasNumber(text)).toBe(/\d(?:[ ().\-/]{0,2}\d){6}/.test(text));
      }),
      { numRuns: 500 },
    );
  });

  it('are those of the text that is asked about, whatever was asked before', () => {
    const [one, other] = ['a 12 '.repeat(20), 'b ж '.repeat(20)];
    expect(unitsOf(one)).toMatchObject({ digits: 40, far: false });
    expect(unitsOf(other)).toMatchObject({ digits: 0, far: true });
    expect(unitsOf(one)).toMatchObject({ digits: 40, far: false });
    expect(unitsOf('')).toEqual({ unusual: false, far: false, digits: 0, pair: false, run: 0 });
  });
});
