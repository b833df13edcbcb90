import { pushBody, wholeBody } from '../../core/body.ts';
import type { Body, HeaderList, HttpResponse } from '../../core/http.ts';
import type { CaughtAnswer } from './caught-answer.ts';
import { roadFailure } from './outcome.ts';
import { shownResponse } from './shown-response.ts';

/**
 * What `fetch` answered, as guard reads it. Its bytes are decoded already while its head still names
 * their coding: guard is told that there is none, and {@link answerOf} puts the name back where guard
 * kept the field, which it does where it left the bytes as they were.
 */
export function headOf(raw: Response, caught?: CaughtAnswer): HttpResponse {
  const headers: [string, string][] = [...raw.headers];
  const coded = headers.findIndex(([name]) => name === 'content-encoding');
  if (coded >= 0) headers[coded] = plainCoding;
  const { status, body } = raw;
  if (body === null) return { status, headers, body: wholeBody(new Uint8Array(0)) };
  return { status, headers, body: caught === undefined ? bodyOf(body) : caught.body(raw) };
}

const plainCoding: [string, string] = ['content-encoding', 'identity'];

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

/** The guarded answer in the place of the one that it came from; `head` is what {@link headOf} made of that. */
export function answerOf(answer: HttpResponse, head: HttpResponse, raw: Response): Response {
  // An answer that is not to be read, such as an opaque redirect, has no status to speak of.
  if (raw.status < 200 || raw.status > 599) return raw;
  const length = raw.headers.get('content-length');
  const added = addedTo(head.headers, answer.headers, length);
  if (added !== undefined) return shownResponse(answer, raw, raw.url, { before: raw.headers, added });
  const coding = raw.headers.get('content-encoding');
  const told = answer.headers.flatMap(([name, value]): [string, string][] => {
    if (name === 'content-encoding') return coding === null ? [] : [[name, coding]];
    // Told where it was told; of coded bytes it is the length that they had on the wire.
    if (name !== 'content-length') return [[name, value]];
    return length === null || coding !== null ? [] : [[name, value]];
  });
  if (coding !== null && answer.headers.includes(plainCoding) && length !== null) told.push(['content-length', length]);
  return shownResponse(answer, raw, raw.url, { before: undefined, added: told });
}

/**
 * What the answer has besides the fields that it came with, for nearly always it has them all; undefined where
 * it has not. A length that is the same is no news, nor one of coded bytes, nor one where none was told.
 */
function addedTo(before: HeaderList, after: HeaderList, length: string | null): HeaderList | undefined {
  let at = 0;
  let told = length === null;
  let coded = false;
  for (const field of before) {
    coded ||= field === plainCoding;
    if (field === after[at]) {
      at++;
      if (field[0] === 'content-length') told = true;
    } else if (field[0] !== 'content-length') return undefined;
  }
  const added: HeaderList[number][] = [];
  for (; at < after.length; at++) {
    const field = after[at]!;
    if (field[0] !== 'content-length') added.push(field);
    else if (length === null || coded || field[1] === length) told = true;
    else return undefined;
  }
  return told ? added : undefined;
}
