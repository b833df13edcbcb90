import {
  type Ask,
  type Failure,
  type House,
  NO_SUCH_MODEL,
  Rejected,
  type Reply,
  type ReplyHeaders,
  SIMULATOR_HEADERS,
  type World,
} from './dialect.ts';
import { HEX } from './random.ts';

/** Headers every answer of OpenAI's own API has. */
export function openaiHeaders(world: World, contentType: string): ReplyHeaders {
  return {
    'content-type': contentType,
    'openai-organization': 'simulator',
    'openai-processing-ms': String(20 + world.random.below(40)),
    'openai-version': '2020-10-01',
    'x-ratelimit-limit-requests': '10000',
    'x-ratelimit-limit-tokens': '200000',
    'x-ratelimit-remaining-requests': '9999',
    'x-ratelimit-remaining-tokens': '199980',
    'x-ratelimit-reset-requests': '8.64s',
    'x-ratelimit-reset-tokens': '6ms',
    'x-request-id': `req_${world.random.text(HEX, 32)}`,
    ...SIMULATOR_HEADERS,
  };
}

/** OpenAI prints its JSON for people. */
export function openaiWhole(world: World, body: unknown): Reply {
  return {
    kind: 'whole',
    status: 200,
    headers: openaiHeaders(world, 'application/json'),
    body: JSON.stringify(body, null, 2),
  };
}

export function openaiError(failure: Failure): { readonly error: Readonly<Record<string, unknown>> } {
  return {
    error: {
      message: failure.message,
      type: errorType(failure.status),
      param: failure.param ?? null,
      code: failure.code ?? null,
    },
  };
}

function errorType(status: number): string {
  if (status === 429) return 'requests';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}

export const openai: House = {
  name: 'openai',
  fail(failure, world) {
    return {
      kind: 'whole',
      status: failure.status,
      headers: openaiHeaders(world, 'application/json; charset=utf-8'),
      body: JSON.stringify(openaiError(failure), null, 2),
    };
  },
  status(status, ask) {
    switch (status) {
      case 401:
        return { status, message: 'Incorrect API key provided.', code: 'invalid_api_key' };
      case 404:
        return modelNotFound(ask.model);
      case 429:
        return { status, message: `Rate limit reached for ${ask.model} (simulated).`, code: 'rate_limit_exceeded' };
      default:
        return status >= 500
          ? { status, message: 'The server had an error while processing your request (simulated).' }
          : { status, message: `Your request was turned down with status ${status} (simulated).` };
    }
  },
};

function modelNotFound(model: string): Failure {
  return {
    status: 404,
    message: `The model \`${model}\` does not exist or you do not have access to it.`,
    code: 'model_not_found',
  };
}

/** The model of a request, or the error OpenAI gives without one. */
export function requireModel(ask: Ask): string {
  if (ask.model === '') throw new Rejected({ status: 400, message: 'you must provide a model parameter' });
  if (ask.model === NO_SUCH_MODEL) throw new Rejected(modelNotFound(ask.model));
  return ask.model;
}

export function missing(param: string): Rejected {
  return new Rejected({
    status: 400,
    message: `Missing required parameter: '${param}'.`,
    param,
    code: 'missing_required_parameter',
  });
}

export function wrongType(param: string, expected: string): Rejected {
  return new Rejected({
    status: 400,
    message: `Invalid type for '${param}': expected ${expected}.`,
    param,
    code: 'invalid_type',
  });
}

export const streamFailure = {
  message: 'The server had an error while processing your request (simulated).',
  status: 500,
};
export const SSE = 'text/event-stream; charset=utf-8';
export const DONE = 'data: [DONE]\n\n';

/** Padding that hides how long a piece is from whoever counts bytes on the wire. */
export function padding(world: World, pieceLength: number): string {
  const random = world.random;
  return random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', Math.max(1, 16 - pieceLength));
}
