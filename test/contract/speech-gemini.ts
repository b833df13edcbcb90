import type { Told, Tongue } from './calling.ts';
import type { Said, Speech } from './speech.ts';

type Json = Record<string, unknown>;
// Answers are read loosely here, as a caller's script would.
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the test is about
type Loose = any;

const head = { modelVersion: 'gemini-2.5-flash-1', responseId: 'resp1' };
const usageMetadata = { promptTokenCount: 11, candidatesTokenCount: 7, totalTokenCount: 18 };
const chunk = (parts: readonly Json[], finish?: string): Json => ({
  candidates: [
    { content: { parts, role: 'model' }, ...(finish === undefined ? {} : { finishReason: finish }), index: 0 },
  ],
  usageMetadata,
  ...head,
});
const eventsOf = (chunks: readonly Json[]): string =>
  chunks.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('');

/** An object, as Google sends it; source that is none is a text in one. */
function argumentsOf(source: string): unknown {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { source };
  } catch {
    return { source };
  }
}

const callPart = (name: string, source: string): Json => ({ functionCall: { name, args: argumentsOf(source) } });
const partOf = ({ kind, pieces }: Said): Json => {
  const text = pieces.join('');
  if (kind === 'tool') return callPart('act', text);
  return kind === 'text' ? { text } : { text, thought: true };
};

/** Google's `generateContent`: a stream of answers with the next pieces in them, calls whole. */
export const geminiSpeech: Speech = {
  dialect: 'gemini',
  provider: 'google',
  path: '/v1beta/models/gemini-2.5-flash:generateContent',
  streamPath: '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse',
  kinds: ['text', 'reasoning', 'tool'],
  filtered: 'SAFETY',
  request: (text) => ({ contents: [{ role: 'user', parts: [{ text }] }] }),
  whole: (said) => JSON.stringify(chunk(said.map(partOf), 'STOP')),
  stream(said) {
    const chunks = said.flatMap((each) =>
      each.kind === 'tool'
        ? [chunk([partOf(each)])]
        : each.pieces.map((piece) => chunk([partOf({ ...each, pieces: [piece] })])),
    );
    return eventsOf([...chunks, chunk([{ text: '' }], 'STOP')]);
  },
  hear(body, stream) {
    const chunks = (
      stream
        ? body
            .split(/\r\n|\n/)
            .filter((line) => line.startsWith('data: '))
            .map((line) => line.slice(6))
        : [body]
    ).map((each) => JSON.parse(each) as Loose);
    const heard = { text: '', reasoning: '', tool: '', finish: undefined as string | undefined };
    for (const { candidates } of chunks) {
      for (const part of candidates?.[0]?.content?.parts ?? []) {
        if (part.functionCall !== undefined) {
          const { args } = part.functionCall;
          heard.tool +=
            typeof args.source === 'string' && Object.keys(args).length === 1 ? args.source : JSON.stringify(args);
        } else heard[part.thought === true ? 'reasoning' : 'text'] += part.text ?? '';
      }
      heard.finish = candidates?.[0]?.finishReason ?? heard.finish;
    }
    return heard;
  },
};

/** The same with several tool calls. */
export const google: Tongue = {
  dialect: 'gemini',
  provider: 'google',
  path: geminiSpeech.path,
  streamPath: geminiSpeech.streamPath as string,
  choices: false,
  request: () => JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'Act.' }] }] }),
  whole: (told) => JSON.stringify(chunk(told.map(toldPart), 'STOP')),
  stream(told) {
    const chunks = told.flatMap((each) =>
      each.kind === 'tool' ? [chunk([toldPart(each)])] : each.pieces.map((text) => chunk([{ text }])),
    );
    return eventsOf([...chunks, chunk([{ text: '' }], 'STOP')]);
  },
};

function toldPart({ kind, name, pieces }: Told): Json {
  return kind === 'tool' ? callPart(name, pieces.join('')) : { text: pieces.join('') };
}
