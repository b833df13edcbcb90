import { anthropicMessages, type Said } from '../../contract/speech.ts';
import { type Json, named, type StrandOf, type Wire } from './route.ts';

const model = 'claude-sonnet-4-5';
const request = (role: string, block: Json): Json => ({
  model,
  max_tokens: 100,
  messages: [
    { role: 'user', content: 'Go on.' },
    { role, content: [block] },
  ],
});
const said = (kind: Said['kind'], pieces: readonly string[]): Said[] => [{ kind, pieces }];
const wholeOf = (kind: Said['kind'], text: string): Json =>
  JSON.parse(anthropicMessages.whole(said(kind, [text]))) as Json;
const withBlock = (block: Json): Json => ({ ...wholeOf('text', 'Yes.'), content: [block] });

/** A stream of one block that begins, grows and stops. */
function streamOf(block: Json, deltas: readonly Json[]): string {
  const message = { ...withBlock(block), content: [], stop_reason: null };
  return named([
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: block },
    ...deltas.map((delta) => ({ type: 'content_block_delta', index: 0, delta })),
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: 7 },
    },
    { type: 'message_stop' },
  ]);
}

const source = (title: string): Json => ({
  type: 'char_location',
  cited_text: 'Yes',
  document_index: 0,
  document_title: title,
  start_char_index: 0,
  end_char_index: 3,
});
const ran = (text: string): Json => ({
  type: 'mcp_tool_result',
  tool_use_id: 'mcptoolu_1',
  is_error: false,
  content: [{ type: 'text', text }],
});
const call = (text: string): Json => ({ type: 'tool_use', id: 'toolu_1', name: 'act', input: { to: text } });

const strands: StrandOf[] = [
  {
    strand: 'text',
    input: { body: (text) => request('user', { type: 'text', text }), at: 'messages.1.content.0.text' },
    whole: { body: (text) => wholeOf('text', text), at: 'content.0.text' },
    stream: { body: (pieces) => anthropicMessages.stream(said('text', pieces)), at: 'delta.text' },
  },
  {
    strand: 'reasoning',
    input: {
      body: (text) => request('assistant', { type: 'thinking', thinking: text, signature: 'c2ln' }),
      at: 'messages.1.content.0.thinking',
    },
    whole: { body: (text) => wholeOf('reasoning', text), at: 'content.0.thinking' },
    stream: { body: (pieces) => anthropicMessages.stream(said('reasoning', pieces)), at: 'delta.thinking' },
  },
  {
    strand: 'tool_call',
    input: { body: (text) => request('assistant', call(text)), at: 'messages.1.content.0.input.to' },
    whole: { body: (text) => withBlock(call(text)), at: 'content.0.input.to' },
    stream: {
      body: (pieces) => anthropicMessages.stream(said('tool', ['{"to":"', ...pieces, '"}'])),
      at: 'delta.partial_json',
    },
  },
  {
    strand: 'tool_result',
    input: {
      body: (text) => request('user', { type: 'tool_result', tool_use_id: 'toolu_1', content: text }),
      at: 'messages.1.content.0.content',
    },
    whole: { body: (text) => withBlock(ran(text)), at: 'content.0.content.0.text' },
    stream: {
      body: (pieces) => streamOf(ran(pieces.join('')), []),
      at: 'content_block.content.0.text',
    },
  },
  {
    strand: 'citation',
    input: {
      body: (text) => request('assistant', { type: 'text', text: 'Yes.', citations: [source(text)] }),
      at: 'messages.1.content.0.citations.0.document_title',
    },
    whole: {
      body: (text) => withBlock({ type: 'text', text: 'Yes.', citations: [source(text)] }),
      at: 'content.0.citations.0.document_title',
    },
    stream: {
      body: (pieces) =>
        streamOf({ type: 'text', text: '', citations: [] }, [
          { type: 'text_delta', text: 'Yes.' },
          { type: 'citations_delta', citation: source(pieces.join('')) },
        ]),
      at: 'delta.citation.document_title',
    },
  },
];

export const messages: Wire = {
  dialect: 'anthropic-messages',
  provider: 'anthropic',
  path: '/v1/messages',
  asked: (streamed) => anthropicMessages.request('Go on.', streamed),
  plainAnswer: anthropicMessages.whole(said('text', ['Yes.'])),
  strands,
};
