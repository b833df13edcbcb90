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
  readErrorMessage,
  unreadableData,
} from '../event-frame.ts';
import { errorOf } from '../failure.ts';
import { isObject, type JsonObject, listOf, numberOf, objectOf, stringOf } from '../json-value.ts';
import { hasWords, type Taker } from '../reading.ts';
import { anthropicUsage, mergedUsage } from '../tokens.ts';
import { readBlock, readCitation } from './anthropic-block.ts';
import { readAnthropicAnswer } from './anthropic-body.ts';
import { type AnthropicState, cutAnthropic } from './anthropic-refusal.ts';

type AnthropicFrame = EventFrame<AnthropicState>;
type AnthropicDraft = Draft<AnthropicState>;

/** One content block of the stream as far as it has come. */
interface Block {
  readonly text: string;
  readonly reasoning: string;
  readonly call: string;
  readonly name: string | undefined;
  /** Channels with text in them; the three above are the names that such channels have. */
  readonly channels: Set<string>;
  citations: number;
}

const notStarted: AnthropicState = Object.freeze({
  started: false,
  open: Object.freeze([]),
  usage: undefined,
  ended: false,
  stopped: false,
});

const textPath: JsonPath = Object.freeze(['delta', 'text']);
const thinkingPath: JsonPath = Object.freeze(['delta', 'thinking']);
const inputPath: JsonPath = Object.freeze(['delta', 'partial_json']);
const contentPath: JsonPath = Object.freeze(['delta', 'content']);
const stopPath: JsonPath = Object.freeze(['delta', 'stop_details']);
const unknown = Object.freeze({ unknown: 1 });

/** The stream of Messages: blocks that begin, grow and stop (docs.claude.com/en/docs/build-with-claude/streaming). */
export function anthropicDecoder(): Decoder {
  const blocks = new Map<number, Block>();
  let state = notStarted;
  let lastStopped = -1;

  function read(event: SseEvent): AnthropicFrame {
    const { data } = event;
    const draft: AnthropicDraft = { bytes: event.bytes, segments: noSegments, event, state };
    if (data === undefined || data === '') return draft;
    const json = parsed(data);
    if (json === undefined) {
      // Some proxies end this dialect's streams as the other family does.
      if (data.startsWith('[DONE]')) draft.closes = true;
      else draft.unread = unreadableData;
      return draft;
    }
    readEvent(json, stringOf(json.type) ?? event.event, draft);
    draft.state = state;
    return draft;
  }

  function readEvent(json: JsonObject, type: string | undefined, draft: AnthropicDraft): void {
    const index = numberOf(json.index) ?? 0;
    switch (type) {
      case 'content_block_delta':
        if (isObject(json.delta)) readDelta(json.delta, index, draft);
        return;
      case 'content_block_start':
        start(json.content_block, index, draft);
        return;
      case 'content_block_stop':
        stop(index, draft);
        return;
      case 'message_start':
        if (isObject(json.message)) readStart(json.message, draft);
        return;
      case 'message_delta': {
        const finish = stringOf(objectOf(json.delta)?.stop_reason);
        if (finish !== undefined) draft.finish = [finish];
        readStopDetails(json.delta, draft);
        learnUsage(json.usage, draft);
        state = { ...state, ended: true };
        return;
      }
      case 'message_stop':
        draft.closes = true;
        state = { ...state, stopped: true };
        return;
      case 'error': {
        draft.error = errorOf(json) ?? 'error';
        const said: FrameSegment[] = [];
        readErrorMessage(json.error, said);
        draft.segments = said;
        return;
      }
      default:
        if (json.error !== undefined) draft.error = errorOf(json) ?? 'error';
        // An event of tomorrow.
        if (hasWords(json)) draft.unread = unknown;
    }
  }

  /** Why the model stopped, in words. */
  function readStopDetails(delta: unknown, draft: AnthropicDraft): void {
    const details = objectOf(objectOf(delta)?.stop_details);
    if (details === undefined) return;
    const said: FrameSegment[] = [];
    for (const key of Object.keys(details)) {
      const words = key === 'type' ? undefined : stringOf(details[key]);
      if (words === undefined || words === '') continue;
      const path = [...stopPath, key];
      said.push(pieceOf(path, 'assistant', 'text', words, `stop_details/${key}`, undefined, false, true));
    }
    if (said.length > 0) draft.segments = said;
  }

  function readStart(message: JsonObject, draft: AnthropicDraft): void {
    const id = stringOf(message.id);
    const model = stringOf(message.model);
    if (id !== undefined) draft.id = id;
    if (model !== undefined) draft.model = model;
    state = { ...state, started: true };
    learnUsage(message.usage, draft);
    listOf(message.content).forEach((block, index) => {
      const at = blockAt(index);
      readBlock(takerOf(at, index, draft), ['message', 'content', index], block, 'assistant');
    });
  }

  /** Counts are cumulative, and `message_delta` leaves out what `message_start` said. */
  function learnUsage(told: unknown, draft: AnthropicDraft): void {
    const merged = mergedUsage(state.usage, told);
    if (merged === undefined) return;
    state = { ...state, usage: merged };
    const usage = anthropicUsage(merged);
    if (usage !== undefined) draft.usage = usage;
  }

  function start(content: unknown, index: number, draft: AnthropicDraft): void {
    const block = blockAt(index, isObject(content) ? stringOf(content.name) : undefined);
    if (isObject(content)) readBlock(takerOf(block, index, draft), ['content_block'], content, 'assistant');
    if (!state.open.includes(index)) state = { ...state, open: [...state.open, index] };
  }

  function stop(index: number, draft: AnthropicDraft): void {
    const block = blocks.get(index);
    if (block !== undefined && block.channels.size > 0) draft.closes = [...block.channels];
    blocks.delete(index);
    if (index > lastStopped) lastStopped = index;
    if (state.open.includes(index)) state = { ...state, open: state.open.filter((open) => open !== index) };
  }

  function blockAt(index: number, name?: string): Block {
    let block = blocks.get(index);
    if (block === undefined || name !== undefined) {
      block = {
        text: `${index}/text`,
        reasoning: `${index}/reasoning`,
        call: `${index}/tool_call`,
        name,
        channels: new Set(),
        citations: 0,
      };
      blocks.set(index, block);
    }
    return block;
  }

  function readDelta(delta: JsonObject, index: number, draft: AnthropicDraft): void {
    const began = blocks.has(index);
    const block = blockAt(index);
    takeDelta(delta, index, block, draft);
    // A string that goes on after its end is judged without what came before.
    if (!began && index <= lastStopped) draft.unread = { ...draft.unread, 'after-finish': 1 };
    for (const key in delta) {
      if (!isRead(key, delta.type) && draft.unread === undefined && hasWords(delta[key])) draft.unread = unknown;
    }
  }

  function takeDelta(delta: JsonObject, index: number, block: Block, draft: AnthropicDraft): void {
    switch (delta.type) {
      case 'text_delta':
        addPiece(draft, block, textPath, 'text', delta.text, block.text);
        return;
      case 'thinking_delta':
        addPiece(draft, block, thinkingPath, 'reasoning', delta.thinking, block.reasoning);
        return;
      case 'input_json_delta':
        addPiece(draft, block, inputPath, 'tool_call', delta.partial_json, block.call, block.name, true);
        return;
      case 'citations_delta': {
        const nth = `citation/${block.citations++}`;
        readCitation(takerOf(block, index, draft), ['delta', 'citation'], delta.citation, 'assistant', nth);
        return;
      }
      case 'compaction_delta':
        addPiece(draft, block, contentPath, 'text', delta.content, block.text);
        return;
      case 'signature_delta':
        return;
      default:
        // A delta of tomorrow: its text is checked like any other.
        if (typeof delta.text === 'string') addPiece(draft, block, textPath, 'text', delta.text, block.text);
        else draft.unread = { other: 1 };
    }
  }

  return eventDecoder<AnthropicState>({ read, blank: () => [], cut: cutAnthropic, whole: readAnthropicAnswer });
}

/** Whether a delta of this type is read at this key, or has nothing to read there. */
function isRead(key: string, type: unknown): boolean {
  if (key === 'type') return true;
  switch (type) {
    case 'text_delta':
      return key === 'text';
    case 'thinking_delta':
      return key === 'thinking';
    case 'input_json_delta':
      return key === 'partial_json';
    case 'citations_delta':
      return key === 'citation';
    case 'compaction_delta':
      return key === 'content' || key.startsWith('encrypted_');
    case 'signature_delta':
      return key === 'signature';
    default:
      return key === 'text';
  }
}

function addPiece(
  draft: AnthropicDraft,
  block: Block,
  path: JsonPath,
  kind: Kind,
  text: unknown,
  channel: string,
  name?: string,
  json?: boolean,
): void {
  if (typeof text !== 'string' || text === '') return;
  block.channels.add(channel);
  draft.segments = [pieceOf(path, 'assistant', kind, text, channel, name, json)];
}

/** Takes the texts of a block that comes whole, or that begins with some. */
function takerOf(block: Block, index: number, draft: AnthropicDraft): Taker {
  let list: FrameSegment[] | undefined;
  return {
    add(path, role, kind, text, channel, nth, name, json, leaf) {
      if (text === '' && kind !== 'tool_call') return;
      const key = nth === undefined ? `${index}/${channel}` : `${index}/${channel}/${nth}`;
      block.channels.add(key);
      if (list === undefined) {
        list = [...draft.segments];
        draft.segments = list;
      }
      // The name of a call whose input is to come, as pieces of JSON source.
      const source = json === true || (kind === 'tool_call' && text === '');
      list.push(pieceOf(path, role, kind, text, key, name, source, false, leaf));
    },
    call(path, name, input, json, channel) {
      block.channels.add(`${index}/${channel}`);
      addCall(draft, { path, name, input, json, channel: `${index}/${channel}` });
    },
    named(path, role, name, channel) {
      const key = `${index}/${channel}`;
      list ??= [...draft.segments];
      draft.segments = list;
      list.push(pieceOf(path, role, 'text', name, key, undefined, false, true));
    },
    count(kind, times = 1) {
      if (times > 0) draft.unread = { ...draft.unread, [kind]: (draft.unread?.[kind] ?? 0) + times };
    },
    wrong() {
      this.count('other');
    },
  };
}
