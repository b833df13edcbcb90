import http, { type ClientRequest } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { isAside } from '../aside.ts';
import type { Door } from '../door.ts';
import type { Egress } from '../egress.ts';
import { patch } from '../patch.ts';
import { holdRequest } from './http-request.ts';

type Request = typeof http.request;

/** Guards `http` and `https`, `request` and `get`, and `new http.ClientRequest`. */
export function patchHttp(door: Door, egress?: Egress): (() => void)[] {
  const undo = [http, https].flatMap((module) => {
    const scheme = module === http ? 'http:' : 'https:';
    const request = guardedRequest(module.request, scheme, door, egress);
    return [
      patch(module, 'request', () => request),
      // Node's own `get` calls the `request` that it was made with.
      patch(module, 'get', (original) => guardedGet(original, request, scheme, door)),
    ];
  });
  undo.push(patch(http, 'ClientRequest', (original) => guardedClass(original, door, egress)));
  syncBuiltinESMExports();
  return [...undo, syncBuiltinESMExports].reverse();
}

function guardedRequest(original: Request, scheme: string, door: Door, egress: Egress | undefined): Request {
  return new Proxy(original, {
    apply(target, self, args: unknown[]) {
      const url = isAside() ? undefined : placeOf(args, scheme);
      if (url === undefined || !door.concerns(url)) return Reflect.apply(target, self, args);
      return guardedOne(url, door, egress, () => Reflect.apply(target, self, withNamedHeaders(args)) as ClientRequest);
    },
  });
}

function guardedOne(url: URL, door: Door, egress: Egress | undefined, make: () => ClientRequest): ClientRequest {
  const done = door.expect(url);
  let request: ClientRequest;
  try {
    request = make();
  } catch (error) {
    done();
    throw error;
  }
  request.once('close', done);
  if (holdRequest(request, url, door) === 'unseen') {
    done();
    const refused = egress?.unseen(url, request.getHeader('upgrade') === undefined ? 'http' : 'websocket');
    if (refused !== undefined) request.destroy(refused);
  }
  return request;
}

/** Whoever makes requests by hand, or has a class of its own of them. Node itself keeps the original. */
function guardedClass(
  original: typeof http.ClientRequest,
  door: Door,
  egress: Egress | undefined,
): typeof http.ClientRequest {
  return new Proxy(original, {
    construct(target, args: unknown[], made) {
      const url = isAside() ? undefined : placeOf(args, 'http:');
      if (url === undefined || !door.concerns(url)) return Reflect.construct(target, args, made) as object;
      return guardedOne(
        url,
        door,
        egress,
        () => Reflect.construct(target, withNamedHeaders(args), made) as ClientRequest,
      );
    },
  });
}

function guardedGet(original: typeof http.get, request: Request, scheme: string, door: Door): typeof http.get {
  return new Proxy(original, {
    apply(target, self, args: Parameters<Request>) {
      const url = isAside() ? undefined : placeOf(args, scheme);
      if (url === undefined || !door.concerns(url)) return Reflect.apply(target, self, args);
      const asked = Reflect.apply(request, self, args) as ClientRequest;
      asked.end();
      return asked;
    },
  });
}

interface Options {
  readonly protocol?: string | null;
  readonly hostname?: string | null;
  readonly host?: string | null;
  readonly port?: string | number | null;
  readonly defaultPort?: string | number;
  readonly path?: string | null;
  readonly socketPath?: string;
  readonly headers?: unknown;
  readonly agent?: { readonly defaultPort?: number; readonly protocol?: string } | boolean;
}

/** Where a request goes, as Node reads its arguments; undefined where it is no URL, or a socket of this machine. */
function placeOf(args: readonly unknown[], scheme: string): URL | undefined {
  const [first, second] = args;
  try {
    const given = typeof first === 'string' ? new URL(first) : first instanceof URL ? first : undefined;
    const options = ((given === undefined ? first : second) ?? {}) as Options;
    if (typeof options === 'function') return given;
    if (options.socketPath !== undefined && options.socketPath !== null) return undefined;
    const agent = typeof options.agent === 'object' ? options.agent : undefined;
    const protocol = options.protocol ?? given?.protocol ?? agent?.protocol ?? scheme;
    const host = options.hostname ?? given?.hostname ?? options.host ?? 'localhost';
    const port = options.port ?? (given === undefined ? (options.defaultPort ?? agent?.defaultPort ?? '') : given.port);
    const path = options.path ?? (given === undefined ? '/' : given.pathname + given.search);
    const authority = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
    return new URL(path.startsWith('/') ? path : '/', `${protocol}//${authority}${port === '' ? '' : `:${port}`}`);
  } catch {
    return undefined;
  }
}

/** Headers given as a flat list are written out at once, and could not be changed any more; as names they can. */
function withNamedHeaders(args: unknown[]): unknown[] {
  const at = args.findIndex((arg) => typeof arg === 'object' && arg !== null && !(arg instanceof URL));
  const options = args[at] as Options | undefined;
  if (!Array.isArray(options?.headers)) return args;
  const named: Record<string, string[]> = {};
  const list: unknown[] = options.headers.flat();
  for (let i = 0; i + 1 < list.length; i += 2) {
    const name = String(list[i]);
    named[name] = [...(named[name] ?? []), String(list[i + 1])];
  }
  const headers = Object.fromEntries(
    Object.entries(named).map(([name, all]) => [name, all.length === 1 ? all[0] : all]),
  );
  return args.with(at, { ...options, headers });
}
