import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../core/dialect.ts';
import { openaiChat } from '../../providers/dialects/openai-chat.ts';
import { framesOf, meaning } from './frames.ts';

interface Piece {
  readonly index: number;
  readonly raw: string;
  readonly padding: string | undefined;
  readonly finish: string | null;
}

/** One chunk; `space` is no part of its meaning, and makes each chunk differ from the one before. */
function chunk({ index, raw, padding, finish }: Piece, space: string): string {
  const end = padding === undefined ? '' : `,"obfuscation":"${padding}"`;
  return (
    `data: {${space}"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":${index},` +
    `"delta":{"content":"${raw}"},"logprobs":null,"finish_reason":${JSON.stringify(finish)}}],"usage":null${end}}\n\n`
  );
}

const text = (frames: readonly Frame[]): object[] => frames.map((frame) => ({ ...meaning(frame), text: undefined }));

const tricky = fc.constantFrom(
  '\\n',
  '\\u00e9',
  '\\ud83d',
  '\\ude00',
  '\\"',
  '\\\\',
  '"},"x":{"y":"',
  '","role":"user',
  '"}}],"usage":null}',
  '\\',
  '\t',
  '\\x',
  'é😀',
  '',
  '","obfuscation":"',
);
const raw = fc.oneof(
  fc
    .array(
      fc.oneof(
        tricky,
        fc.string({ maxLength: 4 }).map((part) => JSON.stringify(part).slice(1, -1)),
      ),
      { maxLength: 3 },
    )
    .map((parts) => parts.join('')),
  fc.constantFrom('Hello', ' world', ' a'),
);
const piece = fc.record({
  index: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
  raw,
  padding: fc.oneof(fc.constant(undefined), fc.constantFrom('a', 'abc', '\\"', '"', '')),
  finish: fc.oneof({ weight: 20, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constant('stop') }),
});

describe('chunks that differ in their text only', () => {
  it('read the same as when each is parsed', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const quick = Buffer.from(pieces.map((entry) => chunk(entry, '')).join(''));
        const parsed = Buffer.from(pieces.map((entry, i) => chunk(entry, ' '.repeat(1 + (i % 7)))).join(''));
        expect(text(framesOf(openaiChat, [quick]))).toEqual(text(framesOf(openaiChat, [parsed])));
      }),
      { numRuns: 500 },
    );
  });

  it('read the same for one shape of chunk all along', () => {
    fc.assert(
      fc.property(fc.array(raw, { minLength: 4, maxLength: 20 }), fc.constantFrom(undefined, 'ab'), (raws, padding) => {
        const pieces = raws.map((entry) => ({ index: 0, raw: entry, padding, finish: null }));
        const quick = Buffer.from(pieces.map((entry) => chunk(entry, '')).join(''));
        const parsed = Buffer.from(pieces.map((entry, i) => chunk(entry, ' '.repeat(1 + (i % 7)))).join(''));
        expect(text(framesOf(openaiChat, [quick]))).toEqual(text(framesOf(openaiChat, [parsed])));
      }),
      { numRuns: 500 },
    );
  });
});
