import type { Entry, Store } from './store.ts';

export interface MemoryStoreOptions {
  /** Most bytes of all entries; beyond them, what was not used for longest goes. */
  readonly bytes: number;
  readonly now?: () => number;
}

interface Kept extends Entry {
  readonly until: number;
}

/** What an entry takes besides its bytes and key, roughly. */
const overhead = 200;
const sweepMs = 10_000;

/** In this process, for this process. */
export function createMemoryStore({ bytes: most, now = Date.now }: MemoryStoreOptions): Store {
  // In order of last use.
  const entries = new Map<string, Kept>();
  let bytes = 0;
  let puts = 0;
  let timer: NodeJS.Timeout | undefined;

  function drop(key: string, entry: Kept): void {
    entries.delete(key);
    bytes -= sizeOf(key, entry.bytes);
  }

  function living(key: string): Kept | undefined {
    const entry = entries.get(key);
    if (entry === undefined || entry.until > now()) return entry;
    drop(key, entry);
    return undefined;
  }

  /** What has expired must not stay in memory until somebody asks for it. */
  function sweep(): void {
    const time = now();
    for (const [key, entry] of entries) if (entry.until <= time) drop(key, entry);
    if (entries.size > 0 || timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    async get(key, ttlMs) {
      const entry = living(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, { ...entry, until: now() + ttlMs });
      return entry;
    },
    async put(key, value, ttlMs, version) {
      const before = living(key);
      if (before?.version !== version) return false;
      if (before !== undefined) drop(key, before);
      entries.set(key, { bytes: value, version: String(++puts), until: now() + ttlMs });
      bytes += sizeOf(key, value);
      for (const [oldest, entry] of entries) {
        if (bytes <= most) break;
        drop(oldest, entry);
      }
      if (timer === undefined) {
        timer = setInterval(sweep, Math.min(sweepMs, ttlMs));
        timer.unref();
      }
      return true;
    },
    async close() {
      clearInterval(timer);
      timer = undefined;
      entries.clear();
      bytes = 0;
    },
  };
}

function sizeOf(key: string, bytes: Uint8Array): number {
  return overhead + 2 * key.length + bytes.length;
}
