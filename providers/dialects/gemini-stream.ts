import type { Decoder, FrameSegment } from '../../core/dialect.ts';
import type { SseEvent } from '../../core/sse.ts';
import {
  type Draft,
  type EventFrame,
  eventDecoder,
  noSegments,
  parsed,
  pieceOf,
  readErrorMessage,
  unreadableData,
} from '../event-frame.ts';
import { errorOf } from '../failure.ts';
import { isObject, type JsonObject, listOf, numberOf, objectOf, stringOf } from '../json-value.ts';
import type { Taker } from '../reading.ts';
import { Spelling } from '../spelling.ts';
import { geminiUsage } from '../tokens.ts';
import { blankOfCandidate, readCandidate, readFeedback, readGeminiAnswer, textOf, tokensOf } from './gemini-answer.ts';
import { cutGemini, type GeminiState, mostCandidates } from './gemini-refusal.ts';

type GeminiFrame = EventFrame<GeminiState>;
type GeminiDraft = Draft<GeminiState>;

const notStarted: GeminiState = Object.freeze({ id: '', model: '', candidates: Object.freeze([]) });

/**
 * The stream of `streamGenerateContent?alt=sse`: answers with the next pieces in them. Nothing says which is the
 * last (older models tell a reason to stop in each), so that strings end where the stream does.
 */
export function geminiDecoder(): Decoder {
  const spellings = new Map<number, Spelling>();
  const finishes = new Map<number, string>();
  let state = notStarted;
  /** Each call, and each string that comes whole, is one of its own. */
  let wholes = 0;

  function read(event: SseEvent): GeminiFrame {
    const draft: GeminiDraft = { bytes: event.bytes, segments: noSegments, event, state };
    const { data } = event;
    if (data === undefined || data === '') return draft;
    const json = parsed(data);
    if (json !== undefined) readChunk(json, draft);
    // Some proxies end this dialect's streams as the other family does.
    else if (data.startsWith('[DONE]')) draft.closes = true;
    else draft.unread = unreadableData;
    draft.state = state;
    return draft;
  }

  function readChunk(json: JsonObject, draft: GeminiDraft): void {
    const segments: FrameSegment[] = [];
    draft.segments = segments;
    learn(json, draft);
    const ended: string[] = [];
    listOf(json.candidates).forEach((candidate, position) => {
      if (isObject(candidate)) readOne(candidate, position, draft, segments, ended);
    });
    readFeedback(takerOf(0, draft, segments, ended), json);
    if (ended.length > 0) draft.closes = ended;
    if (json.error === undefined) return;
    draft.error = errorOf(json) ?? 'error';
    readErrorMessage(json.error, segments);
  }

  function readOne(
    candidate: JsonObject,
    position: number,
    draft: GeminiDraft,
    segments: FrameSegment[],
    ended: string[],
  ): void {
    const index = numberOf(candidate.index) ?? position;
    const path = ['candidates', position];
    if (!state.candidates.includes(index) && state.candidates.length < mostCandidates) {
      state = { ...state, candidates: [...state.candidates, index] };
    }
    readCandidate(takerOf(index, draft, segments, ended), path, candidate);
    const tokens = tokensOf(candidate);
    if (tokens !== undefined) {
      let spelling = spellings.get(index);
      if (spelling === undefined) {
        spelling = new Spelling();
        spellings.set(index, spelling);
      }
      const spelled = spelling.read(tokens, textOf(candidate));
      const at = [...path, 'logprobsResult'];
      if (spelled !== undefined) segments.push(pieceOf(at, 'assistant', 'text', spelled, `${index}/logprobs`));
    }
    const finish = stringOf(candidate.finishReason);
    if (finish === undefined || finishes.get(index) === finish) return;
    finishes.set(index, finish);
    draft.finish = [...(draft.finish ?? []), finish];
  }

  function learn(json: JsonObject, draft: GeminiDraft): void {
    const id = stringOf(json.responseId);
    const model = stringOf(json.modelVersion);
    const usage = geminiUsage(objectOf(json.usageMetadata));
    if (id !== undefined && id !== '') draft.id = id;
    if (model !== undefined && model !== '') draft.model = model;
    if (usage !== undefined) draft.usage = usage;
    if (id !== undefined || model !== undefined) state = { ...state, id: id ?? state.id, model: model ?? state.model };
  }

  /** Text and thoughts come in pieces, all else as a whole. */
  function takerOf(index: number, draft: GeminiDraft, segments: FrameSegment[], ended: string[]): Taker {
    const end = (channel: string): void => {
      if (!ended.includes(channel)) ended.push(channel);
    };
    return {
      add(path, role, kind, text, channel, nth, name, json, leaf) {
        if (text === '' && kind !== 'tool_call') return;
        if (channel === 'text' || channel === 'reasoning') {
          segments.push(pieceOf(path, role, kind, text, `${index}/${channel}`, name));
          return;
        }
        if (kind === 'tool_call') {
          const key = `${index}/${channel}${nth === undefined ? '' : `/${nth}`}`;
          end(key);
          segments.push(pieceOf(path, role, kind, text, key, name, json, false, leaf));
          return;
        }
        const key = `${index}/${channel}/${wholes++}`;
        segments.push(pieceOf(path, role, kind, text, key, name, json, true));
      },
      call(path, name, input, json, channel, nth) {
        const key = `${index}/${channel}/${nth ?? 0}`;
        end(key);
        if (typeof input !== 'object' || input === null) return;
        draft.calls = [...(draft.calls ?? []), { path, name, input, json, channel: key }];
      },
      named(path, role, name, channel, nth) {
        const key = `${index}/${channel}/${nth ?? 0}`;
        end(key);
        segments.push(pieceOf(path, role, 'text', name, key, undefined, false, true));
      },
      callAt: () => wholes++,
      count(kind, times = 1) {
        if (times > 0) draft.unread = { ...draft.unread, [kind]: (draft.unread?.[kind] ?? 0) + times };
      },
      wrong() {
        this.count('other');
      },
    };
  }

  return eventDecoder<GeminiState>({ read, blank: blankOfCandidate, cut: cutGemini, whole: readGeminiAnswer });
}
