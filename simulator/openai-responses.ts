import { type Ask, type Endpoint, Rejected, type Reply, seconds, type World } from './dialect.ts';
import { isObject, type JsonObject, listAt, numberAt, objectAt, stringAt, textOf } from './json.ts';
import { missing, openaiHeaders, openaiWhole, requireModel, SSE, streamFailure, wrongType } from './openai.ts';
import { responseEvents } from './openai-responses-stream.ts';
import { type OpenaiUsage, openaiUsage, responsesUsage } from './openai-usage.ts';
import { isReasoningModel, type Prompt, snapshotOf, type Tool, type ToolChoice } from './prompt.ts';
import { ALNUM, BASE64, HEX } from './random.ts';
import { type Said, say } from './script.ts';

const STORED_RESPONSES = 128;

/** `POST …/responses`. */
export const openaiResponses: Endpoint = (ask) => {
  const prompt = responsesPrompt(ask);
  const said = say(prompt, ask.steering, 0);
  const usage = openaiUsage(prompt, [said], ask);
  const response = responseOf(ask, said, usage);
  if (response.store === true) store(ask.world, response);
  if (ask.body.stream !== true) return openaiWhole(ask.world, response);
  return {
    kind: 'stream',
    status: 200,
    headers: openaiHeaders(ask.world, SSE),
    events: responseEvents(ask, response),
    failure: (sent) =>
      `event: error\ndata: ${JSON.stringify({ type: 'error', code: 'server_error', message: streamFailure.message, param: null, sequence_number: sent })}\n\n`,
  };
};

/** `GET …/responses/{id}`. */
export function fetchResponse(ask: Ask, id: string): Reply {
  const body = ask.world.stored.get(id);
  if (body === undefined) {
    throw new Rejected({ status: 404, message: `Response with id '${id}' not found.` });
  }
  return { kind: 'whole', status: 200, headers: openaiHeaders(ask.world, 'application/json'), body };
}

function store(world: World, response: ResponseObject): void {
  world.stored.set(response.id, JSON.stringify(response, null, 2));
  if (world.stored.size <= STORED_RESPONSES) return;
  for (const oldest of world.stored.keys()) {
    world.stored.delete(oldest);
    break;
  }
}

function responsesPrompt(ask: Ask): Prompt {
  const { body } = ask;
  const model = requireModel(ask);
  const input = body.input;
  if (input === undefined && body.previous_response_id === undefined) throw missing('input');
  if (input !== undefined && typeof input !== 'string' && !Array.isArray(input)) {
    throw wrongType('input', 'a string or an array of input items');
  }
  const items: readonly unknown[] =
    typeof input === 'string' ? [{ role: 'user', content: input }] : listAt(body, 'input');
  let lastUser = '';
  let text = stringAt(body, 'instructions') ?? '';
  for (const item of items) {
    if (!isObject(item)) throw wrongType('input', 'an array of objects');
    const said = textOf(item.content);
    if (item.role === 'user') lastUser = said;
    text += `\n${said}${stringAt(item, 'arguments') ?? ''}${outputOf(item)}`;
  }
  const last = items.at(-1);
  const tools = toolsOf(body);
  if (tools.length > 0) text += JSON.stringify(body.tools);
  const effort = stringAt(objectAt(body, 'reasoning'), 'effort');
  return {
    model,
    text,
    messages: items.length,
    lastUser,
    toolResult: stringAt(last, 'type') === 'function_call_output' && isObject(last) ? outputOf(last) : undefined,
    tools,
    toolChoice: choiceOf(body.tool_choice),
    parallel: body.parallel_tool_calls !== false,
    maxTokens: numberAt(body, 'max_output_tokens'),
    stop: [],
    json: jsonOf(objectAt(objectAt(body, 'text'), 'format')),
    thinks: isReasoningModel(model) && effort !== 'none' && effort !== 'minimal',
  };
}

function outputOf(item: JsonObject): string {
  return stringAt(item, 'output') ?? textOf(item.output);
}

function toolsOf(body: JsonObject): Tool[] {
  return listAt(body, 'tools').flatMap((tool) => {
    const name = stringAt(tool, 'name');
    return stringAt(tool, 'type') === 'function' && name !== undefined
      ? [{ name, schema: objectAt(tool, 'parameters') ?? {} }]
      : [];
  });
}

function choiceOf(value: unknown): ToolChoice {
  if (value === 'none' || value === 'required') return value;
  const name = stringAt(value, 'name');
  return name === undefined ? 'auto' : { name };
}

function jsonOf(format: JsonObject | undefined): Prompt['json'] {
  switch (stringAt(format, 'type')) {
    case 'json_object':
      return { schema: undefined };
    case 'json_schema':
      return { schema: objectAt(format, 'schema') };
    default:
      return undefined;
  }
}

/** One thing in `output`. */
export type OutputItem =
  | {
      readonly id: string;
      readonly type: 'reasoning';
      readonly encrypted_content?: string;
      readonly summary: ReadonlyArray<{ readonly type: 'summary_text'; readonly text: string }>;
    }
  | {
      readonly id: string;
      readonly type: 'message';
      readonly status: 'completed' | 'incomplete';
      readonly content: readonly OutputText[];
      readonly role: 'assistant';
    }
  | {
      readonly id: string;
      readonly type: 'function_call';
      readonly status: 'completed';
      readonly arguments: string;
      readonly call_id: string;
      readonly name: string;
    };

export interface OutputText {
  readonly type: 'output_text';
  readonly annotations: readonly never[];
  readonly logprobs: readonly never[];
  readonly text: string;
}

/** The parts of a response that change while it is made; the rest is told as it was asked. */
export interface ResponseObject extends JsonObject {
  readonly id: string;
  readonly status: 'completed' | 'incomplete';
  readonly output: readonly OutputItem[];
}

function responseOf(ask: Ask, said: Said, usage: OpenaiUsage | undefined): ResponseObject {
  const { body } = ask;
  const { random } = ask.world;
  // All ids of one response end in the same digits, as OpenAI's do.
  const mark = random.text(HEX, 16);
  const id = (prefix: string): string => `${prefix}_${random.text(HEX, 32)}00${mark.slice(2)}`;
  const status = said.finish === 'length' ? 'incomplete' : 'completed';
  const created = seconds();
  const reasoning = objectAt(body, 'reasoning');
  const text = objectAt(body, 'text');
  return {
    id: id('resp'),
    object: 'response',
    created_at: created,
    status,
    background: false,
    completed_at: created,
    error: null,
    frequency_penalty: 0,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    max_tool_calls: null,
    model: snapshotOf(ask.model),
    output: outputFor(ask, said, id),
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    presence_penalty: 0,
    previous_response_id: body.previous_response_id ?? null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    prompt_cache_retention: 'in_memory',
    reasoning: { effort: reasoning?.effort ?? null, summary: reasoning?.summary ?? null },
    safety_identifier: null,
    service_tier: 'default',
    store: body.store !== false,
    temperature: body.temperature ?? 1,
    text: { format: text?.format ?? { type: 'text' }, verbosity: text?.verbosity ?? 'medium' },
    tool_choice: body.tool_choice ?? 'auto',
    tools: body.tools ?? [],
    top_logprobs: 0,
    top_p: body.top_p ?? 1,
    truncation: 'disabled',
    usage: usage === undefined ? null : responsesUsage(usage),
    user: null,
    metadata: body.metadata ?? {},
  };
}

function outputFor(ask: Ask, said: Said, id: (prefix: string) => string): OutputItem[] {
  const { random } = ask.world;
  const items: OutputItem[] = [];
  if (said.thinkingTokens > 0) {
    const shown = stringAt(objectAt(ask.body, 'reasoning'), 'summary') !== undefined;
    const encrypted = listAt(ask.body, 'include').includes('reasoning.encrypted_content');
    items.push({
      id: id('rs'),
      type: 'reasoning',
      ...(encrypted && { encrypted_content: `gAAAAA${random.text(BASE64, 170)}` }),
      summary: shown ? [{ type: 'summary_text', text: said.thinking }] : [],
    });
  }
  for (const call of said.calls) {
    items.push({
      id: id('fc'),
      type: 'function_call',
      status: 'completed',
      arguments: call.arguments,
      call_id: `call_${random.text(ALNUM, 24)}`,
      name: call.name,
    });
  }
  if (said.calls.length === 0) {
    items.push({
      id: id('msg'),
      type: 'message',
      status: said.finish === 'length' ? 'incomplete' : 'completed',
      content: [{ type: 'output_text', annotations: [], logprobs: [], text: said.text }],
      role: 'assistant',
    });
  }
  return items;
}
