import type { Said } from '../../contract/speech.ts';
import { ollamaChat } from '../../contract/speech-ollama.ts';
import type { Json, StrandOf, Wire } from './route.ts';

const model = 'qwen3';
const request = (message: Json): Json => ({ model, messages: [{ role: 'user', content: 'Go on.' }, message] });
const said = (kind: Said['kind'], pieces: readonly string[]): Said[] => [{ kind, pieces }];
const wholeOf = (kind: Said['kind'], text: string): Json => JSON.parse(ollamaChat.whole(said(kind, [text]))) as Json;
const source = (text: string): string => JSON.stringify({ to: text });

const strands: StrandOf[] = [
  {
    strand: 'text',
    input: { body: (text) => request({ role: 'user', content: text }), at: 'messages.1.content' },
    whole: { body: (text) => wholeOf('text', text), at: 'message.content' },
    stream: { body: (pieces) => ollamaChat.stream(said('text', pieces)), at: 'message.content' },
  },
  {
    strand: 'reasoning',
    input: {
      body: (text) => request({ role: 'assistant', content: 'Yes.', thinking: text }),
      at: 'messages.1.thinking',
    },
    whole: { body: (text) => wholeOf('reasoning', text), at: 'message.thinking' },
    // The refusal of a stream that said nothing is its text.
    stream: { body: (pieces) => ollamaChat.stream(said('reasoning', pieces)), at: 'message.thinking' },
  },
  {
    strand: 'tool_call',
    input: {
      body: (text) =>
        request({
          role: 'assistant',
          content: '',
          tool_calls: [{ function: { name: 'act', arguments: { to: text } } }],
        }),
      at: 'messages.1.tool_calls.0.function.arguments.to',
    },
    whole: { body: (text) => wholeOf('tool', source(text)), at: 'message.tool_calls.0.function.arguments.to' },
    stream: {
      body: (pieces) => ollamaChat.stream(said('tool', [source(pieces.join(''))])),
      at: 'message.tool_calls.0.function.arguments.to',
    },
  },
  {
    strand: 'tool_result',
    input: { body: (text) => request({ role: 'tool', tool_name: 'act', content: text }), at: 'messages.1.content' },
  },
];

export const ollama: Wire = {
  dialect: 'ollama-chat',
  provider: 'ollama',
  path: '/api/chat',
  asked: (streamed) => ollamaChat.request('Go on.', streamed),
  plainAnswer: ollamaChat.whole(said('text', ['Yes.'])),
  strands,
};

export const ollamaVectors: Wire = {
  dialect: 'ollama-embeddings',
  provider: 'ollama',
  path: '/api/embed',
  asked: () => ({ model: 'nomic-embed-text', input: 'Go on.' }),
  plainAnswer: JSON.stringify({ model: 'nomic-embed-text', embeddings: [[0.5, 0.25]], prompt_eval_count: 2 }),
  strands: [{ strand: 'text', input: { body: (text) => ({ model: 'nomic-embed-text', input: text }), at: 'input' } }],
};
