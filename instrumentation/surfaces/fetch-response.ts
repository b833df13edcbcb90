import { STATUS_CODES } from 'node:http';
import { flow, pushBody, wholeBody } from '../../core/body.ts';
import type { Body, Flow, HttpResponse } from '../../core/http.ts';
import { ownError, roadFailure } from './outcome.ts';

/**
 * What `fetch` answered, as guard reads it. Its bytes are decoded already while its head still names
 * their coding: guard is told that there is none, and {@link answerOf} puts the name back where guard
 * kept the field, which it does where it left the bytes as they were.
 */
export function headOf(raw: Response): HttpResponse {
  const headers = [...raw.headers].map(([name, value]) =>
    name === 'content-encoding' ? plainCoding : ([name, value] as const),
  );
  return { status: raw.status, headers, body: raw.body === null ? wholeBody(new Uint8Array(0)) : bodyOf(raw.body) };
}

const plainCoding = ['content-encoding', 'identity'] as const;

function bodyOf(stream: ReadableStream<Uint8Array>): Body {
  return pushBody((sink) => {
    const reader = stream.getReader();
    let over = false;
    let wake: (() => void) | undefined;
    const run = async (): Promise<void> => {
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (over) return;
          if (done) break;
          if (!sink.write(value)) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
            if (over) return;
          }
        }
      } catch (error) {
        if (!over) sink.fail(roadFailure(error, true));
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
      cancel(reason) {
        if (over) return;
        over = true;
        wake?.();
        reader.cancel(reason).catch(() => {});
      },
    };
  });
}

/** The guarded answer in the place of the one that it came from. */
export function answerOf(answer: HttpResponse, raw: Response): Response {
  // An answer that is not to be read, such as an opaque redirect, has no status to speak of.
  if (raw.status < 200 || raw.status > 599) return raw;
  const coding = raw.headers.get('content-encoding');
  const length = raw.headers.get('content-length');
  const unchanged = answer.headers.includes(plainCoding);
  const headers = answer.headers.flatMap(([name, value]): [string, string][] => {
    if (name === 'content-encoding') return coding === null ? [] : [[name, coding]];
    // Told where it was told; of coded bytes it is the length that they had on the wire.
    if (name !== 'content-length') return [[name, value]];
    return length === null || coding !== null ? [] : [[name, value]];
  });
  if (coding !== null && unchanged && length !== null) headers.push(['content-length', length]);
  return shownResponse({ ...answer, headers }, raw, raw.url);
}

/** A `Response` that says of itself what the original said: `url`, `redirected` and `type` are no options of its constructor. */
export function shownResponse(answer: HttpResponse, raw: Response | undefined, url: string): Response {
  const { status, body } = answer;
  const headers = new Headers();
  for (const [name, value] of answer.headers) headers.append(name, value);
  const empty = (raw !== undefined && raw.body === null) || status === 204 || status === 205 || status === 304;
  const statusText = raw?.status === status ? raw.statusText : (STATUS_CODES[status] ?? '');
  const response = new Response(empty ? null : streamOf(body), { status, statusText, headers });
  return told(response, { url, redirected: raw?.redirected ?? false, type: raw?.type ?? 'basic' });
}

function told(response: Response, facts: Pick<Response, 'url' | 'redirected' | 'type'>): Response {
  const clone = response.clone;
  return Object.defineProperties(response, {
    url: { value: facts.url, configurable: true },
    redirected: { value: facts.redirected, configurable: true },
    type: { value: facts.type, configurable: true },
    clone: { value: () => told(clone.call(response), facts), configurable: true, writable: true },
  });
}

/** Some clients stop reading at the last event; what the end of the answer takes must fit into what may wait. */
const aheadBytes = 16_384;

/** Bytes as `fetch` gives them: a byte stream that is filled as it is read, and a little ahead of it. */
function streamOf(body: Body): ReadableStream<Uint8Array> {
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
  return new ReadableStream(filled, { highWaterMark: aheadBytes });
}
