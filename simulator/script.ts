import { isObject, type JsonObject, listAt, objectAt, stringAt } from './json.ts';
import type { Prompt, Tool } from './prompt.ts';
import { ALNUM, createRandom, hash } from './random.ts';
import type { Leak, Steering } from './steering.ts';
import { CHARS_PER_TOKEN, tokensOf } from './tokens.ts';

export interface ToolCall {
  readonly name: string;
  /** JSON source. */
  readonly arguments: string;
}

export type Finish = 'stop' | 'length' | 'tool_calls' | 'stop_sequence';

/** What is said, in no dialect. The same prompt and steering always give the same. */
export interface Said {
  readonly text: string;
  /** The thinking before it; empty when the model does none. */
  readonly thinking: string;
  readonly calls: readonly ToolCall[];
  readonly finish: Finish;
  readonly stopSequence: string | undefined;
  /** Tokens of text and calls, thinking not counted. */
  readonly tokens: number;
  readonly thinkingTokens: number;
}

/** `choice` tells the answers of one request apart when several were asked for. */
export function say(prompt: Prompt, steering: Steering, choice: number): Said {
  const thinking = prompt.thinks ? think(prompt) : '';
  const calls = callsFor(prompt, steering);
  const thinkingTokens = prompt.thinks ? Math.max(64, tokensOf(thinking)) : 0;
  if (calls.length > 0) {
    const tokens = calls.reduce((sum, call) => sum + tokensOf(call.name) + tokensOf(call.arguments), 0);
    return { text: '', thinking, calls, finish: 'tool_calls', stopSequence: undefined, tokens, thinkingTokens };
  }
  let text = textFor(prompt, steering, choice);
  let finish: Finish = 'stop';
  let stopSequence: string | undefined;
  for (const stop of prompt.stop) {
    const at = stop === '' ? -1 : text.indexOf(stop);
    if (at === -1) continue;
    text = text.slice(0, at);
    finish = 'stop_sequence';
    stopSequence = stop;
  }
  if (prompt.maxTokens !== undefined && tokensOf(text) > prompt.maxTokens) {
    text = cut(text, prompt.maxTokens * CHARS_PER_TOKEN);
    finish = 'length';
    stopSequence = undefined;
  }
  return { text, thinking, calls, finish, stopSequence, tokens: tokensOf(text), thinkingTokens };
}

const ECHO = /echo:\s?/i;

/** What stands behind `echo:`; undefined without it. */
export function echoOf(text: string): string | undefined {
  const match = ECHO.exec(text);
  return match === null ? undefined : text.slice(match.index + match[0].length);
}

function textFor(prompt: Prompt, steering: Steering, choice: number): string {
  if (steering.big !== undefined) return filler(Math.ceil(steering.big / CHARS_PER_TOKEN) + 1).slice(0, steering.big);
  if (steering.tokens !== undefined) return filler(steering.tokens);
  if (prompt.toolResult !== undefined) return `The tool answered: ${quote(prompt.toolResult, 200)}`;
  const echo = echoOf(prompt.lastUser);
  if (echo !== undefined) return echo;
  if (steering.leak !== undefined)
    return `Sure, here is what I found: ${leaked(steering.leak, prompt)} and that is all.`;
  if (prompt.json !== undefined) {
    const { schema } = prompt.json;
    return JSON.stringify(
      schema === undefined ? { answer: hello(prompt, choice) } : sampleOf(schema, undefined, '', 0),
    );
  }
  return hello(prompt, choice);
}

const GREETINGS = ['Hello', 'Good to hear from you', 'Thank you for asking', 'Glad you came by'] as const;

function hello(prompt: Prompt, choice: number): string {
  const greeting = GREETINGS[(hash(prompt.lastUser) + choice) % GREETINGS.length] ?? GREETINGS[0];
  const asked = prompt.lastUser.trim() === '' ? 'nothing at all' : quote(prompt.lastUser, 60);
  return `${greeting}! You said ${asked}. I am a simulator, so this is all I know about it.`;
}

function think(prompt: Prompt): string {
  return `The user said ${quote(prompt.lastUser, 40)}. A short and friendly answer will do.`;
}

function quote(text: string, limit: number): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length <= limit ? `"${line}"` : `"${cut(line, limit)}…"`;
}

/** The first `length` units, but never half of a surrogate pair. */
function cut(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

// Three letters and a space are one token, so that `tokens=N` is counted as exactly N.
const WORDS = 'the sun was low and all men sat out for tea but one old dog ran far off its way'.split(' ');
const SHORT = WORDS.filter((word) => word.length === 3);

function filler(words: number): string {
  const block = SHORT.join(' ');
  const blocks = Math.floor(words / SHORT.length);
  const rest = SHORT.slice(0, words % SHORT.length).join(' ');
  const whole = blocks === 0 ? '' : `${block} `.repeat(blocks);
  return (whole + rest).trimEnd();
}

/** Looks like the real thing and opens nothing. Made here, so that no scanner finds it in the source. */
export function leaked(kind: Leak, prompt: Pick<Prompt, 'lastUser'>): string {
  const random = createRandom(hash(prompt.lastUser));
  switch (kind) {
    case 'openai-key':
      return `sk-proj-${random.text(ALNUM, 48)}`;
    case 'github-token':
      return `ghp_${random.text(ALNUM, 36)}`;
    case 'card':
      return '4111 1111 1111 1111';
    case 'email':
      return 'jane.doe@acme-corp.net';
  }
}

function callsFor(prompt: Prompt, steering: Steering): ToolCall[] {
  const { tools, toolChoice } = prompt;
  const first = tools[0];
  if (first === undefined || toolChoice === 'none') return [];
  const echo = echoOf(prompt.lastUser);
  // Only what stands before an echo can ask for a tool: the echoed text may name one by chance.
  const wish = (
    echo === undefined ? prompt.lastUser : prompt.lastUser.slice(0, prompt.lastUser.search(ECHO))
  ).toLowerCase();
  if (typeof toolChoice === 'object') {
    return [callOf(tools.find((tool) => tool.name === toolChoice.name) ?? first, echo)];
  }
  // A tool has answered: the model speaks, unless it is made to call on and on.
  if (prompt.toolResult !== undefined && toolChoice !== 'required') return [];
  const named = tools.filter((tool) => wish.includes(tool.name.toLowerCase()));
  const asked = named.length > 0 || /\bcall (?:the|both|all) tools?\b/.test(wish);
  if (!asked && toolChoice !== 'required' && steering.parallel === undefined) return [];
  const several = prompt.parallel && (steering.parallel !== undefined || /\bboth\b/.test(wish));
  if (!several) return [callOf(named[0] ?? first, echo)];
  const chosen = named.length > 1 ? named : [first, tools[1] ?? first];
  return chosen.map((tool) => callOf(tool, echo));
}

function callOf(tool: Tool, echo: string | undefined): ToolCall {
  return { name: tool.name, arguments: JSON.stringify(sampleOf(tool.schema, echo, '', 0)) };
}

const EXAMPLES: Readonly<Record<string, string>> = {
  city: 'Bern',
  location: 'Bern',
  country: 'Switzerland',
  unit: 'celsius',
  query: 'weather in Bern',
  date: '2026-01-31',
  url: 'http://localhost/',
};

const DEEPEST = 6;

/** A value that a JSON Schema allows; the first string takes the text to be echoed. */
function sampleOf(schema: JsonObject, echo: string | undefined, name: string, depth: number): unknown {
  if ('const' in schema) return schema.const;
  const options = listAt(schema, 'enum');
  if (options.length > 0) return options[0];
  const one = [...listAt(schema, 'anyOf'), ...listAt(schema, 'oneOf')].find(isObject);
  if (one !== undefined && depth < DEEPEST) return sampleOf(one, echo, name, depth + 1);
  const type = stringAt(schema, 'type') ?? listAt(schema, 'type').find((each) => typeof each === 'string');
  switch (type) {
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array': {
      const items = objectAt(schema, 'items');
      return items === undefined || depth >= DEEPEST ? [] : [sampleOf(items, echo, name, depth + 1)];
    }
    case 'string':
      return echo ?? (Object.hasOwn(EXAMPLES, name) ? EXAMPLES[name] : undefined) ?? 'example';
    default: {
      const made: Record<string, unknown> = {};
      if (depth >= DEEPEST) return made;
      let left = echo;
      for (const [key, field] of Object.entries(objectAt(schema, 'properties') ?? {})) {
        if (!isObject(field)) continue;
        const value = sampleOf(field, left, key, depth + 1);
        if (value === left) left = undefined;
        // Keys like __proto__ are set as plain data.
        Object.defineProperty(made, key, { value, enumerable: true, configurable: true, writable: true });
      }
      return made;
    }
  }
}
