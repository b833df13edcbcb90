import type { Refusal, Reply } from '../../core/dialect.ts';
import { eventText } from '../event-frame.ts';
import type { JsonObject } from '../json-value.ts';
import { jsonReply, newId, speaks, streamReply } from '../reply.ts';

/** What a stream has said so far that its end must agree with. Never changed once made. */
export interface AnthropicState {
  readonly started: boolean;
  /** Places of the blocks that have begun and not ended. */
  readonly open: readonly number[];
  /** The usage object as merged so far. */
  readonly usage: JsonObject | undefined;
  /** `message_delta` has told how the message ends. */
  readonly ended: boolean;
  readonly stopped: boolean;
}

const noTokens = {
  input_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: 0,
};

/** docs.claude.com/en/api/errors */
export function anthropicError({ status, message, code }: Refusal): object {
  return { type: 'error', error: { type: errorType(status), message, code } };
}

function errorType(status: number): string {
  switch (status) {
    case 413:
      return 'request_too_large';
    case 429:
      return 'rate_limit_error';
    default:
      return status < 500 ? 'invalid_request_error' : 'api_error';
  }
}

export function refuseAnthropic(refusal: Refusal): Reply {
  if (refusal.shape === 'error' || !speaks(refusal)) return jsonReply(refusal.status, anthropicError(refusal));
  if (refusal.call.stream) return streamReply(wholeStream(refusal));
  const content = [{ type: 'text', text: refusal.message }];
  return jsonReply(200, { ...freshMessage(refusal), content, stop_reason: 'refusal' });
}

/** The end of a stream that was refused midway. */
export function cutAnthropic(state: AnthropicState | undefined, refusal: Refusal): string {
  if (state === undefined || !state.started) return wholeStream(refusal);
  if (state.stopped) return '';
  let text = '';
  for (const index of state.open) text += named({ type: 'content_block_stop', index });
  if (!state.ended) text += ending({ ...state.usage, output_tokens: state.usage?.output_tokens ?? 0 });
  return text + named({ type: 'message_stop' });
}

function wholeStream(refusal: Refusal): string {
  return (
    named({ type: 'message_start', message: freshMessage(refusal) }) +
    named({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }) +
    named({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: refusal.message } }) +
    named({ type: 'content_block_stop', index: 0 }) +
    ending(noTokens) +
    named({ type: 'message_stop' })
  );
}

function ending(usage: object): string {
  return named({ type: 'message_delta', delta: { stop_reason: 'refusal', stop_sequence: null }, usage });
}

function named(event: { readonly type: string; readonly [key: string]: unknown }): string {
  return eventText(event, event.type);
}

function freshMessage({ call }: Refusal): JsonObject {
  return {
    id: newId('msg_'),
    type: 'message',
    role: 'assistant',
    model: call.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: noTokens,
  };
}
