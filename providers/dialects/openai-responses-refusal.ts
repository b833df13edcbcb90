import type { Refusal, Reply } from '../../core/dialect.ts';
import { eventText } from '../event-frame.ts';
import type { JsonObject } from '../json-value.ts';
import { jsonReply, newId, nowSeconds, openaiError, speaks, streamReply } from '../reply.ts';

/** What a stream has said so far that its end must agree with. Never changed once made. */
export interface ResponsesState {
  /** The number of the last event that has one. */
  readonly sequence: number;
  readonly about: ResponseSoFar;
}

export interface ResponseSoFar {
  /** As `response.created` gave it; undefined until then. */
  readonly response: JsonObject | undefined;
  /** Items that were added and are not done, by their place. */
  readonly open: ReadonlyMap<number, JsonObject>;
  readonly done: boolean;
}

const filtered = { reason: 'content_filter' };
const noTokens = {
  input_tokens: 0,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 0,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 0,
};

export function refuseResponses(refusal: Refusal): Reply {
  if (refusal.shape === 'error' || !speaks(refusal)) return jsonReply(refusal.status, openaiError(refusal));
  if (refusal.call.stream) return streamReply(wholeStream(refusal));
  const body = { ...freshResponse(refusal), ...ending(), output: [refusedItem(refusal)], usage: noTokens };
  return jsonReply(200, body);
}

/**
 * The end of a stream that was refused midway. Messages and reasoning still open are closed; tool
 * calls are not, because clients run a call once its item is done. The closing response holds no
 * output: what was let go is with the caller already, and the rest is refused.
 */
export function cutResponses(state: ResponsesState | undefined, refusal: Refusal): string {
  if (state === undefined || state.about.response === undefined) return wholeStream(refusal);
  if (state.about.done) return '';
  const { response, open } = state.about;
  let sequence = state.sequence;
  let text = '';
  for (const [index, item] of open) {
    if (item.type !== 'message' && item.type !== 'reasoning') continue;
    const { content: _content, ...rest } = item;
    text += event('response.output_item.done', ++sequence, {
      output_index: index,
      item: { ...rest, ...(item.type === 'message' ? { content: [] } : {}), status: 'incomplete' },
    });
  }
  return text + event('response.incomplete', ++sequence, { response: { ...response, ...ending(), output: [] } });
}

/** One message that says what happened. */
export function refusedItem({ message }: Refusal): JsonObject {
  return {
    id: newId('msg_'),
    type: 'message',
    role: 'assistant',
    status: 'incomplete',
    content: [{ type: 'output_text', text: message, annotations: [], logprobs: [] }],
  };
}

function wholeStream(refusal: Refusal): string {
  const { message } = refusal;
  const response = freshResponse(refusal);
  const item = refusedItem(refusal);
  const place = { item_id: item.id, output_index: 0, content_index: 0 };
  const part = { type: 'output_text', text: message, annotations: [], logprobs: [] };
  const events: readonly (readonly [string, object])[] = [
    ['response.created', { response }],
    ['response.in_progress', { response }],
    ['response.output_item.added', { output_index: 0, item: { ...item, status: 'in_progress', content: [] } }],
    ['response.content_part.added', { ...place, part: { ...part, text: '' } }],
    ['response.output_text.delta', { ...place, delta: message, logprobs: [] }],
    ['response.output_text.done', { ...place, text: message, logprobs: [] }],
    ['response.content_part.done', { ...place, part }],
    ['response.output_item.done', { output_index: 0, item }],
    ['response.incomplete', { response: { ...response, ...ending(), output: [item], usage: noTokens } }],
  ];
  return events.map(([type, fields], index) => event(type, index, fields)).join('');
}

function ending(): object {
  return { status: 'incomplete', incomplete_details: filtered };
}

function event(type: string, sequence: number, fields: object): string {
  return eventText({ type, sequence_number: sequence, ...fields }, type);
}

/** The fields that the SDKs' types promise, as they stand before there is any output. */
function freshResponse({ call }: Refusal): JsonObject {
  return {
    id: newId('resp_'),
    object: 'response',
    created_at: nowSeconds(),
    status: 'in_progress',
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model: call.model,
    output: [],
    parallel_tool_calls: true,
    temperature: null,
    tool_choice: 'auto',
    tools: [],
    top_p: null,
    usage: null,
  };
}
