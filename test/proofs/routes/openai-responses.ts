import { openaiResponses, type Said } from '../../contract/speech.ts';
import { type Json, named, type StrandOf, type Wire } from './route.ts';

const model = 'gpt-5';
const request = (item: Json): Json => ({ model, input: [{ role: 'user', content: 'Go on.' }, item] });

const message = (...content: readonly Json[]): Json => ({
  id: 'msg_1',
  type: 'message',
  status: 'completed',
  role: 'assistant',
  content,
});
const said = (kind: Said['kind'], pieces: readonly string[]): Said[] => [{ kind, pieces }];
const wholeOf = (kind: Said['kind'], text: string): Json =>
  JSON.parse(openaiResponses.whole(said(kind, [text]))) as Json;
const withItem = (item: Json): Json => ({ ...wholeOf('text', 'Yes.'), output: [item] });

/** A stream of one item: it is added, something happens to it, it is done, and all is told again. */
function streamOf(added: Json, events: readonly Json[], done: Json): string {
  const response = (status: string, output: readonly Json[]): Json => ({ ...withItem(done), status, output });
  const all: Json[] = [
    { type: 'response.created', response: { ...response('in_progress', []), usage: null } },
    { type: 'response.output_item.added', output_index: 0, item: added },
    ...events.map((event) => ({ ...event, output_index: 0, item_id: done.id })),
    { type: 'response.output_item.done', output_index: 0, item: done },
    { type: 'response.completed', response: response('completed', [done]) },
  ];
  return named(all.map((event, sequence_number) => ({ ...event, sequence_number })));
}

const refused = (text: string): Json => ({ type: 'refusal', refusal: text });
const source = (title: string): Json => ({
  type: 'url_citation',
  url: 'https://docs.test',
  title,
  start_index: 0,
  end_index: 1,
});
const cited = (title: string): Json => ({
  type: 'output_text',
  text: 'Yes.',
  annotations: [source(title)],
  logprobs: [],
});
const ran = (output: string): Json => ({
  id: 'mcp_1',
  type: 'mcp_call',
  name: 'look',
  server_label: 's',
  arguments: '{}',
  output,
  error: null,
});

const strands: StrandOf[] = [
  {
    strand: 'text',
    input: { body: (text) => request({ role: 'user', content: text }), at: 'input.1.content' },
    whole: { body: (text) => wholeOf('text', text), at: 'output.0.content.0.text' },
    stream: {
      body: (pieces) => openaiResponses.stream(said('text', pieces)),
      at: 'delta?response.output_text.delta',
    },
  },
  {
    strand: 'reasoning',
    input: {
      body: (text) => request({ id: 'rs_1', type: 'reasoning', summary: [{ type: 'summary_text', text }] }),
      at: 'input.1.summary.0.text',
    },
    whole: { body: (text) => wholeOf('reasoning', text), at: 'output.0.summary.0.text' },
    stream: {
      body: (pieces) => openaiResponses.stream(said('reasoning', pieces)),
      at: 'delta?response.reasoning_summary_text.delta',
    },
  },
  {
    strand: 'refusal',
    input: { body: (text) => request(message(refused(text))), at: 'input.1.content.0.refusal' },
    whole: { body: (text) => withItem(message(refused(text))), at: 'output.0.content.0.refusal' },
    stream: {
      body: (pieces) =>
        streamOf(
          { ...message(), status: 'in_progress' },
          [
            { type: 'response.content_part.added', content_index: 0, part: refused('') },
            ...pieces.map((delta) => ({ type: 'response.refusal.delta', content_index: 0, delta })),
            { type: 'response.refusal.done', content_index: 0, refusal: pieces.join('') },
            { type: 'response.content_part.done', content_index: 0, part: refused(pieces.join('')) },
          ],
          message(refused(pieces.join(''))),
        ),
      at: 'delta?response.refusal.delta',
    },
  },
  {
    strand: 'tool_call',
    input: {
      body: (text) =>
        request({ type: 'function_call', call_id: 'call_1', name: 'act', arguments: JSON.stringify({ to: text }) }),
      at: 'input.1.arguments',
    },
    whole: { body: (text) => wholeOf('tool', JSON.stringify({ to: text })), at: 'output.0.arguments' },
    stream: {
      body: (pieces) => openaiResponses.stream(said('tool', ['{"to":"', ...pieces, '"}'])),
      at: 'delta?response.function_call_arguments.delta',
    },
  },
  {
    strand: 'tool_result',
    input: {
      body: (text) => request({ type: 'function_call_output', call_id: 'call_1', output: text }),
      at: 'input.1.output',
    },
    whole: { body: (text) => withItem(ran(text)), at: 'output.0.output' },
    stream: {
      body: (pieces) => streamOf({ ...ran(''), output: null }, [], ran(pieces.join(''))),
      at: 'item.output?response.output_item.done',
    },
  },
  {
    strand: 'citation',
    input: { body: (text) => request(message(cited(text))), at: 'input.1.content.0.annotations.0.title' },
    whole: { body: (text) => withItem(message(cited(text))), at: 'output.0.content.0.annotations.0.title' },
    stream: {
      body: (pieces) =>
        streamOf(
          { ...message(), status: 'in_progress' },
          [
            {
              type: 'response.content_part.added',
              content_index: 0,
              part: { type: 'output_text', text: '', annotations: [], logprobs: [] },
            },
            { type: 'response.output_text.delta', content_index: 0, delta: 'Yes.', logprobs: [] },
            {
              type: 'response.output_text.annotation.added',
              content_index: 0,
              annotation_index: 0,
              annotation: source(pieces.join('')),
            },
            { type: 'response.output_text.done', content_index: 0, text: 'Yes.', logprobs: [] },
            { type: 'response.content_part.done', content_index: 0, part: cited(pieces.join('')) },
          ],
          message(cited(pieces.join(''))),
        ),
      at: 'annotation.title?response.output_text.annotation.added',
    },
  },
];

export const responses: Wire = {
  dialect: 'openai-responses',
  provider: 'openai',
  path: '/v1/responses',
  asked: (streamed) => openaiResponses.request('Go on.', streamed),
  plainAnswer: openaiResponses.whole(said('text', ['Yes.'])),
  strands,
};
