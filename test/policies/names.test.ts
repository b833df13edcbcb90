import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinDetectors } from '../../policies/detectors.ts';
import { createJudge } from '../../policies/judge.ts';
import { formatVersion, model, parseModel } from '../../policies/names/model.ts';
import { context, createTagger } from '../../policies/names/tagger.ts';
import { resolveDetectors } from '../../policies/policy.ts';
import { balanced } from '../../policies/presets/balanced.ts';
import { observe } from '../../policies/presets/observe.ts';
import { strict } from '../../policies/presets/strict.ts';
import { runs, seed } from '../proofs/seed.ts';
import { expectLinear } from '../support/linear.ts';
import { root } from '../support/source.ts';
import { assistant, callOf, cut, now, policy, stream } from './support/calls.ts';

const kinds = ['person-name', 'place-name', 'organisation-name'];
const tagger = createTagger(model());
const told = (text: string) => tagger.names(text, 0).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`);

/** What names are made of, what joins them, what ends them, and what is too long to be one. */
const part = fc.constantFrom(
  'John ',
  'Anna',
  'Smith',
  'Kowalska ',
  'van der ',
  'de ',
  'and ',
  ' & ',
  'of ',
  "O'",
  "'s ",
  '’',
  '-',
  'a-',
  "b'",
  "D'",
  'Dr. ',
  'A. ',
  '. ',
  ', ',
  '\n',
  ' ',
  '        ',
  ' '.repeat(12),
  'Ltd.',
  'Bank ',
  'Paris ',
  'New York',
  'my name is ',
  'lives in ',
  'works at ',
  'john smith ',
  'The ',
  'the ',
  'x',
  'X',
  '7',
  'ß',
  'É',
  'Ж',
  '東京',
  'А',
  'Ａ',
  '\u200b',
  '"',
  '\\',
  'Aa '.repeat(14),
  'John and '.repeat(9),
  'A'.repeat(40),
  'x'.repeat(70),
);
const text = fc.array(part, { maxLength: 24 }).map((parts) => parts.join(''));
const places = fc.array(fc.nat(3000), { maxLength: 10 });

describe('names', () => {
  it.each([
    [
      'Dear Mr. Hollingsworth, Anna Kowalska of Kraków called.',
      ['person Hollingsworth', 'person Anna Kowalska', 'place Kraków'],
    ],
    ['She moved from Hamburg to South Korea.', ['place Hamburg', 'place South Korea']],
    ['Name: Priya Raghunathan\nCity: Leeds', ['person Priya Raghunathan', 'place Leeds']],
    [
      "Elizabeth Mitchell's brother works at Barlow Systems Ltd.",
      ['person Elizabeth Mitchell', 'organisation Barlow Systems Ltd'],
    ],
    ['my name is john smith', ['person john smith']],
    ['How do I install Docker on Windows?', []],
  ])('are told apart in %j', (sentence, wanted) => {
    expect(told(sentence)).toEqual(wanted);
  });

  it('are the same wherever the text is cut', () => {
    const judge = createJudge(
      [policy({ detect: kinds, threshold: 0.2 }), policy({ name: 'note', detect: ['person-name'], action: 'flag' })],
      { remembered: 0 },
    );
    fc.assert(
      fc.property(text, places, fc.boolean(), (whole, at, json) => {
        const facts = { ...assistant, json };
        const wanted = stream(judge(callOf()), [whole], facts);
        expect(stream(judge(callOf()), cut(whole, at), facts)).toEqual(wanted);
        expect(stream(judge(callOf()), whole.split(''), facts)).toEqual(wanted);
        const verdict = now(judge(callOf()).output([{ ...facts, text: whole }]));
        expect(verdict.findings).toEqual(wanted.findings);
      }),
      { numRuns: 250 },
    );
  });

  it.each(['John van der É’John ', 'John van der A-John ', "Anna O'Brien "])(
    'wait for what may yet join: %j',
    (whole) => {
      const judge = createJudge([policy({ detect: kinds, threshold: 0.2 })], { remembered: 0 });
      expect(stream(judge(callOf()), whole.split(''), assistant)).toEqual(stream(judge(callOf()), [whole], assistant));
    },
  );

  it('are waited for alike wherever the text is cut, and once decided for good', () => {
    fc.assert(
      fc.property(text, places, (whole, at) => {
        let told = '';
        let done = 0;
        for (const piece of cut(whole, at)) {
          told += piece;
          const base = Math.max(0, done - context);
          done = Math.max(done, base + tagger.open(told.slice(base), done - base));
          expect([told.length, done]).toEqual([told.length, tagger.open(told, 0)]);
        }
      }),
      { numRuns: runs(1000), seed },
    );
  });

  it('are the same for a reader that begins later, with what stands before as context', () => {
    fc.assert(
      fc.property(text, text, fc.nat(400), (before, behind, cutOff) => {
        const all = `${before.repeat(3)} ${behind}`;
        const from = Math.max(0, all.length - cutOff);
        const base = Math.max(0, from - context);
        const late = tagger
          .names(all.slice(base), from - base)
          .map((name) => ({ ...name, start: name.start + base, end: name.end + base }));
        expect(late).toEqual(tagger.names(all, 0).filter(({ start }) => start >= from));
      }),
      { numRuns: 400 },
    );
  });

  it('are found behind more words than are read at once, and not in rows of words with capitals', () => {
    const tail = '. My name is Anna Kowalska.';
    for (const word of ['word ', 'Word ', 'John and ', 'anna ', '. ', '\n']) {
      const long = word.repeat(3000);
      expect(told(long + tail).at(-1)).toBe('person Anna Kowalska');
      expect(told('Anna Kowalska '.repeat(600))).toEqual([]);
    }
  });

  it('hold back a name until what follows has been seen, and prose no longer than the word in flight', () => {
    expect(tagger.open('We met Anna Kowal', 0)).toBe(7);
    expect(tagger.open('We met Anna Kowalska at the', 0)).toBe(7);
    expect(tagger.open('We met Anna Kowalska at the sta', 0)).toBe(28);
    expect(tagger.open('the quick brown fo', 0)).toBe(16);
    expect(tagger.open('the quick brown fox ', 0)).toBe(20);
    expect(tagger.open('A'.repeat(900), 0)).toBe(900);
  });

  it('are looked for where a policy names them only', () => {
    const all = resolveDetectors(['pii'], builtinDetectors).map(({ name }) => name);
    expect(all.filter((name) => kinds.includes(name))).toEqual([]);
    expect(resolveDetectors(['person-name'], builtinDetectors).map(({ name }) => name)).toEqual(['person-name']);
    const preset = [...balanced, ...observe, ...strict].flatMap(({ detect = [] }) => detect);
    expect(preset.filter((name) => kinds.includes(name))).toEqual([]);
  });

  it.each(['Anna ', 'anna ', 'John and ', 'A. ', 'A', 'x', "O'", 'A-', ' ', '\n', '& ', 'Anna, ', 'of '])(
    'take time by the length of %j',
    (trap) => {
      const [short, long] = [trap.repeat(4_000 / trap.length), trap.repeat(32_000 / trap.length)];
      expectLinear(
        () => void tagger.names(short, 0),
        () => void tagger.names(long, 0),
      );
    },
  );

  it('come from a file that is what it says it is', () => {
    const file = readFileSync(`${root}/policies/names/model.bin`);
    expect(file.length).toBeLessThan(150 * 1024);
    expect(parseModel(file).card.version).toBe(formatVersion);
    expect(() => parseModel(file.subarray(0, -1))).toThrow();
    expect(() => parseModel(Buffer.concat([Buffer.from('XXXX'), file.subarray(4)]))).toThrow();
  });
});
