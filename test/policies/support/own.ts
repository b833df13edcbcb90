import fc from 'fast-check';
import { builtinDetectors } from '../../../policies/detectors.ts';

/** Values of every kind that is masked, and spellings of them that read the same. */
const examples = builtinDetectors
  .filter(({ category }) => category === 'pii' || category === 'secret')
  .flatMap(({ examples: { hits } }) => hits.map(([, matched]) => matched));

export const value: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...examples) },
  { weight: 3, arbitrary: fc.nat(99).map((n) => `user${n}@example.com`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'us\u00ader1@example.com',
      'user1＠example.com',
      'ｕser1@example.com',
      'o\'neil+"q"@example.com',
    ),
  },
);

/** Prose, brackets of every kind, near misses, and what looks like a placeholder and is the caller's own. */
export const filler: fc.Arbitrary<string> = fc.constantFrom(
  'Please write to ',
  ' and ',
  ', ',
  '\n',
  ' <',
  '> ',
  '[',
  '](mailto:',
  ') ',
  '&lt;',
  '&gt; ',
  '<<',
  '>>',
  '"',
  '\\',
  '\\_',
  ' \u{1f600} ',
  ' Übung ',
  ' почта ',
  'EMAIL',
  ' EMAIL_',
  '<EMAIL_1>',
  '<EMAIL_2> ',
  ' EMAIL_3 ',
  '[email 1]',
  '<EMAIL',
  'EMAIL_1',
  ' <phone_1> ',
  '\uff1cEMAIL_4\uff1e',
  '< CREDIT-CARD-1 >',
  'x',
  '1',
  ' { "a": 1 } ',
);

export const said: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: filler }, { weight: 2, arbitrary: value }), { minLength: 1, maxLength: 14 })
  .map((parts) => parts.join(''));

export const places: fc.Arbitrary<number[]> = fc.array(fc.nat(4000), { maxLength: 12 });

/** JSON source in which some characters are escaped that need not be. */
export function escapedAnyhow(text: string, pick: number): string {
  let at = 0;
  return `"${[...JSON.stringify(text).slice(1, -1)]
    .map((c) => {
      at = (at * 31 + pick) % 7;
      const plain = c === '<' || c === '>' || c === '_' || c === '[' || c === '&';
      return plain && at < 4 ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c;
    })
    .join('')}"`;
}
