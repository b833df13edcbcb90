import http2 from 'node:http2';
import { syncBuiltinESMExports } from 'node:module';
import { aside, isAside } from '../aside.ts';
import type { Door } from '../door.ts';
import type { Egress } from '../egress.ts';
import { patch } from '../patch.ts';

type Connect = typeof http2.connect;

/** Tells of HTTP/2 sessions with providers, and of each request of them. */
export function watchHttp2(door: Door, egress: Egress): (() => void)[] {
  const undo = patch(http2, 'connect', (original) => watchedConnect(original, door, egress));
  syncBuiltinESMExports();
  return [syncBuiltinESMExports, undo];
}

function watchedConnect(original: Connect, door: Door, egress: Egress): Connect {
  return new Proxy(original, {
    apply(target, self, args: Parameters<Connect>) {
      const plain = (): http2.ClientHttp2Session => Reflect.apply(target, self, args) as http2.ClientHttp2Session;
      const url = isAside() ? undefined : placeOf(args[0]);
      if (url === undefined || !door.concerns(url) || door.expected(url)) return plain();
      const refused = egress.unseen(url, 'http2');
      if (refused !== undefined) throw refused;
      const session = aside(plain);
      let first = true;
      patch(session, 'request', (request) => {
        return function counted(this: unknown, ...given) {
          // The session's own beginning has been counted.
          if (first) first = false;
          else egress.unseen(at(url, given[0]), 'http2');
          return Reflect.apply(request, this, given) as http2.ClientHttp2Stream;
        };
      });
      return session;
    },
  });
}

function placeOf(authority: Parameters<Connect>[0]): URL | undefined {
  try {
    return new URL(String(authority));
  } catch {
    return undefined;
  }
}

function at(url: URL, headers: http2.OutgoingHttpHeaders | undefined): URL {
  const path = headers?.[':path'];
  return typeof path === 'string' && path.startsWith('/') ? new URL(path, url) : url;
}
