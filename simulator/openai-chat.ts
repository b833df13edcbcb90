import { type Ask, type Endpoint, FINGERPRINT, type Reply, seconds } from './dialect.ts';
import { isObject, type JsonObject, listAt, numberAt, objectAt, stringAt, textOf } from './json.ts';
import {
  DONE,
  missing,
  openaiError,
  openaiHeaders,
  openaiWhole,
  padding,
  requireModel,
  SSE,
  streamFailure,
  wrongType,
} from './openai.ts';
import { chatUsage, type OpenaiUsage, openaiUsage } from './openai-usage.ts';
import { isReasoningModel, type Prompt, snapshotOf, type Tool, type ToolChoice } from './prompt.ts';
import { ALNUM } from './random.ts';
import { type Finish, type Said, say } from './script.ts';
import { jsonPiecesOf, piecesOf } from './tokens.ts';

/** `POST …/chat/completions`. */
export const openaiChat: Endpoint = (ask) => {
  const prompt = chatPrompt(ask);
  const choices = Math.min(128, Math.max(1, numberAt(ask.body, 'n') ?? 1));
  const said = Array.from({ length: choices }, (_, index) => say(prompt, ask.steering, index));
  const usage = openaiUsage(prompt, said, ask);
  return ask.body.stream === true ? streamed(ask, said, usage) : whole(ask, said, usage);
};

function chatPrompt(ask: Ask): Prompt {
  const { body } = ask;
  const model = requireModel(ask);
  if (body.messages === undefined) throw missing('messages');
  if (!Array.isArray(body.messages)) throw wrongType('messages', 'an array of objects');
  const messages = listAt(body, 'messages');
  if (messages.length === 0) throw wrongType('messages', 'a non-empty array');
  let lastUser = '';
  let text = '';
  messages.forEach((message, index) => {
    if (!isObject(message) || stringAt(message, 'role') === undefined) throw missing(`messages[${index}].role`);
    const content = textOf(message.content);
    if (message.role === 'user') lastUser = content;
    text += `${content}\n`;
    for (const call of listAt(message, 'tool_calls')) text += stringAt(objectAt(call, 'function'), 'arguments') ?? '';
  });
  const last = messages.at(-1);
  const role = stringAt(last, 'role');
  const tools = toolsOf(body);
  if (tools.length > 0) text += JSON.stringify(body.tools);
  const effort = stringAt(body, 'reasoning_effort');
  return {
    model,
    text,
    messages: messages.length,
    lastUser,
    toolResult: role === 'tool' || role === 'function' ? textOf(isObject(last) ? last.content : '') : undefined,
    tools,
    toolChoice: choiceOf(body.tool_choice),
    parallel: body.parallel_tool_calls !== false,
    maxTokens: numberAt(body, 'max_completion_tokens') ?? numberAt(body, 'max_tokens'),
    stop: stopsOf(body.stop),
    json: jsonOf(objectAt(body, 'response_format')),
    thinks: isReasoningModel(model) && effort !== 'none' && effort !== 'minimal',
  };
}

function toolsOf(body: JsonObject): Tool[] {
  return listAt(body, 'tools').flatMap((tool) => {
    const definition = objectAt(tool, 'function') ?? objectAt(tool, 'custom');
    const name = stringAt(definition, 'name');
    return name === undefined ? [] : [{ name, schema: objectAt(definition, 'parameters') ?? {} }];
  });
}

function choiceOf(value: unknown): ToolChoice {
  if (value === 'none' || value === 'required') return value;
  const name = stringAt(objectAt(value, 'function'), 'name');
  return name === undefined ? 'auto' : { name };
}

export function stopsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((stop): stop is string => typeof stop === 'string') : [];
}

function jsonOf(format: JsonObject | undefined): Prompt['json'] {
  switch (stringAt(format, 'type')) {
    case 'json_object':
      return { schema: undefined };
    case 'json_schema':
      return { schema: objectAt(objectAt(format, 'json_schema'), 'schema') };
    default:
      return undefined;
  }
}

export function finishOf(finish: Finish): string {
  return finish === 'stop_sequence' ? 'stop' : finish;
}

function callId(ask: Ask): string {
  return `call_${ask.world.random.text(ALNUM, 24)}`;
}

function whole(ask: Ask, said: readonly Said[], usage: OpenaiUsage | undefined): Reply {
  return openaiWhole(ask.world, {
    id: `chatcmpl-${ask.world.random.text(ALNUM, 29)}`,
    object: 'chat.completion',
    created: seconds(),
    model: snapshotOf(ask.model),
    choices: said.map((each, index) => ({
      index,
      message: {
        role: 'assistant',
        content: each.calls.length > 0 ? null : each.text,
        ...(each.calls.length > 0 && {
          tool_calls: each.calls.map((call) => ({
            id: callId(ask),
            type: 'function',
            function: { name: call.name, arguments: call.arguments },
          })),
        }),
        refusal: null,
        annotations: [],
      },
      logprobs: null,
      finish_reason: finishOf(each.finish),
    })),
    ...(usage !== undefined && { usage: chatUsage(usage) }),
    service_tier: 'default',
    system_fingerprint: FINGERPRINT,
  });
}

function streamed(ask: Ask, said: readonly Said[], usage: OpenaiUsage | undefined): Reply {
  return {
    kind: 'stream',
    status: 200,
    headers: openaiHeaders(ask.world, SSE),
    events: chunks(ask, said, usage),
    failure: () => `data: ${JSON.stringify(openaiError(streamFailure))}\n\n`,
  };
}

function* chunks(ask: Ask, said: readonly Said[], usage: OpenaiUsage | undefined): Generator<string, void, undefined> {
  const { body, world, steering } = ask;
  const options = objectAt(body, 'stream_options');
  // Without the option no chunk has the key at all; with it every chunk has it, null but in the last.
  const asked = options?.include_usage === true && usage !== undefined;
  const obfuscated = steering.obfuscation === true || options?.include_obfuscation === true;
  const head =
    `data: {"id":"chatcmpl-${world.random.text(ALNUM, 29)}","object":"chat.completion.chunk","created":${seconds()},` +
    `"model":${JSON.stringify(snapshotOf(ask.model))},"service_tier":"default","system_fingerprint":"${FINGERPRINT}","choices":[`;
  const tail = (length: number, value: string): string =>
    `]${asked ? `,"usage":${value}` : ''}${obfuscated ? `,"obfuscation":"${padding(world, length)}"` : ''}}\n\n`;
  const chunk = (index: number, delta: string, finish: string | null = null): string =>
    `${head}{"index":${index},"delta":${delta},"logprobs":null,"finish_reason":${finish === null ? 'null' : `"${finish}"`}}${tail(delta.length, 'null')}`;

  // Several choices take turns, so that a reader must keep them apart.
  const voices = said.map((each, index) => voice(ask, each, index, chunk));
  for (let open = voices; open.length > 0; ) {
    const still: typeof open = [];
    for (const each of open) {
      const step = each.next();
      if (step.done === true) continue;
      yield step.value;
      still.push(each);
    }
    open = still;
  }
  if (asked) yield `${head}${tail(0, JSON.stringify(chatUsage(usage)))}`;
  yield DONE;
}

function* voice(
  ask: Ask,
  said: Said,
  index: number,
  chunk: (index: number, delta: string, finish?: string | null) => string,
): Generator<string, void, undefined> {
  if (said.calls.length === 0) {
    yield chunk(index, '{"role":"assistant","content":"","refusal":null}');
    for (const piece of piecesOf(said.text)) yield chunk(index, `{"content":${JSON.stringify(piece)}}`);
  } else {
    const single = said.calls.length === 1;
    if (!single) yield chunk(index, '{"role":"assistant","content":null}');
    for (const [at, call] of said.calls.entries()) {
      const opening = JSON.stringify([
        { index: at, id: callId(ask), type: 'function', function: { name: call.name, arguments: '' } },
      ]);
      // One call opens together with the message; of several, each opens by itself.
      yield chunk(
        index,
        single
          ? `{"role":"assistant","content":null,"tool_calls":${opening},"refusal":null}`
          : `{"tool_calls":${opening}}`,
      );
      for (const piece of jsonPiecesOf(call.arguments)) {
        yield chunk(index, `{"tool_calls":[{"index":${at},"function":{"arguments":${JSON.stringify(piece)}}}]}`);
      }
    }
  }
  yield chunk(index, '{}', finishOf(said.finish));
}
