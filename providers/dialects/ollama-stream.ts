import type { JsonPath } from '../../core/call.ts';
import type { Decoder, FrameSegment } from '../../core/dialect.ts';
import { ndjsonFramer } from '../../core/ndjson.ts';
import type { SseEvent } from '../../core/sse.ts';
import {
  type Draft,
  type EventFrame,
  eventDecoder,
  noSegments,
  parsed,
  pieceOf,
  unreadableData,
} from '../event-frame.ts';
import { errorOf } from '../failure.ts';
import { isObject, type JsonObject, listOf, stringOf } from '../json-value.ts';
import type { Taker } from '../reading.ts';
import { Spelling } from '../spelling.ts';
import { ollamaUsage } from '../tokens.ts';
import { blankOfAnswer, readOllamaAnswer, readSaid, saidIn } from './ollama-answer.ts';
import { countUnread } from './ollama-message.ts';
import { cutOllama, type OllamaState } from './ollama-refusal.ts';

type OllamaFrame = EventFrame<OllamaState>;
type OllamaDraft = Draft<OllamaState>;

const nothing: OllamaState = Object.freeze({ model: '', createdAt: '', said: undefined, done: false, torn: false });
const errorPath: JsonPath = Object.freeze(['error']);
const contextPath: JsonPath = Object.freeze(['context']);
const logprobsPath: JsonPath = Object.freeze(['logprobs']);
const repeated: ReadonlySet<string> = new Set(['0/text', '0/reasoning']);
/** As much of an answer as is kept to be told again with the numbers of its tokens. */
const mostKept = 1 << 20;

/** The stream of chat and of generate: a line for each piece, the last of them done (docs.ollama.com/api/streaming). */
export function ollamaDecoder(): Decoder {
  const spelling = new Spelling();
  /** Generate's strings so far, since its last line has them once more as tokens. */
  const told = new Map<string, string>();
  let state = nothing;
  let calls = 0;
  let kept = 0;

  function read(event: SseEvent): OllamaFrame {
    const draft: OllamaDraft = { bytes: event.bytes, segments: noSegments, event, state };
    const torn = event.bytes[event.bytes.length - 1] !== 10;
    if (torn) state = { ...state, torn };
    const data = event.data ?? '';
    const json = parsed(data);
    if (json !== undefined) readLine(json, draft);
    else if (data.trim() !== '') draft.unread = unreadableData;
    draft.state = state;
    return draft;
  }

  function readLine(json: JsonObject, draft: OllamaDraft): void {
    const segments: FrameSegment[] = [];
    draft.segments = segments;
    const taker = takerOf(draft, segments);
    if (json.error !== undefined && json.error !== null) {
      draft.error = errorOf(json) ?? 'error';
      const message = stringOf(json.error);
      if (message !== undefined && message !== '') {
        segments.push(pieceOf(errorPath, 'assistant', 'text', message, 'error', undefined, false, true));
      } else if (message === undefined) taker.count('other');
    }
    readSaid(taker, json);
    countUnread(taker, json);
    const spelled = spelling.read(json.logprobs, saidIn(json));
    if (spelled !== undefined) segments.push(pieceOf(logprobsPath, 'assistant', 'text', spelled, '0/logprobs'));
    // A string that goes on after its end is judged without what came before.
    if (state.done && segments.length > 0) draft.unread = { ...draft.unread, 'after-finish': 1 };
    learn(json, draft);
    if (listOf(json.context).length > 0) tellAgain(draft, segments);
  }

  /** What the tokens of the conversation spell: void where any of it was masked, in whatever line. */
  function tellAgain(draft: OllamaDraft, segments: FrameSegment[]): void {
    if (kept > mostKept) draft.unread = { ...draft.unread, tokens: 1 };
    else {
      for (const [channel, text] of told) {
        const kind = channel === '0/text' ? 'text' : 'reasoning';
        segments.push(pieceOf(contextPath, 'assistant', kind, text, channel, undefined, false, true));
      }
    }
  }

  function learn(json: JsonObject, draft: OllamaDraft): void {
    const model = stringOf(json.model);
    const createdAt = stringOf(json.created_at) ?? state.createdAt;
    const said = isObject(json.message) ? 'message' : typeof json.response === 'string' ? 'response' : state.said;
    if (model !== undefined && model !== '') draft.model = model;
    const done = state.done || json.done === true;
    state = { ...state, model: model ?? state.model, createdAt, said, done };
    if (json.done !== true) return;
    const finish = stringOf(json.done_reason);
    if (finish !== undefined && finish !== '') draft.finish = [finish];
    const usage = ollamaUsage(json);
    if (usage !== undefined) draft.usage = usage;
    draft.closes = true;
  }

  /** Pieces of the one choice there is; calls come whole, and each is a string of its own. */
  function takerOf(draft: OllamaDraft, segments: FrameSegment[]): Taker {
    let ended: string[] | undefined;
    const end = (channel: string): void => {
      ended ??= [];
      if (!ended.includes(channel)) ended.push(channel);
      draft.closes = ended;
    };
    return {
      add(path, role, kind, text, channel, nth, name, json, leaf) {
        if (text === '' && kind !== 'tool_call') return;
        const key = `0/${channel}${nth === undefined ? '' : `/${nth}`}`;
        if (kind === 'tool_call') end(key);
        else if (path.length === 1 && repeated.has(key)) keep(key, text);
        segments.push(pieceOf(path, role, kind, text, key, name, json, false, leaf));
      },
      call(path, name, input, json, channel, nth) {
        const key = `0/${channel}/${nth ?? 0}`;
        end(key);
        if (typeof input !== 'object' || input === null) return;
        draft.calls = [...(draft.calls ?? []), { path, name, input, json, channel: key }];
      },
      named(path, role, name, channel, nth) {
        const key = `0/${channel}/${nth ?? 0}`;
        end(key);
        segments.push(pieceOf(path, role, 'text', name, key, undefined, false, true));
      },
      callAt: () => calls++,
      count(kind, times = 1) {
        if (times > 0) draft.unread = { ...draft.unread, [kind]: (draft.unread?.[kind] ?? 0) + times };
      },
      wrong() {
        this.count('other');
      },
    };
  }

  function keep(channel: string, text: string): void {
    kept += text.length;
    if (kept > mostKept) told.clear();
    else told.set(channel, (told.get(channel) ?? '') + text);
  }

  return eventDecoder<OllamaState>(
    { read, blank: blankOfAnswer, cut: cutOllama, whole: readOllamaAnswer },
    ndjsonFramer(),
  );
}
