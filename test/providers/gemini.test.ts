import { GoogleGenAI } from '@google/genai';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { Unreadable } from '../../core/dialect.ts';
import { gemini } from '../../providers/dialects/gemini.ts';
import { geminiUsage } from '../../providers/tokens.ts';
import { bytesOf, checkPaths, framesOf, refusalOf } from './frames.ts';

const message = 'Refused by policy "p".';
const url = (method: string, path = '/v1beta/models/gemini-x') => new URL(`https://host${path}:${method}`);
const decode = (body: unknown, method = 'generateContent', operation: 'chat' | 'count_tokens' = 'chat') =>
  gemini.decode(body, { url: url(method), method: 'POST' }, operation);

/** The real client, whose every call is answered with this. */
const fetched = vi.spyOn(globalThis, 'fetch');
afterAll(() => fetched.mockRestore());
function answered(status: number, type: string, body: Uint8Array | string) {
  fetched.mockReset();
  fetched.mockImplementation(
    async () => new Response(Buffer.from(body), { status, headers: { 'content-type': type } }),
  );
  return new GoogleGenAI({ apiKey: 'none' }).models;
}
const asked = { model: 'gemini-x', contents: 'hi' };

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const parts: T[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

describe('requests', () => {
  const body = {
    system_instruction: { parts: [{ text: 'sys' }] },
    contents: [
      { role: 'user', parts: [{ text: 'look' }, { inlineData: { mimeType: 'image/png', data: 'AA' } }] },
      { parts: [{ file_data: { mime_type: 'application/pdf', file_uri: 'gs://x' } }] },
      {
        role: 'model',
        parts: [
          { text: 'hm', thought: true, thoughtSignature: 'c2ln' },
          { functionCall: { name: 'f', args: { deep: ['leaf', 3] } }, thoughtSignature: 'c2ln' },
          { function_call: { name: 'g' } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'f', response: { result: 'one' } } },
          { function_response: { name: 'g', response: { result: ['two'] } } },
        ],
      },
      { role: 'user', parts: [{ hologram: 'beam' }] },
    ],
    tools: [{ functionDeclarations: [{ name: 'f', description: 'not scanned' }, { name: 'g' }] }, { googleSearch: {} }],
    generationConfig: {
      maxOutputTokens: 9,
      topK: 3,
      candidateCount: 2,
      stopSequences: ['S'],
      responseMimeType: 'application/json',
    },
  };

  it('are read in full, in both spellings', () => {
    const call = decode(body);
    expect(call.segments.map(({ role, kind, name, text }) => [role, kind, name, text])).toEqual([
      ['system', 'text', undefined, 'sys'],
      ['user', 'text', undefined, 'look'],
      ['assistant', 'reasoning', undefined, 'hm'],
      ['assistant', 'tool_call', 'f', 'leaf'],
      ['assistant', 'tool_call', 'g', ''],
      ['tool', 'tool_result', 'f', 'one'],
      ['tool', 'tool_result', 'g', 'two'],
    ]);
    checkPaths(body, call);
    expect(call).toMatchObject({
      model: 'gemini-x',
      stream: false,
      messages: 5,
      tools: 3,
      unread: { image: 1, file: 1, other: 1 },
      params: { maxTokens: 9, topK: 3, choiceCount: 2, stopSequences: ['S'], outputType: 'json' },
    });
  });

  it('tell the model and the stream in their path, however it is written', () => {
    expect(decode({ contents: [] }, 'streamGenerateContent?alt=sse').stream).toBe(true);
    const vertex = '/v1/projects/p/locations/l/publishers/google/models/gemini-2.5-pro';
    for (const path of [':streamGenerateContent', '%3AstreamGenerateContent', ':STREAMgenerateContent']) {
      const call = gemini.decode(
        { contents: [] },
        { url: new URL(`https://host${vertex}${path}`), method: 'POST' },
        'chat',
      );
      expect(call).toMatchObject({ model: 'gemini-2.5-pro', stream: true });
    }
  });

  it('to count may hold a whole request', () => {
    const inner = { generateContentRequest: { contents: [{ parts: [{ text: 'in it' }] }] } };
    const call = decode(inner, 'countTokens', 'count_tokens');
    expect(call.segments.map(({ text }) => text)).toEqual(['in it']);
    checkPaths(inner, call);
  });

  it.each([
    ['x', 'the body'],
    [{ contents: 'x' }, 'contents'],
    [{ contents: [7] }, 'contents[0]'],
    [{ contents: [{ parts: 7 }] }, 'contents[0].parts'],
    [{ contents: [{ parts: [7] }] }, 'contents[0].parts[0]'],
    [{ contents: [{ parts: [{ text: 7 }] }] }, 'contents[0].parts[0].text'],
  ])('%j is unreadable', (wrong, place) => {
    expect(() => decode(wrong)).toThrow(Unreadable);
    expect(() => decode(wrong)).toThrow(place);
  });
});

describe('refusals', () => {
  it("are the client's own typed error, of one hit", async () => {
    const { status, body } = gemini.refuse(refusalOf({ shape: 'error' }));
    const models = answered(status, 'application/json', body);
    await expect(models.generateContent(asked)).rejects.toMatchObject({ name: 'ApiError', status: 400 });
    await expect(models.generateContentStream(asked)).rejects.toThrow('content_policy_violation');
    expect(fetched).toHaveBeenCalledTimes(2);
    expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({
      error: { code: 400, message, status: 'INVALID_ARGUMENT', details: [{ reason: 'content_policy_violation' }] },
    });
    expect(gemini.refuse(refusalOf({ operation: 'count_tokens' })).status).toBe(400);
  });

  it('as a completion', async () => {
    const whole = answered(200, 'application/json', gemini.refuse(refusalOf({})).body);
    expect(await whole.generateContent(asked)).toMatchObject({
      text: message,
      candidates: [{ finishReason: 'SAFETY' }],
    });
    const streamed = answered(200, 'text/event-stream', gemini.refuse(refusalOf({ stream: true })).body);
    const chunks = await all(await streamed.generateContentStream(asked));
    expect(chunks.map((chunk) => chunk.text)).toEqual([message]);
  });

  it('a stream cut after any number of events ends as a filtered one', async () => {
    const bytes = bytesOf('gemini/parts.sse');
    const count = framesOf(gemini, [bytes]).length;
    for (let letGo = 0; letGo < count; letGo++) {
      const decoder = gemini.decoder();
      const frames = [...decoder.push(bytes), ...decoder.end()].slice(0, letGo);
      const cut = decoder.cut(frames.at(-1), refusalOf({ stream: true }));
      const models = answered(200, 'text/event-stream', Buffer.concat([...frames.map((frame) => frame.bytes), cut]));
      const chunks = await all(await models.generateContentStream(asked));
      expect(chunks).toHaveLength(letGo + 1);
      expect(chunks.at(-1)?.candidates?.[0]).toMatchObject({ finishReason: 'SAFETY', index: 0 });
    }
  });

  it('a whole answer keeps identity and usage, and no other text', () => {
    const body = {
      candidates: [{ content: { parts: [{ text: 'secret' }] }, groundingMetadata: { webSearchQueries: ['secret'] } }],
      promptFeedback: { blockReasonMessage: 'secret' },
      usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 4 },
      modelVersion: 'gemini-x',
      responseId: 'r9',
    };
    const filtered = gemini.filter(body, refusalOf({}));
    expect(filtered).not.toContain('secret');
    expect(gemini.read(JSON.parse(filtered))).toMatchObject({
      id: 'r9',
      model: 'gemini-x',
      finish: ['SAFETY'],
      usage: { input: 3, output: 4 },
      segments: [{ text: message }],
    });
  });
});

it('usage is told in disjoint buckets', () => {
  const told = {
    promptTokenCount: 100,
    cachedContentTokenCount: 40,
    candidatesTokenCount: 20,
    thoughtsTokenCount: 7,
    toolUsePromptTokenCount: 5,
    promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 30 }],
    cacheTokensDetails: [{ modality: 'AUDIO', tokenCount: 10 }],
    candidatesTokensDetails: [{ modality: 'AUDIO', tokenCount: 8 }],
  };
  expect(geminiUsage(told)).toMatchObject({
    ...{ input: 45, cacheRead: 30, audioInput: 20, audioCacheRead: 10 },
    ...{ output: 12, audioOutput: 8, reasoning: 7 },
  });
  expect(geminiUsage({ trafficType: 'ON_DEMAND' })).toMatchObject({ input: 0, output: 0 });
});

it('a reason to stop in every event ends no string', () => {
  const event = (text: string): string =>
    `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text }] }, finishReason: 'STOP', index: 0 }] })}\n\n`;
  const frames = framesOf(gemini, [Buffer.from(event('ann@exam') + event('ple.com'))]);
  expect(frames.map(({ closes, unread, finish }) => [closes, unread, finish])).toEqual([
    [undefined, undefined, ['STOP']],
    [undefined, undefined, undefined],
  ]);
  expect(new Set(frames.flatMap(({ segments }) => segments.map(({ channel }) => channel)))).toEqual(
    new Set(['0/text']),
  );
});

it('log probabilities are void where the text was masked, and read where they say another', () => {
  const candidate = { content: { parts: [{ text: 'ann' }] }, logprobsResult: { chosenCandidates: [{ token: 'ann' }] } };
  const source = JSON.stringify({ candidates: [candidate] });
  const path = ['candidates', 0, 'content', 'parts', 0, 'text'];
  const masked = gemini.rewrite(source, [{ path, start: 0, end: 3, replacement: '<NAME_1>' }]);
  expect(JSON.parse(masked)).toEqual({
    candidates: [{ content: { parts: [{ text: '<NAME_1>' }] }, logprobsResult: {} }],
  });
  const other = { ...candidate, logprobsResult: { chosenCandidates: [{ token: 'bob' }] } };
  expect(gemini.read({ candidates: [other] }).segments.map(({ text }) => text)).toEqual(['ann', 'bob']);
});

it('a stream that is no stream of events is a list, and is said to be unread', () => {
  expect(gemini.read([{ candidates: [] }]).unread).toEqual({ unreadable: 1 });
});
