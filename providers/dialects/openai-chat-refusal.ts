import type { Refusal, Reply } from '../../core/dialect.ts';
import { eventText } from '../event-frame.ts';
import { jsonReply, newId, nowSeconds, openaiError, speaks, streamReply } from '../reply.ts';

/** The two formats that answer in choices: chat, and the older completions. */
export type ChoiceFormat = 'chat' | 'completions';

/** What a stream has said so far that its end must agree with. Never changed once made. */
export interface ChatState {
  readonly id: string;
  readonly model: string;
  readonly created: number;
  /** The choices seen, by index, and whether each has ended. */
  readonly choices: ReadonlyMap<number, boolean>;
  readonly done: boolean;
}

const noTokens = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
/** More than any provider gives; those beyond are read, and not ended one by one when a stream is cut. */
export const mostChoices = 128;
const doneEvent = 'data: [DONE]\n\n';

/** A refused request. */
export function refuseChat(format: ChoiceFormat, refusal: Refusal): Reply {
  if (refusal.shape === 'error' || !speaks(refusal)) return jsonReply(refusal.status, openaiError(refusal));
  if (refusal.call.stream) return streamReply(wholeStream(format, refusal));
  const { message } = refusal;
  const choices = choicesOf(refusal).map((index) => ({
    index,
    ...(format === 'chat' ? { message: { role: 'assistant', content: message, refusal: null } } : { text: message }),
    logprobs: null,
    finish_reason: 'content_filter',
  }));
  const object = format === 'chat' ? 'chat.completion' : 'text_completion';
  return jsonReply(200, { ...freshHead(format, object, refusal), choices, usage: noTokens });
}

/** The end of a stream that was refused midway: each choice still open ends as filtered. */
export function cutChat(format: ChoiceFormat, state: ChatState | undefined, refusal: Refusal): string {
  if (state === undefined || state.choices.size === 0) {
    return state?.done === true ? '' : wholeStream(format, refusal, state);
  }
  if (state.done) return '';
  const open = [...state.choices].filter(([, finished]) => !finished);
  return open.map(([index]) => eventText(ending(format, headOf(format, state), index))).join('') + doneEvent;
}

function wholeStream(format: ChoiceFormat, refusal: Refusal, state?: ChatState): string {
  const { message } = refusal;
  const object = format === 'chat' ? 'chat.completion.chunk' : 'text_completion';
  const head = state === undefined || state.id === '' ? freshHead(format, object, refusal) : headOf(format, state);
  let text = '';
  for (const index of choicesOf(refusal)) {
    const said = format === 'chat' ? { delta: { role: 'assistant', content: message } } : { text: message };
    text += eventText({ ...head, choices: [{ index, ...said, logprobs: null, finish_reason: null }] });
    text += eventText(ending(format, head, index));
  }
  if (refusal.call.params?.includeUsage === true) text += eventText({ ...head, choices: [], usage: noTokens });
  return text + doneEvent;
}

function ending(format: ChoiceFormat, head: object, index: number): object {
  const said = format === 'chat' ? { delta: {} } : { text: '' };
  return { ...head, choices: [{ index, ...said, logprobs: null, finish_reason: 'content_filter' }] };
}

function headOf(format: ChoiceFormat, { id, created, model }: ChatState): object {
  return { id, object: format === 'chat' ? 'chat.completion.chunk' : 'text_completion', created, model };
}

function freshHead(format: ChoiceFormat, object: string, { call }: Refusal): object {
  return { id: newId(format === 'chat' ? 'chatcmpl-' : 'cmpl-'), object, created: nowSeconds(), model: call.model };
}

function choicesOf({ call }: Refusal): number[] {
  const count = Math.min(Math.max(Math.floor(call.params?.choiceCount ?? 1), 1), mostChoices);
  return Array.from({ length: count }, (_, index) => index);
}
