import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SseEvent, sseFramer } from '../../core/sse.ts';

function frame(chunks: readonly Uint8Array[]): SseEvent[] {
  const framer = sseFramer();
  const events = chunks.flatMap((chunk) => framer.push(chunk));
  return [...events, ...framer.end()];
}

const facts = (events: readonly SseEvent[]) =>
  events.map(({ bytes, event, data, dataStart, dataEnd }) => ({
    bytes: bytes.toString('latin1'),
    event,
    data,
    dataStart,
    dataEnd,
  }));

const whole = (text: string) => frame([Buffer.from(text)]);
const data = (text: string) => whole(text).map((event) => event.data);

describe('event stream framing', () => {
  it.each([
    ['LF', 'data: a\n\ndata: b\n\n', ['a', 'b']],
    ['CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
    ['CR', 'data: a\r\rdata: b\r\r', ['a', 'b']],
    ['mixed ends', 'data: a\r\n\ndata: b\n\rdata: c\n\n', ['a', 'b', 'c']],
    ['no space', 'data:a\n\n', ['a']],
    ['only one space is taken', 'data:  a\n\n', [' a']],
    ['several lines', 'data: a\ndata: b\ndata:\n\n', ['a\nb\n']],
    ['a field without a colon', 'data\n\n', ['']],
    ['no blank line at the end', 'data: a\n\ndata: b', ['a', 'b']],
    ['one newline at the end', 'data: a\n', ['a']],
    ['comments', ': hello\n\ndata: a\n\n', [undefined, 'a']],
    ['a comment inside an event', ': x\ndata: a\n\n', ['a']],
    ['blank lines between', 'data: a\n\n\n\ndata: b\n\n', ['a', undefined, undefined, 'b']],
    ['a byte order mark', '\uFEFFdata: a\n\n', ['a']],
    ['a field that only begins like data', 'database: a\n\n', [undefined]],
    ['nothing', '', []],
  ])('%s', (_name, text, expected) => {
    expect(data(text)).toEqual(expected);
  });

  it('reads the event name', () => {
    expect(whole('event: ping\ndata: {}\n\n')[0]).toMatchObject({ event: 'ping', data: '{}' });
  });

  it('says where a single data line stands, and not where there are two', () => {
    const [one, two] = whole('event: x\ndata: é{}\r\n\r\ndata: a\ndata: b\n\n');
    expect(one?.bytes.toString('utf8', one.dataStart, one.dataEnd)).toBe('é{}');
    expect(two?.dataStart).toBe(-1);
  });

  it('reads an event of 200 KB that came in small pieces', () => {
    const big = 'x'.repeat(200_000);
    const bytes = Buffer.from(`data: ${big}\n\ndata: b\n\n`);
    const chunks = [];
    for (let i = 0; i < bytes.length; i += 700) chunks.push(bytes.subarray(i, i + 700));
    expect(frame(chunks).map((event) => event.data)).toEqual([big, 'b']);
  });

  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        'data: ',
        'data:',
        'data',
        'event: x',
        ': c',
        '\n',
        '\r',
        '\r\n',
        '\n\n',
        '\uFEFF',
        'é',
        '😀',
        ' ',
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 40 },
  );

  it('gives the same frames however the bytes are cut, and loses none', () => {
    fc.assert(
      fc.property(pieces, fc.array(fc.nat(), { maxLength: 12 }), (parts, cuts) => {
        const bytes = Buffer.from(parts.join(''));
        const points = [...new Set(cuts.map((cut) => (bytes.length ? cut % bytes.length : 0)))].sort((a, b) => a - b);
        const chunks = [...points, bytes.length].map((end, i) => bytes.subarray(i === 0 ? 0 : points[i - 1], end));
        const cut = frame(chunks);
        expect(facts(cut)).toEqual(facts(frame([bytes])));
        expect(Buffer.concat(cut.map((event) => event.bytes))).toEqual(bytes);
      }),
      { numRuns: 3000 },
    );
  });

  it('splits at every byte alike', () => {
    const bytes = Buffer.from('\uFEFFevent: a\r\ndata: {"t":"é😀"}\r\n\r\n: c\n\ndata:x\rdata: y\r\rdata: z');
    const expected = facts(frame([bytes]));
    for (let i = 0; i <= bytes.length; i++)
      expect(facts(frame([bytes.subarray(0, i), bytes.subarray(i)]))).toEqual(expected);
    expect(facts(frame([...bytes].map((byte) => Buffer.of(byte))))).toEqual(expected);
  });
});
