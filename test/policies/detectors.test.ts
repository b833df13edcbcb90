import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detector, Match } from '../../policies/detector.ts';
import { builtinDetectors, categoryNames, detectorNames } from '../../policies/detectors.ts';
import { createReader } from '../../policies/identifier-reader.ts';
import { createJudge } from '../../policies/judge.ts';
import { asTold, callOf, cut, policyOf, stream } from './support/calls.ts';

const counted = (detector: Detector, text: string): Match[] => {
  const matches = [...(detector.detect(text) as Iterable<Match>)];
  return matches.filter(({ score }) => score >= 0.5);
};

describe.each(builtinDetectors.map((detector) => [detector.name, detector] as const))('%s', (_, detector) => {
  const { hits, misses, said = [] } = detector.examples;
  const call = callOf(...said);
  const made = detector.forCall === undefined ? asTold(detector) : detector.forCall(call);
  if (made === undefined) throw new Error('its own examples are nothing to it');

  it.each(hits)('finds its hit in %j', (text, matched) => {
    expect(made.hint?.(text) ?? true).toBe(true);
    const [first] = counted(made, text);
    expect(first && text.slice(first.start, first.end)).toBe(matched);
    expect(matched.length).toBeLessThanOrEqual(made.reach);
  });

  it.each(misses)('says nothing of %j', (text) => {
    expect(counted(made, text)).toEqual([]);
  });

  it('has examples of both', () => {
    expect(hits.length).toBeGreaterThan(3);
    expect(misses.length).toBeGreaterThan(3);
  });

  if (detector.open !== undefined) {
    const judge = createJudge([policyOf(detector)], { remembered: 0 });
    const whole = (text: string) => stream(judge(call), [text]);

    it('finds the same wherever the text is cut', () => {
      for (const text of [...hits.map(([text]) => text), ...misses]) {
        const wanted = whole(text);
        // Of identifiers, which share the code for it, every third place.
        const step = detector.identifier === undefined ? 1 : 3;
        for (let at = 1 + (text.length % step); at < text.length; at += step) {
          expect(stream(judge(call), cut(text, [at]))).toEqual(wanted);
        }
        expect(stream(judge(call), [...text])).toEqual(wanted);
      }
    });

    it('finds the same in a stream as in the whole', () => {
      for (const [text] of hits) {
        const verdict = judge(call).output([{ path: [], role: 'assistant', kind: 'text', text }]);
        const { findings } = whole(text);
        expect(findings.map(({ start, end, score }) => ({ start, end, score }))).toEqual(
          'then' in verdict ? [] : verdict.findings.map(({ start, end, score }) => ({ start, end, score })),
        );
        expect(findings.length).toBeGreaterThan(0);
      }
    });

    it('is open no further back than its reach, and never past a match that may still grow', () => {
      for (const [text] of hits) {
        for (let length = 0; length <= text.length; length++) {
          const open = made.open?.(text.slice(0, length)) ?? 0;
          expect(open).toBeGreaterThanOrEqual(length - made.reach);
          expect(open).toBeLessThanOrEqual(length);
        }
      }
    });
  }
});

describe('identifiers', () => {
  const family = builtinDetectors.filter(({ identifier }) => identifier !== undefined);
  const reader = createReader(family.map(({ identifier }) => identifier!));
  const parts = family.flatMap(({ examples: { hits, misses } }) => [...hits.map(([text]) => text), ...misses]);

  it('find together what each finds alone', () => {
    const texts = fc.array(fc.constantFrom(...parts, ' ', '\n', ', ', '-', '1', 'A ', 'nhs '), { maxLength: 6 });
    fc.assert(
      fc.property(texts, fc.nat(60), (some, from) => {
        const text = some.join('');
        const together: Match[][] = family.map(() => []);
        reader.read(text, from, (member, match) => void together[member]!.push(match));
        expect(together).toEqual(family.map((detector) => detector.detect(text, from)));
      }),
      { numRuns: 150 },
    );
  });

  it('are open together where one of them is', () => {
    for (const text of parts.filter((_, i) => i % 7 === 0)) {
      for (let length = 1; length <= text.length; length++) {
        const piece = text.slice(0, length);
        expect(reader.open(piece, 0)).toBe(Math.min(...family.map(({ open }) => open!(piece))));
      }
    }
  });

  it('say what they are, in words that can be found', () => {
    for (const { identifier } of family) {
      expect(identifier!.about).toMatch(/^\S.{3,70}$/);
      for (const word of identifier!.words) expect(word).toMatch(/^\S(?:.*\S)?$/);
    }
  });
});

describe('the document on personal data', () => {
  const document = readFileSync(new URL('../../docs/personal-data.md', import.meta.url), 'utf8');
  const rowsOf = (name: string): string[] => document.split('\n').filter((line) => line.startsWith(`| \`${name}\` |`));

  it('has a row for each detector, with what each identifier says of itself', () => {
    for (const { name, category, byName, identifier } of builtinDetectors) {
      if (category !== 'pii' || byName === true) continue;
      expect([name, rowsOf(name).length]).toEqual([name, 1]);
      if (identifier !== undefined) expect(rowsOf(name)[0]).toContain(identifier.about);
    }
  });
});

describe('the list', () => {
  it('has each name once', () => {
    expect(new Set(detectorNames()).size).toBe(builtinDetectors.length);
    expect(categoryNames().sort()).toEqual(['injection', 'leak', 'pii', 'secret', 'topic']);
  });
});
