import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spellings, tailsOf } from '../../policies/detectors/name-tails.ts';
import { endsAt, keyName, mayEndName, passwordName, secretNames } from '../../policies/detectors/secret-names.ts';

describe('spellings', () => {
  it.each([
    ['abc', ['abc']],
    ['a|bc', ['a', 'bc']],
    ['pass[_-]?w', ['passw', 'pass_w', 'pass-w']],
    ['(?:a|b(?:c|d)?)e', ['ae', 'be', 'bce', 'bde']],
    ['(?<![a-z])cle(?<=x)', ['cle']],
    ['ключ?', ['клю', 'ключ']],
  ])('of %s', (source, all) => {
    expect(spellings(source).sort()).toEqual([...all].sort());
  });

  it.each(['a+', 'a.b', '\\d', '(a)', 'a{2}'])('are not made up for %s', (source) => {
    expect(() => spellings(source)).toThrow(RangeError);
  });
});

describe('the look beforehand', () => {
  const all = secretNames.flatMap(spellings);

  it('says no to most words of prose, and yes to no name of one letter', () => {
    const words = 'note item delivery schedule warehouse address follows example list weather remark harbour'.split(
      ' ',
    );
    expect(words.filter((word) => mayEndName(word, word.length))).toEqual([]);
    expect(() => tailsOf(['a?b'])).toThrow(RangeError);
  });

  it('says yes to every name, in any case and with any ending', () => {
    const ends = ['', '1', '42', '_7', '-12', '_prod', 'Production', '-dev', '_STAGING', 'stage', '_live', '_default'];
    const later = ['_main', '-old', '_new', '_primary', 'secondary'];
    for (const name of all) {
      for (const spelt of [name, name.toUpperCase()]) {
        for (const end of [...ends, ...later]) {
          expect([spelt + end, mayEndName(spelt + end, spelt.length + end.length)]).toEqual([spelt + end, true]);
        }
      }
    }
  });

  it('says yes wherever a name ends', () => {
    const near = fc.oneof(
      fc.constantFrom(...all),
      fc.constantFrom('prod', '12', '_', '-', ' ', 'key', 'pw', 'P', 'ſ', 'İ', 'ñ', '='),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(near, { maxLength: 5 }), (parts) => {
        const text = parts.join('');
        for (let at = 0; at <= text.length; at++) {
          const ends = endsAt(passwordName, text, at) || endsAt(keyName, text, at);
          if (ends) expect([text, at, mayEndName(text, at)]).toEqual([text, at, true]);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
