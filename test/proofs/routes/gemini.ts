import type { Said } from '../../contract/speech.ts';
import { geminiSpeech } from '../../contract/speech-gemini.ts';
import { type Json, type StrandOf, unnamed, type Wire } from './route.ts';

const request = (role: string, part: Json): Json => ({
  contents: [
    { role: 'user', parts: [{ text: 'Go on.' }] },
    { role, parts: [part] },
  ],
});
const said = (kind: Said['kind'], pieces: readonly string[]): Said[] => [{ kind, pieces }];
const wholeOf = (kind: Said['kind'], text: string): Json => JSON.parse(geminiSpeech.whole(said(kind, [text]))) as Json;
const source = (text: string): string => JSON.stringify({ to: text });
const answer = (candidate: Json): Json => ({
  candidates: [{ finishReason: 'STOP', index: 0, ...candidate }],
  usageMetadata: { promptTokenCount: 11, candidatesTokenCount: 7, totalTokenCount: 18 },
  modelVersion: 'gemini-2.5-flash-1',
  responseId: 'resp1',
});
const withPart = (part: Json): Json => answer({ content: { parts: [part], role: 'model' } });
const ran = (output: string): Json => withPart({ codeExecutionResult: { outcome: 'OUTCOME_OK', output } });
const cited = (title: string): Json => ({
  ...answer({ content: { parts: [{ text: 'Yes.' }], role: 'model' } }),
  candidates: [
    {
      content: { parts: [{ text: 'Yes.' }], role: 'model' },
      groundingMetadata: { groundingChunks: [{ web: { uri: 'https://docs.test', title } }] },
      finishReason: 'STOP',
      index: 0,
    },
  ],
});
const part = 'candidates.0.content.parts.0';

const strands: StrandOf[] = [
  {
    strand: 'text',
    input: { body: (text) => request('user', { text }), at: 'contents.1.parts.0.text' },
    whole: { body: (text) => wholeOf('text', text), at: `${part}.text` },
    stream: { body: (pieces) => geminiSpeech.stream(said('text', pieces)), at: `${part}.text` },
  },
  {
    strand: 'reasoning',
    input: { body: (text) => request('model', { text, thought: true }), at: 'contents.1.parts.0.text' },
    whole: { body: (text) => wholeOf('reasoning', text), at: `${part}.text` },
    stream: { body: (pieces) => geminiSpeech.stream(said('reasoning', pieces)), at: `${part}.text` },
  },
  {
    strand: 'tool_call',
    input: {
      body: (text) => request('model', { functionCall: { name: 'act', args: { to: text } } }),
      at: 'contents.1.parts.0.functionCall.args.to',
    },
    whole: { body: (text) => wholeOf('tool', source(text)), at: `${part}.functionCall.args.to` },
    stream: {
      body: (pieces) => geminiSpeech.stream(said('tool', [source(pieces.join(''))])),
      at: `${part}.functionCall.args.to`,
    },
  },
  {
    strand: 'tool_result',
    input: {
      body: (text) => request('user', { functionResponse: { name: 'act', response: { result: text } } }),
      at: 'contents.1.parts.0.functionResponse.response.result',
    },
    whole: { body: ran, at: `${part}.codeExecutionResult.output` },
    stream: { body: (pieces) => unnamed([ran(pieces.join(''))]), at: `${part}.codeExecutionResult.output` },
  },
  {
    strand: 'citation',
    whole: { body: cited, at: 'candidates.0.groundingMetadata.groundingChunks.0.web.title' },
    stream: {
      body: (pieces) => unnamed([cited(pieces.join(''))]),
      at: 'candidates.0.groundingMetadata.groundingChunks.0.web.title',
    },
  },
];

export const googleWire: Wire = {
  dialect: 'gemini',
  provider: 'google',
  path: geminiSpeech.path,
  streamPath: geminiSpeech.streamPath as string,
  asked: (streamed) => geminiSpeech.request('Go on.', streamed),
  plainAnswer: geminiSpeech.whole(said('text', ['Yes.'])),
  strands,
};
