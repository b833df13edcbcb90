import type { HttpRequest, HttpResponse, Signal } from '../../core/http.ts';
import { aside, factHeaders } from '../aside.ts';
import type { Door, Loaded } from '../door.ts';
import { type Asked, askedOf, changedInit, type FetchArguments, readBody } from './fetch-request.ts';
import { answerOf, headOf } from './fetch-response.ts';
import { type Road, roadOf } from './fetch-road.ts';
import { failureOf, roadFailure } from './outcome.ts';
import { shownResponse } from './shown-response.ts';

const noSignal: Signal = { aborted: false, addEventListener() {}, removeEventListener() {} };

/** With nothing to wait for, all of it up to the original's own call happens while the caller calls. */
export async function guardedCall(
  door: Door,
  product: Loaded,
  url: URL,
  args: FetchArguments,
  call: (args: FetchArguments) => Promise<Response>,
  own: boolean,
): Promise<Response> {
  let asked: Asked;
  try {
    asked = askedOf(args);
  } catch {
    // Not for us to say what is wrong with the arguments.
    return call(args);
  }
  const { method, signal } = asked;
  const facts = factHeaders();
  const headers = facts.length === 0 ? asked.headers : [...asked.headers, ...facts];
  const unread: HttpRequest = { method, url, headers, body: nothing, signal: signal ?? noSignal };
  const reads = product.relays || product.guardrails.match(unread)?.dialect !== undefined;
  const reading = reads ? readBody(asked, product.requestBytes) : undefined;
  const body = reading instanceof Promise ? await reading : reading;
  if (body === 'too large') {
    const reply = product.tooLarge(unread);
    if (reply !== undefined) return shownResponse(reply, undefined, url.href);
  }
  const read = body === undefined || body === 'too large' ? undefined : body;
  const request: HttpRequest = read === undefined ? unread : { ...unread, body: read.bytes };

  let came: { readonly raw: Response; readonly head: HttpResponse } | undefined;
  const upstream = async (outgoing: HttpRequest): Promise<HttpResponse> => {
    const road = own && read !== undefined ? roadOf(args, asked, outgoing, outgoing.body !== request.body) : undefined;
    const init = initOf(outgoing, request, asked, read?.consumed === true, args[1], road);
    const done = door.expect(url);
    try {
      const raw = await call(init === args[1] ? args : [args[0], init]);
      came = { raw, head: headOf(raw, road?.answer) };
      return came.head;
    } catch (error) {
      throw roadFailure(error, false);
    } finally {
      done();
    }
  };
  let answer: HttpResponse;
  try {
    const guarded = product.guard(upstream);
    answer = await (door.marks || product.waits ? aside(() => guarded(request)) : guarded(request));
  } catch (error) {
    const failure = failureOf(error);
    if ('error' in failure) throw failure.error;
    return shownResponse(failure.reply, undefined, url.href);
  }
  return came === undefined ? shownResponse(answer, undefined, url.href) : answerOf(answer, came.head, came.raw);
}

/** The caller's own init where guard changed nothing. */
function initOf(
  outgoing: HttpRequest,
  request: HttpRequest,
  asked: Asked,
  consumed: boolean,
  init: RequestInit | undefined,
  road: Road | undefined,
): RequestInit | undefined {
  const changed = outgoing.body !== request.body;
  const kept =
    outgoing.headers.length === asked.headers.length && outgoing.headers.every((h, i) => h === asked.headers[i]);
  if (road !== undefined) return road.init(init!, kept && !changed ? undefined : headersOf(outgoing, changed, asked));
  const resent = changed || consumed ? { body: sendable(outgoing.body, asked.kind, changed) } : {};
  if (kept && !('body' in resent)) return init;
  return changedInit(init, { ...resent, headers: headersOf(outgoing, changed, asked) });
}

const nothing = new Uint8Array(0);

/** What a rewritten body is sent as: text again where it was text, so that `fetch` says the same of it. */
function sendable(bytes: Uint8Array, kind: Asked['kind'], changed: boolean): string | Uint8Array<ArrayBuffer> {
  const plain = bytes as Uint8Array<ArrayBuffer>;
  return changed && kind === 'text' ? Buffer.from(bytes).toString('utf8') : plain;
}

/** `fetch` counts the bytes itself. */
function headersOf(outgoing: HttpRequest, changed: boolean, asked: Asked): Headers {
  const headers = new Headers();
  for (const [name, value] of outgoing.headers) {
    if (changed && name === 'content-length') continue;
    headers.append(name, value);
  }
  if (asked.type !== undefined && !headers.has('content-type')) headers.set('content-type', asked.type);
  return headers;
}
