import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deniedWords } from '../../policies/detectors/denied-words.ts';
import { topicWords } from '../../policies/detectors/topic-words.ts';
import { builtinDetectors } from '../../policies/detectors.ts';
import { createJudge } from '../../policies/judge.ts';
import { balanced } from '../../policies/presets/balanced.ts';
import { observe } from '../../policies/presets/observe.ts';
import { strict } from '../../policies/presets/strict.ts';
import { assistant, callOf, cut, policy, policyOf, stream } from './support/calls.ts';
import { apart, family } from './support/kinds.ts';

/** Prose, near misses, and separators of every kind, so that things touch and overlap. */
const filler = fc.constantFrom(
  'The quick brown fox. ',
  ' ',
  '\n',
  '.',
  '-',
  '@',
  '+',
  '12',
  '4111 ',
  'DE89 3704 ',
  'sk-',
  'a.b@',
  '-----BEGIN ',
  'call me: ',
  'naïve Übung ',
  'кот ',
  'ａｂ１',
  '😀',
  '\u{1d7db}',
  '½',
  '"',
  '\\',
  '\\u0040',
  'ssn ',
  'Offer a discount of 15% ',
  'only when a ',
  'customer threatens to leave ',
  '![a](',
  '<img src="',
  'https://',
  'evil.example/?q={a}',
  ')',
  'v1.2.3.4 ',
  'project ',
  'Kestrel ',
  'street ',
  '  \n',
  'x'.repeat(70),
  '1 '.repeat(40),
);
/** What detectors that compare are given to compare with. */
const call = callOf(...builtinDetectors.flatMap(({ examples }) => examples.said ?? []));
/** Of each identifier one: there are so many that little else would turn up. */
const hit = fc.constantFrom(
  ...apart.flatMap(({ examples }) => examples.hits.map(([, matched]) => matched)),
  ...family.map(({ examples }) => examples.hits[0]![1]),
);
const invisible = fc.constantFrom('\u200b', '\u00ad', '\u2060', '\u{e0041}', '\u202e');
const lookalikes: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'ο', c: 'с', 1: '１', 4: '𝟒', '@': '＠' };

/** A hit with invisible characters in it and some of its letters in another script. */
const hidden = fc
  .tuple(hit, fc.array(fc.tuple(fc.nat(60), invisible), { maxLength: 4 }), fc.boolean())
  .map(([text, inserted, swapped]) => {
    const letters = [...text].map((letter, i) => (swapped && i % 3 === 1 ? (lookalikes[letter] ?? letter) : letter));
    for (const [at, mark] of inserted) letters.splice(at % (letters.length + 1), 0, mark);
    return letters.join('');
  });

const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: filler }, { weight: 2, arbitrary: hit }, { weight: 2, arbitrary: hidden }), {
    maxLength: 14,
  })
  .map((parts) => parts.join(''));
const places = fc.array(fc.nat(4000), { maxLength: 12 });

const sets = {
  balanced,
  strict,
  observe,
  everything: [
    policy({ name: 'mask', detect: ['pii', 'secret'] }),
    policy({ name: 'flag', detect: ['pii'], action: 'flag', threshold: 0.2 }),
    policy({ name: 'attack', detect: ['injection'], action: 'block', threshold: 0.9 }),
  ],
  refusing: [
    policy({ name: 'mask', detect: ['email', 'phone'] }),
    policy({ name: 'no-cards', detect: ['credit-card', 'iban'], action: 'block' }),
    policy({ name: 'note', detect: ['private-key', 'ip-address'], action: 'flag' }),
  ],
  leaks: [
    policy({
      name: 'own',
      detect: ['system-prompt-leak'],
      options: { 'system-prompt-leak': { canaries: ['1 1 1 1 1', '12.a.b@'] } },
    }),
    policy({ name: 'urls', detect: ['markdown-exfiltration'], threshold: 0.1 }),
    policy({ name: 'few', detect: ['leak'], action: 'flag', options: { 'system-prompt-leak': { words: 4 } } }),
  ],
  secretive: [
    policy({ name: 'mask', detect: ['email', 'markdown-exfiltration'], threshold: 0.3 }),
    policy({
      name: 'own',
      detect: ['system-prompt-leak'],
      action: 'block',
      options: { 'system-prompt-leak': { words: 5 } },
    }),
  ],
  words: [
    policyOf(deniedWords),
    policyOf(topicWords, { name: 'topic', action: 'flag', threshold: 0.3 }),
    policy({
      name: 'nested',
      detect: ['words'],
      options: {
        words: { deny: ['a', 'e', '1 1', '1 1 1 1', 'fox.', 'x'], allow: ['e q', 'x'.repeat(9)], whole: false },
      },
    }),
  ],
  short: [policy({ name: 'mask' }), policy({ name: 'short', size: { tokens: 40 }, detect: [], action: 'block' })],
};

describe.each(Object.entries(sets))('a text cut anywhere, policies %s', (_, policies) => {
  const judge = createJudge(policies, { remembered: 0 });

  it.each([
    ['text', assistant],
    ['json', { ...assistant, json: true }],
    ['tool calls', { ...assistant, kind: 'tool_call', json: true }],
  ] as const)('gives the same as in one piece: %s', (_kind, facts) => {
    fc.assert(
      fc.property(text, places, (whole, at) => {
        const wanted = stream(judge(call), [whole], facts);
        expect(stream(judge(call), cut(whole, at), facts)).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same letter by letter, halves of pairs too', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const wanted = stream(judge(call), [whole]);
        expect(stream(judge(call), whole.split(''))).toEqual(wanted);
      }),
      { numRuns: 120 },
    );
  });
});

describe('a stream and the whole answer', () => {
  it('agree on what patterns find and how it is replaced', () => {
    const judge = createJudge([policy({ detect: ['pii', 'secret', 'leak'], threshold: 0.3 })], { remembered: 0 });
    fc.assert(
      fc.property(text, fc.boolean(), (whole, json) => {
        const facts = { ...assistant, json };
        const streamed = stream(judge(call), whole.split(''), facts);
        const verdict = judge(call).output([{ ...facts, text: whole }]);
        if ('then' in verdict) throw new Error('the verdict is a promise');
        expect(verdict.findings).toEqual(streamed.findings);
        expect(verdict.action).toBe(streamed.action);
        const repeated = judge(call).scanner(facts)?.whole(whole, true) ?? [];
        expect(verdict.action === 'redact' ? verdict.redactions.map(({ segment, ...rest }) => rest) : []).toEqual(
          repeated,
        );
      }),
      { numRuns: 300 },
    );
  });
});
