import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../core/dialect.ts';
import { anthropicMessages } from '../../providers/dialects/anthropic-messages.ts';
import { gemini } from '../../providers/dialects/gemini.ts';
import { ollamaChat } from '../../providers/dialects/ollama-chat.ts';
import { openaiChat } from '../../providers/dialects/openai-chat.ts';
import { openaiCompletions } from '../../providers/dialects/openai-completions.ts';
import { openaiResponses } from '../../providers/dialects/openai-responses.ts';
import { at, bytesOf, channelTexts, dataOf, framesOf, meaning } from './frames.ts';

interface Fixture {
  readonly file: string;
  readonly dialect: Dialect;
  readonly texts: Record<string, string>;
  /** The whole strings told again, by channel; only where they differ from the pieces. */
  readonly told?: Record<string, string>;
  readonly unread?: Record<string, number>;
  readonly finish?: string[];
  readonly error?: string;
  readonly usage?: object;
}

const fixtures: readonly Fixture[] = [
  {
    file: 'openai-chat/plain.sse',
    dialect: openaiChat,
    texts: { '0/text': 'Good morning, Zoë 😀 – line\nbreak "quoted" \\. Bye' },
    finish: ['stop'],
    usage: { input: 20, cacheRead: 10, output: 10, reasoning: 2 },
  },
  {
    file: 'openai-chat/tools.sse',
    dialect: openaiChat,
    texts: {
      '0/tool_call/0': '{"city":"Genève"}',
      '0/tool_call/1': 'ls -l',
      '1/text': 'The tin',
      '1/refusal': 'I would rather not.',
    },
    told: { '0/tool_call_name/0': 'look_up', '0/tool_call_name/1': 'run' },
    finish: ['tool_calls', 'stop'],
    usage: { input: 7, output: 9 },
  },
  {
    file: 'openai-chat/kinds.sse',
    dialect: openaiChat,
    texts: {
      '0/reasoning_content': 'First, think.',
      '0/reasoning': 'Then say.Hm. Yes.',
      '0/reasoning_detail/0': 'Then say.',
      '0/text': 'So: it is so.',
      '0/citation/1/0/title': 'A page',
      '0/citation/1/0/content': 'A passage',
      '0/citation/1/0/url': 'https://a.example/',
      '0/transcript': 'Spoken words',
    },
    told: { error: 'It broke.' },
    unread: { audio: 1, unreadable: 1 },
    finish: ['stop'],
    error: '502',
  },
  {
    file: 'openai-completions/text.sse',
    dialect: openaiCompletions,
    texts: { '0/text': 'Once upon a time' },
    finish: ['length'],
    usage: { input: 3, output: 4 },
  },
  {
    file: 'openai-responses/message.sse',
    dialect: openaiResponses,
    texts: { '0/summary/0': 'Looking it up.', '1/text/0': 'It is 20 °C.', '2/tool_call': '{"city":"Genève"}' },
    told: { '2/tool_name': 'look_up' },
    finish: ['completed'],
    usage: { input: 25, cacheRead: 20, cacheWrite: 5, output: 18, reasoning: 12, tier: 'flex' },
  },
  {
    file: 'openai-responses/tools.sse',
    dialect: openaiResponses,
    texts: {
      '0/tool_call': 'print(1)',
      '1/tool_call': '',
      '2/tool_call': '{"q":"why"}',
      '3/refusal/0': 'No.',
      '3/text/1': 'See A.',
    },
    told: {
      '0/output/0/logs': '1',
      '1/action/query': 'weather',
      '1/action/queries/0': 'weather',
      '2/output': 'because',
      '3/citation/1/0/title': 'A page',
      '3/citation/1/0/url': 'https://a.example/',
      '-1/error': 'It broke.',
      '2/tool_name': 'ask',
    },
    unread: { image: 1 },
    finish: ['failed'],
    error: 'server_error',
  },
  {
    file: 'anthropic-messages/tools.sse',
    dialect: anthropicMessages,
    texts: {
      '0/reasoning': 'Let me see.',
      '1/text': 'Sure, I will “look”.',
      '1/citation/0/cited_text': 'The sky.',
      '1/citation/0/document_title': 'Notes',
      '2/tool_call': '{"city": "Genève"}',
      '3/0/title': 'A page',
      '3/0/url': 'https://a.example/',
    },
    told: { '2/tool_name': 'look_up' },
    finish: ['tool_use'],
    usage: { input: 25, cacheRead: 100, cacheWrite: 4, cacheWrite1h: 5, output: 34, reasoning: 6, tier: 'standard' },
  },
  {
    file: 'anthropic-messages/error.sse',
    dialect: anthropicMessages,
    texts: { '0/text': 'Half an answ' },
    told: { error: 'Overloaded' },
    error: 'overloaded_error',
    usage: { input: 5, output: 1 },
  },
  {
    file: 'ollama-chat/chat.ndjson',
    dialect: ollamaChat,
    texts: {
      '0/reasoning': 'Let me see.',
      '0/text': 'Sure, “Zoë” 😀\nsaid \\.',
      '0/tool_call/0/city': 'Genève',
      '0/tool_call/0/tags/0': 'a',
      '0/tool_call/0/tags/1': 'b',
      '0/tool_call/1': '',
      '0/tool_call/2/cmd': 'ls -l',
    },
    told: { '0/tool_call_name/0': 'look_up', '0/tool_call_name/1': 'now', '0/tool_call_name/2': 'run' },
    finish: ['stop'],
    usage: { input: 26, output: 282 },
  },
  {
    file: 'ollama-chat/generate.ndjson',
    dialect: ollamaChat,
    texts: { '0/reasoning': 'Hm.', '0/text': 'Once upon a time' },
    finish: ['length'],
    usage: { input: 0, output: 4 },
  },
  {
    file: 'ollama-chat/error.ndjson',
    dialect: ollamaChat,
    texts: { '0/text': ' Yes.' },
    told: { error: 'an error was encountered while running the model' },
    error: 'error',
  },
  {
    file: 'gemini/parts.sse',
    dialect: gemini,
    texts: {
      '0/reasoning': 'Let me see.',
      '0/text': 'Sure, “Zoë” 😀\nsaid \\.',
      '0/tool_call/0/city': 'Genève',
      '0/tool_call/0/tags/0': 'a',
      '0/tool_call/0/tags/1': 'b',
      '0/tool_call/1': '',
      '0/tool_call/2': 'print(1)',
    },
    told: {
      '0/tool_call_name/0': 'look_up',
      '0/tool_call_name/1': 'now',
      '0/output/3': '1\n',
      '0/grounding/0/web/uri/4': 'https://a.example/',
      '0/grounding/0/web/title/5': 'A page',
      '0/support/6': 'Sure',
      '0/webSearchQueries/0/7': 'weather',
    },
    unread: { image: 1 },
    finish: ['STOP'],
    usage: { input: 18, cacheRead: 10, audioInput: 6, output: 9, reasoning: 5, tier: 'standard' },
  },
  {
    file: 'gemini/error.sse',
    dialect: gemini,
    texts: { '0/text': 'Half an answ' },
    told: { error: 'Overloaded' },
    error: '503',
    usage: { input: 30, output: 1 },
  },
];

describe.each(fixtures)('$file', ({ file, dialect, texts, told, unread, finish, error, usage }) => {
  const bytes = bytesOf(file);
  const whole = framesOf(dialect, [bytes]);
  const meanings = whole.map(meaning);

  it('is read', () => {
    expect(channelTexts(whole)).toEqual(texts);
    const again: Record<string, string> = {};
    for (const { segments } of whole) {
      for (const { channel, text, cumulative } of segments) if (cumulative === true) again[channel] = text;
    }
    // What is told again is what the pieces amount to.
    for (const [channel, text] of Object.entries(again)) expect(text).toBe(texts[channel] ?? told?.[channel]);
    for (const channel of Object.keys(told ?? {})) expect(again).toHaveProperty([channel]);
    const counted: Record<string, number> = {};
    for (const frame of whole) {
      for (const [kind, times] of Object.entries(frame.unread ?? {})) counted[kind] = (counted[kind] ?? 0) + times;
    }
    expect(counted).toEqual(unread ?? {});
    expect(whole.flatMap((frame) => frame.finish ?? [])).toEqual(finish ?? []);
    expect(whole.findLast((frame) => frame.error !== undefined)?.error).toBe(error);
    const last = whole.findLast((frame) => frame.usage !== undefined)?.usage;
    if (usage === undefined) expect(last).toBeUndefined();
    else expect(last).toMatchObject(usage);
  });

  it('has each text at its path', () => {
    for (const frame of whole) {
      for (const { path, text } of frame.segments) if (text !== '') expect(at(dataOf(frame.bytes), path)).toBe(text);
    }
  });

  it('is the same wherever it is cut in two, and loses no byte', () => {
    for (let i = 0; i <= bytes.length; i++) {
      const frames = framesOf(dialect, [bytes.subarray(0, i), bytes.subarray(i)]);
      expect(frames.length).toBe(whole.length);
      // Comparing every frame for every cut is slow; where bytes agree the rest is compared as text.
      expect(JSON.stringify(frames.map(meaning))).toBe(JSON.stringify(meanings));
    }
  });

  it('is the same byte by byte and for random cuts', () => {
    const single = [...bytes].map((byte) => Buffer.from([byte]));
    expect(framesOf(dialect, single).map(meaning)).toEqual(meanings);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 }), (sizes) => {
        const chunks: Buffer[] = [];
        let from = 0;
        for (const size of [...sizes, bytes.length]) {
          chunks.push(bytes.subarray(from, from + size));
          from += size;
        }
        const frames = framesOf(dialect, chunks);
        expect(frames.map(meaning)).toEqual(meanings);
        expect(Buffer.concat(frames.map((frame) => frame.bytes)).equals(bytes)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('closes every channel that it opened', () => {
    const open = new Set<string>();
    for (const { segments, closes } of whole) {
      for (const { channel } of segments) open.add(channel);
      if (closes === true) open.clear();
      else for (const channel of closes ?? []) open.delete(channel);
    }
    // Nothing says of Gemini's text that it is over, but the end of the stream.
    if (file.startsWith('gemini/')) expect([...open].filter((channel) => channel.includes('tool'))).toEqual([]);
    else expect([...open]).toEqual(error === undefined || file.includes('responses') ? [] : [...open]);
  });

  it('lets every piece be rewritten where it stands', () => {
    const decoder = dialect.decoder();
    for (const frame of [...decoder.push(bytes), ...decoder.end()]) {
      frame.segments.forEach((segment, index) => {
        if (segment.text === '') return;
        const text = 'né "w" \\ 😀';
        const out = decoder.rewrite(frame, [{ segment: index, text }]);
        const before = dataOf(frame.bytes);
        const after = dataOf(out);
        expect(at(after, segment.path)).toBe(text);
        const [again] = framesOf(dialect, [out]);
        expect(again?.segments.length).toBe(frame.segments.length);
        // All else is as it was.
        const parent = segment.path.slice(0, -1);
        const key = segment.path[segment.path.length - 1] as string;
        const put = at(after, parent) as Record<string, unknown>;
        put[key] = segment.text;
        if (!JSON.stringify(before).includes('logprobs')) expect(after).toEqual(before);
        else expect(JSON.stringify(after)).not.toContain('"logprob":');
        expect(Buffer.from(decoder.rewrite(frame, [])).equals(frame.bytes)).toBe(true);
      });
    }
  });
});

describe('tool calls that share a place', () => {
  const chunk = (call: object): string =>
    `data: ${JSON.stringify({ id: 'c', model: 'm', choices: [{ index: 0, delta: { tool_calls: [call] } }] })}\n\n`;
  const texts = (...calls: object[]) => {
    const frames = framesOf(openaiChat, [Buffer.from(calls.map(chunk).join(''))]);
    const names = frames.flatMap((frame) => frame.segments.map(({ channel, name }) => `${channel} ${name}`));
    return { texts: channelTexts(frames), names: [...new Set(names)] };
  };

  it('are told apart by their ids', () => {
    const found = texts(
      { id: 'a', function: { name: 'f', arguments: '{"x":' } },
      { function: { arguments: '1}' } },
      { id: 'b', index: 0, function: { name: 'g', arguments: '{}' } },
      { id: 'b', function: { name: 'g', arguments: ' ' } },
    );
    expect(found.texts).toEqual({ '0/tool_call/0': '{"x":1}', '0/tool_call/0+1': '{} ' });
    const calls = found.names.filter((name) => !name.includes('_name'));
    expect(calls).toEqual(['0/tool_call/0 f', '0/tool_call/0+1 g']);
  });

  it('stay one where the id comes late or again', () => {
    const found = texts(
      { index: 0, function: { name: 'f', arguments: '1' } },
      { index: 0, id: 'a', function: { name: 'f', arguments: '2' } },
      { index: 0, id: 'a', function: { arguments: '3' } },
    );
    expect(found.texts).toEqual({ '0/tool_call/0': '123' });
  });
});

describe('text after a finish', () => {
  it('is another string, since the first is over', () => {
    const chunk = (delta: object, finish: string | null): string =>
      `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    const stream = chunk({ content: 'a' }, null) + chunk({ content: 'b' }, 'stop') + chunk({ content: 'c' }, 'stop');
    const frames = framesOf(openaiChat, [Buffer.from(stream)]);
    expect(channelTexts(frames)).toEqual({ '0/text': 'ab', '0+1/text': 'c' });
    expect(frames.map((frame) => frame.closes)).toEqual([undefined, ['0/text'], ['0+1/text']]);
    expect(frames.flatMap((frame) => frame.finish ?? [])).toEqual(['stop']);
    expect(frames.map((frame) => frame.unread)).toEqual([undefined, undefined, { 'after-finish': 1 }]);
  });
});

describe('bytes that are nothing', () => {
  it.each(fixtures)('$file: any bytes come out again, and nothing is thrown', ({ dialect }) => {
    const line = fc.oneof(
      fc.string(),
      fc.json().map((json) => `data: ${json}`),
      fc.constantFrom('data: [DONE]', ': x', 'event: error', 'data: {"choices":[{"delta":5}]}', 'data: {"choices":{}}'),
      fc.constantFrom('data: {"type":"content_block_delta","delta":{"type":"text_delta"}}', 'data: {"usage":null}'),
      fc.constantFrom('data: {"type":"response.output_item.done","item":{"type":"mcp_call","output":[1,null,{}]}}'),
    );
    fc.assert(
      fc.property(fc.array(line), fc.constantFrom('\n', '\n\n', '\r\n\r\n', '\r'), (lines, end) => {
        const bytes = Buffer.from(lines.join(end));
        const out = framesOf(dialect, [bytes.subarray(0, 7), bytes.subarray(7)]).map((frame) => frame.bytes);
        expect(Buffer.concat(out).equals(bytes)).toBe(true);
      }),
    );
  });
});
