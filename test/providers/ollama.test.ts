import { Ollama } from 'ollama';
import { describe, expect, it, vi } from 'vitest';
import { Unreadable } from '../../core/dialect.ts';
import { ollamaChat } from '../../providers/dialects/ollama-chat.ts';
import { ollamaEmbeddings } from '../../providers/dialects/ollama-embeddings.ts';
import { bytesOf, checkPaths, decode, framesOf, refusalOf } from './frames.ts';

const message = 'Refused by policy "p".';
const messages = [{ role: 'user', content: 'hi' }];

/** The real client, whose every call is answered with this. */
function answered(status: number, type: string, body: Uint8Array | string) {
  let calls = 0;
  const fetch = async (): Promise<Response> => {
    calls++;
    return new Response(Buffer.from(body), { status, headers: { 'content-type': type } });
  };
  return { client: new Ollama({ fetch }), calls: () => calls };
}

const answering = ({ status, headers, body }: ReturnType<typeof ollamaChat.refuse>) =>
  answered(status, headers.find(([name]) => name === 'content-type')?.[1] ?? '', body);

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const parts: T[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

describe('requests', () => {
  const body = {
    model: 'qwen3',
    think: 'high',
    format: { type: 'object', description: 'not scanned' },
    options: { num_predict: 9, temperature: 0.5, top_k: 3, top_p: 0.9, seed: 7, stop: ['S'] },
    tools: [{ type: 'function', function: { name: 'f', description: 'not scanned' } }],
    messages: [
      { role: 'system', content: 'sys' },
      { role: 'user', content: 'look', images: ['AAAA', 'BBBB'] },
      {
        role: 'assistant',
        content: '',
        thinking: 'hm',
        tool_calls: [
          { function: { name: 'f', arguments: { deep: ['leaf', 3], n: null } } },
          { function: { name: 'g', arguments: {} } },
          { function: { name: 'h', arguments: '{"a":"source"}' } },
        ],
      },
      { role: 'tool', tool_name: 'f', content: 'result' },
      { role: 'stranger', content: 'who' },
    ],
  };

  it('of chat are read in full, and stream unless they are told not to', () => {
    const call = decode(ollamaChat, body);
    expect(call.segments.map(({ role, kind, name, text }) => [role, kind, name, text])).toEqual([
      ['system', 'text', undefined, 'sys'],
      ['user', 'text', undefined, 'look'],
      ['assistant', 'reasoning', undefined, 'hm'],
      ['assistant', 'tool_call', 'f', 'leaf'],
      ['assistant', 'tool_call', 'g', ''],
      ['assistant', 'tool_call', 'h', '{"a":"source"}'],
      ['tool', 'tool_result', 'f', 'result'],
      ['user', 'text', undefined, 'who'],
    ]);
    checkPaths(body, call);
    expect(call).toMatchObject({
      stream: true,
      messages: 5,
      tools: 1,
      unread: { image: 2 },
      params: { maxTokens: 9, temperature: 0.5, topK: 3, topP: 0.9, seed: 7, stopSequences: ['S'], outputType: 'json' },
    });
    expect(call.params.reasoningLevel).toBe('high');
    expect(decode(ollamaChat, { ...body, stream: null }).stream).toBe(true);
    expect(decode(ollamaChat, { ...body, stream: false }).stream).toBe(false);
    // What loads a model.
    expect(decode(ollamaChat, { model: 'qwen3' })).toMatchObject({ messages: 0, segments: [] });
  });

  it('of generate are read with what goes round the prompt', () => {
    const asked = {
      model: 'm',
      prompt: 'p',
      suffix: 'after',
      system: 's',
      template: 't',
      context: [1, 2],
      images: ['A'],
    };
    const call = decode(ollamaChat, asked, 'text_completion');
    expect(call.segments.map(({ role, text }) => `${role} ${text}`)).toEqual([
      'system s',
      'system t',
      'user p',
      'user after',
    ]);
    checkPaths(asked, call);
    expect(call).toMatchObject({ stream: true, unread: { image: 1, tokens: 1 } });
    // The caller's own memory stays when its prompt is masked.
    const source = '{"prompt":"ann","context":[1,2],"logprobs":true}';
    const edits = [{ path: ['prompt'], start: 0, end: 3, replacement: '<EMAIL_1>' }];
    expect(ollamaChat.rewrite(source, edits)).toBe('{"prompt":"<EMAIL_1>","context":[1,2],"logprobs":true}');
  });

  it.each([
    ['x', 'the body'],
    [{ messages: {} }, 'messages'],
    [{ messages: [7] }, 'messages[0]'],
    [{ messages: [{ content: 7 }] }, 'messages[0].content'],
    [{ messages: [{ thinking: [] }] }, 'messages[0].thinking'],
    [{ messages: [{ tool_calls: {} }] }, 'messages[0].tool_calls'],
    [{ messages: [{ tool_calls: [{}] }] }, 'messages[0].tool_calls[0]'],
  ])('%j is unreadable', (wrong, place) => {
    expect(() => decode(ollamaChat, wrong)).toThrow(Unreadable);
    expect(() => decode(ollamaChat, wrong)).toThrow(place);
    expect(() => decode(ollamaChat, { prompt: 7 }, 'text_completion')).toThrow('prompt');
  });

  it('of embeddings, of both makes', () => {
    const texts = (asked: object) => decode(ollamaEmbeddings, asked, 'embeddings').segments.map(({ text }) => text);
    expect(texts({ model: 'm', input: ['one', 'two'] })).toEqual(['one', 'two']);
    expect(texts({ model: 'm', prompt: 'one' })).toEqual(['one']);
    const said = { model: 'm', embeddings: [[0.1]], prompt_eval_count: 8 };
    expect(ollamaEmbeddings.read(said)).toMatchObject({ model: 'm', usage: { input: 8, output: 0 } });
    expect(ollamaEmbeddings.read({ embedding: [0.1] }).usage).toBeUndefined();
  });

  it('a key in another case would be read by the server', () => {
    const source = '{"messages":[{"role":"user","content":"hi","Content":"other"}]}';
    expect(ollamaChat.doubt(source, JSON.parse(source))).toBe('key-case');
    const template = '{"prompt":"hi","Template":"other"}';
    expect(ollamaChat.doubt(template, JSON.parse(template))).toBe('key-case');
  });
});

describe('refusals', () => {
  it("are the client's own typed error, of one hit", async () => {
    for (const stream of [false, true]) {
      const { client, calls } = answering(ollamaChat.refuse(refusalOf({ shape: 'error', stream })));
      const asked = stream ? client.chat({ model: 'm', messages, stream }) : client.chat({ model: 'm', messages });
      await expect(asked).rejects.toMatchObject({ name: 'ResponseError', error: message, status_code: 400 });
      expect(calls()).toBe(1);
    }
    const vectors = answering(ollamaEmbeddings.refuse(refusalOf({ operation: 'embeddings' })));
    await expect(vectors.client.embed({ model: 'm', input: 'x' })).rejects.toMatchObject({ status_code: 400 });
  });

  it('as a completion, of chat and of generate', async () => {
    const ended = { done: true, done_reason: 'content_filter' };
    const chat = await answering(ollamaChat.refuse(refusalOf({}))).client.chat({ model: 'm', messages });
    expect(chat).toMatchObject({ message: { role: 'assistant', content: message }, ...ended });
    const streamed = answering(ollamaChat.refuse(refusalOf({ stream: true })));
    const lines = await all(await streamed.client.chat({ model: 'm', messages, stream: true }));
    expect(lines.map((line) => line.message.content)).toEqual([message, '']);
    expect(lines.at(-1)).toMatchObject(ended);
    const operation = 'text_completion';
    const generated = answering(ollamaChat.refuse(refusalOf({ operation, stream: true })));
    const parts = await all(await generated.client.generate({ model: 'm', prompt: 'x', stream: true }));
    expect(parts.map(({ response }) => response).join('')).toBe(message);
    const whole = answering(ollamaChat.refuse(refusalOf({ operation })));
    expect(await whole.client.generate({ model: 'm', prompt: 'x' })).toMatchObject({ response: message, ...ended });
  });

  it.each(['chat', 'generate'])('a stream of %s cut after any number of lines ends as it would', async (name) => {
    const bytes = bytesOf(`ollama-chat/${name}.ndjson`);
    const operation = name === 'chat' ? 'chat' : 'text_completion';
    const count = framesOf(ollamaChat, [bytes]).length;
    // Of a blank line.
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    for (let letGo = 0; letGo <= count; letGo++) {
      const decoder = ollamaChat.decoder();
      const frames = [...decoder.push(bytes), ...decoder.end()].slice(0, letGo);
      const end = decoder.cut(frames.at(-1), refusalOf({ stream: true, operation }));
      const body = Buffer.concat([...frames.map((frame) => frame.bytes), end]);
      const { client } = answered(200, 'application/x-ndjson', body);
      const last =
        name === 'chat'
          ? (await all(await client.chat({ model: 'm', messages, stream: true }))).at(-1)
          : (await all(await client.generate({ model: 'm', prompt: 'x', stream: true }))).at(-1);
      const own = name === 'chat' ? 'stop' : 'length';
      expect(last).toMatchObject({ done: true, done_reason: letGo === count ? own : 'content_filter' });
      expect(framesOf(ollamaChat, [body]).filter((frame) => frame.closes === true)).toHaveLength(1);
      expect(framesOf(ollamaChat, [body]).every((frame) => frame.unread === undefined)).toBe(true);
    }
    warned.mockRestore();
  });

  it('a line that had no end is ended first', () => {
    const decoder = ollamaChat.decoder();
    decoder.push(Buffer.from('{"model":"m","message":{"content":"a"},"done":false}'));
    const [frame] = decoder.end();
    expect(Buffer.from(decoder.cut(frame, refusalOf({ stream: true }))).toString()).toMatch(/^\n\{"model":"m",.*\}\n$/);
  });

  it('a whole answer keeps model and counts, and no other text', () => {
    const counts = { prompt_eval_count: 3, eval_count: 4 };
    const said = { role: 'assistant', content: 'secret', thinking: 'secret', tool_calls: [] };
    const chat = ollamaChat.filter(
      { model: 'm', message: said, done: true, logprobs: ['secret'], ...counts },
      refusalOf({}),
    );
    expect(chat).not.toContain('secret');
    expect(ollamaChat.read(JSON.parse(chat))).toMatchObject({
      model: 'm',
      finish: ['content_filter'],
      usage: { input: 3, output: 4 },
      segments: [{ text: message }],
    });
    const generated = ollamaChat.filter({ response: 'secret', thinking: 'secret', context: [1] }, refusalOf({}));
    expect(JSON.parse(generated)).toEqual({ response: message, done: true, done_reason: 'content_filter' });
    expect(JSON.parse(ollamaChat.filter([], refusalOf({})))).toMatchObject({ error: message });
  });
});

describe('what spells an answer out once more', () => {
  const line = (response: string, more: object = {}): string =>
    `${JSON.stringify({ model: 'm', response, done: false, ...more })}\n`;
  const stream = [line('Write to ann@'), line('example.com', { logprobs: [{ token: 'example.com', logprob: -1 }] })];

  it('is void in a whole answer that was masked', () => {
    const source = JSON.stringify({ response: 'to ann', logprobs: [{ token: 'to ann' }], context: [7, 8], done: true });
    const edits = [{ path: ['response'], start: 3, end: 6, replacement: '<EMAIL_1>' }];
    expect(JSON.parse(ollamaChat.rewrite(source, edits))).toEqual({
      response: 'to <EMAIL_1>',
      logprobs: null,
      context: [],
      done: true,
    });
  });

  it('is told again with the numbers of its tokens, so that a policy can make them void', () => {
    const bytes = Buffer.from([...stream, line('', { done: true, context: [7, 8] })].join(''));
    const decoder = ollamaChat.decoder();
    const frames = [...decoder.push(bytes), ...decoder.end()];
    const last = frames.at(-1)!;
    expect(last.segments).toMatchObject([{ channel: '0/text', text: 'Write to ann@example.com', cumulative: true }]);
    const masked = decoder.rewrite(last, [{ segment: 0, text: 'Write to <EMAIL_1>' }]);
    expect(JSON.parse(Buffer.from(masked).toString())).toEqual({ model: 'm', response: '', done: true, context: [] });
    expect(Buffer.from(decoder.rewrite(last, [])).equals(last.bytes)).toBe(true);
    const second = frames[1]!;
    expect(Buffer.from(decoder.rewrite(second, [{ segment: 0, text: 'x' }])).toString()).toContain('"logprobs":null');
  });

  it('of an answer too long to be kept is counted as unread', () => {
    const long = line('x'.repeat(600_000));
    const frames = framesOf(ollamaChat, [Buffer.from(`${long}${long}${line('', { done: true, context: [7] })}`)]);
    expect(frames.map(({ unread }) => unread)).toEqual([undefined, undefined, { tokens: 1 }]);
  });
});

it('text after the last line is another matter, and said so', () => {
  const lines = [
    { model: 'm', message: { content: 'a' }, done: true, done_reason: 'stop' },
    { model: 'm', message: { content: 'b' }, done: false },
  ];
  const frames = framesOf(ollamaChat, [Buffer.from(lines.map((each) => JSON.stringify(each)).join('\n'))]);
  expect(frames.map(({ unread }) => unread)).toEqual([undefined, { 'after-finish': 1 }]);
});

it('words at keys that nobody knows are counted', () => {
  const said = {
    model: 'm',
    message: { content: 'a', of_tomorrow: 'words' },
    _debug_info: { rendered_template: 'all' },
  };
  expect(ollamaChat.read(said).unread).toEqual({ other: 2 });
  expect(ollamaChat.read({ ...said, message: { content: 'a' }, _debug_info: undefined, image: 'AAAA' }).unread).toEqual(
    {
      image: 1,
    },
  );
});
