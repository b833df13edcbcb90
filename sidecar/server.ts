import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { asBuffer, discard, flow } from '../core/body.ts';
import { type ErrorCode, isSpanguardError } from '../core/errors.ts';
import type { Guardrails } from '../core/guardrails.ts';
import type { Flow, HttpRequest, HttpResponse, Target, Upstream } from '../core/http.ts';
import { plainReply } from '../core/refusal.ts';
import { leftUploading, turnedAway } from '../core/turned-away.ts';
import { Departure } from './departure.ts';
import { flat, requestHeaders } from './headers.ts';
import { routeOf } from './path.ts';

/** What the proxy port serves at the moment; replaced as a whole on reload. */
export interface Serving {
  readonly guarded: Upstream;
  readonly guardrails: Guardrails;
  /** Base URLs by provider name: the only places that a request can go to. */
  readonly bases: ReadonlyMap<string, Base>;
  readonly requestBytes: number;
  readonly concurrentCalls: number;
  /** Told of calls that were not taken: they are on no other record. */
  readonly turnedAway: (reason: 'draining' | 'too_many_calls') => void;
}

export interface Base {
  readonly origin: string;
  readonly hostname: string;
  readonly port: string;
  /** The base URL's path without a trailing slash. */
  readonly path: string;
}

export interface Proxy {
  readonly server: Server;
  /** Calls in flight. */
  readonly active: () => number;
  /** No new connections; resolves when the calls in flight have ended, or after `ms`. */
  drain(ms: number): Promise<void>;
}

export function createProxy(serving: () => Serving, options: { readonly headerBytes: number }): Proxy {
  let active = 0;
  let draining = false;
  let drained: (() => void) | undefined;
  const server = createServer(
    {
      maxHeaderSize: options.headerBytes,
      noDelay: true,
      keepAlive: true,
      keepAliveTimeout: 65_000,
      requestTimeout: 300_000,
    },
    (request, response) => {
      response.sendDate = false;
      const now = serving();
      if (draining) {
        now.turnedAway('draining');
        turnAway(response, 503, 'draining', 'The sidecar is shutting down.', { connection: 'close' });
        return;
      }
      if (active >= now.concurrentCalls) {
        const message = `${now.concurrentCalls} calls are in flight already (limits.concurrentCalls).`;
        now.turnedAway('too_many_calls');
        turnAway(response, 503, 'too_many_calls', message, { 'retry-after': '1' });
        return;
      }
      active++;
      const departure = new Departure();
      response.on('close', () => {
        active--;
        // After a finished answer nobody listens any more.
        departure.leave();
        if (draining && active === 0) drained?.();
      });
      (request.socket as Caller).answering = response;
      receive(request, response, now, departure);
    },
  );
  // Whoever ends its own side may still listen for the answer.
  (server as Server & { httpAllowHalfOpen: boolean }).httpAllowHalfOpen = true;
  server.on('connection', (socket: Caller) => socket.on('end', () => seeWhetherGone(socket)));
  server.on('clientError', (error, socket) => answerMalformed(error, socket as Socket));

  return {
    server,
    active: () => active,
    async drain(ms) {
      draining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if (active > 0) {
        await new Promise<void>((resolve) => {
          drained = resolve;
          setTimeout(resolve, ms).unref();
        });
      }
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A connection, and the answer that it waits for. */
type Caller = Socket & { answering?: ServerResponse };

const probeMs = 200;

/** Longer answers cost more to make a string of than a second buffer in the same write. */
const oneWrite = 16_384;

/**
 * The end of a caller's side reads the same whether it has left or only has no more to say. A `100`
 * tells: every client reads over it while it waits for an answer, and a connection that is gone breaks
 * on it, which aborts the call. Once the answer has begun, its own bytes tell.
 */
function seeWhetherGone(socket: Caller): void {
  const { answering: response } = socket;
  if (response === undefined || response.writableEnded || response.destroyed || response.headersSent) return;
  // Before HTTP/1.1 there is no such answer (RFC 9110, section 15.2).
  if (response.req.httpVersion === '1.0') return;
  response.writeContinue();
  setTimeout(() => seeWhetherGone(socket), probeMs).unref();
}

/** Reads the request's body, within its limit, and hands the whole to the guarded upstream. */
function receive(incoming: IncomingMessage, response: ServerResponse, serving: Serving, departure: Departure): void {
  const route = routeOf(incoming.url ?? '/', (name) => serving.bases.has(name));
  if (route.kind === 'unknown') {
    const known = [...serving.bases.keys()].sort();
    const message = `No provider is called "${safe(route.name)}". Paths begin with one of: ${known.join(', ')}.`;
    turnAway(response, 404, 'unknown_provider', message, {}, known);
    return;
  }
  if (route.kind === 'escapes') {
    turnAway(response, 400, 'path_escapes_base', "The path would leave the provider's base path.");
    return;
  }
  const base = serving.bases.get(route.name) as Base;
  const { origin, hostname, port } = base;
  const url: Target = { origin, hostname, port, pathname: base.path + route.path || '/', search: route.search };
  const method = incoming.method ?? 'GET';
  const ask = (body: Uint8Array): HttpRequest => ({
    method,
    url,
    headers: requestHeaders(incoming.rawHeaders),
    body,
    signal: departure,
    provider: route.name,
  });

  const tooLarge = (): void => {
    const message = `The request body is larger than ${serving.requestBytes} bytes (limits.requestBytes).`;
    const why = { status: 413, code: 'request_too_large', message, error: 'request_too_large' } as const;
    const refusal = turnedAway(serving.guardrails, ask(new Uint8Array(0)), why);
    // The rest of the upload is not waited for.
    response.shouldKeepAlive = false;
    if (refusal === undefined) turnAway(response, why.status, why.code, message);
    else write(response, refusal);
  };
  const declared = declaredLength(incoming.rawHeaders);
  if (declared > serving.requestBytes) {
    incoming.resume();
    tooLarge();
    return;
  }

  const chunks: Buffer[] = [];
  let length = 0;
  let over = false;
  incoming.on('data', (chunk: Buffer) => {
    if (over) return;
    length += chunk.length;
    if (length > serving.requestBytes) {
      over = true;
      chunks.length = 0;
      tooLarge();
      return;
    }
    chunks.push(chunk);
  });
  incoming.on('end', () => {
    if (over) return;
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length);
    serving.guarded(ask(body)).then(
      (answer) => write(response, answer),
      (error) => writeFault(response, error),
    );
  });
  incoming.on('error', () => {
    // The caller broke off in the middle of its request.
    if (!over && !incoming.complete) leftUploading(serving.guardrails, ask(new Uint8Array(0)));
  });
}

/** From the raw list: asking Node for one header by name makes it read all of them into an object. */
function declaredLength(raw: readonly string[]): number {
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string;
    if (name.length === 14 && name.toLowerCase() === 'content-length') return Number(raw[i + 1]);
  }
  return 0;
}

function write(response: ServerResponse, answer: HttpResponse): void {
  if (response.destroyed) {
    discard(answer.body);
    return;
  }
  try {
    response.writeHead(answer.status, flat(answer.headers));
  } catch (error) {
    discard(answer.body);
    writeFault(response, error);
    return;
  }
  const { body } = answer;
  if (body.whole !== undefined) {
    const { whole } = body;
    // As characters of one byte each, head and body leave as one string and in one write.
    if (whole.length < oneWrite) response.end(asBuffer(whole).toString('latin1'), 'latin1');
    else response.end(whole);
    return;
  }
  let wrote = false;
  let waiting = false;
  // What comes in one turn leaves in one write: a provider's chunks are often read several at a time, and
  // each write of ours costs three of the socket's.
  let batch: Uint8Array[] = [];
  const together = (): Uint8Array => {
    const [first] = batch;
    const bytes = first !== undefined && batch.length === 1 ? first : Buffer.concat(batch);
    batch = [];
    return bytes;
  };
  const send = (): void => {
    if (batch.length === 0 || response.write(together()) || waiting) return;
    waiting = true;
    response.once('drain', () => {
      waiting = false;
      source.resume();
    });
  };
  const source: Flow = flow(body, {
    write(chunk) {
      wrote = true;
      batch.push(chunk);
      if (batch.length === 1) queueMicrotask(send);
      return !waiting;
    },
    end() {
      wrote = true;
      if (batch.length === 0) response.end();
      else response.end(together());
    },
    fail() {
      wrote = true;
      send();
      breakOff(response);
    },
  });
  response.on('close', () => {
    if (!response.writableEnded) source.cancel();
  });
  // The head goes with the first bytes when they are here already, and alone when they are not.
  setImmediate(() => {
    if (!wrote && !response.destroyed) response.flushHeaders();
  });
}

/**
 * The same break that the provider made: what was written before it leaves, and the answer ends
 * without its end. A reader that takes nothing is not waited for longer than a moment.
 */
function breakOff(response: ServerResponse): void {
  // Written bytes are corked until the end of this turn.
  setImmediate(() => {
    const { socket } = response;
    if (socket === null || socket.writableLength === 0) {
      response.destroy();
      return;
    }
    socket.once('drain', () => response.destroy());
    setTimeout(() => response.destroy(), 5000).unref();
  });
}

const faultStatus: Partial<Record<ErrorCode, number>> = {
  upstream_connect: 502,
  upstream_broken: 502,
  upstream_timeout: 504,
};

function writeFault(response: ServerResponse, error: unknown): void {
  if (response.destroyed || response.headersSent) {
    response.destroy();
    return;
  }
  if (isSpanguardError(error)) {
    const id: Record<string, string> = error.call === undefined ? {} : { 'x-spanguard-call': error.call };
    turnAway(response, faultStatus[error.code] ?? 500, error.code, error.message, id);
  } else turnAway(response, 500, 'internal', 'A fault of the sidecar; the call is on its record.');
}

function turnAway(
  response: ServerResponse,
  status: number,
  code: ErrorCode,
  message: string,
  headers: Readonly<Record<string, string>> = {},
  known?: readonly string[],
): void {
  const plain = plainReply({ status, code, message });
  const body =
    known === undefined
      ? Buffer.from(plain.body)
      : Buffer.from(
          JSON.stringify({ ...(JSON.parse(Buffer.from(plain.body).toString()) as object), providers: known }),
        );
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length, ...headers });
  response.end(body);
}

/** A name from a stranger, as far as an error may repeat it. */
function safe(name: string): string {
  return name.slice(0, 40).replace(/[^\w.-]/g, '?');
}

/** Bytes that are no HTTP, or a head larger than allowed: answered in plain words where still possible. */
function answerMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const timeout = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const [line, code, message] = tooLarge
    ? [
        '431 Request Header Fields Too Large',
        'headers_too_large',
        'The request head is larger than limits.headerBytes.',
      ]
    : timeout
      ? ['408 Request Timeout', 'malformed_request', 'The request did not arrive in time.']
      : ['400 Bad Request', 'malformed_request', 'The bytes are not an HTTP/1.1 request.'];
  const body = JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', code, message, param: null } });
  socket.end(
    `HTTP/1.1 ${line}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
