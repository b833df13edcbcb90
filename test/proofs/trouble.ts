import fc from 'fast-check';
import type { Detector } from '../../policies/detector.ts';
import { builtinDetectors } from '../../policies/detectors.ts';

/** What detectors find: all their own examples, and what they must not take for one. */
export const hits: readonly string[] = builtinDetectors.flatMap((detector) =>
  fewOf(detector, detector.examples.hits).map(([, matched]) => matched),
);
const near = builtinDetectors.flatMap((detector) => fewOf(detector, detector.examples.misses));

/** Of each identifier one: there are so many that little else would turn up. */
function fewOf<T>({ identifier }: Detector, examples: readonly T[]): readonly T[] {
  return identifier === undefined ? examples : examples.slice(0, 1);
}

/** Prose, beginnings of matches, separators of every kind: so that things touch, overlap and break off. */
const filler = [
  'The quick brown fox. ',
  'call me: ',
  'ssn ',
  'v1.2.3.4 ',
  'naïve Übung ',
  'кот и пёс ',
  '東京都 ',
  'ａｂ１',
  '😀',
  '👩‍👩‍👧',
  '\u{1d7db}',
  '½',
  '12',
  '4111 ',
  'DE89 3704 ',
  'sk-',
  'a.b@',
  '-----BEGIN ',
  'data: ',
  '\n\ndata: [DONE]\n\n',
  '[DONE]',
  '\\u0040',
  '\\',
  '\\\\"',
  '"',
  '\r\n',
  '\u2028',
  '\ufeff',
  '\u0000',
  '\ud83d',
  '\ude00',
  '<EMAIL_1>',
  ...' \n.-@+,:/{}1ax',
];
const long = ['x'.repeat(70), '1 '.repeat(40), 'a.'.repeat(60), '-'.repeat(90), 'Ж'.repeat(66), 'о1'.repeat(40)];
const invisible = ['\u200b', '\u00ad', '\u2060', '\u{e0041}', '\u202e', '\ufe0f'];
const lookalikes: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'ο', c: 'с', 1: '１', 4: '𝟒', '@': '＠' };

/** A hit with letters of another script, and with invisible characters in it. */
function hide(text: string, swapped: boolean, marks: readonly number[]): string {
  const letters = [...text].map((letter, i) => (swapped && i % 3 === 1 ? (lookalikes[letter] ?? letter) : letter));
  for (const mark of marks) letters.splice((mark >> 3) % (letters.length + 1), 0, invisible[mark % invisible.length]!);
  return letters.join('');
}

/** One number decides a piece: generating is most of the time that a cheap case takes. */
const piece = fc.nat(0xffffff).map((n) => {
  const pick = (from: readonly string[]): string => from[(n >> 5) % from.length]!;
  switch (n & 31) {
    case 0:
    case 1:
      return pick(near);
    case 2:
    case 3:
      return pick(near).slice(0, (n >> 12) % 24);
    case 4:
    case 5:
    case 6:
    case 7:
    case 8:
      return pick(hits);
    case 9:
      return pick(hits).slice(0, (n >> 12) % 24);
    case 10:
      return hide(pick(hits), true, []);
    case 11:
      return hide(pick(hits), (n >> 20) % 2 === 0, [n >> 8, n >> 11]);
    case 12:
      return pick(long);
    case 13:
      return String.fromCharCode(n >> 5);
    case 14:
      return String.fromCodePoint((n >> 4) % 0x10ffff);
    default:
      return pick(filler);
  }
});

/** Text of trouble. */
export const troubled: fc.Arbitrary<string> = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(''));

/** The same as a tool's arguments: mostly JSON, in one of the ways to write it; sometimes broken JSON. */
export const troubledArguments: fc.Arbitrary<string> = fc.tuple(troubled, fc.nat(7)).map(([text, how]) => {
  const source = JSON.stringify({ note: text, n: [1, { deep: text.slice(0, 20) }] });
  switch (how) {
    case 0:
      return text;
    case 1:
      return escaped(source);
    case 2:
      return `{"number":${text.replace(/\D/g, '') || 0},"note":${JSON.stringify(text)}}`;
    case 3:
      return source.replaceAll('/', '\\/').replaceAll('@', '\\u0040');
    case 4:
      return source.slice(0, -3);
    default:
      return source;
  }
});

/** JSON with everything beyond ASCII escaped, as Python writes it. */
export function escaped(source: string): string {
  return source.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A text in pieces, halves of pairs included. */
export function inPieces(text: string, places: readonly number[]): string[] {
  const at = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, i) => text.slice(from, at[i] ?? text.length));
}
