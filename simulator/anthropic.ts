import { type Failure, type House, type Reply, type ReplyHeaders, SIMULATOR_HEADERS, type World } from './dialect.ts';
import { ALNUM } from './random.ts';

function requestId(world: World): string {
  return `req_011C${world.random.text(ALNUM, 20)}`;
}

/** Headers every answer of Anthropic's API has. */
export function anthropicHeaders(world: World, contentType: string, id: string = requestId(world)): ReplyHeaders {
  return {
    'content-type': contentType,
    'request-id': id,
    'anthropic-organization-id': 'simulator',
    'anthropic-ratelimit-requests-limit': '4000',
    'anthropic-ratelimit-requests-remaining': '3999',
    'anthropic-ratelimit-tokens-limit': '400000',
    'anthropic-ratelimit-tokens-remaining': '399000',
    ...SIMULATOR_HEADERS,
  };
}

/** Anthropic prints its JSON in one line. */
export function anthropicWhole(world: World, body: unknown): Reply {
  return {
    kind: 'whole',
    status: 200,
    headers: anthropicHeaders(world, 'application/json'),
    body: JSON.stringify(body),
  };
}

function errorType(status: number): string {
  switch (status) {
    case 401:
      return 'authentication_error';
    case 403:
      return 'permission_error';
    case 404:
      return 'not_found_error';
    case 413:
      return 'request_too_large';
    case 429:
      return 'rate_limit_error';
    case 529:
      return 'overloaded_error';
    default:
      return status >= 500 ? 'api_error' : 'invalid_request_error';
  }
}

export function anthropicError(failure: Pick<Failure, 'status' | 'message'>, id: string): unknown {
  return { type: 'error', error: { type: errorType(failure.status), message: failure.message }, request_id: id };
}

export const anthropic: House = {
  name: 'anthropic',
  fail(failure, world) {
    const id = requestId(world);
    return {
      kind: 'whole',
      status: failure.status,
      headers: anthropicHeaders(world, 'application/json', id),
      body: JSON.stringify(anthropicError(failure, id)),
    };
  },
  status(status, ask) {
    switch (status) {
      case 401:
        return { status, message: 'invalid x-api-key' };
      case 404:
        return { status, message: `model: ${ask.model}` };
      case 429:
        return { status, message: 'This request would exceed your rate limit (simulated).' };
      case 529:
        return { status, message: 'Overloaded' };
      default:
        return { status, message: status >= 500 ? 'Internal server error' : `Turned down with ${status} (simulated).` };
    }
  },
};
