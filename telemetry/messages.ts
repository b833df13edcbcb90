import type { Segment } from '../core/call.ts';

/** The message JSON of the GenAI conventions (`gen-ai-input-messages.json`, 1.41.1), as far as it is written here. */
export interface Message {
  readonly role: string;
  readonly parts: Part[];
  finish_reason?: string;
}

export type Part =
  | { readonly type: 'text' | 'reasoning'; content: string }
  | { readonly type: 'tool_call'; readonly name: string; arguments: unknown }
  | { readonly type: 'tool_call_response'; response: string };

/** Where in a request's body its messages stand, by dialect. */
const histories: ReadonlySet<unknown> = new Set(['messages', 'input', 'contents']);
const choices: ReadonlySet<unknown> = new Set(['choices', 'candidates']);
/** What holds a tool call's input where that is no text in the wire. */
const inputs: ReadonlySet<unknown> = new Set(['input', 'args', 'arguments', 'action']);

export interface Asked {
  /** Of a field of its own; a system message within the history stays there. */
  readonly system: readonly Part[];
  readonly messages: readonly Message[];
}

/** A request's texts as messages, in order. Definitions of tools are none. */
export function askedOf(segments: readonly Segment[], text: (index: number) => string): Asked {
  const system: Part[] = [];
  const messages: Message[] = [];
  const open = new Map<string, Message>();
  segments.forEach((segment, index) => {
    const [field, place] = segment.path;
    if (field === 'tools' || field === 'functions') return;
    const history = histories.has(field);
    if (segment.role === 'system' && !history) {
      system.push({ type: 'text', content: text(index) });
      return;
    }
    const role = segment.kind === 'tool_result' ? 'tool' : segment.role;
    const message = messageAt(
      messages,
      open,
      `${String(field)} ${typeof place === 'number' ? place : ''} ${role}`,
      role,
    );
    addPart(message, segment, text(index));
  });
  return { system, messages };
}

/** A whole answer's texts as messages, one for each choice. */
export function answeredOf(segments: readonly Segment[], text: (index: number) => string): readonly Message[] {
  const messages: Message[] = [];
  const open = new Map<string, Message>();
  segments.forEach((segment, index) => {
    const [field, place] = segment.path;
    const message = messageAt(messages, open, choices.has(field) ? String(place) : '', 'assistant');
    addPart(message, segment, text(index));
  });
  return messages;
}

function messageAt(all: Message[], open: Map<string, Message>, key: string, role: string): Message {
  let message = open.get(key);
  if (message === undefined) {
    message = { role, parts: [] };
    open.set(key, message);
    all.push(message);
  }
  return message;
}

/** Strings of one tool call's input are one part: a path within it names each. */
export function addPart(message: Message, { kind, path, name, json }: Segment, text: string): void {
  if (kind === 'tool_result') message.parts.push({ type: 'tool_call_response', response: text });
  else if (kind !== 'tool_call')
    message.parts.push({ type: kind === 'reasoning' ? 'reasoning' : 'text', content: text });
  else {
    const at = json === true ? -1 : path.findLastIndex((step) => inputs.has(step));
    const within = at < 0 ? '' : path.slice(at + 1).join('.');
    const last = message.parts.at(-1);
    if (within === '') {
      message.parts.push({ type: 'tool_call', name: name ?? '', arguments: json === true ? parsed(text) : text });
    } else if (last?.type === 'tool_call' && last.name === (name ?? '') && isFields(last.arguments, within)) {
      last.arguments[within] = text;
    } else message.parts.push({ type: 'tool_call', name: name ?? '', arguments: { [within]: text } });
  }
}

/** JSON source as the conventions show arguments; as it is where a stream ended within it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Fields that have none of this name yet; one that has is another call's. */
function isFields(value: unknown, without: string): value is Record<string, string> {
  return typeof value === 'object' && value !== null && !(without in value);
}

/** The conventions' words for why an answer ended; the provider's own where they have none. */
export function finishWord(word: string): string {
  return words[word.toLowerCase()] ?? word;
}

const words: Readonly<Record<string, string>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  completed: 'stop',
  max_tokens: 'length',
  max_output_tokens: 'length',
  tool_calls: 'tool_call',
  function_call: 'tool_call',
  tool_use: 'tool_call',
  refusal: 'content_filter',
  safety: 'content_filter',
  guardrail_intervened: 'content_filter',
};
