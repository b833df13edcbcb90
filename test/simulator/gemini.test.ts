import { GoogleGenAI } from '@google/genai';
import { beforeAll, describe, expect, test } from 'vitest';
import { simulated } from './simulated.ts';

const on = simulated();
let models: GoogleGenAI['models'];
beforeAll(() => {
  ({ models } = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: on.url } }));
});
const model = 'gemini-2.5-flash';
const functionDeclarations = [
  { name: 'get_weather', parametersJsonSchema: { type: 'object', properties: { city: { type: 'string' } } } },
];

describe('generateContent', () => {
  test('whole: text, counts, thoughts, calls, length', async () => {
    const answer = await models.generateContent({ model, contents: 'echo: good morning' });
    expect(answer.text).toBe('good morning');
    expect(answer).toMatchObject({
      modelVersion: model,
      candidates: [{ finishReason: 'STOP' }],
      usageMetadata: { candidatesTokenCount: 3 },
    });
    const thinkingConfig = { includeThoughts: true };
    const thought = await models.generateContent({ model, contents: 'hi', config: { thinkingConfig } });
    expect(thought.candidates?.[0]?.content?.parts?.[0]).toMatchObject({ thought: true });
    expect(thought.usageMetadata?.thoughtsTokenCount).toBeGreaterThan(0);
    const tools = [{ functionDeclarations }];
    const called = await models.generateContent({ model, contents: 'call the tool', config: { tools } });
    expect(called.functionCalls).toMatchObject([{ name: 'get_weather', args: { city: 'Bern' } }]);
    const short = await models.generateContent({ model, contents: 'echo: 12345', config: { maxOutputTokens: 1 } });
    expect(short).toMatchObject({ text: '1234', candidates: [{ finishReason: 'MAX_TOKENS' }] });
  });

  test('streamed', async () => {
    let text = '';
    let finish: string | undefined;
    for await (const chunk of await models.generateContentStream({ model, contents: 'echo: a b c' })) {
      text += chunk.text ?? '';
      finish = chunk.candidates?.[0]?.finishReason ?? finish;
    }
    expect([text, finish]).toEqual(['a b c', 'STOP']);
  });

  test('counted', async () => {
    expect((await models.countTokens({ model, contents: '12345678' })).totalTokens).toBe(6);
  });
});

test("failures are the client's own, in midstream too", async () => {
  const none = models.generateContent({ model: 'no-such-model', contents: 'hi' });
  await expect(none).rejects.toMatchObject({ name: 'ApiError', status: 404 });
  const httpOptions = { headers: { 'x-simulate': 'error-in-stream=1' } };
  const stream = await models.generateContentStream({ model, contents: 'echo: a b c d', config: { httpOptions } });
  await expect(
    (async () => {
      for await (const _ of stream);
    })(),
  ).rejects.toMatchObject({ name: 'ApiError' });
});
