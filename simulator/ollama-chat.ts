import { type Ask, type Endpoint, Rejected, type Reply } from './dialect.ts';
import { isObject, type JsonObject, listAt, numberAt, objectAt, stringAt, textOf } from './json.ts';
import {
  contextOf,
  createdAt,
  metricsOf,
  NDJSON,
  ollamaHeaders,
  ollamaWhole,
  requireModel,
  streamFailure,
} from './ollama.ts';
import { stopsOf } from './openai-chat.ts';
import type { Prompt, Tool } from './prompt.ts';
import { ALNUM } from './random.ts';
import { type Said, say } from './script.ts';
import { piecesOf } from './tokens.ts';

/** `POST …/api/chat` */
export const ollamaChat: Endpoint = (ask) => {
  const prompt = chatPrompt(ask);
  const said = say(prompt, ask.steering, 0);
  const calls = said.calls.length === 0 ? {} : { tool_calls: callsOf(ask, said) };
  const line = (message: JsonObject): JsonObject => ({ message: { role: 'assistant', content: '', ...message } });
  if (ask.body.stream !== false) {
    return streamed(ask, prompt, said, line({}), [
      ...thinkingPieces(said).map((thinking) => line({ thinking })),
      ...[...piecesOf(said.text)].map((content) => line({ content })),
      ...(said.calls.length === 0 ? [] : [line(calls)]),
    ]);
  }
  const thinking = said.thinking === '' ? {} : { thinking: said.thinking };
  return ollamaWhole(ended(ask, prompt, said, line({ content: said.text, ...thinking, ...calls })));
};

/** `POST …/api/generate` */
export const ollamaGenerate: Endpoint = (ask) => {
  const prompt = generatePrompt(ask);
  const said = say(prompt, ask.steering, 0);
  const context = ask.body.raw === true ? {} : { context: contextOf(prompt, said) };
  if (ask.body.stream !== false) {
    return streamed(
      ask,
      prompt,
      said,
      { response: '' },
      [
        ...thinkingPieces(said).map((thinking) => ({ response: '', thinking })),
        ...[...piecesOf(said.text)].map((response) => ({ response })),
      ],
      context,
    );
  }
  const thinking = said.thinking === '' ? {} : { thinking: said.thinking };
  return ollamaWhole(ended(ask, prompt, said, { response: said.text, ...thinking }, context));
};

const thinkingPieces = ({ thinking }: Said): string[] => [...piecesOf(thinking)];

function callsOf({ world }: Ask, { calls }: Said): object[] {
  return calls.map((call, index) => ({
    id: `call_${world.random.text(ALNUM, 8).toLowerCase()}`,
    function: { index, name: call.name, arguments: JSON.parse(call.arguments) as unknown },
  }));
}

function streamed(
  ask: Ask,
  prompt: Prompt,
  said: Said,
  last: JsonObject,
  pieces: readonly JsonObject[],
  context: JsonObject = {},
): Reply {
  function* lines(): Generator<string, void, undefined> {
    for (const piece of pieces) yield lineOf({ ...headOf(ask), ...piece, done: false });
    yield lineOf(ended(ask, prompt, said, last, context));
  }
  return { kind: 'stream', status: 200, headers: ollamaHeaders(NDJSON), events: lines(), failure: () => streamFailure };
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function headOf(ask: Ask): JsonObject {
  return { model: ask.model, created_at: createdAt(ask.world) };
}

function ended(ask: Ask, prompt: Prompt, said: Said, piece: JsonObject, context: JsonObject = {}): JsonObject {
  const reason = said.finish === 'length' ? 'length' : 'stop';
  return {
    ...headOf(ask),
    ...piece,
    done: true,
    done_reason: reason,
    ...context,
    ...metricsOf(ask, prompt, said),
  };
}

function chatPrompt(ask: Ask): Prompt {
  const { body } = ask;
  const model = requireModel(ask);
  const messages = listAt(body, 'messages');
  let lastUser = '';
  let text = '';
  for (const message of messages) {
    const role = stringAt(message, 'role');
    if (!isObject(message) || !['system', 'user', 'assistant', 'tool'].includes(role ?? '')) {
      throw new Rejected({ status: 400, message: 'invalid role: must be one of system, user, assistant, or tool' });
    }
    const content = textOf(message.content);
    if (role === 'user') lastUser = content;
    text += `${content}\n`;
    for (const call of listAt(message, 'tool_calls')) text += JSON.stringify(objectAt(call, 'function') ?? {});
  }
  const tools = toolsOf(body);
  if (tools.length > 0) text += JSON.stringify(body.tools);
  const last = messages.at(-1);
  const toolResult = stringAt(last, 'role') === 'tool' ? textOf(isObject(last) ? last.content : '') : undefined;
  return { ...promptOf(body, model, text), messages: messages.length, lastUser, toolResult, tools };
}

function generatePrompt(ask: Ask): Prompt {
  const { body } = ask;
  const prompt = stringAt(body, 'prompt') ?? '';
  const text = [stringAt(body, 'system') ?? '', prompt, stringAt(body, 'suffix') ?? ''].join('');
  return { ...promptOf(body, requireModel(ask), text), lastUser: prompt };
}

function promptOf(body: JsonObject, model: string, text: string): Prompt {
  const options = objectAt(body, 'options');
  const most = numberAt(options, 'num_predict');
  return {
    model,
    text,
    messages: 1,
    lastUser: '',
    toolResult: undefined,
    tools: [],
    toolChoice: 'auto',
    parallel: true,
    maxTokens: most !== undefined && most >= 0 ? most : undefined,
    stop: stopsOf(options?.stop),
    json: body.format === 'json' || isObject(body.format) ? { schema: objectAt(body, 'format') } : undefined,
    thinks: body.think === true || typeof body.think === 'string',
  };
}

function toolsOf(body: JsonObject): Tool[] {
  return listAt(body, 'tools').flatMap((tool) => {
    const definition = objectAt(tool, 'function');
    const name = stringAt(definition, 'name');
    return name === undefined ? [] : [{ name, schema: objectAt(definition, 'parameters') ?? {} }];
  });
}
