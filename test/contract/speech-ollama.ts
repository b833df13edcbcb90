import type { Told, Tongue } from './calling.ts';
import type { Said, Speech } from './speech.ts';

type Json = Record<string, unknown>;
// Answers are read loosely here, as a caller's script would.
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the test is about
type Loose = any;

const counts = { total_duration: 9, load_duration: 1, prompt_eval_count: 11, eval_count: 7, eval_duration: 5 };
const line = (message: Json, more: Json = { done: false }): Json => ({
  model: 'qwen3-1',
  created_at: '2026-10-26T17:15:24.097767Z',
  message: { role: 'assistant', content: '', ...message },
  ...more,
});
const ended = { done: true, done_reason: 'stop', ...counts };
const linesOf = (lines: readonly Json[]): string => lines.map((each) => `${JSON.stringify(each)}\n`).join('');

/** An object, as servers send it; where it is none, its source as a text. */
function argumentsOf(source: string): unknown {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'object' && value !== null ? value : source;
  } catch {
    return source;
  }
}

const call = (name: string, source: string): Json => ({ function: { name, arguments: argumentsOf(source) } });

function messageOf(said: readonly Said[]): Json {
  const of = (kind: Said['kind']): string[] =>
    said.filter((each) => each.kind === kind).map((each) => each.pieces.join(''));
  const [thinking, tools] = [of('reasoning'), of('tool')];
  return {
    content: of('text').join(''),
    ...(thinking.length === 0 ? {} : { thinking: thinking.join('') }),
    ...(tools.length === 0 ? {} : { tool_calls: tools.map((source) => call('act', source)) }),
  };
}

/** Ollama's `/api/chat`: streamed unless it is told not to, a line of JSON for each piece, calls whole. */
export const ollamaChat: Speech = {
  dialect: 'ollama-chat',
  provider: 'ollama',
  path: '/api/chat',
  kinds: ['text', 'reasoning', 'tool'],
  lines: true,
  filtered: 'content_filter',
  request: (text, stream) => ({
    model: 'qwen3',
    messages: [{ role: 'user', content: text }],
    ...(stream ? {} : { stream }),
  }),
  whole: (said) => JSON.stringify(line(messageOf(said), ended)),
  stream(said) {
    const lines = said.flatMap(({ kind, pieces }) => {
      if (kind === 'tool') return [line({ tool_calls: [call('act', pieces.join(''))] })];
      return pieces.map((piece) => line(kind === 'text' ? { content: piece } : { thinking: piece }));
    });
    return linesOf([...lines, line({}, ended)]);
  },
  hear(body, stream) {
    const lines = (stream ? body.split('\n').filter((each) => each.trim() !== '') : [body]).map(
      (each) => JSON.parse(each) as Loose,
    );
    const heard = { text: '', reasoning: '', tool: '', finish: undefined as string | undefined };
    for (const { message, done_reason: finish } of lines) {
      heard.text += message?.content ?? '';
      heard.reasoning += message?.thinking ?? '';
      for (const { function: called } of message?.tool_calls ?? []) {
        heard.tool += typeof called.arguments === 'string' ? called.arguments : JSON.stringify(called.arguments);
      }
      heard.finish = finish ?? heard.finish;
    }
    return heard;
  },
};

const callOf = ({ name, pieces }: Told): Json => call(name, pieces.join(''));

/** The same with several tool calls. */
export const ollama: Tongue = {
  dialect: 'ollama-chat',
  provider: 'ollama',
  path: '/api/chat',
  choices: false,
  request: (stream) =>
    JSON.stringify({ model: 'qwen3', messages: [{ role: 'user', content: 'Act.' }], ...(stream ? {} : { stream }) }),
  whole(told) {
    const calls = told.filter(({ kind }) => kind === 'tool').map(callOf);
    const text = told.filter(({ kind }) => kind === 'text').flatMap(({ pieces }) => pieces);
    const message = { content: text.join(''), ...(calls.length === 0 ? {} : { tool_calls: calls }) };
    return JSON.stringify(line(message, ended));
  },
  stream(told) {
    const lines = told.flatMap((each) =>
      each.kind === 'tool' ? [line({ tool_calls: [callOf(each)] })] : each.pieces.map((content) => line({ content })),
    );
    return linesOf([...lines, line({}, ended)]);
  },
};
