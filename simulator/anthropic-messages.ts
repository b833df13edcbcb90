import { anthropicError, anthropicHeaders, anthropicWhole } from './anthropic.ts';
import { messageEvents } from './anthropic-messages-stream.ts';
import { anthropicUsage } from './anthropic-usage.ts';
import { type Ask, type Endpoint, NO_SUCH_MODEL, Rejected } from './dialect.ts';
import { isObject, type JsonObject, listAt, numberAt, objectAt, stringAt, textOf } from './json.ts';
import { type Prompt, snapshotOf, type Tool, type ToolChoice } from './prompt.ts';
import { ALNUM, BASE64 } from './random.ts';
import { type Finish, type Said, say } from './script.ts';
import { TOKENS_PER_MESSAGE, tokensOf } from './tokens.ts';

/** `POST …/messages`. */
export const anthropicMessages: Endpoint = (ask) => {
  const prompt = messagesPrompt(ask);
  if (prompt.maxTokens === undefined) throw bad('max_tokens: Field required');
  const said = say(prompt, ask.steering, 0);
  const usage = anthropicUsage(prompt, said, ask);
  const message = messageOf(ask, said);
  if (ask.body.stream !== true) {
    return anthropicWhole(ask.world, {
      ...message,
      ...(usage !== undefined && { usage: { ...usage, service_tier: 'standard' } }),
    });
  }
  return {
    kind: 'stream',
    status: 200,
    headers: {
      ...anthropicHeaders(ask.world, 'text/event-stream; charset=utf-8'),
      'cache-control': 'no-cache',
    },
    events: messageEvents(ask, message, usage),
    failure: () =>
      `event: error\ndata: ${JSON.stringify(anthropicError({ status: 529, message: 'Overloaded' }, `req_011C${ask.world.random.text(ALNUM, 20)}`))}\n\n`,
  };
};

/** `POST …/messages/count_tokens`. */
export const anthropicCountTokens: Endpoint = (ask) => {
  const prompt = messagesPrompt(ask);
  return anthropicWhole(ask.world, { input_tokens: tokensOf(prompt.text) + prompt.messages * TOKENS_PER_MESSAGE });
};

function bad(message: string): Rejected {
  return new Rejected({ status: 400, message });
}

function messagesPrompt(ask: Ask): Prompt {
  const { body, model } = ask;
  if (model === '') throw bad('model: Field required');
  if (model === NO_SUCH_MODEL) throw new Rejected({ status: 404, message: `model: ${model}` });
  if (body.messages === undefined) throw bad('messages: Field required');
  if (!Array.isArray(body.messages)) throw bad('messages: Input should be a valid list');
  const messages = listAt(body, 'messages');
  if (messages.length === 0) throw bad('messages: at least one message is required');
  // Tools come before system, system before messages: the order in which a prefix is cached.
  let text = listAt(body, 'tools').length > 0 ? JSON.stringify(body.tools) : '';
  text += textOf(body.system);
  let lastUser = '';
  let toolResult: string | undefined;
  messages.forEach((message, index) => {
    if (!isObject(message) || stringAt(message, 'role') === undefined)
      throw bad(`messages.${index}.role: Field required`);
    const said = textOf(message.content);
    const results = resultsOf(message);
    const isUser = message.role === 'user';
    if (isUser && said !== '') lastUser = said;
    toolResult = isUser && results !== undefined && said === '' ? results : undefined;
    text += `\n${said}${results ?? ''}${callsOf(message)}`;
  });
  const thinking = stringAt(objectAt(body, 'thinking'), 'type');
  return {
    model,
    text,
    messages: messages.length,
    lastUser,
    toolResult,
    tools: toolsOf(body),
    toolChoice: choiceOf(objectAt(body, 'tool_choice')),
    parallel: objectAt(body, 'tool_choice')?.disable_parallel_tool_use !== true,
    maxTokens: numberAt(body, 'max_tokens'),
    stop: listAt(body, 'stop_sequences').filter((stop): stop is string => typeof stop === 'string'),
    json: jsonOf(objectAt(objectAt(body, 'output_config'), 'format') ?? objectAt(body, 'output_format')),
    thinks: thinking === 'enabled' || thinking === 'adaptive',
  };
}

function resultsOf(message: JsonObject): string | undefined {
  const results = listAt(message, 'content').filter((block) => stringAt(block, 'type') === 'tool_result');
  return results.length === 0
    ? undefined
    : results.map((block) => (isObject(block) ? textOf(block.content) : '')).join('\n');
}

function callsOf(message: JsonObject): string {
  return listAt(message, 'content')
    .map((block) => objectAt(block, 'input'))
    .map((input) => (input === undefined ? '' : JSON.stringify(input)))
    .join('');
}

function toolsOf(body: JsonObject): Tool[] {
  return listAt(body, 'tools').flatMap((tool) => {
    const name = stringAt(tool, 'name');
    const schema = objectAt(tool, 'input_schema');
    return name === undefined || schema === undefined ? [] : [{ name, schema }];
  });
}

function choiceOf(choice: JsonObject | undefined): ToolChoice {
  const name = stringAt(choice, 'name');
  switch (stringAt(choice, 'type')) {
    case 'none':
      return 'none';
    case 'any':
      return 'required';
    case 'tool':
      return name === undefined ? 'required' : { name };
    default:
      return 'auto';
  }
}

function jsonOf(format: JsonObject | undefined): Prompt['json'] {
  return stringAt(format, 'type') === 'json_schema' ? { schema: objectAt(format, 'schema') } : undefined;
}

export type Block =
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool_use'; readonly id: string; readonly name: string; readonly input: unknown };

/** A message without its usage, which stands elsewhere in a stream. */
export interface Message {
  readonly model: string;
  readonly id: string;
  readonly type: 'message';
  readonly role: 'assistant';
  readonly content: readonly Block[];
  readonly stop_reason: string;
  readonly stop_sequence: string | null;
}

function messageOf(ask: Ask, said: Said): Message {
  const { random } = ask.world;
  const content: Block[] = [];
  if (said.thinkingTokens > 0) {
    content.push({ type: 'thinking', thinking: said.thinking, signature: `${random.text(BASE64, 214)}==` });
  }
  if (said.text !== '') content.push({ type: 'text', text: said.text });
  for (const call of said.calls) {
    const input: unknown = JSON.parse(call.arguments);
    content.push({ type: 'tool_use', id: `toolu_01${random.text(ALNUM, 22)}`, name: call.name, input });
  }
  return {
    model: snapshotOf(ask.model),
    id: `msg_01${random.text(ALNUM, 22)}`,
    type: 'message',
    role: 'assistant',
    content,
    stop_reason: stopReason(said.finish),
    stop_sequence: said.stopSequence ?? null,
  };
}

function stopReason(finish: Finish): string {
  switch (finish) {
    case 'stop':
      return 'end_turn';
    case 'length':
      return 'max_tokens';
    case 'tool_calls':
      return 'tool_use';
    case 'stop_sequence':
      return 'stop_sequence';
  }
}
