import { describe, expect, it } from 'vitest';
import { dialects } from '../../providers/routes.ts';
import { expectLinear } from '../support/linear.ts';
import { decode, framesOf } from './frames.ts';

const depth = 20_000;
const nested = (open: string, close: string): unknown => JSON.parse(open.repeat(depth) + close.repeat(depth));
const thinking = nested('{"type":"thinking","thinking":[', ']}');
const results = nested('{"type":"search_result","content":[', ']}');

describe('contents within contents, deeper than the stack', () => {
  it.each([
    [
      dialects['openai-chat'],
      {
        messages: [
          { role: 'user', content: [thinking] },
          { role: 'user', content: 'hi' },
        ],
      },
    ],
    [
      dialects['anthropic-messages'],
      { messages: [{ role: 'user', content: [results, { type: 'text', text: 'hi' }] }] },
    ],
    [dialects['openai-embeddings'], { input: [nested('{"content":[', ']}'), 'hi'] }],
  ])('$name still reads what stands beside them in a request', (dialect, body) => {
    const call = decode(dialect, body);
    expect(call.segments.map(({ text }) => text)).toEqual(['hi']);
    expect(call.unread).toMatchObject({ nested: 1 });
  });

  it('are counted in an answer and in a stream, and neither breaks', () => {
    const chat = dialects['openai-chat'];
    expect(chat.read({ choices: [{ message: { content: [thinking] } }] }).unread).toEqual({ nested: 1 });
    const source = `{"type":"thinking","thinking":[`.repeat(depth) + ']}'.repeat(depth);
    const event = `data: {"id":"c","choices":[{"index":0,"delta":{"content":[${source}]}}]}\n\n`;
    expect(framesOf(chat, [Buffer.from(event)])[0]?.unread).toEqual({ nested: 1 });
  });
});

it('choices without number take time by their number', () => {
  const event = (index: number): string =>
    `data: {"id":"c","model":"m","choices":[{"index":${index},"delta":{"content":"x"}}]}\n\n`;
  const read = (count: number) => {
    const bytes = Buffer.from(Array.from({ length: count }, (_, index) => event(index)).join(''));
    return () => framesOf(dialects['openai-chat'], [bytes]);
  };
  expectLinear(read(1000), read(8000));
});

it('a delta of a kind that nobody knows is not said to be read', () => {
  const event = 'data: {"type":"content_block_delta","index":0,"delta":{"type":"new_delta","words":"x"}}\n\n';
  expect(framesOf(dialects['anthropic-messages'], [Buffer.from(event)])[0]?.unread).toEqual({ other: 1 });
});
