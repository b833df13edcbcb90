import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJudge } from '../../policies/judge.ts';
import { assistant, callOf, policy, policyOf } from '../policies/support/calls.ts';
import { alike } from '../policies/support/kinds.ts';
import { runs, seed, timeFor } from './seed.ts';
import { inPieces, troubled, troubledArguments } from './trouble.ts';

const places = fc.array(fc.nat(400), { maxLength: 12 });
const json = { ...assistant, json: true };

/**
 * How much of a text waits is a matter of the text alone as well: it decides which bytes are held, and with
 * a limit on them, what becomes of a stream.
 */
describe.each(alike.filter(([, [one]]) => one!.open !== undefined))('%s', (_, detectors) => {
  const judge = createJudge(
    detectors.length > 1
      ? [policy({ detect: detectors.map(({ name }) => name), threshold: 0 })]
      : detectors.map((detector) => policyOf(detector, { threshold: 0 })),
    { remembered: 0 },
  );
  const cases = runs(1500);

  it.each([
    ['text', troubled, assistant],
    ['arguments', troubledArguments, json],
  ] as const)(
    'holds the same text, in whatever pieces it came: %s',
    (_kind, text, facts) => {
      fc.assert(
        fc.property(text, places, (whole, at) => {
          const inParts = judge(callOf()).scanner(facts)!;
          let told = '';
          for (const piece of inPieces(whole, at)) {
            told += piece;
            inParts.push(piece);
            const atOnce = judge(callOf()).scanner(facts)!;
            atOnce.push(told);
            expect([told.length, inParts.clear]).toEqual([told.length, atOnce.clear]);
          }
        }),
        { numRuns: cases, seed },
      );
    },
    timeFor(cases),
  );
});
