import type { Door, Place } from './door.ts';

/** How a call left that nothing here could hold. */
export type Unseen = 'http2' | 'websocket' | 'undici' | 'http' | 'socket';

/** Tells of calls to providers that no surface guards. */
export interface Egress {
  /**
   * One is on its way: it is counted, put on the record and, the first time for its host, warned of. The error
   * is what to refuse it with, where the configuration says so.
   */
  unseen(place: Place, by: Unseen): Error | undefined;
  /** One has been told of lately, so that its connection is no news. */
  lately(place: Place): boolean;
}

export interface EgressOptions {
  readonly door: Door;
  readonly refuses: boolean;
  readonly warn: (message: string, code: string) => void;
}

const lateMs = 10_000;

export function createEgress({ door, refuses, warn }: EgressOptions): Egress {
  const warned = new Set<string>();
  const last = new Map<string, number>();
  const tell = (place: Place, by: Unseen): void => {
    const { product } = door;
    if (product === undefined || !door.concerns(place)) return;
    product.uncovered(place, by, refuses);
    const host = hostOf(place);
    if (warned.has(`${host} ${by}`)) return;
    warned.add(`${host} ${by}`);
    warn(words(host, by, refuses), 'SPANGUARD_UNCOVERED');
  };
  return {
    unseen(place, by) {
      last.set(hostOf(place), performance.now());
      const way = door.way();
      if (way instanceof Promise) void way.then(() => tell(place, by));
      else tell(place, by);
      return refuses ? refusal(place, by) : undefined;
    },
    lately(place) {
      const at = last.get(hostOf(place));
      return at !== undefined && performance.now() - at < lateMs;
    },
  };
}

const told: Readonly<Record<Unseen, string>> = {
  http2: 'HTTP/2',
  websocket: 'a WebSocket',
  undici: 'a fetch or an undici that was taken before the start, or is part of a bundle',
  http: 'an http request that cannot be held (taken before the start, or sent in parts)',
  socket: 'a socket of its own',
};

function words(host: string, by: Unseen, refuses: boolean): string {
  return (
    `Traffic to ${host} by ${told[by]} is not checked, priced or traced` +
    `${refuses ? ', and refused (inProcess.uncovered)' : ''}. Have the client use fetch, http or https, or the ` +
    'sidecar; see docs/in-process.md.'
  );
}

function refusal(place: Place, by: Unseen): Error {
  const message = `spanguard refused traffic to ${hostOf(place)} by ${told[by]}: it cannot be checked (inProcess.uncovered).`;
  return Object.assign(new Error(message), { code: 'SPANGUARD_UNCOVERED' });
}

/** With the scheme's own port left out, as `URL` has it. */
export function hostOf({ hostname, port }: Pick<Place, 'hostname' | 'port'>): string {
  return port === '' ? hostname : `${hostname}:${port}`;
}
