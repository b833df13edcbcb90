import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Speech } from '../contract/speech.ts';
import { type Case, carriedEachWay, casesOf } from './cases.ts';
import { runs, seed, timeFor } from './seed.ts';

/** One answer cut in several ways: the caller and the record must not be able to tell. */
export function sameEitherWay(speech: Speech, each: Case): void {
  const { bytes, ways } = carriedEachWay(speech, each);
  const one = ways[0]!;
  for (const other of ways.slice(1)) {
    // Strings are made for people only.
    if (!one.bytes.equals(other.bytes)) expect(other.bytes.toString()).toBe(one.bytes.toString());
    if (!isDeepStrictEqual(one.record, other.record)) expect(other.record).toEqual(one.record);
  }
  // What nobody changed is not changed.
  const touched = one.cutBy !== undefined || one.action === 'redact' || each.settings.asked;
  if (!touched && !one.bytes.equals(bytes)) expect(one.bytes.toString()).toBe(bytes.toString());
}

/**
 * The property, over 100,000 cases of all dialects in CI; `npm run test:long` takes many more. A case is an
 * answer, its policies and a pair of ways to cut it.
 */
export function proveInvariance(speech: Speech, usual: number): void {
  const answers = runs(usual / 2);
  describe(`${speech.dialect}: ${2 * answers} cases, ${answers} answers (seed ${seed})`, () => {
    it(
      'the cut of the network decides nothing',
      () => {
        let seen = 0;
        fc.assert(
          fc.property(casesOf(speech), (each) => {
            seen += each.cuts.length - 1;
            sameEitherWay(speech, each);
          }),
          { numRuns: answers, seed },
        );
        expect(seen).toBe(2 * answers);
      },
      timeFor(answers),
    );
  });
}
