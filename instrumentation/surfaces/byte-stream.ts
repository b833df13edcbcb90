import { flow } from '../../core/body.ts';
import type { Body, Flow } from '../../core/http.ts';
import { ownError } from './outcome.ts';

/** Some clients stop reading at the last event; what the end of the answer takes must fit into what may wait. */
const aheadBytes = 16_384;

export interface Filled {
  readonly stream: ReadableStream<Uint8Array>;
  /** Nobody will read it any more. */
  leave(): void;
}

/** Bytes as `fetch` gives them: a byte stream that is filled as it is read, and a little ahead of it. */
export function byteStream(body: Body): Filled {
  let source: Flow | undefined;
  let over = false;
  const filled = {
    type: 'bytes' as const,
    start(controller: ReadableByteStreamController) {
      source = flow(body, {
        write(chunk) {
          if (over || chunk.length === 0) return true;
          // The stream takes the memory over, and ours may be a view of a shared one.
          controller.enqueue(new Uint8Array(chunk));
          return (controller.desiredSize ?? 0) > 0;
        },
        end() {
          if (over) return;
          over = true;
          controller.close();
          // A reader that brought its own buffer is told of the end through it.
          controller.byobRequest?.respond(0);
        },
        fail(error) {
          if (over) return;
          over = true;
          controller.error(ownError(error));
        },
      });
    },
    pull() {
      source?.resume();
    },
    cancel(reason: unknown) {
      over = true;
      source?.cancel(reason instanceof Error ? reason : undefined);
    },
  };
  return { stream: new ReadableStream(filled, { highWaterMark: aheadBytes }), leave: () => filled.cancel(undefined) };
}
