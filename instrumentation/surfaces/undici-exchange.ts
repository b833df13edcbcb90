import { AsyncLocalStorage } from 'node:async_hooks';
import { flow, pushBody } from '../../core/body.ts';
import type { Body, Flow, HeaderList, HttpRequest, HttpResponse, Sink } from '../../core/http.ts';
import { aside, factHeaders } from '../aside.ts';
import type { Loaded } from '../door.ts';
import { kindOf, readBody } from './fetch-request.ts';
import { failureOf, ownError, roadFailure } from './outcome.ts';
import { type Callbacks, callbacksLike, type Receiver, receiverOf } from './undici-receiver.ts';

/** What a dispatcher of undici is asked for, as far as it is read here. */
export interface DispatchOptions {
  readonly origin?: string | URL | null;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly upgrade?: unknown;
}

/** The dispatcher's own `dispatch`, which does not come back to us with this. */
export type Dispatch = (options: DispatchOptions, callbacks: Callbacks) => boolean;

/** The caller's side of an exchange: it may leave at any time, and is told of one end. */
interface Caller {
  readonly receiver: Receiver;
  readonly signal: AbortSignal;
  /** The call has an end already. */
  over: boolean;
}

/** Guards one exchange; what comes of it is told to the caller's callbacks. Never rejects. */
export async function guardExchange(
  product: Loaded,
  url: URL,
  dispatch: Dispatch,
  options: DispatchOptions,
  callbacks: Callbacks,
): Promise<void> {
  const asCaller = AsyncLocalStorage.snapshot();
  const leaving = new AbortController();
  const caller: Caller = { receiver: receiverOf(callbacks), signal: leaving.signal, over: false };
  const road = createRoad();
  let source: Flow | undefined;
  const fail = (error: unknown): void => {
    if (caller.over) return;
    caller.over = true;
    asCaller(() => caller.receiver.error(error));
  };
  const told = (answer: HttpResponse, statusText: string): void => {
    source = tell(answer, statusText, caller, asCaller, fail);
  };
  try {
    caller.receiver.start((reason) => {
      if (caller.over) return;
      const error = reason ?? new DOMException('This operation was aborted', 'AbortError');
      leaving.abort(error);
      source?.cancel(error instanceof Error ? error : undefined);
      road.abort(error);
      fail(error);
    });
    const given = headersOf(options.headers);
    const request: HttpRequest = {
      method: String(options.method ?? 'GET').toUpperCase(),
      url,
      headers: [...given, ...factHeaders()],
      body: new Uint8Array(0),
      signal: caller.signal,
    };
    const reads = product.relays || product.guardrails.match(request)?.dialect !== undefined;
    const asked = { kind: kindOf(options.body), body: options.body };
    const read = reads ? await readBody(asked, product.requestBytes) : undefined;
    const tooLarge = read === 'too large' ? product.tooLarge(request) : undefined;
    if (tooLarge !== undefined) return told(tooLarge, '');
    const bytes = read === undefined || read === 'too large' ? undefined : read.bytes;
    const upstream = (outgoing: HttpRequest): Promise<HttpResponse> =>
      road.send((receiver) => {
        // The caller's own body where nothing was read of it: undici knows how to write it out.
        const body = bytes === undefined ? options.body : outgoing.body.length === 0 ? null : outgoing.body;
        const kept = bytes === undefined || outgoing.body === bytes;
        const headers = outgoing.headers.filter(([name]) => kept || name.toLowerCase() !== 'content-length').flat();
        dispatch({ ...options, headers, body }, callbacksLike(callbacks, receiver));
      });
    const answer = await aside(() =>
      product.guard(upstream)(bytes === undefined ? request : { ...request, body: bytes }),
    );
    told(answer, road.statusText(answer.status));
  } catch (error) {
    const failure = failureOf(error);
    if ('reply' in failure) told(failure.reply, '');
    else fail(failure.error);
  }
}

/** An answer that nobody was asked for. */
export function answerExchange(reply: HttpResponse, callbacks: Callbacks): void {
  const caller: Caller = { receiver: receiverOf(callbacks), signal: noAbort, over: false };
  const fail = (error: unknown): void => {
    if (caller.over) return;
    caller.over = true;
    caller.receiver.error(error);
  };
  caller.receiver.start((reason) => fail(reason ?? new DOMException('This operation was aborted', 'AbortError')));
  tell(reply, '', caller, (run) => run(), fail);
}

const noAbort = new AbortController().signal;

function tell(
  answer: HttpResponse,
  statusText: string,
  caller: Caller,
  asCaller: <R>(run: () => R) => R,
  fail: (error: unknown) => void,
): Flow | undefined {
  if (caller.over) return;
  let source: Flow | undefined;
  const start = (): void => {
    source = flow(answer.body, {
      write: (chunk) => caller.over || asCaller(() => caller.receiver.data(chunk)),
      end() {
        if (caller.over) return;
        caller.over = true;
        asCaller(() => caller.receiver.end());
      },
      fail: (error) => fail(ownError(error)),
    });
  };
  const resume = (): void => {
    if (source === undefined) start();
    else source.resume();
  };
  if (asCaller(() => caller.receiver.head(answer.status, answer.headers, statusText, resume)) && source === undefined) {
    start();
  }
  return {
    resume,
    cancel(reason) {
      if (source === undefined) start();
      source?.cancel(reason);
    },
  };
}

/** The answer that undici's own callbacks are told, made into one that guard can read. */
function createRoad() {
  let text = { status: 0, words: '' };
  let aborted: { readonly reason: unknown } | undefined;
  let stop: ((reason: unknown) => void) | undefined;
  const abort = (reason: unknown): void => {
    aborted ??= { reason };
    stop?.(reason);
  };
  return {
    abort,
    statusText: (status: number) => (text.status === status ? text.words : ''),
    send: (dispatch: (receiver: Receiver) => void) =>
      new Promise<HttpResponse>((resolve, reject) => {
        if (aborted !== undefined) return reject(roadFailure(aborted.reason, false));
        const inlet = createInlet(abort);
        const receiver: Receiver = {
          start(how) {
            stop = how;
            if (aborted !== undefined) how(aborted.reason);
          },
          head(status: number, headers: HeaderList, words: string, resume: () => void) {
            text = { status, words };
            resolve({ status, headers, body: inlet.body(resume) });
            return true;
          },
          data: inlet.data,
          end: inlet.end,
          error(error) {
            reject(roadFailure(error, false));
            inlet.fail(roadFailure(error, true));
          },
        };
        try {
          dispatch(receiver);
        } catch (error) {
          reject(roadFailure(error, false));
        }
      }),
  };
}

/** Bytes that may wait for guard before the provider is told to pause. */
const queueBytes = 65_536;

function createInlet(abort: (reason: unknown) => void) {
  const queue: Uint8Array[] = [];
  let queued = 0;
  let state: 'open' | 'ended' | Error = 'open';
  let sink: Sink | undefined;
  return {
    data(chunk: Uint8Array): boolean {
      if (sink !== undefined) return sink.write(chunk);
      queue.push(chunk);
      queued += chunk.length;
      return queued < queueBytes;
    },
    end() {
      if (state !== 'open') return;
      state = 'ended';
      sink?.end();
    },
    fail(error: Error) {
      if (state !== 'open') return;
      state = error;
      sink?.fail(error);
    },
    body: (resume: () => void): Body =>
      pushBody((into) => {
        let open = true;
        for (const chunk of queue.splice(0)) open = into.write(chunk);
        sink = into;
        if (state === 'ended') into.end();
        else if (state !== 'open') into.fail(state);
        else if (open) resume();
        return {
          resume,
          cancel(reason) {
            if (state !== 'open') return;
            state = 'ended';
            sink = { write: () => true, end() {}, fail() {} };
            abort(reason ?? new DOMException('This operation was aborted', 'AbortError'));
          },
        };
      }),
  };
}

/** undici takes a flat list, names with values, pairs, or anything that iterates over pairs. */
export function headersOf(given: unknown): HeaderList {
  if (given === undefined || given === null) return [];
  if (Array.isArray(given) && !Array.isArray(given[0])) {
    const flat = given as readonly unknown[];
    return flat.flatMap((name, at) => (at % 2 === 0 && at + 1 < flat.length ? fields(name, flat[at + 1]) : []));
  }
  const pairs =
    typeof given === 'object' && Symbol.iterator in given
      ? [...(given as Iterable<readonly [unknown, unknown]>)]
      : Object.entries(given as object);
  return pairs.flatMap(([name, value]) => fields(name, value));
}

function fields(name: unknown, value: unknown): HeaderList {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map((one) => [String(name), String(one)] as const);
}
