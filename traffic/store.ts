/**
 * A place for small things that outlive a call: bounded, each with a life of its own. Everything may be
 * gone at any time, and what was put may be seen by other processes.
 */
export interface Store {
  /** What is under the key; it lives for so long from now on. Rejects with a {@link StoreFault}. */
  get(key: string, ttlMs: number): Promise<Entry | undefined>;
  /**
   * Puts it under the key, unless somebody else did meanwhile: then false. `version` is that of the entry
   * which was got, undefined where there was none. Rejects with a {@link StoreFault}.
   */
  put(key: string, bytes: Uint8Array, ttlMs: number, version: string | undefined): Promise<boolean>;
  close(): Promise<void>;
}

export interface Entry {
  readonly bytes: Uint8Array;
  /** Another one after each `put`. */
  readonly version: string;
}

/** Why a store did not do its part; a closed list, safe to use as a label. */
export type StoreReason =
  | 'deadline' // no answer in time
  | 'offline' // no connection
  | 'refused' // it answered with an error: out of memory, no permission
  | 'contended' // others kept changing the same thing
  | 'unreadable' // not what was put there: another key, or tampered with
  | 'not_installed' // the client's package is missing
  | 'internal';

export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  readonly reason: StoreReason;

  constructor(reason: StoreReason) {
    super(`The store did not do its part: ${reason}.`);
    this.reason = reason;
  }
}

export function reasonOf(error: unknown): StoreReason {
  return error instanceof StoreFault ? error.reason : 'internal';
}
