import type { HttpRequest, HttpResponse, Signal } from '../../core/http.ts';
import { aside, factHeaders, isAside } from '../aside.ts';
import type { Door, Loaded } from '../door.ts';
import { type Asked, askedOf, changedInit, type FetchArguments, isRequest, readBody } from './fetch-request.ts';
import { answerOf, headOf, shownResponse } from './fetch-response.ts';
import { failureOf, roadFailure } from './outcome.ts';

type Fetch = typeof globalThis.fetch;

/** A `fetch` whose calls to providers are guarded; all others reach the original with the arguments they came with. */
export function guardedFetch(original: Fetch, door: Door): Fetch {
  return new Proxy(original, {
    apply(target, self, given: FetchArguments) {
      const plain = (): Promise<Response> => Reflect.apply(target, self, given) as Promise<Response>;
      if (isAside()) return plain();
      const url = addressOf(given[0]);
      if (url === undefined || !door.concerns(url)) return plain();
      const call = (args: FetchArguments): Promise<Response> => Reflect.apply(target, self, args) as Promise<Response>;
      const way = door.way();
      if (!(way instanceof Promise)) return go(way, url, given, call, plain);
      // As they are now: until the product is here, the caller may change what it gave.
      const args: FetchArguments = [given[0], changedInit(given[1], {})];
      return way.then((loaded) => go(loaded, url, args, call, plain));
    },
  });

  function go(
    way: Exclude<ReturnType<Door['way']>, Promise<unknown>>,
    url: URL,
    args: FetchArguments,
    call: (args: FetchArguments) => Promise<Response>,
    plain: () => Promise<Response>,
  ): Promise<Response> {
    // What looked like a provider's host may turn out to be none.
    if (way.kind === 'unguarded' || !door.concerns(url)) return plain();
    if (way.kind === 'refused') return Promise.resolve(shownResponse(way.reply, undefined, url.href));
    return guardedCall(way.product, url, args, (sent) => {
      const done = door.expect(url);
      return call(sent).finally(done);
    });
  }
}

function addressOf(input: FetchArguments[0]): URL | undefined {
  try {
    return new URL(isRequest(input) ? input.url : String(input));
  } catch {
    return undefined;
  }
}

const noSignal: Signal = { aborted: false, addEventListener() {}, removeEventListener() {} };

async function guardedCall(
  product: Loaded,
  url: URL,
  args: FetchArguments,
  call: (args: FetchArguments) => Promise<Response>,
): Promise<Response> {
  let asked: Asked;
  try {
    asked = askedOf(args);
  } catch {
    // Not for us to say what is wrong with the arguments.
    return call(args);
  }
  const { method, signal } = asked;
  const headers = [...asked.headers, ...factHeaders()];
  const unread: HttpRequest = { method, url, headers, body: nothing, signal: signal ?? noSignal };
  const reads = product.relays || product.guardrails.match(unread)?.dialect !== undefined;
  const body = reads ? await readBody(asked, product.requestBytes) : undefined;
  if (body === 'too large') {
    const reply = product.tooLarge(unread);
    if (reply !== undefined) return shownResponse(reply, undefined, url.href);
  }
  const read = body === undefined || body === 'too large' ? undefined : body;
  const request: HttpRequest = read === undefined ? unread : { ...unread, body: read.bytes };

  let raw: Response | undefined;
  const upstream = async (outgoing: HttpRequest): Promise<HttpResponse> => {
    const changed = outgoing.body !== request.body;
    const resent = changed || read?.consumed === true ? { body: sendable(outgoing.body, asked.kind, changed) } : {};
    const kept =
      outgoing.headers.length === asked.headers.length && outgoing.headers.every((h, i) => h === asked.headers[i]);
    const init =
      kept && !('body' in resent)
        ? args[1]
        : changedInit(args[1], { ...resent, headers: headersOf(outgoing, changed, asked) });
    try {
      raw = await call(init === args[1] ? args : [args[0], init]);
    } catch (error) {
      throw roadFailure(error, false);
    }
    return headOf(raw);
  };
  let answer: HttpResponse;
  try {
    answer = await aside(() => product.guard(upstream)(request));
  } catch (error) {
    const failure = failureOf(error);
    if ('error' in failure) throw failure.error;
    return shownResponse(failure.reply, undefined, url.href);
  }
  return raw === undefined ? shownResponse(answer, undefined, url.href) : answerOf(answer, raw);
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
