import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anthropic } from './anthropic.ts';
import { plainBody } from './coding.ts';
import { type Ask, type Failure, type House, Rejected, type Reply, SIMULATOR_HEADERS, type World } from './dialect.ts';
import { deliver } from './faults.ts';
import { isObject, type JsonObject, stringAt } from './json.ts';
import { promptMemory } from './memory.ts';
import { openai } from './openai.ts';
import { createRandom } from './random.ts';
import { deploymentOf, paths, routeOf } from './routes.ts';
import { noSteering, parseSteering, type Steering, splitModel, UnknownSteering } from './steering.ts';

export interface SimulatorOptions {
  /** Decides every identifier; the same seed and requests give the same answers. */
  readonly seed?: number;
}

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Simulator {
  listen(host: string, port: number): Promise<{ readonly address: string; readonly port: number }>;
  /** Stops at once: open answers are broken off. */
  close(): Promise<void>;
  /** How many requests for a provider came in. */
  readonly requests: number;
  /** The last of them, as it arrived. */
  readonly last: Heard | undefined;
}

const LARGEST_BODY = 128 * 1024 * 1024;
/** Where the simulator tells what it heard: proof of what a proxy let through, and of what not. */
export const HEARD_PATH = '/simulator/heard';

export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const seed = options.seed ?? 1;
  const world: World = { random: createRandom(seed), memory: promptMemory(), stored: new Map() };
  let requests = 0;
  let last: { readonly request: IncomingMessage; readonly body: Buffer } | undefined;

  const heard = (): Heard | undefined =>
    last === undefined
      ? undefined
      : {
          method: last.request.method ?? '',
          path: last.request.url ?? '',
          headers: plainHeaders(last.request),
          body: last.body.toString('utf8'),
        };

  const server = createServer((request, response) => {
    response.on('error', () => {});
    const path = pathOf(request);
    if (path === '/' || path === HEARD_PATH) {
      request.resume();
      const told = path === HEARD_PATH ? { requests, last: heard() ?? null } : { simulator: 'spanguard', paths };
      sendJson(response, told);
      return;
    }
    const number = ++requests;
    read(request, (body) => {
      last = { request, body };
      const { reply, steering } = answer(request, path, body, world);
      deliver(response, reply, steering, createRandom(seed + number)).catch((error: unknown) => {
        response.destroy(error instanceof Error ? error : undefined);
      });
    });
  });
  // Longer than any client's: a connection that is about to be reused must not close under it.
  server.keepAliveTimeout = 120_000;

  return {
    listen: (host, port) => listen(server, host, port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    get requests() {
      return requests;
    },
    get last() {
      return heard();
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<{ address: string; port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const bound = server.address() as AddressInfo;
      resolve({ address: bound.address, port: bound.port });
    });
  });
}

function read(request: IncomingMessage, done: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > LARGEST_BODY) request.destroy();
    else chunks.push(chunk);
  });
  request.on('end', () => done(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)));
  request.on('error', () => {});
}

interface Answered {
  readonly reply: Reply;
  readonly steering: Steering;
}

/** From the bytes of a request to what is said and how it is to be disturbed. */
function answer(request: IncomingMessage, path: string, bytes: Buffer, world: World): Answered {
  const route = routeOf(path, speaksAnthropic(request) ? anthropic : openai);
  const house = route?.house ?? (speaksAnthropic(request) ? anthropic : openai);
  const refuse = (failure: Failure): Answered => ({ reply: house.fail(failure, world), steering: noSteering });
  const method = request.method ?? 'GET';

  if (house.open !== true && !hasKey(request)) return refuse({ status: 401, message: noKeyMessage(house) });
  if (route === undefined) return refuse({ status: 404, message: `Invalid URL (${method} ${path})` });
  if (method !== route.method) {
    return refuse({ status: 405, message: `Not allowed to ${method} on ${path}.`, code: 'method_not_supported' });
  }
  let body: JsonObject = {};
  if (method === 'POST') {
    const parsed = parse(bytes, headerOf(request, 'content-encoding'));
    if (parsed === undefined) return refuse({ status: 400, message: malformed(house) });
    body = parsed;
  }
  try {
    const named = splitModel(stringAt(body, 'model') ?? deploymentOf(path));
    const steering = steeringOf(headerOf(request, 'x-simulate'), named.steering);
    const ask: Ask = { method, path, model: named.model, body, steering, world };
    return { reply: replyFor(ask, house, route.endpoint), steering };
  } catch (error) {
    if (error instanceof UnknownSteering)
      return refuse({ status: 400, message: error.message, code: 'unknown_steering' });
    if (error instanceof Rejected) return refuse(error.failure);
    throw error;
  }
}

function replyFor(ask: Ask, house: House, endpoint: (ask: Ask) => Reply): Reply {
  const { status, retryAfter } = ask.steering;
  let reply: Reply;
  if (status !== undefined && status >= 400) reply = house.fail(house.status(status, ask), ask.world);
  else if (ask.steering.errorInStream !== undefined && !streams(ask, house)) {
    // Some providers report an error under a status that says all is well.
    reply = { ...house.fail(house.status(500, ask), ask.world), status: 200 };
  } else {
    reply = endpoint(ask);
    if (status !== undefined) reply = { ...reply, status };
  }
  return retryAfter === undefined ? reply : { ...reply, headers: { ...reply.headers, 'retry-after': retryAfter } };
}

function streams({ body, path }: Ask, { streamsUnasked }: House): boolean {
  if (path.endsWith(':streamGenerateContent')) return true;
  return streamsUnasked === true ? body.stream !== false : body.stream === true;
}

/** Wishes in the model's name, then those in the header, which win. */
function steeringOf(header: string | undefined, model: string): Steering {
  if (header === undefined && model === '') return noSteering;
  return parseSteering(`${model};${header ?? ''}`);
}

function parse(bytes: Buffer, coding: string | undefined): JsonObject | undefined {
  const plain = plainBody(bytes, coding);
  if (plain === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(plain.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function pathOf(request: IncomingMessage): string {
  const target = request.url ?? '/';
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.keys(request.headers).map((name) => [name, headerOf(request, name) ?? '']));
}

function hasKey(request: IncomingMessage): boolean {
  return ['authorization', 'x-api-key', 'api-key', 'x-goog-api-key'].some(
    (name) => (headerOf(request, name) ?? '') !== '',
  );
}

function speaksAnthropic(request: IncomingMessage): boolean {
  return headerOf(request, 'anthropic-version') !== undefined;
}

function noKeyMessage(house: House): string {
  return house.name === 'anthropic'
    ? 'x-api-key header is required'
    : "You didn't provide an API key. Send one in an Authorization header; the simulator takes any.";
}

function malformed(house: House): string {
  if (house.name === 'ollama') return 'invalid character in the body: it is not valid JSON';
  return house.name === 'anthropic'
    ? 'The request body is not valid JSON.'
    : 'We could not parse the JSON body of your request.';
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', ...SIMULATOR_HEADERS });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
}
