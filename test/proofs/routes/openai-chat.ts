import { openaiChat, openaiCompletions } from '../../contract/speech.ts';
import { type Json, type StrandOf, unnamed, type Wire } from './route.ts';

const model = 'gpt-4o';
const user = { role: 'user', content: 'Go on.' };
const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };

const request = (message: Json): Json => ({ model, messages: [user, message] });
const answer = (message: Json): Json => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model,
  choices: [{ index: 0, message: { role: 'assistant', content: null, ...message }, finish_reason: 'stop' }],
  usage,
});
const chunk = (delta: Json, finish: string | null = null): Json => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model,
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const stream = (...deltas: readonly Json[]): string =>
  `${unnamed([chunk({ role: 'assistant', content: '' }), ...deltas.map((delta) => chunk(delta)), chunk({}, 'stop')])}data: [DONE]\n\n`;

const call = (text: string): Json => ({
  id: 'call_1',
  type: 'function',
  function: { name: 'act', arguments: JSON.stringify({ to: text }) },
});
const source = (title: string): Json => ({
  type: 'url_citation',
  url_citation: { url: 'https://docs.test', title, start_index: 0, end_index: 1 },
});

const strands: StrandOf[] = [
  {
    strand: 'text',
    input: { body: (text) => request({ role: 'user', content: text }), at: 'messages.1.content' },
    whole: { body: (text) => answer({ content: text }), at: 'choices.0.message.content' },
    stream: { body: (pieces) => stream(...pieces.map((content) => ({ content }))), at: 'choices.0.delta.content' },
  },
  {
    strand: 'reasoning',
    input: {
      body: (text) => request({ role: 'assistant', content: 'Yes.', reasoning_content: text }),
      at: 'messages.1.reasoning_content',
    },
    whole: { body: (text) => answer({ reasoning_content: text }), at: 'choices.0.message.reasoning_content' },
    stream: {
      body: (pieces) => stream(...pieces.map((piece) => ({ reasoning_content: piece }))),
      at: 'choices.0.delta.reasoning_content',
    },
  },
  {
    strand: 'refusal',
    input: { body: (text) => request({ role: 'assistant', refusal: text }), at: 'messages.1.refusal' },
    whole: { body: (text) => answer({ refusal: text }), at: 'choices.0.message.refusal' },
    stream: { body: (pieces) => stream(...pieces.map((refusal) => ({ refusal }))), at: 'choices.0.delta.refusal' },
  },
  {
    strand: 'tool_call',
    input: {
      body: (text) => request({ role: 'assistant', content: null, tool_calls: [call(text)] }),
      at: 'messages.1.tool_calls.0.function.arguments',
    },
    whole: {
      body: (text) => answer({ tool_calls: [call(text)] }),
      at: 'choices.0.message.tool_calls.0.function.arguments',
    },
    stream: {
      body: (pieces) =>
        stream(
          { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'act', arguments: '' } }] },
          ...['{"to":"', ...pieces, '"}'].map((piece) => ({
            tool_calls: [{ index: 0, function: { arguments: piece } }],
          })),
        ),
      at: 'choices.0.delta.tool_calls.0.function.arguments',
    },
  },
  {
    strand: 'tool_result',
    input: {
      body: (text) => request({ role: 'tool', tool_call_id: 'call_1', content: text }),
      at: 'messages.1.content',
    },
    whole: {
      body: (text) => answer({ content: 'Done.', executed_tools: [{ index: 0, type: 'search', output: text }] }),
      at: 'choices.0.message.executed_tools.0.output',
    },
    stream: {
      body: (pieces) => stream({ executed_tools: [{ index: 0, type: 'search', output: pieces.join('') }] }),
      at: 'choices.0.delta.executed_tools.0.output',
    },
  },
  {
    strand: 'citation',
    input: {
      body: (text) => request({ role: 'assistant', content: 'Yes.', annotations: [source(text)] }),
      at: 'messages.1.annotations.0.url_citation.title',
    },
    whole: {
      body: (text) => answer({ content: 'Yes.', annotations: [source(text)] }),
      at: 'choices.0.message.annotations.0.url_citation.title',
    },
    stream: {
      body: (pieces) => stream({ content: 'Yes.' }, { annotations: [source(pieces.join(''))] }),
      at: 'choices.0.delta.annotations.0.url_citation.title',
    },
  },
];

export const chat: Wire = {
  dialect: 'openai-chat',
  provider: 'openai',
  path: '/v1/chat/completions',
  asked: (streamed) => openaiChat.request('Go on.', streamed),
  plainAnswer: JSON.stringify(answer({ content: 'Yes.' })),
  strands,
};

export const completions: Wire = {
  dialect: 'openai-completions',
  provider: 'openai',
  path: '/v1/completions',
  asked: (streamed) => openaiCompletions.request('Go on.', streamed),
  plainAnswer: openaiCompletions.whole([{ kind: 'text', pieces: ['Yes.'] }]),
  strands: [
    {
      strand: 'text',
      input: { body: (text) => openaiCompletions.request(text, false), at: 'prompt' },
      whole: {
        body: (text) => JSON.parse(openaiCompletions.whole([{ kind: 'text', pieces: [text] }])) as Json,
        at: 'choices.0.text',
      },
      stream: { body: (pieces) => openaiCompletions.stream([{ kind: 'text', pieces }]), at: 'choices.0.text' },
    },
  ],
};

export const embeddings: Wire = {
  dialect: 'openai-embeddings',
  provider: 'openai',
  path: '/v1/embeddings',
  asked: () => ({ model: 'text-embedding-3-small', input: 'Go on.' }),
  plainAnswer: JSON.stringify({
    object: 'list',
    data: [{ object: 'embedding', index: 0, embedding: [0.5, 0.25] }],
    model: 'text-embedding-3-small',
    usage: { prompt_tokens: 2, total_tokens: 2 },
  }),
  strands: [
    { strand: 'text', input: { body: (text) => ({ model: 'text-embedding-3-small', input: text }), at: 'input' } },
  ],
};
