import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyShapes } from '../../policies/detectors/key-shapes.ts';
import { apart, family } from '../policies/support/kinds.ts';
import { runs, seed, timeFor } from './seed.ts';
import { hits, troubled } from './trouble.ts';

const matching = (shape: string): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^(?:${shape})$`));

/** Matches at their shortest and oddest, by the shapes that detectors look for. */
const shaped = fc.oneof(
  ...keyShapes.map(matching),
  matching('\\+[1-9](?:[ ()./-]{0,2}\\d){6,14}'),
  matching('00[1-9][ ()./-](?:[ ()./-]{0,2}\\d){6,14}'),
  matching('tel: \\d(?:[ /-]?\\d){7,11}'),
  matching('\\(?0[1-9](?:[ ()/-]{0,2}\\d){7,10}'),
  matching('0[1-9](?:\\.\\d\\d){4}'),
  matching('(?:\\d{1,3}\\.){3}\\d{1,3}'),
  matching('[a-f0-9]{0,4}(?::[a-f0-9]{0,4}){2,8}'),
  matching('ssn \\d{9}'),
  matching('\\d{12,19}'),
  matching('[a-z]{1,20}://[\\w.~%!$&*+=-]{0,9}:[\\w.~%]{1,9}@[a-z]{1,5}'),
  fc.constantFrom(...hits),
  troubled,
);

/**
 * A hint that says no where there is a match would make it depend on what else stands in the text that
 * is looked at, which depends on the pieces.
 */
describe.each(
  [...apart, ...family.slice(0, 1)].filter(({ hint }) => hint !== undefined).map((one) => [one.name, one] as const),
)('%s', (_name, { hint, detect }) => {
  const cases = runs(4000);
  it(
    'hints at all that it finds',
    () => {
      fc.assert(
        fc.property(shaped, (text) => {
          const found = detect(text);
          if ('then' in found) throw new Error('it has to wait');
          for (const { start, end } of found)
            expect([text.slice(start, end), hint?.(text.slice(start, end))]).toEqual([text.slice(start, end), true]);
        }),
        { numRuns: cases, seed },
      );
    },
    timeFor(cases),
  );
});
