import { SpanguardError } from '../core/errors.ts';
import type { HttpResponse, Target, Upstream } from '../core/http.ts';
import { Exchange } from './exchange.ts';
import { Flying } from './flying.ts';
import { Pool } from './pool.ts';

export interface UpstreamLimits {
  /** Most connections to one origin. */
  readonly connections: number;
  readonly connectTimeoutMs: number;
  /** Longest silence: until the head of the answer, and between two of its pieces. */
  readonly idleTimeoutMs: number;
  /** Longest call in all. */
  readonly totalTimeoutMs: number;
  readonly headerBytes: number;
}

/** The road to the providers: pools of connections, one an origin. Redirects are never followed. */
export function createUpstream(limits: UpstreamLimits): { upstream: Upstream; close(): Promise<void> } {
  const pools = new Map<string, Pool>();
  const flying = new Flying(limits.idleTimeoutMs);
  // One timer for all calls: a deadline is seconds to minutes, and need not be exact.
  const look = setInterval(
    () => {
      flying.look();
      for (const pool of pools.values()) pool.look(flying.now);
    },
    Math.min(1000, Math.max(10, limits.idleTimeoutMs / 4)),
  );
  look.unref();

  function poolOf(url: Target): Pool {
    let pool = pools.get(url.origin);
    if (pool === undefined) {
      const secure = url.origin.startsWith('https:');
      const place = {
        secure,
        host: url.hostname.replace(/^\[|\]$/g, ''),
        port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
        authority: url.port === '' ? url.hostname : `${url.hostname}:${url.port}`,
        connectTimeoutMs: limits.connectTimeoutMs,
        headerBytes: limits.headerBytes,
        session: undefined,
      };
      pool = new Pool(place, limits.connections);
      pools.set(url.origin, pool);
    }
    return pool;
  }

  return {
    upstream: (request) =>
      new Promise<HttpResponse>((resolve, reject) => {
        if (request.signal.aborted) return reject(new SpanguardError('upstream_broken', 'The caller left.'));
        const exchange = new Exchange(request, performance.now() + limits.totalTimeoutMs, flying, resolve, reject);
        poolOf(request.url).carry(exchange);
      }),
    async close() {
      clearInterval(look);
      for (const pool of pools.values()) pool.close();
    },
  };
}
