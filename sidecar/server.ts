import type { Server } from 'node:net';
import { asBuffer, discard } from '../core/body.ts';
import { type ErrorCode, isSpanguardError } from '../core/errors.ts';
import type { Guardrails } from '../core/guardrails.ts';
import type { HeaderList, HttpRequest, HttpResponse, Target, Upstream } from '../core/http.ts';
import { plainReply } from '../core/refusal.ts';
import { leftUploading, turnedAway } from '../core/turned-away.ts';
import type { Receiver } from './caller.ts';
import { Callers, type CallersOptions } from './callers.ts';
import { Departure } from './departure.ts';
import { requestHeaders } from './headers.ts';
import { Outgoing } from './outgoing.ts';
import { type ProviderRoute, routeOf } from './path.ts';
import type { Reply } from './reply.ts';
import type { RequestHead } from './request-parser.ts';

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
  /** Ends all connections at once. */
  close(): Promise<void>;
}

export function createProxy(serving: () => Serving, options: CallersOptions): Proxy {
  let active = 0;
  let draining = false;
  let drained: (() => void) | undefined;
  const closed = (): void => {
    active--;
    if (draining && active === 0) drained?.();
  };
  const callers = new Callers(options, (head, reply) => {
    const now = serving();
    if (draining) {
      now.turnedAway('draining');
      reply.keeps = false;
      turnAway(reply, 503, 'draining', 'The sidecar is shutting down.');
      return unread;
    }
    if (active >= now.concurrentCalls) {
      const message = `${now.concurrentCalls} calls are in flight already (limits.concurrentCalls).`;
      now.turnedAway('too_many_calls');
      turnAway(reply, 503, 'too_many_calls', message, [['retry-after', '1']]);
      return unread;
    }
    active++;
    return receive(head, reply, now, closed);
  });

  return {
    server: callers.server,
    active: () => active,
    async drain(ms) {
      draining = true;
      const gone = callers.close();
      if (active > 0) {
        await new Promise<void>((resolve) => {
          drained = resolve;
          setTimeout(resolve, ms).unref();
        });
      }
      callers.destroyAll();
      await gone;
    },
    close() {
      const gone = callers.close();
      callers.destroyAll();
      return gone;
    },
  };
}

/** Of a request that was answered from its head. */
const unread: Receiver = { body() {}, end() {}, left() {} };

/** Finds where the request leads, and whoever takes its body. */
function receive(head: RequestHead, reply: Reply, serving: Serving, closed: () => void): Receiver {
  reply.onClose = closed;
  const route = routeOf(head.target, (name) => serving.bases.has(name));
  if (route.kind === 'unknown') {
    const known = [...serving.bases.keys()].sort();
    const message = `No provider is called "${safe(route.name)}". Paths begin with one of: ${known.join(', ')}.`;
    turnAway(reply, 404, 'unknown_provider', message, [], known);
    return unread;
  }
  if (route.kind === 'escapes') {
    turnAway(reply, 400, 'path_escapes_base', "The path would leave the provider's base path.");
    return unread;
  }
  const incoming = new Incoming(head, reply, serving, route, closed);
  if ((head.length ?? 0) > serving.requestBytes) {
    incoming.tooLarge();
    return unread;
  }
  return incoming;
}
/** A request on its way in: its body is read within its limit, and the whole handed to the guarded upstream. */
class Incoming implements Receiver {
  private readonly head: RequestHead;
  private readonly reply: Reply;
  private readonly serving: Serving;
  private readonly provider: string;
  private readonly url: Target;
  private readonly departure = new Departure();
  private first: Buffer = nothing;
  /** The body's bytes where its length was told. */
  private room: Buffer | undefined;
  private more: Buffer[] | undefined;
  private length = 0;
  private over = false;

  constructor(head: RequestHead, reply: Reply, serving: Serving, route: ProviderRoute, closed: () => void) {
    const { origin, hostname, port, path } = serving.bases.get(route.name) as Base;
    this.head = head;
    this.reply = reply;
    this.serving = serving;
    this.provider = route.name;
    this.url = { origin, hostname, port, pathname: path + route.path || '/', search: route.search };
    reply.onClose = () => {
      closed();
      // After a finished answer nobody listens any more.
      this.departure.leave();
    };
  }

  body(piece: Buffer): void {
    if (this.over) return;
    const before = this.length;
    this.length += piece.length;
    if (this.length > this.serving.requestBytes) {
      this.first = nothing;
      this.room = this.more = undefined;
      this.tooLarge();
    } else if (before === 0) this.first = piece;
    else if (this.head.length !== undefined && this.head.length <= mostRoom) {
      if (this.room === undefined) {
        this.room = Buffer.allocUnsafeSlow(this.head.length);
        this.room.set(this.first);
      }
      this.room.set(piece, before);
    } else {
      this.more ??= [this.first];
      this.more.push(piece);
    }
  }

  end(): void {
    if (this.over) return;
    const body = this.room ?? (this.more === undefined ? this.first : Buffer.concat(this.more, this.length));
    this.first = nothing;
    this.room = this.more = undefined;
    const { reply } = this;
    this.serving.guarded(this.ask(body)).then(
      (answer) => answerWith(reply, answer),
      (error) => answerFault(reply, error),
    );
  }

  left(): void {
    if (!this.over) leftUploading(this.serving.guardrails, this.ask(nothing));
  }

  tooLarge(): void {
    this.over = true;
    const { serving, reply } = this;
    const message = `The request body is larger than ${serving.requestBytes} bytes (limits.requestBytes).`;
    const why = { status: 413, code: 'request_too_large', message, error: 'request_too_large' } as const;
    const refusal = turnedAway(serving.guardrails, this.ask(nothing), why);
    // The rest of the upload is not waited for.
    reply.keeps = false;
    if (refusal === undefined) turnAway(reply, why.status, why.code, message);
    else answerWith(reply, refusal);
  }

  private ask(body: Uint8Array): HttpRequest {
    const { head, url, departure: signal, provider } = this;
    return { method: head.method, url, headers: requestHeaders(head.raw), body, signal, provider };
  }
}

const nothing: Buffer = Buffer.alloc(0);
/** A body this long gets its room at once, and no piece of it is kept. Of longer ones only what has come is. */
const mostRoom = 1_048_576;

function answerWith(reply: Reply, answer: HttpResponse): void {
  const { body } = answer;
  if (reply.gone) {
    discard(body);
    return;
  }
  try {
    reply.begin(answer.status, answer.headers);
  } catch (error) {
    discard(body);
    answerFault(reply, error);
    return;
  }
  if (body.whole !== undefined) reply.end(body.whole);
  else new Outgoing(reply, body);
}

const faultStatus: Partial<Record<ErrorCode, number>> = {
  upstream_connect: 502,
  upstream_broken: 502,
  upstream_timeout: 504,
};

function answerFault(reply: Reply, error: unknown): void {
  if (reply.begun || reply.gone) {
    reply.breakOff();
    return;
  }
  if (isSpanguardError(error)) {
    const id: HeaderList = error.call === undefined ? [] : [['x-spanguard-call', error.call]];
    turnAway(reply, faultStatus[error.code] ?? 500, error.code, error.message, id);
  } else turnAway(reply, 500, 'internal', 'A fault of the sidecar; the call is on its record.');
}

function turnAway(
  reply: Reply,
  status: number,
  code: ErrorCode,
  message: string,
  headers: HeaderList = [],
  known?: readonly string[],
): void {
  let { body } = plainReply({ status, code, message });
  if (known !== undefined) {
    body = Buffer.from(JSON.stringify({ ...(JSON.parse(asBuffer(body).toString()) as object), providers: known }));
  }
  const length = ['content-length', String(body.length)] as const;
  reply.begin(status, [['content-type', 'application/json'], length, ...headers]);
  reply.end(body);
}

/** A name from a stranger, as far as an error may repeat it. */
function safe(name: string): string {
  return name.slice(0, 40).replace(/[^\w.-]/g, '?');
}
