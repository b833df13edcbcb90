import type { Refusal, Reply } from '../../core/dialect.ts';
import { eventText } from '../event-frame.ts';
import { jsonReply, newId, speaks, streamReply } from '../reply.ts';

/** What a stream has said so far that its end must agree with. Never changed once made. */
export interface GeminiState {
  readonly id: string;
  readonly model: string;
  /** The candidates seen, by index. */
  readonly candidates: readonly number[];
}

/** More than Google gives. */
export const mostCandidates = 128;

/** google.rpc.Status: the code is the HTTP status, and ours stands among its details. */
export function geminiError({ status, message, code }: Refusal): object {
  const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: code, domain: 'spanguard' };
  return { error: { code: status, message, status: statusOf(status), details: [info] } };
}

function statusOf(status: number): string {
  switch (status) {
    case 429:
      return 'RESOURCE_EXHAUSTED';
    case 503:
      return 'UNAVAILABLE';
    default:
      return status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL';
  }
}

export function refuseGemini(refusal: Refusal): Reply {
  if (refusal.shape === 'error' || !speaks(refusal)) return jsonReply(refusal.status, geminiError(refusal));
  const body = refusedChunk(refusal);
  return refusal.call.stream ? streamReply(eventText(body)) : jsonReply(200, body);
}

/** The end of a stream that was refused midway: each candidate seen ends as filtered. */
export function cutGemini(state: GeminiState | undefined, refusal: Refusal): string {
  if (state === undefined || state.candidates.length === 0) return eventText(refusedChunk(refusal, state));
  const candidates = state.candidates.map((index) => ({ finishReason: 'SAFETY', index }));
  return eventText({ candidates, modelVersion: state.model, responseId: state.id });
}

const noTokens = { promptTokenCount: 0, candidatesTokenCount: 0, totalTokenCount: 0 };

function refusedChunk({ message, call }: Refusal, state?: GeminiState): object {
  const count = Math.min(Math.max(Math.floor(call.params?.choiceCount ?? 1), 1), mostCandidates);
  const content = { parts: [{ text: message }], role: 'model' };
  return {
    candidates: Array.from({ length: count }, (_, index) => ({ content, finishReason: 'SAFETY', index })),
    usageMetadata: noTokens,
    modelVersion: state === undefined || state.model === '' ? call.model : state.model,
    responseId: state === undefined || state.id === '' ? newId('') : state.id,
  };
}
