import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAutomaton } from '../../policies/automaton.ts';
import { createJudge } from '../../policies/judge.ts';
import { assistant, callOf, now, policy, stream } from './support/calls.ts';

const phrase = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), minLength: 1, maxLength: 5 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', 'A', 'x', ' ', '-'), maxLength: 60 });

describe('the automaton', () => {
  it.each([true, false])('finds what a plain search finds, whole words only: %s', (whole) => {
    fc.assert(
      fc.property(fc.uniqueArray(phrase, { maxLength: 12 }), text, (phrases, source) => {
        const found: string[] = [];
        createAutomaton([phrases]).find(source, 0, whole, ({ start, end }) => found.push(`${start}-${end}`));
        const folded = source.toLowerCase();
        const wanted: string[] = [];
        for (const each of phrases) {
          for (let at = folded.indexOf(each); at !== -1; at = folded.indexOf(each, at + 1)) {
            const inside = /[a-zé]{2}/;
            const edges = [at, at + each.length].map((edge) => folded.slice(Math.max(0, edge - 1), edge + 1));
            if (!whole || !edges.some((edge) => inside.test(edge))) wanted.push(`${at}-${at + each.length}`);
          }
        }
        expect(found.sort()).toEqual(wanted.sort());
      }),
      { numRuns: 2000 },
    );
  });

  it('is open exactly where a phrase may go on', () => {
    fc.assert(
      fc.property(fc.uniqueArray(phrase, { maxLength: 12 }), text, (phrases, source) => {
        const folded = source.toLowerCase();
        const open = [...folded].findIndex((_, at) => phrases.some((each) => each.startsWith(folded.slice(at))));
        expect(createAutomaton([phrases]).open(source, 0)).toBe(open === -1 ? source.length : open);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('words of a policy', () => {
  const found = (options: Record<string, readonly string[] | boolean>, source: string): string[] => {
    const judge = createJudge([policy({ detect: ['words'], options: { words: options } })]);
    const { findings } = now(judge(callOf(source)).input());
    return findings.map(({ start, end }) => source.slice(start, end));
  };

  it('are found however they are written', () => {
    const deny = ['Ｋestrel', 'straße', 'ПРОЕКТ', '項目'];
    expect(found({ deny }, 'KESTREL, k\u200bestrel, kеstrel, STRAßE, проект, 這個項目是')).toEqual([
      'KESTREL',
      'k\u200bestrel',
      'kеstrel',
      'STRAßE',
      'проект',
      '項目',
    ]);
  });

  it('are whole words unless told otherwise, and the longest of those that begin together', () => {
    expect(found({ deny: ['cat', 'cat food'] }, 'concat cat food cats cat')).toEqual(['cat food', 'cat']);
    expect(found({ deny: ['cat'], whole: false }, 'concat cats')).toEqual(['cat', 'cat']);
    expect(found({ deny: ['cat'], allow: ['cat stevens'] }, 'a cat, Cat Stevens')).toEqual(['cat']);
  });

  it('are masked in a stream before any of them is out, thousands of them too', () => {
    const deny = Array.from({ length: 5_000 }, (_, n) => `secret project ${n.toString(36)}`);
    const judge = createJudge([policy({ detect: ['words'], options: { words: { deny } } })]);
    const source = 'On Secret\nProject 3uv we agree, on secret projects not.';
    const { out } = stream(judge(callOf()), source.split(''), assistant);
    expect(out).toBe('On <WORD_1> we agree, on secret projects not.');
  });

  it('make a topic when there are enough of them close together', () => {
    const options = { 'topic-words': { words: ['goal', 'match', 'penalty'], count: 3, within: 60 } };
    const judge = createJudge([policy({ name: 'football', detect: ['topic-words'], options, action: 'block' })]);
    const action = (source: string) => now(judge(callOf(source)).input()).action;
    expect(action('A goal in a match by penalty.')).toBe('block');
    expect(action(`A goal. ${'And so on. '.repeat(9)} A match. ${'And so on. '.repeat(9)} A penalty.`)).toBe('allow');
    const long = `${'Nothing of the kind. '.repeat(200)}A goal, a match, a penalty. ${'And on. '.repeat(100)}`;
    expect(stream(judge(callOf()), long.split(''), assistant).blocked).toBe('football');
  });
});
