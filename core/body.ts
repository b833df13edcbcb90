import type { Body, Flow, Sink } from './http.ts';

/** These bytes, and then the break that came after them. */
export function brokenBody(bytes: Uint8Array, error: Error): Body {
  return pushBody((sink) => {
    let over = false;
    if (bytes.length > 0) sink.write(bytes);
    // Later, so that what was written leaves before the break is seen.
    setImmediate(() => {
      if (!over) sink.fail(error);
    });
    return {
      resume() {},
      cancel() {
        over = true;
      },
    };
  });
}

/** A body that is all here. */
export function wholeBody(bytes: Uint8Array): Body {
  return new WholeBody(bytes);
}

const unmoved: Flow = { resume() {}, cancel() {} };

class WholeBody implements Body {
  readonly whole: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.whole = bytes;
  }

  pipe(sink: Sink): Flow {
    if (this.whole.length > 0) sink.write(this.whole);
    sink.end();
    return unmoved;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.whole.length > 0) yield this.whole;
  }
}

/** A body read by `pipe`, which is called at most once; iteration is built on it. */
export function pushBody(pipe: (sink: Sink) => Flow): Body {
  return {
    pipe,
    [Symbol.asyncIterator]: () => iterate(pipe),
  };
}

/** Reads any body by pushing. */
export function flow(body: Body, sink: Sink): Flow {
  return body.pipe === undefined ? pump(body, sink) : body.pipe(sink);
}

/** Tells a body's source that nobody will read it. */
export function discard(body: Body): void {
  flow(body, { write: () => true, end() {}, fail() {} }).cancel();
}

/** The slow lane: an async iterable, one promise per chunk. */
function pump(body: AsyncIterable<Uint8Array>, sink: Sink): Flow {
  const iterator = body[Symbol.asyncIterator]();
  let wake: (() => void) | undefined;
  let cancelled = false;
  const run = async (): Promise<void> => {
    try {
      for (;;) {
        const step = await iterator.next();
        if (cancelled) return;
        if (step.done === true) break;
        if (!sink.write(step.value) && !cancelled) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          if (cancelled) return;
        }
      }
    } catch (error) {
      if (!cancelled) sink.fail(error instanceof Error ? error : new Error('The body failed', { cause: error }));
      return;
    }
    sink.end();
  };
  void run();
  return {
    resume() {
      const resolve = wake;
      wake = undefined;
      resolve?.();
    },
    cancel() {
      if (cancelled) return;
      cancelled = true;
      wake?.();
      // A generator that is waiting for its own source answers `return` only later, or with an
      // error nobody is left to hear.
      void iterator.return?.()?.catch(() => {});
    },
  };
}

async function* iterate(pipe: (sink: Sink) => Flow): AsyncGenerator<Uint8Array, void, undefined> {
  const queue: Uint8Array[] = [];
  let state: 'open' | 'ended' | Error = 'open';
  let wake: (() => void) | undefined;
  const nudge = (): void => {
    const resolve = wake;
    wake = undefined;
    resolve?.();
  };
  const source = pipe({
    write(chunk) {
      queue.push(chunk);
      nudge();
      return queue.length < 2;
    },
    end() {
      state = 'ended';
      nudge();
    },
    fail(error) {
      state = error;
      nudge();
    },
  });
  const now = (): typeof state => state;
  let finished = false;
  try {
    for (;;) {
      const chunk = queue.shift();
      if (chunk !== undefined) {
        yield chunk;
        continue;
      }
      const seen = now();
      if (seen === 'ended') {
        finished = true;
        return;
      }
      if (seen !== 'open') {
        finished = true;
        throw seen;
      }
      source.resume();
      if (queue.length > 0 || now() !== 'open') continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    if (!finished) source.cancel();
  }
}

function one(chunks: readonly Uint8Array[]): Buffer {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? asBuffer(first) : Buffer.concat(chunks);
}

/** A body read to its end, or as far as the limit: then what was read and the rest, as one body. */
export type Gathered =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'over'; readonly head: Buffer; readonly body: Body }
  | { readonly kind: 'broken'; readonly bytes: Buffer; readonly error: Error };

/** Reads up to `limit` bytes. Never rejects. */
export function gather(body: Body, limit: number): Promise<Gathered> {
  return new Promise((resolve) => {
    const held: Uint8Array[] = [];
    let length = 0;
    // Once over the limit, what comes is for whoever reads the handed-on body.
    let next: Sink | undefined;
    let over = false;
    let ended: 'no' | 'yes' | Error = 'no';
    const source = flow(body, {
      write(chunk) {
        if (next !== undefined) return next.write(chunk);
        held.push(chunk);
        length += chunk.length;
        if (length <= limit) return true;
        if (!over) {
          over = true;
          resolve({ kind: 'over', head: one(held), body: pushBody(handOn) });
        }
        return false;
      },
      end() {
        if (next !== undefined) return next.end();
        ended = 'yes';
        if (!over) resolve({ kind: 'whole', bytes: one(held) });
      },
      fail(error) {
        if (next !== undefined) return next.fail(error);
        ended = error;
        if (!over) resolve({ kind: 'broken', bytes: one(held), error });
      },
    });
    function handOn(sink: Sink): Flow {
      let open = true;
      for (const chunk of held) open = sink.write(chunk);
      held.length = 0;
      next = sink;
      if (ended === 'yes') sink.end();
      else if (ended !== 'no') sink.fail(ended);
      else if (open) source.resume();
      return source;
    }
  });
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
