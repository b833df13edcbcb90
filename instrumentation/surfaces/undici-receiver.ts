import type { HeaderList } from '../../core/http.ts';

/**
 * undici tells of an exchange by callbacks, and has two shapes for them: `onConnect` … `onError` until
 * version 7, `onRequestStart` … `onResponseError` from 7 on; 8 knows the newer one only. What undici is
 * given here has the shape that the caller's own have, which is one that this copy of undici knows.
 */
export type Callbacks = Readonly<Record<string, unknown>>;

/** An exchange as either shape tells it. */
export interface Receiver {
  start(abort: (reason?: unknown) => void): void;
  /** False: nothing more until `resume` is called. */
  head(status: number, headers: HeaderList, statusText: string, resume: () => void): boolean;
  /** False: nothing more until `resume` is called. */
  data(chunk: Uint8Array): boolean;
  end(): void;
  error(error: unknown): void;
}

type RawHeaders = readonly (Buffer | string | readonly (Buffer | string)[])[];
type NamedHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Controller {
  rawHeaders?: RawHeaders | null;
  pause(): void;
  resume(): void;
  abort(reason: unknown): void;
}

interface Newer {
  onRequestStart?(controller: object, context: unknown): void;
  onResponseStart?(controller: object, status: number, headers: NamedHeaders, statusText: string): void;
  onResponseData?(controller: object, chunk: Uint8Array): void;
  onResponseEnd?(controller: object, trailers: NamedHeaders): void;
  onResponseError?(controller: object, error: unknown): void;
}

interface Older {
  onConnect?(abort: (reason?: unknown) => void, context: unknown): void;
  onHeaders?(status: number, headers: Buffer[], resume: () => void, statusText: string): boolean | undefined;
  onData?(chunk: Uint8Array): boolean | undefined;
  onComplete?(trailers: Buffer[]): void;
  onError?(error: unknown): void;
}

const isNewer = (callbacks: Callbacks): boolean => typeof callbacks.onRequestStart === 'function';

/** The caller's callbacks, to be told by us. */
export function receiverOf(callbacks: Callbacks): Receiver {
  return isNewer(callbacks) ? newerReceiver(callbacks as Newer) : olderReceiver(callbacks as Older);
}

function olderReceiver(to: Older): Receiver {
  return {
    start: (abort) => to.onConnect?.(abort, null),
    head: (status, headers, statusText, resume) => to.onHeaders?.(status, rawOf(headers), resume, statusText) !== false,
    data: (chunk) => to.onData?.(chunk) !== false,
    end: () => to.onComplete?.([]),
    error: (error) => to.onError?.(error),
  };
}

function newerReceiver(to: Newer): Receiver {
  let stop: (reason: unknown) => void = () => {};
  let go: () => void = () => {};
  const controller = {
    paused: false,
    aborted: false,
    reason: null as unknown,
    rawHeaders: null as RawHeaders | null,
    rawTrailers: null as RawHeaders | null,
    pause() {
      controller.paused = true;
    },
    resume() {
      if (!controller.paused) return;
      controller.paused = false;
      go();
    },
    abort(reason: unknown) {
      if (controller.aborted) return;
      controller.aborted = true;
      controller.reason = reason;
      stop(reason);
    },
  };
  return {
    start(abort) {
      stop = abort;
      to.onRequestStart?.(controller, null);
    },
    head(status, headers, statusText, resume) {
      go = resume;
      // Newer versions of undici's own `fetch` read these, and not the names that they are told.
      controller.rawHeaders = rawOf(headers);
      to.onResponseStart?.(controller, status, namedOf(headers), statusText);
      return !controller.paused;
    },
    data(chunk) {
      to.onResponseData?.(controller, chunk);
      return !controller.paused;
    },
    end: () => to.onResponseEnd?.(controller, {}),
    error: (error) => to.onResponseError?.(controller, error),
  };
}

/** Callbacks that tell `to`, in the shape of these. */
export function callbacksLike(like: Callbacks, to: Receiver): Callbacks {
  return isNewer(like) ? newerCallbacks(to) : olderCallbacks(to);
}

function olderCallbacks(to: Receiver): Callbacks {
  return {
    onConnect: (abort: (reason?: unknown) => void) => to.start(abort),
    onHeaders: (status: number, raw: RawHeaders, resume: () => void, statusText: string) =>
      status < 200 || to.head(status, listOf(raw), statusText, resume),
    onData: (chunk: Uint8Array) => to.data(chunk),
    onComplete: () => to.end(),
    onError: (error: unknown) => to.error(error),
  };
}

function newerCallbacks(to: Receiver): Callbacks {
  return {
    onRequestStart: (controller: Controller) => to.start((reason) => controller.abort(reason)),
    onResponseStart(controller: Controller, status: number, named: NamedHeaders, statusText: string) {
      if (status < 200) return;
      const raw = controller.rawHeaders;
      const headers = Array.isArray(raw) ? listOf(raw as RawHeaders) : listOfNames(named);
      if (!to.head(status, headers, statusText, () => controller.resume())) controller.pause();
    },
    onResponseData(controller: Controller, chunk: Uint8Array) {
      if (!to.data(chunk)) controller.pause();
    },
    onResponseEnd: () => to.end(),
    onResponseError: (_: unknown, error: unknown) => to.error(error),
  };
}

function listOf(raw: RawHeaders): HeaderList {
  const list: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name, value] = [raw[at], raw[at + 1]];
    for (const one of Array.isArray(value) ? value : [value]) list.push([latin(name), latin(one)]);
  }
  return list;
}

function latin(text: RawHeaders[number] | undefined): string {
  return typeof text === 'string' ? text : Buffer.from(text as Buffer).toString('latin1');
}

function listOfNames(named: NamedHeaders): HeaderList {
  return Object.entries(named).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly string[]) : [String(value)]).map((one) => [name, one] as const),
  );
}

function rawOf(headers: HeaderList): Buffer[] {
  return headers.flatMap(([name, value]) => [Buffer.from(name, 'latin1'), Buffer.from(value, 'latin1')]);
}

function namedOf(headers: HeaderList): Record<string, string | string[]> {
  const named: Record<string, string | string[]> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = named[key];
    if (before === undefined) named[key] = value;
    else if (Array.isArray(before)) before.push(value);
    else named[key] = [before, value];
  }
  return named;
}
