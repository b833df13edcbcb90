import { google } from './speech-gemini.ts';
import { ollama } from './speech-ollama.ts';

/**
 * Answers with several texts and tool calls, in every dialect that has tools, whole and streamed; the
 * policies' names and arguments are told apart by marks that occur nowhere else.
 */
export interface Told {
  /** Only chat has more than one. */
  readonly choice: number;
  readonly kind: 'text' | 'tool';
  readonly name: string;
  /** Text, or JSON source. */
  readonly pieces: readonly string[];
}

export interface Tongue {
  readonly dialect: string;
  readonly provider: string;
  readonly path: string;
  readonly streamPath?: string;
  /** Several choices, whose pieces come in turns. */
  readonly choices: boolean;
  request(stream: boolean, n: number): string;
  whole(told: readonly Told[]): string;
  /** `turns` says which of the strings goes on next, where the dialect lets them take turns. */
  stream(told: readonly Told[], turns: readonly number[]): string;
}

type Json = Record<string, unknown>;

const messages = [{ role: 'user', content: 'Act.' }];
const chatHead = { id: 'chatcmpl-1', created: 1, model: 'gpt-4o-1' };
const chatUsage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
const sse = (event: Json, named: boolean): string =>
  `${named ? `event: ${event.type}\n` : ''}data: ${JSON.stringify(event)}\n\n`;

function countOf(told: readonly Told[]): number {
  return Math.max(1, ...told.map(({ choice }) => choice + 1));
}

export const chat: Tongue = {
  dialect: 'openai-chat',
  provider: 'openai',
  path: '/v1/chat/completions',
  choices: true,
  request: (stream, n) => JSON.stringify({ model: 'gpt-4o', messages, n, ...(stream ? { stream } : {}) }),
  whole(told) {
    const choices = Array.from({ length: countOf(told) }, (_, index) => {
      const mine = told.filter(({ choice }) => choice === index);
      const calls = mine
        .filter(({ kind }) => kind === 'tool')
        .map(({ name, pieces }, nth) => ({
          id: `call_${nth}`,
          type: 'function',
          function: { name, arguments: pieces.join('') },
        }));
      const text = mine.filter(({ kind }) => kind === 'text').flatMap(({ pieces }) => pieces);
      const message = {
        role: 'assistant',
        content: text.length === 0 ? null : text.join(''),
        ...(calls.length === 0 ? {} : { tool_calls: calls }),
      };
      return { index, message, finish_reason: calls.length === 0 ? 'stop' : 'tool_calls' };
    });
    return JSON.stringify({ ...chatHead, object: 'chat.completion', choices, usage: chatUsage });
  },
  stream(told, turns) {
    let out = '';
    const say = (index: number, delta: Json, finish: string | null = null): void => {
      const choices = [{ index, delta, finish_reason: finish }];
      out += sse({ ...chatHead, object: 'chat.completion.chunk', choices }, false);
    };
    const count = countOf(told);
    for (let choice = 0; choice < count; choice++) say(choice, { role: 'assistant', content: '' });
    const nth = told.map(({ choice, kind }, i) => {
      return told.slice(0, i).filter((other) => other.choice === choice && other.kind === kind).length;
    });
    const at = told.map(() => -1);
    const left = (): number[] => at.flatMap((place, i) => (place < (told[i]?.pieces.length ?? 0) ? [i] : []));
    for (let turn = 0; left().length > 0; turn++) {
      const open = left();
      const i = open[(turns[turn % Math.max(1, turns.length)] ?? 0) % open.length] as number;
      const { choice, kind, name, pieces } = told[i] as Told;
      const piece = pieces[at[i] as number] ?? '';
      if (kind === 'text') say(choice, { content: piece });
      else if (at[i] === -1) {
        const opening = { index: nth[i], id: `call_${i}`, type: 'function', function: { name, arguments: '' } };
        say(choice, { tool_calls: [opening] });
      } else say(choice, { tool_calls: [{ index: nth[i], function: { arguments: piece } }] });
      at[i] = (at[i] as number) + 1;
      if (left().every((other) => told[other]?.choice !== choice)) {
        const calls = told.some((other) => other.choice === choice && other.kind === 'tool');
        say(choice, {}, calls ? 'tool_calls' : 'stop');
      }
    }
    return `${out}data: [DONE]\n\n`;
  },
};

const anthropicHead = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-1' };
const anthropicUsage = { input_tokens: 11, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 };

export const anthropic: Tongue = {
  dialect: 'anthropic-messages',
  provider: 'anthropic',
  path: '/v1/messages',
  choices: false,
  request: (stream) => JSON.stringify({ model: 'claude', max_tokens: 9, messages, ...(stream ? { stream } : {}) }),
  whole(told) {
    const content = told.map(({ kind, name, pieces }, i) =>
      kind === 'text'
        ? { type: 'text', text: pieces.join('') }
        : { type: 'tool_use', id: `toolu_${i}`, name, input: JSON.parse(pieces.join('')) as unknown },
    );
    const usage = { ...anthropicUsage, output_tokens: 7 };
    return JSON.stringify({ ...anthropicHead, content, stop_reason: 'tool_use', stop_sequence: null, usage });
  },
  stream(told) {
    const message = { ...anthropicHead, content: [], stop_reason: null, stop_sequence: null };
    const events: Json[] = [
      { type: 'message_start', message: { ...message, usage: { ...anthropicUsage, output_tokens: 1 } } },
    ];
    told.forEach(({ kind, name, pieces }, index) => {
      const block =
        kind === 'text' ? { type: 'text', text: '' } : { type: 'tool_use', id: `toolu_${index}`, name, input: {} };
      events.push({ type: 'content_block_start', index, content_block: block }, { type: 'ping' });
      for (const piece of pieces) {
        const delta =
          kind === 'text' ? { type: 'text_delta', text: piece } : { type: 'input_json_delta', partial_json: piece };
        events.push({ type: 'content_block_delta', index, delta });
      }
      events.push({ type: 'content_block_stop', index });
    });
    const delta = { stop_reason: 'tool_use', stop_sequence: null };
    events.push({ type: 'message_delta', delta, usage: { output_tokens: 7 } }, { type: 'message_stop' });
    return events.map((event) => sse(event, true)).join('');
  },
};

function itemOf({ kind, name, pieces }: Told, index: number): Json {
  const text = pieces.join('');
  if (kind === 'text') {
    const content = [{ type: 'output_text', text, annotations: [], logprobs: [] }];
    return { id: `msg_${index}`, type: 'message', status: 'completed', role: 'assistant', content };
  }
  const call = { id: `fc_${index}`, call_id: `call_${index}`, name, arguments: text };
  return { ...call, type: 'function_call', status: 'completed' };
}

function response(status: string, output: readonly Json[]): Json {
  const usage = { input_tokens: 11, output_tokens: 7, total_tokens: 18 };
  const rest = { error: null, incomplete_details: null, instructions: null, metadata: {}, tools: [] };
  const head = { id: 'resp_1', object: 'response', created_at: 1, model: 'gpt-5-1', parallel_tool_calls: true };
  return { ...head, ...rest, status, output, usage: status === 'completed' ? usage : null };
}

export const responses: Tongue = {
  dialect: 'openai-responses',
  provider: 'openai',
  path: '/v1/responses',
  choices: false,
  request: (stream) => JSON.stringify({ model: 'gpt-5', input: 'Act.', ...(stream ? { stream } : {}) }),
  whole: (told) => JSON.stringify(response('completed', told.map(itemOf))),
  stream(told) {
    const events: Json[] = [{ type: 'response.created', response: response('in_progress', []) }];
    told.forEach((each, index) => {
      const item = itemOf(each, index);
      const at = { item_id: item.id, output_index: index };
      const text = each.pieces.join('');
      const added = { ...item, status: 'in_progress' };
      if (each.kind === 'text') {
        const part = { type: 'output_text', text: '', annotations: [], logprobs: [] };
        events.push({ type: 'response.output_item.added', output_index: index, item: { ...added, content: [] } });
        events.push({ type: 'response.content_part.added', ...at, content_index: 0, part });
        for (const delta of each.pieces) {
          events.push({ type: 'response.output_text.delta', ...at, content_index: 0, delta, logprobs: [] });
        }
        events.push({ type: 'response.output_text.done', ...at, content_index: 0, text, logprobs: [] });
        events.push({ type: 'response.content_part.done', ...at, content_index: 0, part: { ...part, text } });
      } else {
        events.push({ type: 'response.output_item.added', output_index: index, item: { ...added, arguments: '' } });
        for (const delta of each.pieces) events.push({ type: 'response.function_call_arguments.delta', ...at, delta });
        events.push({ type: 'response.function_call_arguments.done', ...at, name: each.name, arguments: text });
      }
      events.push({ type: 'response.output_item.done', output_index: index, item });
    });
    events.push({ type: 'response.completed', response: response('completed', told.map(itemOf)) });
    return events.map(({ type, ...rest }, sequence_number) => sse({ type, sequence_number, ...rest }, true)).join('');
  },
};

export const tongues: readonly Tongue[] = [chat, responses, anthropic, ollama, google];
