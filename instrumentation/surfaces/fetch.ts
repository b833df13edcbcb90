import type { HttpResponse } from '../../core/http.ts';
import { isAside } from '../aside.ts';
import type { Door } from '../door.ts';
import { asTheyAre, type FetchArguments, isRequest } from './fetch-request.ts';
import { told } from './told-response.ts';

type Fetch = typeof globalThis.fetch;

/** Node's own names the module that it is made of, which nobody else can load. */
const builtIn = 'internal/deps/undici';

/** A `fetch` whose calls to providers are guarded; all others reach the original with the arguments they came with. */
export function guardedFetch(original: Fetch, door: Door): Fetch {
  const own = Function.prototype.toString.call(original).includes(builtIn);
  if (!own) door.layered();
  return new Proxy(original, {
    apply(target, self, given: FetchArguments) {
      const plain = (): Promise<Response> => Reflect.apply(target, self, given) as Promise<Response>;
      if (isAside()) return plain();
      const url = addressOf(given[0]);
      if (url === undefined || !door.concerns(url)) return plain();
      const call = (args: FetchArguments): Promise<Response> => Reflect.apply(target, self, args) as Promise<Response>;
      const way = door.way();
      if (!(way instanceof Promise)) return go(way, url, given, call, plain);
      const args = asTheyAre(given);
      // What looked like a provider's host may turn out to be none.
      return way.then((loaded) => (door.concerns(url) ? go(loaded, url, args, call, plain) : plain()));
    },
  });

  function go(
    way: Exclude<ReturnType<Door['way']>, Promise<unknown>>,
    url: URL,
    args: FetchArguments,
    call: (args: FetchArguments) => Promise<Response>,
    plain: () => Promise<Response>,
  ): Promise<Response> {
    if (way.kind === 'unguarded') return plain();
    if (way.kind === 'refused') return Promise.resolve(refusal(way.reply, url));
    const { product } = way;
    return product.guardFetch(door, url, product.waits ? asTheyAre(args) : args, call, own);
  }
}

function addressOf(input: FetchArguments[0]): URL | undefined {
  try {
    return new URL(isRequest(input) ? input.url : String(input));
  } catch {
    return undefined;
  }
}

/** What is said where nothing else could be loaded. */
function refusal({ status, headers, body }: HttpResponse, url: URL): Response {
  const response = new Response((body.whole ?? null) as Uint8Array<ArrayBuffer> | null, { status });
  for (const [name, value] of headers) response.headers.append(name, value);
  return told(response, { url: url.href, redirected: false, type: 'basic' });
}
