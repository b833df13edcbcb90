import { geminiSpeech as gemini } from './speech-gemini.ts';
import { ollamaChat as ollama } from './speech-ollama.ts';

/** What a provider says, in one form for all dialects: written once and spoken in each, whole and streamed. */
export interface Said {
  readonly kind: 'text' | 'reasoning' | 'tool';
  /** As it arrives in a stream; joined in a whole answer. Tool arguments are JSON source. */
  readonly pieces: readonly string[];
}

/** What a caller reads: the three strings of the first choice, and how it ended. */
export interface Heard {
  readonly text: string;
  readonly reasoning: string;
  readonly tool: string;
  readonly finish: string | undefined;
}

export interface Speech {
  readonly dialect: string;
  readonly provider: string;
  readonly path: string;
  /** Streams may have a path of their own, and may be lines of JSON instead of events. */
  readonly streamPath?: string;
  readonly lines?: true;
  readonly kinds: readonly Said['kind'][];
  request(text: string, stream: boolean): Record<string, unknown>;
  whole(said: readonly Said[]): string;
  stream(said: readonly Said[]): string;
  hear(body: string, stream: boolean): Heard;
  /** How an answer that a policy ended says so. */
  readonly filtered: string;
}

type Json = Record<string, unknown>;

const joined = (said: readonly Said[], kind: Said['kind']): string | undefined => {
  const of = said.filter((each) => each.kind === kind).flatMap((each) => each.pieces);
  return of.length === 0 ? undefined : of.join('');
};
const lines = (events: readonly unknown[]): string =>
  events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
const named = (events: readonly Json[]): string =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
const dataOf = (body: string): Json[] =>
  body
    .split(/\r?\n\r?\n/)
    .flatMap((event) => event.split(/\r?\n/))
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trim())
    .filter((data) => data !== '[DONE]' && data !== '')
    .map((data) => JSON.parse(data) as Json);

// Answers are read loosely here, as a caller's script would.
// biome-ignore lint/suspicious/noExplicitAny: the shape is what the test is about
type Loose = any;

const chatUsage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };

export const openaiChat: Speech = {
  dialect: 'openai-chat',
  provider: 'openai',
  path: '/v1/chat/completions',
  kinds: ['text', 'reasoning', 'tool'],
  filtered: 'content_filter',
  request: (text, stream) => ({
    model: 'gpt-4o',
    messages: [{ role: 'user', content: text }],
    ...(stream ? { stream, stream_options: { include_usage: true } } : {}),
  }),
  whole(said) {
    const tool = joined(said, 'tool');
    const message = {
      role: 'assistant',
      content: joined(said, 'text') ?? null,
      ...(joined(said, 'reasoning') === undefined ? {} : { reasoning_content: joined(said, 'reasoning') }),
      ...(tool === undefined
        ? {}
        : { tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'act', arguments: tool } }] }),
    };
    const choices = [{ index: 0, message, finish_reason: tool === undefined ? 'stop' : 'tool_calls' }];
    return JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'gpt-4o-1',
      choices,
      usage: chatUsage,
    });
  },
  stream(said) {
    const event = (delta: Json, finish: string | null = null): Json => ({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 1,
      model: 'gpt-4o-1',
      choices: [{ index: 0, delta, finish_reason: finish }],
    });
    const events: Json[] = [event({ role: 'assistant', content: '' })];
    for (const { kind, pieces } of said) {
      if (kind === 'tool') {
        const start = { index: 0, id: 'call_1', type: 'function', function: { name: 'act', arguments: '' } };
        events.push(event({ tool_calls: [start] }));
      }
      for (const piece of pieces) {
        if (kind === 'text') events.push(event({ content: piece }));
        else if (kind === 'reasoning') events.push(event({ reasoning_content: piece }));
        else events.push(event({ tool_calls: [{ index: 0, function: { arguments: piece } }] }));
      }
    }
    events.push(event({}, joined(said, 'tool') === undefined ? 'stop' : 'tool_calls'));
    events.push({ ...event({}), choices: [], usage: chatUsage });
    return `${lines(events)}data: [DONE]\n\n`;
  },
  hear(body, stream) {
    if (!stream) {
      const choice = (JSON.parse(body) as Loose).choices[0];
      const { content, reasoning_content: reasoning, tool_calls: tools } = choice.message;
      return {
        text: content ?? '',
        reasoning: reasoning ?? '',
        tool: tools?.[0].function.arguments ?? '',
        finish: choice.finish_reason,
      };
    }
    const heard = { text: '', reasoning: '', tool: '', finish: undefined as string | undefined };
    for (const event of dataOf(body) as Loose[]) {
      const choice = event.choices[0];
      heard.text += choice?.delta.content ?? '';
      heard.reasoning += choice?.delta.reasoning_content ?? '';
      heard.tool += choice?.delta.tool_calls?.[0].function.arguments ?? '';
      heard.finish = choice?.finish_reason ?? heard.finish;
    }
    return heard;
  },
};

export const openaiCompletions: Speech = {
  dialect: 'openai-completions',
  provider: 'openai',
  path: '/v1/completions',
  kinds: ['text'],
  filtered: 'content_filter',
  request: (text, stream) => ({ model: 'gpt-3.5-turbo-instruct', prompt: text, ...(stream ? { stream } : {}) }),
  whole: (said) =>
    JSON.stringify({
      id: 'cmpl-1',
      object: 'text_completion',
      created: 1,
      model: 'gpt-3.5-turbo-instruct',
      choices: [{ text: joined(said, 'text') ?? '', index: 0, logprobs: null, finish_reason: 'stop' }],
      usage: chatUsage,
    }),
  stream(said) {
    const event = (text: string, finish: string | null): Json => ({
      id: 'cmpl-1',
      object: 'text_completion',
      created: 1,
      model: 'gpt-3.5-turbo-instruct',
      choices: [{ text, index: 0, logprobs: null, finish_reason: finish }],
    });
    return `${lines([...said.flatMap(({ pieces }) => pieces.map((piece) => event(piece, null))), event('', 'stop')])}data: [DONE]\n\n`;
  },
  hear(body, stream) {
    const events = (stream ? dataOf(body) : [JSON.parse(body)]) as Loose[];
    const choices = events.flatMap((event) => event.choices);
    return {
      text: choices.map((choice) => choice.text).join(''),
      reasoning: '',
      tool: '',
      finish: choices.findLast((choice) => choice.finish_reason)?.finish_reason,
    };
  },
};

export const anthropicMessages: Speech = {
  dialect: 'anthropic-messages',
  provider: 'anthropic',
  path: '/v1/messages',
  kinds: ['text', 'reasoning', 'tool'],
  filtered: 'refusal',
  request: (text, stream) => ({
    model: 'claude-sonnet-4-5',
    max_tokens: 100,
    messages: [{ role: 'user', content: text }],
    ...(stream ? { stream } : {}),
  }),
  whole(said) {
    const content = said.map(({ kind, pieces }) => {
      const text = pieces.join('');
      if (kind === 'text') return { type: 'text', text };
      if (kind === 'reasoning') return { type: 'thinking', thinking: text, signature: 'c2ln' };
      return { type: 'tool_use', id: 'toolu_1', name: 'act', input: JSON.parse(text) as unknown };
    });
    const usage = { input_tokens: 11, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 7 };
    const stop = said.some(({ kind }) => kind === 'tool') ? 'tool_use' : 'end_turn';
    return JSON.stringify({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5-1',
      content,
      stop_reason: stop,
      stop_sequence: null,
      usage,
    });
  },
  stream(said) {
    const usage = { input_tokens: 11, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1 };
    const message = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5-1',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage,
    };
    const events: Json[] = [{ type: 'message_start', message }];
    said.forEach(({ kind, pieces }, index) => {
      const block =
        kind === 'text'
          ? { type: 'text', text: '' }
          : kind === 'reasoning'
            ? { type: 'thinking', thinking: '', signature: '' }
            : { type: 'tool_use', id: 'toolu_1', name: 'act', input: {} };
      events.push({ type: 'content_block_start', index, content_block: block });
      if (index === 0) events.push({ type: 'ping' });
      for (const piece of pieces) {
        const delta =
          kind === 'text'
            ? { type: 'text_delta', text: piece }
            : kind === 'reasoning'
              ? { type: 'thinking_delta', thinking: piece }
              : { type: 'input_json_delta', partial_json: piece };
        events.push({ type: 'content_block_delta', index, delta });
      }
      if (kind === 'reasoning')
        events.push({ type: 'content_block_delta', index, delta: { type: 'signature_delta', signature: 'c2ln' } });
      events.push({ type: 'content_block_stop', index });
    });
    const stop = said.some(({ kind }) => kind === 'tool') ? 'tool_use' : 'end_turn';
    events.push({
      type: 'message_delta',
      delta: { stop_reason: stop, stop_sequence: null },
      usage: { output_tokens: 7 },
    });
    events.push({ type: 'message_stop' });
    return named(events);
  },
  hear(body, stream) {
    if (!stream) {
      const message = JSON.parse(body) as Loose;
      const of = (type: string, field: string): string =>
        message.content
          .filter((block: Loose) => block.type === type)
          .map((block: Loose) => block[field])
          .join('');
      const tool = message.content.find((block: Loose) => block.type === 'tool_use');
      return {
        text: of('text', 'text'),
        reasoning: of('thinking', 'thinking'),
        tool: tool === undefined ? '' : JSON.stringify(tool.input),
        finish: message.stop_reason,
      };
    }
    const heard = { text: '', reasoning: '', tool: '', finish: undefined as string | undefined };
    for (const event of dataOf(body) as Loose[]) {
      heard.text += event.delta?.text ?? '';
      heard.reasoning += event.delta?.thinking ?? '';
      heard.tool += event.delta?.partial_json ?? '';
      if (event.type === 'message_delta') heard.finish = event.delta.stop_reason;
    }
    return heard;
  },
};

const responseUsage = {
  input_tokens: 11,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 18,
};

function responseItem({ kind, pieces }: Said, index: number): Json {
  const text = pieces.join('');
  if (kind === 'text') {
    const content = [{ type: 'output_text', text, annotations: [], logprobs: [] }];
    return { id: `msg_${index}`, type: 'message', status: 'completed', role: 'assistant', content };
  }
  if (kind === 'reasoning') return { id: `rs_${index}`, type: 'reasoning', summary: [{ type: 'summary_text', text }] };
  return {
    id: `fc_${index}`,
    type: 'function_call',
    status: 'completed',
    arguments: text,
    call_id: 'call_1',
    name: 'act',
  };
}

function response(status: string, output: Json[]): Json {
  const usage = status === 'completed' ? responseUsage : null;
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    status,
    error: null,
    incomplete_details: null,
    instructions: null,
    model: 'gpt-5-1',
    output,
    parallel_tool_calls: true,
    tools: [],
    usage,
    metadata: {},
  };
}

export const openaiResponses: Speech = {
  dialect: 'openai-responses',
  provider: 'openai',
  path: '/v1/responses',
  kinds: ['text', 'reasoning', 'tool'],
  filtered: 'incomplete',
  request: (text, stream) => ({ model: 'gpt-5', input: text, ...(stream ? { stream } : {}) }),
  whole: (said) => JSON.stringify(response('completed', said.map(responseItem))),
  stream(said) {
    const events: Json[] = [
      { type: 'response.created', response: response('in_progress', []) },
      { type: 'response.in_progress', response: response('in_progress', []) },
    ];
    said.forEach((each, index) => {
      const item = responseItem(each, index);
      const at = { item_id: item.id, output_index: index };
      const text = each.pieces.join('');
      if (each.kind === 'text') {
        const part = { type: 'output_text', text: '', annotations: [], logprobs: [] };
        events.push({
          type: 'response.output_item.added',
          output_index: index,
          item: { ...item, status: 'in_progress', content: [] },
        });
        events.push({ type: 'response.content_part.added', ...at, content_index: 0, part });
        for (const piece of each.pieces)
          events.push({ type: 'response.output_text.delta', ...at, content_index: 0, delta: piece, logprobs: [] });
        events.push({ type: 'response.output_text.done', ...at, content_index: 0, text, logprobs: [] });
        events.push({ type: 'response.content_part.done', ...at, content_index: 0, part: { ...part, text } });
      } else if (each.kind === 'reasoning') {
        const part = { type: 'summary_text', text: '' };
        events.push({ type: 'response.output_item.added', output_index: index, item: { ...item, summary: [] } });
        events.push({ type: 'response.reasoning_summary_part.added', ...at, summary_index: 0, part });
        for (const piece of each.pieces)
          events.push({ type: 'response.reasoning_summary_text.delta', ...at, summary_index: 0, delta: piece });
        events.push({ type: 'response.reasoning_summary_text.done', ...at, summary_index: 0, text });
        events.push({ type: 'response.reasoning_summary_part.done', ...at, summary_index: 0, part: { ...part, text } });
      } else {
        events.push({
          type: 'response.output_item.added',
          output_index: index,
          item: { ...item, status: 'in_progress', arguments: '' },
        });
        for (const piece of each.pieces)
          events.push({ type: 'response.function_call_arguments.delta', ...at, delta: piece });
        events.push({ type: 'response.function_call_arguments.done', ...at, arguments: text });
      }
      events.push({ type: 'response.output_item.done', output_index: index, item });
    });
    events.push({ type: 'response.completed', response: response('completed', said.map(responseItem)) });
    return named(events.map(({ type, ...rest }, sequence_number) => ({ type, sequence_number, ...rest })));
  },
  hear(body, stream) {
    const events = stream ? (dataOf(body) as Loose[]) : [];
    const final = stream ? events.at(-1).response : (JSON.parse(body) as Loose);
    const heard = { text: '', reasoning: '', tool: '', finish: final.status as string | undefined };
    if (stream) {
      for (const event of events) {
        if (event.type === 'response.output_text.delta') heard.text += event.delta;
        if (event.type === 'response.reasoning_summary_text.delta') heard.reasoning += event.delta;
        if (event.type === 'response.function_call_arguments.delta') heard.tool += event.delta;
      }
      return heard;
    }
    for (const item of final.output) {
      heard.text += item.content?.map((part: Loose) => part.text).join('') ?? '';
      heard.reasoning += item.summary?.map((part: Loose) => part.text).join('') ?? '';
      heard.tool += item.arguments ?? '';
    }
    return heard;
  },
};

const own = [ollama, gemini];
export const speeches: readonly Speech[] = [openaiChat, openaiResponses, openaiCompletions, anthropicMessages, ...own];
