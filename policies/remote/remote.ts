import type { RemoteCategory } from './categories.ts';
import type { Fetch } from './exchange.ts';

/** How one named remote detector is reached; `config/` fills in the defaults and the secrets. */
export interface Remote {
  readonly name: string;
  readonly url?: string | undefined;
  readonly model?: string | undefined;
  /** Sent as a bearer token. */
  readonly key?: string | undefined;
  /** Signs what is sent. */
  readonly secret?: string | undefined;
  /** Half a window, in characters. */
  readonly reach: number;
  readonly textsPerRequest: number;
  readonly requests: number;
  readonly timeoutMs: number;
  readonly responseBytes: number;
  readonly remember: number;
  /** A category below its own does not count. */
  readonly thresholds: Readonly<Partial<Record<RemoteCategory, number>>>;
  /** The process's own, not one that is guarded: a question about a call is no call. */
  readonly fetch: Fetch;
}
