import {
  type Ask,
  type Endpoint,
  type Failure,
  type House,
  NO_SUCH_MODEL,
  Rejected,
  type Reply,
  type ReplyHeaders,
  SIMULATOR_HEADERS,
} from './dialect.ts';
import { isObject, type JsonObject, listAt, numberAt, objectAt, stringAt } from './json.ts';
import { stopsOf } from './openai-chat.ts';
import type { Prompt, Tool } from './prompt.ts';
import { ALNUM } from './random.ts';
import { type Said, say } from './script.ts';
import { piecesOf, TOKENS_PER_MESSAGE, tokensOf } from './tokens.ts';

const JSON_TYPE = 'application/json; charset=UTF-8';

function headersOf(contentType: string): ReplyHeaders {
  return { 'content-type': contentType, server: 'scaffolding on HTTPServer2', ...SIMULATOR_HEADERS };
}

/** Google prints its JSON for people. */
function whole(body: unknown, status = 200): Reply {
  return { kind: 'whole', status, headers: headersOf(JSON_TYPE), body: `${JSON.stringify(body, null, 2)}\n` };
}

function statusOf(status: number): string {
  switch (status) {
    case 400:
      return 'INVALID_ARGUMENT';
    case 401:
      return 'UNAUTHENTICATED';
    case 403:
      return 'PERMISSION_DENIED';
    case 404:
      return 'NOT_FOUND';
    case 429:
      return 'RESOURCE_EXHAUSTED';
    case 503:
      return 'UNAVAILABLE';
    default:
      return status < 500 ? 'FAILED_PRECONDITION' : 'INTERNAL';
  }
}

export const google: House = {
  name: 'google',
  fail: ({ status, message }) => whole({ error: { code: status, message, status: statusOf(status) } }, status),
  status(status, ask): Failure {
    if (status === 404) return noModel(ask.model);
    return { status, message: `${statusOf(status)} (simulated).` };
  },
};

function noModel(model: string): Failure {
  return { status: 404, message: `models/${model} is not found for API version v1beta (simulated).` };
}

/** `POST …/models/{model}:generateContent` */
export const geminiGenerate: Endpoint = (ask) => {
  const { prompt, said } = answerOf(ask);
  const parts = [...thoughts(said), ...(said.text === '' ? [] : [{ text: said.text }]), ...callsOf(said)];
  return whole(chunkOf(ask, idOf(ask), prompt, said, parts, finishOf(said)));
};

/** `POST …/models/{model}:streamGenerateContent?alt=sse` */
export const geminiStream: Endpoint = (ask) => {
  const { prompt, said } = answerOf(ask);
  const id = idOf(ask);
  const pieces = [...thoughts(said), ...[...piecesOf(said.text)].map((text) => ({ text })), ...callsOf(said)];
  function* events(): Generator<string, void, undefined> {
    for (const piece of pieces) yield eventOf(chunkOf(ask, id, prompt, said, [piece]));
    yield eventOf(chunkOf(ask, id, prompt, said, [{ text: '' }], finishOf(said)));
  }
  const error = { code: 503, message: 'The model is overloaded (simulated).', status: 'UNAVAILABLE' };
  return {
    kind: 'stream',
    status: 200,
    headers: headersOf('text/event-stream'),
    events: events(),
    failure: () => eventOf({ error }),
  };
};

/** `POST …/models/{model}:countTokens` */
export const geminiCount: Endpoint = (ask) => {
  const tokens = countOf(promptOf(ask, objectAt(ask.body, 'generateContentRequest') ?? ask.body));
  return whole({ totalTokens: tokens, promptTokensDetails: [{ modality: 'TEXT', tokenCount: tokens }] });
};

function answerOf(ask: Ask): { readonly prompt: Prompt; readonly said: Said } {
  const prompt = promptOf(ask, ask.body);
  return { prompt, said: say(prompt, ask.steering, 0) };
}

function eventOf(data: object): string {
  return `data: ${JSON.stringify(data)}\r\n\r\n`;
}

const idOf = ({ world }: Ask): string => world.random.text(ALNUM, 23);
const countOf = (prompt: Prompt): number => tokensOf(prompt.text) + prompt.messages * TOKENS_PER_MESSAGE;
const finishOf = ({ finish }: Said): string => (finish === 'length' ? 'MAX_TOKENS' : 'STOP');
const thoughts = ({ thinking }: Said): JsonObject[] => (thinking === '' ? [] : [{ text: thinking, thought: true }]);
const callsOf = ({ calls }: Said): JsonObject[] =>
  calls.map((call) => ({ functionCall: { name: call.name, args: JSON.parse(call.arguments) as unknown } }));

function chunkOf(
  { model, steering }: Ask,
  responseId: string,
  prompt: Prompt,
  said: Said,
  parts: readonly JsonObject[],
  finish?: string,
): JsonObject {
  const asked = countOf(prompt);
  const cached = steering.cached === undefined ? undefined : Math.min(steering.cached, asked);
  const usage = {
    promptTokenCount: asked,
    ...(cached !== undefined && { cachedContentTokenCount: cached }),
    candidatesTokenCount: said.tokens,
    totalTokenCount: asked + said.tokens + said.thinkingTokens,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: asked }],
    ...(said.thinkingTokens > 0 && { thoughtsTokenCount: said.thinkingTokens }),
  };
  return {
    candidates: [
      { content: { parts, role: 'model' }, ...(finish !== undefined && { finishReason: finish }), index: 0 },
    ],
    ...(steering.usage !== 'none' && { usageMetadata: usage }),
    modelVersion: model,
    responseId,
  };
}

function promptOf(ask: Ask, body: JsonObject): Prompt {
  const { model } = ask;
  if (model === NO_SUCH_MODEL) throw new Rejected(noModel(model));
  const contents = listAt(body, 'contents');
  if (contents.length === 0) throw new Rejected({ status: 400, message: '* contents is not specified' });
  let lastUser = '';
  let text = partsText(objectAt(body, 'systemInstruction'));
  let toolResult: string | undefined;
  for (const content of contents) {
    const own = partsText(content);
    const results = listAt(content, 'parts').flatMap((part): JsonObject[] => {
      const response = objectAt(part, 'functionResponse');
      return response === undefined ? [] : [response];
    });
    toolResult = results.length === 0 ? undefined : JSON.stringify(results[0]?.response ?? {});
    if (stringAt(content, 'role') !== 'model' && results.length === 0) lastUser = own;
    text += `${own}\n${toolResult ?? ''}`;
  }
  const config = objectAt(body, 'generationConfig');
  const thinking = objectAt(config, 'thinkingConfig');
  const tools = toolsOf(body);
  return {
    model,
    text,
    messages: contents.length,
    lastUser,
    toolResult,
    tools,
    toolChoice: 'auto',
    parallel: true,
    maxTokens: numberAt(config, 'maxOutputTokens'),
    stop: stopsOf(config?.stopSequences),
    json:
      stringAt(config, 'responseMimeType') === 'application/json'
        ? { schema: objectAt(config, 'responseJsonSchema') ?? objectAt(config, 'responseSchema') }
        : undefined,
    thinks: thinking?.includeThoughts === true,
  };
}

function partsText(content: unknown): string {
  return listAt(content, 'parts')
    .map((part) => (isObject(part) ? (stringAt(part, 'text') ?? '') : ''))
    .join('');
}

function toolsOf(body: JsonObject): Tool[] {
  return listAt(body, 'tools')
    .flatMap((tool) => listAt(tool, 'functionDeclarations'))
    .flatMap((definition) => {
      const name = stringAt(definition, 'name');
      if (name === undefined) return [];
      return [
        { name, schema: objectAt(definition, 'parametersJsonSchema') ?? objectAt(definition, 'parameters') ?? {} },
      ];
    });
}
