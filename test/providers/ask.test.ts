import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openaiChat } from '../../providers/dialects/openai-chat.ts';
import { dataOf, framesOf } from './frames.ts';

const ask = (source: string): string | undefined => openaiChat.askForUsage?.(source, JSON.parse(source));

describe('asking for usage', () => {
  it.each([
    ['{"stream":true}', '{"stream":true,"stream_options":{"include_usage":true}}'],
    ['{"stream":true,"stream_options":{}}', '{"stream":true,"stream_options":{"include_usage":true}}'],
    ['{"stream":true,"stream_options":null}', '{"stream":true,"stream_options":{"include_usage":true}}'],
    [
      '{"stream":true,"stream_options":{"include_usage":false}}',
      '{"stream":true,"stream_options":{"include_usage":true}}',
    ],
    [
      '{ "stream_options": { "include_obfuscation": false },\n "stream": true\n}\n',
      '{ "stream_options": { "include_obfuscation": false,"include_usage":true },\n "stream": true\n}\n',
    ],
    ['{"stream":true,"stream_options":{"include_usage":true}}', undefined],
    ['{"stream":true,"stream_options":7}', undefined],
    ['{"stream":false}', undefined],
    ['{}', undefined],
    ['[]', undefined],
  ])('%s', (source, expected) => {
    expect(ask(source)).toBe(expected);
  });

  it('looks past a byte order mark', () => {
    expect(openaiChat.askForUsage?.('\ufeff {"stream":true}', { stream: true })).toBe(
      '\ufeff {"stream":true,"stream_options":{"include_usage":true}}',
    );
  });

  it('changes nothing else, whatever the body', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 1, 2), (extra, indent) => {
        const source = JSON.stringify({ ...extra, stream: true, stream_options: { x: 1 } }, null, indent);
        const expected = JSON.parse(source) as Record<string, unknown>;
        expected.stream_options = { x: 1, include_usage: true };
        expect(JSON.parse(ask(source) ?? '')).toEqual(expected);
      }),
    );
  });
});

describe('taking out what asking brought', () => {
  const unask = (data: string): string => {
    const decoder = openaiChat.decoder();
    const [frame] = decoder.push(Buffer.from(`data: ${data}\n\n`));
    if (frame === undefined || decoder.unask === undefined) throw new Error('No frame');
    return Buffer.from(decoder.unask(frame, frame.bytes)).toString().slice(6, -2);
  };

  it.each([
    ['{"choices":[],"usage":null}', '{"choices":[]}'],
    ['{"usage":null,"choices":[]}', '{"choices":[]}'],
    ['{"a":1,"usage": null ,"b":2}', '{"a":1 ,"b":2}'],
    ['{"a":1 , "usage" : null}', '{"a":1 }'],
    ['{"a":{"usage":null}}', '{"a":{"usage":null}}'],
    ['{"a":{"usage":null},"usage":null}', '{"a":{"usage":null}}'],
    ['{"a":"{\\"usage\\":null}","usage":null}', '{"a":"{\\"usage\\":null}"}'],
    ['{"a":"usage","b":null}', '{"a":"usage","b":null}'],
    ['{"a":["usage",null]}', '{"a":["usage",null]}'],
    ['{"usage":{"prompt_tokens":1}}', '{"usage":{"prompt_tokens":1}}'],
    ['{"a":1}', '{"a":1}'],
  ])('%s', (data, expected) => {
    expect(unask(data)).toBe(expected);
  });

  it('works on rewritten bytes', () => {
    const decoder = openaiChat.decoder();
    const data = '{"choices":[{"index":0,"delta":{"content":"a@b.c"},"finish_reason":null}],"usage":null}';
    const [frame] = decoder.push(Buffer.from(`data: ${data}\n\n`));
    if (frame === undefined || decoder.unask === undefined) throw new Error('No frame');
    const bytes = decoder.unask(frame, decoder.rewrite(frame, [{ segment: 0, text: '<EMAIL_1>' }]));
    expect(dataOf(bytes)).toEqual({ choices: [{ index: 0, delta: { content: '<EMAIL_1>' }, finish_reason: null }] });
  });

  it('knows the chunk that is usage only', () => {
    const stream = (data: string) => framesOf(openaiChat, [Buffer.from(`data: ${data}\n\n`)])[0]?.usageOnly;
    const usage = '"usage":{"prompt_tokens":1,"completion_tokens":1}';
    expect(stream(`{"choices":[],${usage}}`)).toBe(true);
    expect(stream(`{"choices":[{"index":0,"delta":{}}],${usage}}`)).toBeUndefined();
    expect(stream(`{"choices":[],"moderation":{},${usage}}`)).toBeUndefined();
    expect(stream('{"choices":[]}')).toBeUndefined();
  });
});
