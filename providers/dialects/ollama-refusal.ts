import type { Refusal, Reply } from '../../core/dialect.ts';
import { jsonReply, speaks, streamReply } from '../reply.ts';

/** What a stream has said so far that its end must agree with. Never changed once made. */
export interface OllamaState {
  readonly model: string;
  /** Of the last line, in the server's own spelling. */
  readonly createdAt: string;
  /** The text's key: chat has a message, generate a response. Undefined before a line had either. */
  readonly said: 'message' | 'response' | undefined;
  readonly done: boolean;
  /** The last line had no newline behind it. */
  readonly torn: boolean;
}

/** One line of text and no more (docs.ollama.com/api/errors); the code is ours, and clients leave it alone. */
export function ollamaError({ message, code }: Refusal): object {
  return { error: message, code };
}

export function refuseOllama(refusal: Refusal): Reply {
  if (refusal.shape === 'error' || !speaks(refusal)) return jsonReply(refusal.status, ollamaError(refusal));
  const said = saidBy(refusal);
  const head = { model: refusal.call.model, created_at: new Date().toISOString() };
  if (refusal.call.stream) return streamReply(refusedStream(head, said, refusal), 'application/x-ndjson');
  return jsonReply(200, { ...head, ...textAt(said, refusal.message), ...ending });
}

/** The end of a stream that was refused midway: the line that says it is done. */
export function cutOllama(state: OllamaState | undefined, refusal: Refusal): string {
  if (state?.done === true) return '';
  const before = state?.torn === true ? '\n' : '';
  const head = {
    model: state === undefined || state.model === '' ? refusal.call.model : state.model,
    created_at: state === undefined || state.createdAt === '' ? new Date().toISOString() : state.createdAt,
  };
  if (state?.said === undefined) return before + refusedStream(head, saidBy(refusal), refusal);
  return before + line({ ...head, ...textAt(state.said, ''), ...ending });
}

const ending = { done: true, done_reason: 'content_filter' };

function refusedStream(head: object, said: 'message' | 'response', { message }: Refusal): string {
  return line({ ...head, ...textAt(said, message), done: false }) + line({ ...head, ...textAt(said, ''), ...ending });
}

function saidBy({ call }: Refusal): 'message' | 'response' {
  return call.operation === 'text_completion' ? 'response' : 'message';
}

function textAt(said: 'message' | 'response', text: string): object {
  return said === 'response' ? { response: text } : { message: { role: 'assistant', content: text } };
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
