import { AsyncLocalStorage } from 'node:async_hooks';
import { type ClientRequest, IncomingMessage, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import { flow } from '../../core/body.ts';
import type { HeaderList, HttpRequest, HttpResponse } from '../../core/http.ts';
import { aside, factHeaders } from '../aside.ts';
import type { Door, Way } from '../door.ts';
import { tellFields } from './http-headers.ts';
import { type Incoming, incoming } from './http-response.ts';
import { failureOf, ownError, roadFailure } from './outcome.ts';

const known = new WeakSet<ClientRequest>();

/** It came by here, whether it could be held or not. */
export function isKnown(req: ClientRequest): boolean {
  return known.has(req);
}

/**
 * Holds what is written to a request until it is whole and judged. The request stays Node's own, with its
 * agent, socket and timeouts; only what it writes waits, and what it emits comes later.
 *
 * collecting → judging → sent → answering → delivered, or judging → delivered for a refusal.
 */
export function holdRequest(req: ClientRequest, url: URL, door: Door): 'held' | 'unseen' {
  known.add(req);
  // Written out already (`Expect`), or about to become another protocol: nothing of it can be held.
  if (req.headersSent || req.getHeader('upgrade') !== undefined) return 'unseen';

  let phase: 'collecting' | 'judging' | 'sent' | 'answering' | 'delivered' = 'collecting';
  const written: Buffer[] = [];
  let closing = false;
  let failed: Error | undefined;
  let answered: ((raw: Incoming) => void) | undefined;
  let broken: ((error: Error) => void) | undefined;
  const leaving = new AbortController();
  // What the caller's listeners start belongs to the caller, not to the call that is guarded here.
  const asCaller = AsyncLocalStorage.snapshot();
  const real = { emit: req.emit, write: req.write, end: req.end, destroy: req.destroy, flushHeaders: req.flushHeaders };
  const emit = (event: string, ...args: unknown[]): boolean => asCaller(() => real.emit.call(req, event, ...args));

  const keep = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk === 'string')
      written.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as 'utf8') : 'utf8'));
    else if (chunk instanceof Uint8Array) written.push(Buffer.from(chunk));
  };

  req.write = ((chunk: unknown, encoding?: unknown, done?: unknown): boolean => {
    if (phase !== 'collecting' || (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))) {
      return Reflect.apply(real.write, req, [chunk, encoding, done]) as boolean;
    }
    keep(chunk, encoding);
    const called = typeof encoding === 'function' ? encoding : done;
    if (typeof called === 'function') process.nextTick(called as () => void);
    return true;
  }) as ClientRequest['write'];

  req.end = ((chunk?: unknown, encoding?: unknown, done?: unknown): ClientRequest => {
    if (phase !== 'collecting') return Reflect.apply(real.end, req, [chunk, encoding, done]) as ClientRequest;
    const finished = [chunk, encoding, done].find((arg) => typeof arg === 'function');
    if (typeof chunk !== 'function') keep(chunk, encoding);
    if (finished !== undefined) req.once('finish', finished as () => void);
    phase = 'judging';
    const way = door.way();
    if (way instanceof Promise) void way.then(start);
    else start(way);
    return req;
  }) as ClientRequest['end'];

  req.flushHeaders = () => {
    if (phase === 'delivered') real.flushHeaders.call(req);
  };

  req.destroy = ((error?: Error) => {
    leaving.abort();
    return real.destroy.call(req, error);
  }) as ClientRequest['destroy'];

  req.emit = (event: string, ...args: unknown[]): boolean => {
    if (phase === 'collecting' || phase === 'delivered') return real.emit.call(req, event, ...args);
    if (event === 'response') {
      phase = 'answering';
      answered?.(incoming(args[0] as IncomingMessage, req, asCaller));
      return true;
    }
    if (event === 'error') {
      failed = args[0] as Error;
      broken?.(roadFailure(failed, false));
      return true;
    }
    if (event === 'close') {
      closing = true;
      // A connection that went without a word, because the caller let it go.
      if (phase === 'sent' && failed === undefined) broken?.(roadFailure(new Error('closed'), false));
      return true;
    }
    return real.emit.call(req, event, ...args);
  };

  return 'held';

  function start(way: Way): void {
    if (way.kind === 'guarded' && door.concerns(url)) void guarded(way.product);
    else if (way.kind === 'refused') deliver(way.reply, undefined);
    else {
      // Nothing of ours from here on.
      phase = 'delivered';
      for (const name of ['emit', 'write', 'end', 'destroy', 'flushHeaders'] as const)
        delete (req as Partial<ClientRequest>)[name];
      asCaller(() => {
        if (failed !== undefined) req.emit('error', failed);
        if (closing) req.emit('close');
        else req.end(Buffer.concat(written));
      });
    }
  }

  async function guarded(product: Extract<Way, { kind: 'guarded' }>['product']): Promise<void> {
    const given = headersOf(req);
    const body = Buffer.concat(written);
    const request: HttpRequest = {
      method: req.method,
      url,
      headers: [...given, ...factHeadersOf(asCaller)],
      body,
      signal: leaving.signal,
    };
    let raw: Incoming | undefined;
    const upstream = async (outgoing: HttpRequest): Promise<HttpResponse> => {
      raw = await new Promise<Incoming>((resolve, reject) => {
        if (failed !== undefined || closing) return reject(roadFailure(failed ?? new Error('closed'), false));
        answered = resolve;
        broken = reject;
        asCaller(() => send(given, outgoing));
      });
      return raw.head;
    };
    try {
      const reads = product.guardrails.match(request)?.dialect !== undefined;
      const tooLarge = reads && body.length > product.requestBytes ? product.tooLarge(request) : undefined;
      const answer = tooLarge ?? (await aside(() => product.guard(upstream)(request)));
      deliver(answer, raw, product.alters);
    } catch (error) {
      const failure = failureOf(error);
      if ('reply' in failure) deliver(failure.reply, undefined);
      else {
        phase = 'delivered';
        raw?.abandon();
        emit('error', failure.error);
        if (closing || req.destroyed) emit('close');
        else real.destroy.call(req);
      }
    }
  }

  /** The request as it was judged, on Node's own road. */
  function send(given: HeaderList, outgoing: HttpRequest): void {
    phase = 'sent';
    for (const entry of given) if (!outgoing.headers.includes(entry)) req.removeHeader(entry[0]);
    for (const entry of outgoing.headers) if (!given.includes(entry)) req.setHeader(entry[0], entry[1]);
    if (outgoing.body.length > 0) Reflect.apply(real.end, req, [outgoing.body]);
    else Reflect.apply(real.end, req, []);
  }

  function deliver(answer: HttpResponse, raw: Incoming | undefined, alters = false): void {
    // Guard may have put an answer of its own in the place of the provider's.
    if (raw !== undefined && raw.head.status === answer.status) {
      phase = 'delivered';
      raw.show(answer, alters);
      if (!emit('response', raw.message)) raw.message.resume();
      raw.run(answer.body, () => {
        if (closing) emit('close');
      });
      return;
    }
    raw?.abandon();
    refuse(answer);
  }

  /** An answer that no provider gave. The connection, which carried nothing, goes when it has been read. */
  function refuse(answer: HttpResponse): void {
    const message = new IncomingMessage(req.socket ?? new Socket());
    Object.assign(message, { httpVersionMajor: 1, httpVersionMinor: 1, httpVersion: '1.1', complete: true, req });
    message.statusCode = answer.status;
    message.statusMessage = STATUS_CODES[answer.status] ?? '';
    tellFields(message, [], answer.headers);
    message._read = () => {};
    const push = message.push;
    let over = false;
    message.push = (chunk: unknown) => {
      if (over) return false;
      over = chunk === null;
      return push.call(message, chunk);
    };
    flow(answer.body, {
      write: (chunk) => message.push(chunk),
      end: () => message.push(null),
      fail: (error) => message.destroy(ownError(error)),
    });
    Object.assign(req, { res: message });
    asCaller(() => real.emit.call(req, 'finish'));
    const gone = (): void => {
      req.shouldKeepAlive = false;
      // Still held: what the connection says of its own end is not the caller's to hear.
      if (!closing) real.destroy.call(req);
      emit('close');
    };
    message.once('close', () => setImmediate(gone));
    if (!emit('response', message)) message.resume();
  }
}

function factHeadersOf(asCaller: <R>(run: () => R) => R): HeaderList {
  return asCaller(factHeaders);
}

function headersOf(req: ClientRequest): HeaderList {
  return req.getRawHeaderNames().flatMap((name) => {
    const value = req.getHeader(name);
    const all = Array.isArray(value) ? value : [String(value)];
    return all.map((one) => [name, String(one)] as const);
  });
}
