import type { JsonPath, Kind, Role } from '../../core/call.ts';
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
import { isObject, type JsonObject, listOf, numberOf, stringOf } from '../json-value.ts';
import { stepOf, type Taker } from '../reading.ts';
import { Spelling } from '../spelling.ts';
import {
  blankOfChoice,
  chatUsage,
  hasSearchResults,
  readChatAnswer,
  readFailedGeneration,
  readSearchResults,
} from './openai-chat-answer.ts';
import { countUnread, readMessage } from './openai-chat-message.ts';
import { type ChatState, type ChoiceFormat, cutChat, mostChoices } from './openai-chat-refusal.ts';
import { isPlain, plainDeltas } from './plain-delta.ts';
import { unaskUsage } from './unask-usage.ts';

/** One choice of the stream as far as it has come. */
export interface Choice {
  readonly index: number;
  /** What its channels' names begin with. Text after a finish is a new string: `0+1/text`. */
  prefix: string;
  textChannel: string;
  /** Channels that have text and no end yet. */
  readonly open: Set<string>;
  /** Tool names, told with the first piece only. */
  readonly names: Map<string, string>;
  /** The tool call that each place stands for now, by the id it began with. */
  readonly calls: Map<number, { readonly id: string; readonly nth: number | string; readonly count: number }>;
  finishes: number;
  /** What its token probabilities spell, where it has any. */
  spelling: { readonly content: Spelling; readonly refusal: Spelling } | undefined;
}

type ChatFrame = EventFrame<ChatState | undefined>;

/** Where the text of a chunk's only choice stands; the same path over and over. */
const contentPath: JsonPath = Object.freeze(['choices', 0, 'delta', 'content']);

/** The stream of chat, and of the older completions: chunks of choices, then `[DONE]`. */
export function chatDecoder(format: ChoiceFormat): Decoder {
  const choices = new Map<number, Choice>();
  const plain = plainDeltas();
  let state: ChatState | undefined;
  let citations = 0;

  function choiceAt(index: number): Choice {
    let choice = choices.get(index);
    if (choice === undefined) {
      const prefix = String(index);
      choice = {
        index,
        prefix,
        textChannel: `${prefix}/text`,
        open: new Set(),
        names: new Map(),
        calls: new Map(),
        finishes: 0,
        spelling: undefined,
      };
      choices.set(index, choice);
      // From the second on, chunks say which lane they are in.
      if (choices.size === 2) plain.reset();
    }
    return choice;
  }

  /** Takes the pieces of one choice's delta. */
  function takerOf(choice: Choice, segments: FrameSegment[], draft: Draft<unknown>, nth: number): Taker {
    return {
      add(path, role, kind, text, channel, within, name, json, leaf) {
        let key = `${choice.prefix}/${channel}`;
        // Citations come whole, and each chunk counts its own from zero.
        if (channel === 'citation') key += `/${nth}`;
        if (within !== undefined) key += `/${within}`;
        // Groq tells what its own tools were given as a whole, and once more with what they gave back.
        if (channel === 'executed_tool') {
          if (text === '') return;
          choice.open.add(key);
          segments.push({ ...pieceOf(path, role, kind, text, key, name, json), soFar: true });
          return;
        }
        addPiece(choice, segments, path, role, kind, text, key, name, json, leaf);
      },
      call(path, name, input, json, channel, within) {
        const key = `${choice.prefix}/${channel}${within === undefined ? '' : `/${within}`}`;
        addCall(draft, { path, name, input, json, channel: key });
      },
      named(path, role, name, channel, within) {
        const key = `${choice.prefix}/${channel}/${within ?? 0}`;
        choice.open.add(key);
        segments.push(pieceOf(path, role, 'text', name, key, undefined, false, true));
      },
      // Some providers give no index, or always the same; a new id is a new call.
      callAt(place, id) {
        const known = choice.calls.get(place);
        if (known === undefined) {
          choice.calls.set(place, { id: id ?? '', nth: place, count: 1 });
          return place;
        }
        if (id === undefined || id === '' || id === known.id) return known.nth;
        const count = known.id === '' ? known.count : known.count + 1;
        const nth = count === 1 ? place : `${place}+${count - 1}`;
        choice.calls.set(place, { id, nth, count });
        return nth;
      },
      count(kind, times = 1) {
        if (times > 0) draft.unread = { ...draft.unread, [kind]: (draft.unread?.[kind] ?? 0) + times };
      },
      wrong() {
        this.count('other');
      },
    };
  }

  function addPiece(
    choice: Choice,
    segments: FrameSegment[],
    path: JsonPath,
    role: Role,
    kind: Kind,
    text: string,
    channel: string,
    name: string | undefined,
    json: boolean | undefined,
    leaf?: boolean,
  ): void {
    let known = name;
    if (kind === 'tool_call') {
      known = choice.names.get(channel);
      if (name !== undefined && name !== '' && name !== known) {
        known = name;
        choice.names.set(channel, name);
        // The first piece tells of the call, even when its text is yet to come; so does one with another name.
      } else if (text === '') return;
    } else if (text === '') return;
    choice.open.add(channel);
    segments.push(pieceOf(path, role, kind, text, channel, known, json, false, leaf));
  }

  function readChoice(
    position: number,
    choice: JsonObject,
    draft: Draft<ChatState | undefined>,
    segments: FrameSegment[],
  ): void {
    const found = choiceAt(numberOf(choice.index) ?? position);
    const path: JsonPath = ['choices', position];
    const before = segments.length;
    const { delta } = choice;
    if (isObject(delta)) {
      if (delta.annotations !== undefined) citations++;
      const taker = takerOf(found, segments, draft, citations);
      readMessage(taker, stepOf(path, 'delta'), delta, 'assistant');
      countUnread(taker, delta);
    }
    // Perplexity repeats all that was said so far beside each delta.
    if (isObject(choice.message)) {
      const taker = takerOf(found, segments, draft, 0);
      const whole: Taker = {
        ...taker,
        add(at, role, kind, text, channel, nth, name, json) {
          if (text === '') return;
          const key = `${found.index}/message/${channel}${nth === undefined ? '' : `/${nth}`}`;
          found.open.add(key);
          segments.push({ ...pieceOf(at, role, kind, text, key, name, json), soFar: true });
        },
        // What it repeats is judged where it was said.
        call() {},
      };
      readMessage(whole, stepOf(path, 'message'), choice.message, 'assistant');
      countUnread(whole, choice.message);
    }
    if (typeof choice.text === 'string') {
      addPiece(
        found,
        segments,
        stepOf(path, 'text'),
        'assistant',
        'text',
        choice.text,
        found.textChannel,
        undefined,
        false,
      );
    }
    if (isObject(choice.logprobs)) readLogprobs(found, path, choice, choice.logprobs, segments);
    // A string that goes on after its end is judged without what came before.
    if (found.finishes > 0 && segments.length > before) draft.unread = { ...draft.unread, 'after-finish': 1 };
    const finish = stringOf(choice.finish_reason);
    if (finish === undefined || finish === '') {
      note(found.index, false);
      return;
    }
    note(found.index, true);
    // Some providers repeat the finish with their usage.
    if (found.finishes === 0) draft.finish = [...(draft.finish ?? []), finish];
    if (found.open.size > 0) {
      draft.closes = [...(draft.closes === true ? [] : (draft.closes ?? [])), ...found.open];
      found.open.clear();
    }
    found.finishes++;
    found.prefix = `${found.index}+${found.finishes}`;
    found.textChannel = `${found.prefix}/text`;
    plain.reset();
  }

  /** Token probabilities that come apart from the text: a string of their own, void where any of it is masked. */
  function readLogprobs(
    found: Choice,
    path: JsonPath,
    choice: JsonObject,
    logprobs: JsonObject,
    segments: FrameSegment[],
  ): void {
    found.spelling ??= { content: new Spelling(), refusal: new Spelling() };
    const delta = isObject(choice.delta) ? choice.delta : undefined;
    const text = stringOf(delta?.content) ?? stringOf(choice.text) ?? '';
    const said = found.spelling.content.read(logprobs.content ?? logprobs.tokens, text);
    const refused = found.spelling.refusal.read(logprobs.refusal, stringOf(delta?.refusal) ?? '');
    const at = stepOf(path, 'logprobs');
    const key = `${found.prefix}/logprobs`;
    if (said !== undefined) addPiece(found, segments, at, 'assistant', 'text', said, key, undefined, false);
    if (refused !== undefined) {
      addPiece(found, segments, at, 'assistant', 'text', refused, `${key}/refusal`, undefined, false);
    }
  }

  /** Keeps in mind which choices there are and which of them have ended. */
  function note(index: number, finished: boolean): void {
    if (state === undefined) return;
    const known = state.choices.get(index);
    if (known === true || known === finished) return;
    if (known === undefined && state.choices.size >= mostChoices) return;
    state = { ...state, choices: new Map(state.choices).set(index, finished) };
  }

  function learn(chunk: JsonObject, draft: Draft<ChatState | undefined>): void {
    const id = stringOf(chunk.id);
    const model = stringOf(chunk.model);
    const fingerprint = stringOf(chunk.system_fingerprint);
    if (id !== undefined && id !== '') draft.id = id;
    if (model !== undefined && model !== '') draft.model = model;
    if (fingerprint !== undefined && fingerprint !== '') draft.systemFingerprint = fingerprint;
    // Azure's first chunk tells of its filters and has neither.
    if (state === undefined || (state.id === '' && id !== undefined && id !== '')) {
      const created = numberOf(chunk.created) ?? 0;
      const seen = state?.choices ?? new Map<number, boolean>();
      state = { id: id ?? '', model: model ?? '', created, choices: seen, done: false };
    }
  }

  function readChunk(chunk: JsonObject, event: SseEvent): ChatFrame {
    const segments: FrameSegment[] = [];
    const draft: Draft<ChatState | undefined> = { bytes: event.bytes, segments, event, state: undefined };
    learn(chunk, draft);
    const list = listOf(chunk.choices);
    for (let i = 0; i < list.length; i++) {
      const choice = list[i];
      if (isObject(choice)) readChoice(i, choice, draft, segments);
    }
    if (chunk.usage === null) draft.nullUsage = true;
    const usage = chatUsage(chunk);
    if (usage === undefined && list.length === 1 && isObject(list[0]) && choices.size > 1) {
      draft.lane = numberOf(list[0].index) ?? 0;
    }
    if (usage !== undefined) {
      draft.usage = usage;
      if (list.length === 0 && chunk.moderation === undefined && Array.isArray(chunk.choices)) draft.usageOnly = true;
    }
    if (hasSearchResults(chunk)) {
      const whole: Taker = {
        add(path, role, kind, text, channel, nth) {
          if (text === '') return;
          segments.push(pieceOf(path, role, kind, text, `${channel}/${nth ?? 0}`, undefined, false, true));
        },
        call() {},
        count() {},
        wrong() {},
      };
      readSearchResults(whole, chunk);
    }
    const error = chunk.error === undefined && chunk.choices !== undefined ? undefined : errorOf(chunk);
    if (error !== undefined || event.event === 'error') {
      draft.error = error ?? 'error';
      readErrorMessage(chunk.error, segments);
      delete draft.lane;
      readFailedGeneration(takerOf(choiceAt(0), segments, draft, 0), chunk);
    }
    draft.state = state;
    return draft;
  }

  /** The commonest chunk by far: one choice, some text, nothing ended. */
  function readPlain(chunk: JsonObject, event: SseEvent): ChatFrame | undefined {
    const list = chunk.choices;
    if (state === undefined || !Array.isArray(list) || list.length !== 1 || isObject(chunk.usage)) return undefined;
    const choice: unknown = list[0];
    if (!isObject(choice) || !isObject(choice.delta) || typeof choice.delta.content !== 'string') return undefined;
    if (!isPlain(chunk, choice, choice.delta)) return undefined;
    const found = choices.get(numberOf(choice.index) ?? 0);
    if (found === undefined || state.choices.get(found.index) !== false || state.id === '') return undefined;
    const draft: Draft<ChatState | undefined> = { bytes: event.bytes, segments: noSegments, event, state };
    if (typeof chunk.id === 'string' && chunk.id !== '') draft.id = chunk.id;
    if (typeof chunk.model === 'string' && chunk.model !== '') draft.model = chunk.model;
    const fingerprint = chunk.system_fingerprint;
    if (typeof fingerprint === 'string' && fingerprint !== '') draft.systemFingerprint = fingerprint;
    if (chunk.usage === null) draft.nullUsage = true;
    if (choices.size > 1) draft.lane = found.index;
    const text = choice.delta.content;
    if (text !== '') {
      found.open.add(found.textChannel);
      draft.segments = [{ path: contentPath, role: 'assistant', kind: 'text', text, channel: found.textChannel }];
      plain.learn(draft);
    }
    return draft;
  }

  function read(event: SseEvent): ChatFrame {
    const same = plain.read(event, state);
    if (same !== undefined) return same;
    const { data } = event;
    if (data === undefined || data === '') return { bytes: event.bytes, segments: noSegments, event, state };
    if (data.startsWith('[DONE]')) {
      state = state === undefined ? undefined : { ...state, done: true };
      plain.reset();
      return { bytes: event.bytes, segments: noSegments, event, state, closes: true };
    }
    const chunk = parsed(data);
    if (chunk === undefined) {
      return { bytes: event.bytes, segments: noSegments, event, state, unread: unreadableData };
    }
    return readPlain(chunk, event) ?? readChunk(chunk, event);
  }

  return eventDecoder<ChatState | undefined>({
    read,
    blank: blankOfChoice,
    whole: readChatAnswer,
    cut: (last, refusal) => cutChat(format, last, refusal),
    unask: (frame, bytes) => (frame.nullUsage === true ? unaskUsage(bytes) : bytes),
  });
}
