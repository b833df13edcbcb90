import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinDetectors } from '../../policies/detectors.ts';
import { createJudge } from '../../policies/judge.ts';
import { callOf, policyOf, stream } from '../policies/support/calls.ts';
import { runs, seed, timeFor } from './seed.ts';

/** What stands in and around numbers, addresses and keys, so that nearly everything nearly is one. */
const parts: Readonly<Record<string, readonly string[]>> = {
  phone: [
    ...'0123456789 -./()+x',
    '00',
    '+49',
    '151',
    '555',
    '(415)',
    ' 1 ',
    'tel ',
    'call: ',
    '2345678',
    'v',
    ',',
    '2024-',
  ],
  'credit-card': [...'0123456789 -.+', '4111', '4111 1111 1111 1111', '5555-5555', '378282246310005', '10005', 'a'],
  'us-ssn': [...'0123456789 -.+', '219', '45', '6780', 'ssn ', '536-22-8145', 'x'],
  email: [...'ab.-+%@_, ', 'a@b.co', 'example.com', 'x'.repeat(60), 'y'.repeat(9), 'é', '.co'],
  'api-key': [
    ...'aA1-_.:/=+~ ',
    'sk-',
    'sk-proj-',
    'ghp_',
    'https://',
    '123456789:AA',
    '1//0',
    'Ab1Cd2'.repeat(6),
    'dp.pt.',
  ],
  iban: [...'0123456789 -', 'DE89', '3704 0044 0532 0130 00', 'gb29', 'NWBK', 'D', 'N'],
};

/**
 * What begins before `open` is decided: text that comes one character at a time gives what the whole gives.
 */
describe.each(Object.keys(parts))('%s', (name) => {
  const detector = builtinDetectors.find((one) => one.name === name)!;
  const judge = createJudge([policyOf(detector, { threshold: 0 })], { remembered: 0 });
  const cases = runs(400);

  it(
    'says the same of numbers and names that come one character at a time',
    () => {
      const text = fc.array(fc.constantFrom(...parts[name]!), { maxLength: 24 }).map((all) => all.join(''));
      fc.assert(
        fc.property(text, (whole) => {
          expect(stream(judge(callOf()), [...whole])).toEqual(stream(judge(callOf()), [whole]));
        }),
        { numRuns: cases, seed },
      );
    },
    timeFor(cases),
  );
});
