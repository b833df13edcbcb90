import { CaughtAnswer } from './caught-answer.ts';
import type { Callbacks } from './undici-receiver.ts';

/** What `fetch` is told of an exchange through, and what is caught on the way. */
export interface Catching {
  /** Undefined before its header is here, and where `fetch` has to read it: it leads on, is none, or is coded. */
  readonly answer: CaughtAnswer | undefined;
}

type Raw = readonly (Uint8Array | string | readonly Uint8Array[])[];

/** As until version 7 of undici. */
interface Older {
  onConnect(abort: (reason?: unknown) => void, context: unknown): void;
  onResponseStarted?(): void;
  onHeaders(status: number, headers: Raw, resume: () => void, statusText: string): boolean;
  onData(chunk: Uint8Array): boolean | undefined;
  onComplete(trailers: Raw): void;
  onError(error: unknown): void;
  onUpgrade?(status: number, headers: Raw, socket: unknown): void;
}

type Named = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Controller {
  pause(): void;
  resume(): void;
}

/** As from version 8 on. */
interface Newer {
  onRequestStart(controller: Controller, context: unknown): void;
  onResponseStarted?(): void;
  onResponseStart(controller: Controller, status: number, headers: Named, statusText: string): void;
  onResponseData(controller: Controller, chunk: Uint8Array): void;
  onResponseEnd(controller: Controller, trailers: unknown): void;
  onResponseError(controller: Controller, error: unknown): void;
  onRequestUpgrade?(controller: Controller, status: number, headers: Named, socket: unknown): void;
}

/** Undefined where `fetch` is told in no way that is known here. */
export function catching(callbacks: Callbacks): Catching | undefined {
  if (has(callbacks, ['onRequestStart', 'onResponseStart', 'onResponseData', 'onResponseEnd', 'onResponseError'])) {
    return new NewerCatching(callbacks as unknown as Newer);
  }
  if (has(callbacks, ['onConnect', 'onHeaders', 'onData', 'onComplete', 'onError'])) {
    return new OlderCatching(callbacks as unknown as Older);
  }
  return undefined;
}

function has(callbacks: Callbacks, names: readonly string[]): boolean {
  return names.every((name) => typeof callbacks[name] === 'function');
}

/** An answer with bytes that are to be read as they come. */
function isPlain(status: number, coding: string | undefined): boolean {
  if (status < 200 || status > 599 || status === 204 || status === 205) return false;
  return (status < 300 || status >= 400) && (coding === undefined || coding === '');
}

class OlderCatching implements Catching, Older {
  private readonly to: Older;
  answer: CaughtAnswer | undefined = undefined;

  constructor(to: Older) {
    this.to = to;
  }

  onConnect(abort: (reason?: unknown) => void, context: unknown): void {
    this.to.onConnect(abort, context);
  }

  onResponseStarted(): void {
    this.to.onResponseStarted?.();
  }

  onHeaders(status: number, headers: Raw, resume: () => void, statusText: string): boolean {
    if (isPlain(status, codingIn(headers))) this.answer = new CaughtAnswer(resume);
    return this.to.onHeaders(status, headers, resume, statusText);
  }

  onData(chunk: Uint8Array): boolean | undefined {
    return this.answer === undefined ? this.to.onData(chunk) : this.answer.data(chunk);
  }

  onComplete(trailers: Raw): void {
    this.to.onComplete(trailers);
    this.answer?.end();
  }

  onError(error: unknown): void {
    this.to.onError(error);
    this.answer?.fail();
  }

  onUpgrade(status: number, headers: Raw, socket: unknown): void {
    this.to.onUpgrade?.(status, headers, socket);
  }
}

class NewerCatching implements Catching, Newer {
  private readonly to: Newer;
  answer: CaughtAnswer | undefined = undefined;

  constructor(to: Newer) {
    this.to = to;
  }

  onRequestStart(controller: Controller, context: unknown): void {
    this.to.onRequestStart(controller, context);
  }

  onResponseStarted(): void {
    this.to.onResponseStarted?.();
  }

  onResponseStart(controller: Controller, status: number, headers: Named, statusText: string): void {
    const coding = headers['content-encoding'];
    if (isPlain(status, typeof coding === 'object' ? coding.join() : coding)) {
      this.answer = new CaughtAnswer(() => controller.resume());
    }
    this.to.onResponseStart(controller, status, headers, statusText);
  }

  onResponseData(controller: Controller, chunk: Uint8Array): void {
    if (this.answer === undefined) this.to.onResponseData(controller, chunk);
    else if (!this.answer.data(chunk)) controller.pause();
  }

  onResponseEnd(controller: Controller, trailers: unknown): void {
    this.to.onResponseEnd(controller, trailers);
    this.answer?.end();
  }

  onResponseError(controller: Controller, error: unknown): void {
    this.to.onResponseError(controller, error);
    this.answer?.fail();
  }

  onRequestUpgrade(controller: Controller, status: number, headers: Named, socket: unknown): void {
    this.to.onRequestUpgrade?.(controller, status, headers, socket);
  }
}

const name = 'content-encoding';

/** Anything but nothing where the field is there more than once, or cannot be read. */
function codingIn(headers: Raw): string | undefined {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const field = headers[at]!;
    if (field.length !== name.length) continue;
    if (String(field).toLowerCase() === name) return String(headers[at + 1]);
  }
  return undefined;
}
