import { channel } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { Socket } from 'node:net';
import { isAside } from '../aside.ts';
import type { Door, Place } from '../door.ts';
import type { Egress } from '../egress.ts';
import { patch } from '../patch.ts';
import { isKnown } from './http-request.ts';

/** What undici tells of a request, whichever copy it is; private, so nothing is relied on. */
interface UndiciRequest {
  readonly origin?: unknown;
  readonly path?: unknown;
  readonly method?: unknown;
  readonly upgrade?: unknown;
  /** Until version 7. */
  readonly onError?: (error: Error) => void;
  /** From version 8 on. */
  readonly onResponseError?: (error: Error) => void;
}

/**
 * Tells of what goes to providers under the surfaces: by Node's own channels, and by the sockets. HTTP/2 is one of
 * the latter, told by what it offers: to patch `node:http2` would be to load it, into every process.
 */
export function watchSockets(door: Door, egress: Egress): (() => void)[] {
  const goesUnseen = (place: Place): boolean => !isAside() && door.concerns(place) && !door.expected(place);

  const onUndici = (message: unknown): void => {
    const { request } = message as { request: UndiciRequest };
    if (request.method === 'CONNECT') return;
    const place = placeOf(request.origin, request.path);
    if (place === undefined || !goesUnseen(place)) return;
    const refused = egress.unseen(place, isUpgrade(request) ? 'websocket' : 'undici');
    if (refused === undefined) return;
    if (request.onError !== undefined) request.onError(refused);
    else request.onResponseError?.(refused);
  };
  const onHttp = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    if (isKnown(request)) return;
    const place = placeOf(`${request.protocol}//${String(request.getHeader('host') ?? request.host)}`, request.path);
    if (place === undefined || !goesUnseen(place)) return;
    const refused = egress.unseen(place, 'http');
    if (refused !== undefined) request.destroy(refused);
  };
  const channels = [
    [channel('undici:request:create'), onUndici],
    [channel('http.client.request.start'), onHttp],
  ] as const;
  for (const [one, listener] of channels) one.subscribe(listener);

  const connect = patch(Socket.prototype, 'connect', (original) => {
    return function connected(this: Socket, ...args: unknown[]) {
      const place = addressOf(args);
      if (place === undefined || !goesUnseen(place)) return Reflect.apply(original, this, args) as Socket;
      if (isMultiplexed(args)) {
        const refused = egress.unseen(place, 'http2');
        // As if nobody had answered: a session does not bear to lose its socket while it takes it over.
        if (refused !== undefined) process.nextTick(() => this.destroy(refused));
        return Reflect.apply(original, this, args) as Socket;
      }
      // What asked for it may tell of itself until it is there.
      this.once('connect', () => {
        if (door.expected(place) || egress.lately(place)) return;
        const refused = egress.unseen(place, 'socket');
        if (refused !== undefined) this.destroy(refused);
      });
      return Reflect.apply(original, this, args) as Socket;
    } as Socket['connect'];
  });
  return [
    connect,
    () => {
      for (const [one, listener] of channels) one.unsubscribe(listener);
    },
  ];
}

function isUpgrade({ upgrade }: UndiciRequest): boolean {
  return upgrade !== undefined && upgrade !== null && upgrade !== false;
}

function placeOf(origin: unknown, path: unknown): URL | undefined {
  try {
    return new URL(typeof path === 'string' && path.startsWith('/') ? path : '/', String(origin));
  } catch {
    return undefined;
  }
}

function isMultiplexed(args: readonly unknown[]): boolean {
  const [first] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const offered = (first as { ALPNProtocols?: unknown } | null | undefined)?.ALPNProtocols;
  return Array.isArray(offered) && offered[0] === 'h2';
}

/** Where a socket is told to connect: `(options)`, `(port, host)`, or the list that Node makes of either. */
function addressOf(args: readonly unknown[]): Place | undefined {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  const { host, port } =
    typeof first === 'object' && first !== null
      ? (first as { host?: unknown; port?: unknown })
      : { host: second, port: first };
  if (typeof host !== 'string' || (typeof port !== 'number' && typeof port !== 'string')) return undefined;
  const own = Number(port) === 443 || Number(port) === 80;
  return { hostname: host, port: own ? '' : String(port), pathname: '' };
}
