import type { JsonPath, Kind } from '../../core/call.ts';
import type { Decoder, FrameSegment } from '../../core/dialect.ts';
import type { SseEvent } from '../../core/sse.ts';
import {
  addCall,
  type Draft,
  type EventFrame,
  eventDecoder,
  noSegments,
  parsed,
  pieceOf,
  unreadableData,
} from '../event-frame.ts';
import { errorOf } from '../failure.ts';
import { isObject, type JsonObject, listOf, numberOf, stringOf } from '../json-value.ts';
import { addField, hasWords, type Taker } from '../reading.ts';
import { Spelling, spelledApart } from '../spelling.ts';
import { blankOfText, readResponse, responseFacts } from './openai-responses-body.ts';
import { nameOfCall, readAnnotation, readItem, readPart } from './openai-responses-item.ts';
import { cutResponses, type ResponseSoFar, type ResponsesState } from './openai-responses-refusal.ts';

type ResponsesFrame = EventFrame<ResponsesState | undefined>;
type ResponsesDraft = Draft<ResponsesState | undefined>;

/** A string that comes in `….delta` pieces and once more whole with `….done`. */
interface Told {
  readonly kind: Kind;
  readonly channel: string;
  /** The field that says which of several such strings of the item this is. */
  readonly nth?: 'content_index' | 'summary_index';
  /** Where the `done` event has the whole string. */
  readonly whole: string;
  readonly json?: boolean;
  /** A part of a call that its item tells whole. */
  readonly leaf?: boolean;
}

const told: Readonly<Record<string, Told>> = {
  output_text: { kind: 'text', channel: 'text', nth: 'content_index', whole: 'text' },
  refusal: { kind: 'refusal', channel: 'refusal', nth: 'content_index', whole: 'refusal' },
  reasoning_text: { kind: 'reasoning', channel: 'reasoning', nth: 'content_index', whole: 'text' },
  reasoning_summary_text: { kind: 'reasoning', channel: 'summary', nth: 'summary_index', whole: 'text' },
  function_call_arguments: { kind: 'tool_call', channel: 'tool_call', whole: 'arguments', json: true },
  mcp_call_arguments: { kind: 'tool_call', channel: 'tool_call', whole: 'arguments', json: true },
  custom_tool_call_input: { kind: 'tool_call', channel: 'tool_call', whole: 'input' },
  code_interpreter_call_code: { kind: 'tool_call', channel: 'tool_call', whole: 'code' },
  apply_patch_call_operation_diff: { kind: 'tool_call', channel: 'action/diff', whole: 'diff', leaf: true },
  'audio.transcript': { kind: 'text', channel: 'transcript', whole: 'transcript' },
  output_audio_transcript: { kind: 'text', channel: 'transcript', whole: 'transcript' },
};

const pieces = new Map<string, Told>();
const wholes = new Map<string, Told>();
for (const [name, entry] of Object.entries(told)) {
  pieces.set(`response.${name}.delta`, entry);
  wholes.set(`response.${name}.done`, entry);
}

const deltaPath: JsonPath = Object.freeze(['delta']);
const logprobsPath: JsonPath = Object.freeze(['logprobs']);
const unknown = Object.freeze({ unknown: 1 });
const afterEnd = Object.freeze({ 'after-finish': 1 });
const nothingYet: ResponseSoFar = Object.freeze({ response: undefined, open: new Map(), done: false });

/** The stream of Responses: typed events, numbered (…/docs/api-reference/responses-streaming). */
export function responsesDecoder(): Decoder {
  // Names of tools by their item's place, told when the item is added.
  const names = new Map<number, string>();
  let about = nothingYet;
  let sequence = -1;
  let lastIndex = -1;
  let lastChannel = '';
  let lastWithin: number | undefined;
  let lastName = '';
  let lastEnded = false;
  /** Strings that have been told whole. */
  const ended = new Set<string>();
  const spellings = new Map<string, Spelling>();

  function read(event: SseEvent): ResponsesFrame {
    const { data } = event;
    const still = (): ResponsesState => ({ sequence, about });
    if (data === undefined || data === '') return { bytes: event.bytes, segments: noSegments, event, state: still() };
    if (data.startsWith('[DONE]')) {
      return { bytes: event.bytes, segments: noSegments, event, state: still(), closes: true };
    }
    const json = parsed(data);
    if (json === undefined) {
      return { bytes: event.bytes, segments: noSegments, event, state: still(), unread: unreadableData };
    }
    const draft: ResponsesDraft = { bytes: event.bytes, segments: noSegments, event, state: undefined };
    const type = stringOf(json.type) ?? event.event ?? '';
    const piece = pieces.get(type);
    if (piece !== undefined) readDelta(json, piece, draft);
    else readOther(json, type, draft);
    sequence = numberOf(json.sequence_number) ?? sequence;
    draft.state = { sequence, about };
    return draft;
  }

  function readDelta(json: JsonObject, { kind, channel, nth, json: isJson, leaf }: Told, draft: ResponsesDraft): void {
    const text = json.delta;
    if (typeof text !== 'string') {
      if (hasWords(text)) draft.unread = unknown;
      return;
    }
    const tokens = json.logprobs;
    const spelled = Array.isArray(tokens) && tokens.length > 0;
    if (text === '' && !spelled) return;
    const index = numberOf(json.output_index) ?? 0;
    const name = kind === 'tool_call' ? names.get(index) : undefined;
    const within = nth === undefined ? undefined : (numberOf(json[nth]) ?? 0);
    // Event after event goes on with the same string.
    if (index !== lastIndex || channel !== lastChannel || within !== lastWithin) {
      lastIndex = index;
      lastChannel = channel;
      lastWithin = within;
      lastName = nameOf(index, channel, within);
      lastEnded = ended.has(lastName);
    }
    if (text !== '')
      draft.segments = [pieceOf(deltaPath, 'assistant', kind, text, lastName, name, isJson, false, leaf)];
    if (lastEnded) draft.unread = afterEnd;
    if (spelled) readLogprobs(tokens, text, draft);
  }

  /** Token probabilities that come apart from the text: a string of their own, void where any of it is masked. */
  function readLogprobs(tokens: readonly unknown[], text: string, draft: ResponsesDraft): void {
    let spelling = spellings.get(lastName);
    if (spelling === undefined) {
      spelling = new Spelling();
      spellings.set(lastName, spelling);
    }
    const piece = spelling.read(tokens, text);
    if (piece === undefined) return;
    draft.segments = [...draft.segments, pieceOf(logprobsPath, 'assistant', 'text', piece, `${lastName}/logprobs`)];
  }

  function readOther(json: JsonObject, type: string, draft: ResponsesDraft): void {
    const index = numberOf(json.output_index) ?? 0;
    const whole = wholes.get(type);
    if (whole !== undefined) {
      readWhole(json, whole, index, draft);
      return;
    }
    switch (type) {
      case 'response.output_item.added':
      case 'response.output_item.done':
        readItemEvent(json.item, type.endsWith('.done'), index, draft);
        return;
      case 'response.content_part.added':
      case 'response.content_part.done':
      case 'response.reasoning_summary_part.added':
      case 'response.reasoning_summary_part.done': {
        const nth = numberOf(json.content_index) ?? numberOf(json.summary_index) ?? 0;
        const done = type.endsWith('.done');
        readPart(takerOf(draft, index, done), ['part'], json.part, 'assistant', nth);
        if (done) {
          const channels = draft.segments.map((segment) => segment.channel);
          draft.closes = channels;
          end(channels);
        }
        return;
      }
      case 'response.output_text.annotation.added': {
        const nth = `${numberOf(json.content_index) ?? 0}/${numberOf(json.annotation_index) ?? 0}`;
        readAnnotation(takerOf(draft, index, true), ['annotation'], json.annotation, nth);
        return;
      }
      case 'response.image_generation_call.partial_image':
        draft.unread = { image: 1 };
        return;
      case 'response.audio.delta':
      case 'response.output_audio.delta':
        draft.unread = { audio: 1 };
        return;
      case 'error':
        draft.error = errorOf(json) ?? stringOf(json.code) ?? 'error';
        addField(takerOf(draft, -1, true), [], json, 'message', 'assistant', 'text', 'error');
        addField(takerOf(draft, -1, true), ['error'], json.error, 'message', 'assistant', 'text', 'error/');
        return;
      default:
        if (isObject(json.response)) readLifecycle(json.response, type, draft);
        else if (type.endsWith('.delta') && typeof json.delta === 'string' && json.delta !== '') {
          // An event of tomorrow: its text is checked like any other.
          readDelta(json, { kind: 'text', channel: type, whole: '' }, draft);
        } else {
          if (isObject(json.error)) draft.error = errorOf(json) ?? 'error';
          if (hasWords(json)) draft.unread = unknown;
        }
    }
  }

  function readWhole(
    json: JsonObject,
    { kind, channel, nth, whole, json: isJson, leaf }: Told,
    index: number,
    draft: ResponsesDraft,
  ): void {
    const key = nameOf(index, channel, nth === undefined ? undefined : (numberOf(json[nth]) ?? 0));
    const text = json[whole];
    const name = kind === 'tool_call' ? (stringOf(json.name) ?? names.get(index)) : undefined;
    if (typeof text === 'string' && text !== '') {
      draft.segments = [pieceOf([whole], 'assistant', kind, text, key, name, isJson, true, leaf)];
    }
    const spelled = typeof text === 'string' ? spelledApart(json.logprobs, text) : undefined;
    if (spelled !== undefined) {
      const piece = pieceOf(logprobsPath, 'assistant', 'text', spelled, `${key}/logprobs`, undefined, false, true);
      draft.segments = [...draft.segments, piece];
    }
    if (text !== undefined && typeof text !== 'string' && hasWords(text)) draft.unread = unknown;
    draft.closes = [key, `${key}/logprobs`];
    end(draft.closes);
  }

  function end(channels: readonly string[]): void {
    for (const channel of channels) ended.add(channel);
    lastIndex = -1;
  }

  function readItemEvent(item: unknown, done: boolean, index: number, draft: ResponsesDraft): void {
    if (!isObject(item)) return;
    const called = nameOfCall(item, stringOf(item.type) ?? '');
    const name = called ?? stringOf(item.name);
    if (name !== undefined) names.set(index, name);
    readItem(takerOf(draft, index, done), ['item'], item);
    const open = new Map(about.open);
    const call = nameOf(index, 'tool_call', undefined);
    if (done) {
      open.delete(index);
      const channels = draft.segments.map((segment) => segment.channel);
      draft.closes = called === undefined ? channels : [...channels, call];
      end(channels);
    } else {
      open.set(index, item);
      // A call begins, whatever its input is: its name is judged, and what opens it may have to wait.
      if (called !== undefined && draft.segments.every(({ channel }) => channel !== call)) {
        const opening = pieceOf(['item', 'type'], 'assistant', 'tool_call', '', call, called);
        draft.segments = [...draft.segments, opening];
      }
    }
    about = { ...about, open };
  }

  /** `response.created` to `response.completed`: the response object, with all output at its end. */
  function readLifecycle(response: JsonObject, type: string, draft: ResponsesDraft): void {
    // What it echoes of the request (`instructions`) is the caller's own.
    Object.assign(draft, responseFacts(response));
    listOf(response.output).forEach((item, index) => {
      readItem(takerOf(draft, index, true), ['response', 'output', index], item);
    });
    const taker = takerOf(draft, -1, true);
    addField(taker, ['response'], response, 'output_text', 'assistant', 'text', 'output_text');
    addField(taker, ['response', 'error'], response.error, 'message', 'assistant', 'text', 'error');
    const ended = type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed';
    if (ended || type === 'response.cancelled') {
      draft.closes = true;
      const error = errorOf(response);
      if (error !== undefined || type === 'response.failed') draft.error = error ?? 'error';
      about = { ...about, done: true };
    } else about = { ...about, response };
  }

  return eventDecoder<ResponsesState | undefined>({ read, blank: blankOfText, cut: cutResponses, whole: readResponse });
}

function nameOf(index: number, channel: string, nth: number | string | undefined): string {
  return nth === undefined ? `${index}/${channel}` : `${index}/${channel}/${nth}`;
}

/** Takes the texts of an item or part; `done` ones tell again what came in pieces. */
function takerOf(draft: ResponsesDraft, index: number, done: boolean): Taker {
  let list: FrameSegment[] | undefined;
  return {
    add(path, role, kind, text, channel, nth, name, json, leaf) {
      if (text === '' && (kind !== 'tool_call' || done)) return;
      if (list === undefined) {
        list = [...draft.segments];
        draft.segments = list;
      }
      list.push(pieceOf(path, role, kind, text, nameOf(index, channel, nth), name, json, done, leaf));
    },
    call(path, name, input, json, channel) {
      // What an item begins with is not all of it yet.
      if (done) addCall(draft, { path, name, input, json, channel: nameOf(index, channel, undefined) });
    },
    named(path, role, name, channel) {
      list ??= [...draft.segments];
      draft.segments = list;
      list.push(pieceOf(path, role, 'text', name, nameOf(index, channel, undefined), undefined, false, true));
    },
    count(kind, times = 1) {
      draft.unread = { ...draft.unread, [kind]: (draft.unread?.[kind] ?? 0) + times };
    },
    wrong() {
      this.count('other');
    },
  };
}
