import type { ClientRequest, IncomingMessage } from 'node:http';
import { flow, pushBody } from '../../core/body.ts';
import type { Body, Flow, HeaderList, HttpResponse, Sink } from '../../core/http.ts';
import { rawFields, tellFields } from './http-headers.ts';
import { ownError, roadFailure } from './outcome.ts';

/** An answer that came, on its way through guard: Node's own message, with what is pushed into it held up. */
export interface Incoming {
  readonly message: IncomingMessage;
  readonly head: HttpResponse;
  /** Puts guard's head in the place of the provider's. */
  show(answer: HttpResponse, alters: boolean): void;
  /** Lets guard's bytes into the message; `ended` is told when the caller has read them. */
  run(body: Body, ended: () => void): void;
  /** Nobody will read it. */
  abandon(): void;
}

/** Bytes that may wait for guard before the provider is told to pause. */
const queueBytes = 65_536;

export function incoming(message: IncomingMessage, req: ClientRequest, asCaller: <R>(run: () => R) => R): Incoming {
  const real = { push: message.push, read: message._read, destroy: message.destroy };
  const push = (chunk: Uint8Array | null): boolean => asCaller(() => real.push.call(message, chunk));
  const queue: Uint8Array[] = [];
  let queued = 0;
  let state: 'open' | 'ended' | Error = 'open';
  let sink: Sink | undefined;
  let guarded: Flow | undefined;
  let done = false;

  const fail = (error: Error): void => {
    if (state !== 'open') return;
    state = error;
    sink?.fail(error);
  };

  // The parser and the socket speak to the message by these three.
  message.push = (chunk: Uint8Array | null) => {
    if (state !== 'open') return false;
    if (chunk === null) {
      state = 'ended';
      sink?.end();
      return false;
    }
    if (sink !== undefined) return sink.write(chunk);
    queue.push(chunk);
    queued += chunk.length;
    return queued < queueBytes;
  };
  message._read = () => guarded?.resume();
  message.destroy = (error?: Error) => {
    if (done) return real.destroy.call(message, error);
    const { socket } = message;
    if (socket === null || socket.destroyed) {
      // The road broke; what was held and is clean still goes first.
      fail(roadFailure(error ?? new Error('aborted'), true));
      if (!done && guarded === undefined && sink === undefined) return message;
      return message;
    }
    done = true;
    guarded?.cancel();
    return real.destroy.call(message, error);
  };

  const body = pushBody((into) => {
    sink = into;
    let open = true;
    for (const chunk of queue) open = into.write(chunk);
    queue.length = 0;
    const resume = (): void => {
      if (message.socket !== null) real.read.call(message, 0);
    };
    if (state === 'ended') into.end();
    else if (state !== 'open') into.fail(state);
    else if (open) resume();
    return {
      resume,
      cancel() {
        if (state !== 'open') return;
        state = 'ended';
        // Whatever else the provider says is not for us, and it need not say it.
        message.socket?.destroy();
      },
    };
  });

  const headers = rawFields(message);

  return {
    message,
    head: { status: message.statusCode ?? 0, headers, body },
    show(answer, alters) {
      tellFields(message, headers, shownHeaders(headers, answer.headers, alters));
    },
    run(answer, ended) {
      message.once('close', ended);
      guarded = flow(answer, {
        write: (chunk) => push(chunk),
        end() {
          if (done) return;
          done = true;
          if (state === 'open') {
            // Cut by a policy: the connection has more to say, and may carry nothing else.
            req.shouldKeepAlive = false;
            message.complete = true;
          }
          push(null);
        },
        fail(error) {
          if (done) return;
          done = true;
          asCaller(() => real.destroy.call(message, ownError(error)));
        },
      });
    },
    abandon() {
      if (done) return;
      done = true;
      state = 'ended';
      req.shouldKeepAlive = false;
      message.socket?.destroy();
    },
  };
}

/** Guard's list; a length is told only where one was told, and chunks only where the answer comes as it came. */
function shownHeaders(before: HeaderList, after: HeaderList, alters: boolean): HeaderList {
  const had = before.some(([name]) => name.toLowerCase() === 'content-length');
  return after.filter((entry) => {
    const name = entry[0].toLowerCase();
    if (name === 'content-length') return had;
    return !(alters && name === 'transfer-encoding');
  });
}
