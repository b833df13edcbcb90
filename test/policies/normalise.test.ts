import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldable, kindOf, needsFolding } from '../../policies/fold.ts';
import { normalise } from '../../policies/normalise.ts';
import { createTape } from '../../policies/tape.ts';
import { unusual } from '../../policies/units.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        'a',
        'Z',
        '7',
        ' ',
        '.',
        '"',
        '\\',
        '\\n',
        '\\u0041',
        '\\ud83d\\ude00',
        'а',
        'о',
        'ж',
        'α',
        'é',
        'ｂ',
        '１',
        '½',
        '😀',
        '\ud83d',
        '\udc00',
        '𝐀',
        '\u200b',
        '\u00ad',
        '\u{e0061}',
        'x'.repeat(66),
        'о'.repeat(70),
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
);

describe('normalise', () => {
  it.each([
    ['plain ASCII', 'plain ASCII'],
    ['ａｄａ＠ｅｘ．ｃｏｍ', 'ada@ex.com'],
    ['p\u200ba\u00ads\u2060s', 'pass'],
    ['рaypаl', 'paypal'],
    ['привет мир, это слово', 'привет мир, это слово'],
    ['Ελλάδα και ο κόσμος', 'Ελλάδα και ο κόσμος'],
    ['٠١٢٣ ४५६', '0123 456'],
    ['𝟒𝟏𝟏𝟏', '4111'],
    ['Grüße – naïve', 'Grüße – naïve'],
    ['ﬁne', 'fine'],
    ['a\u{e0041}\u{e0042}b', 'ab'],
  ])('%j reads %j', (source, text) => {
    expect(normalise(source).text).toBe(text);
  });

  it('is the text itself for ASCII', () => {
    const { identity, text, toOriginal, toOriginalEnd } = normalise('abc');
    expect([identity, text, toOriginal(1), toOriginalEnd(3)]).toEqual([true, 'abc', 1, 3]);
  });

  it('maps every range to the characters that made it, in order, and to no half of a pair', () => {
    fc.assert(
      fc.property(anything, (source) => {
        const { text, toOriginal, toOriginalEnd } = normalise(source);
        let last = 0;
        for (let at = 0; at < text.length; at++) {
          const start = toOriginal(at);
          const end = toOriginalEnd(at + 1);
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(last);
          last = start;
          expect(normalise(text.slice(0, at)).text.length).toBeLessThanOrEqual(at * 18);
        }
        expect(toOriginal(text.length)).toBe(source.length);
      }),
      { numRuns: 500 },
    );
  });

  it('loses nothing but what cannot be seen: what is between two neighbours is invisible', () => {
    fc.assert(
      fc.property(anything, (source) => {
        const { text, toOriginal, toOriginalEnd } = normalise(source);
        for (let at = 1; at < text.length; at++) {
          const between = source.slice(toOriginalEnd(at), Math.max(toOriginalEnd(at), toOriginal(at)));
          expect(between).toMatch(/^\p{Default_Ignorable_Code_Point}*$/u);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does to a text twice what it does once, where no word mixes scripts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (source) => {
        expect(normalise(normalise(source).text).text).toBe(normalise(source).text);
      }),
    );
  });
});

describe('a tape', () => {
  it.each([false, true])('says the same however its source is cut (json: %s)', (json) => {
    fc.assert(
      fc.property(anything, fc.array(fc.nat(80), { maxLength: 8 }), (source, cuts) => {
        const whole = createTape(json);
        whole.push(source);
        whole.end();
        const pieces = createTape(json);
        let at = 0;
        for (const place of [...cuts.sort((a, b) => a - b), source.length]) {
          pieces.push(source.slice(at, place));
          at = Math.max(at, Math.min(place, source.length));
        }
        pieces.end();
        expect(pieces.text).toBe(whole.text);
        for (let i = 0; i <= whole.length; i++) {
          expect(pieces.original(i)).toBe(whole.original(i));
          expect(pieces.originalEnd(i)).toBe(whole.originalEnd(i));
        }
        expect(pieces.settled).toBe(source.length);
        expect(pieces.quotes(0, whole.length)).toEqual(whole.quotes(0, whole.length));
      }),
      { numRuns: 600 },
    );
  });

  it('reads JSON escapes as the characters that they are, from where they stand', () => {
    const tape = createTape(true);
    tape.push('{"a":"x\\n\\u0040\\ud83d\\ude00\\"y"}');
    tape.end();
    expect(tape.text).toBe('{"a":"x\n@😀"y"}');
    const at = tape.text.indexOf('@');
    expect([tape.original(at), tape.originalEnd(at + 1)]).toEqual([9, 15]);
    expect(tape.quotes(0, tape.length).at).toEqual([1, 3, 5, 13]);
  });

  it('forgets text and keeps its bearings', () => {
    const tape = createTape(false);
    tape.push('ab\u200bcdef½gh');
    tape.end();
    tape.forget(5, 2);
    expect([tape.base, tape.text]).toEqual([5, 'f1⁄2gh']);
    expect([tape.original(5), tape.original(6), tape.originalEnd(9), tape.original(9)]).toEqual([6, 7, 8, 8]);
    expect(tape.original(4)).toBe(5);
  });
});

describe('text that stays as it is', () => {
  it('has no character that becomes another', () => {
    const wrong: string[] = [];
    for (let unit = 128; unit < 65_536; unit++) {
      const surrogate = unit >= 0xd800 && unit <= 0xdfff;
      const character = String.fromCharCode(unit);
      const stays = !foldable.test(character) || !unusual.test(character);
      if (!surrogate && stays && kindOf(unit) === 3) wrong.push(unit.toString(16));
    }
    expect(wrong).toEqual([]);
    expect(needsFolding('\ud83d')).toBe(true);
  });

  it.each(['Zürich – “as ever”', 'naïve café', 'ÄÖÜ ß', '東京タワー', '서울'])('is taken for %s', (text) => {
    expect(needsFolding(text)).toBe(false);
    expect(normalise(text)).toMatchObject({ text, identity: true });
  });
});
