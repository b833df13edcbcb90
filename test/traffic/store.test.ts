import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../traffic/memory-store.ts';
import { createRedisStore } from '../../traffic/redis-store.ts';
import { sealedStore } from '../../traffic/sealed-store.ts';
import type { Store } from '../../traffic/store.ts';
import { type Redis, redis, withoutRedis } from '../support/redis.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const minute = 60_000;
let server: Redis | undefined;
const open: Store[] = [];
beforeAll(async () => {
  if (!withoutRedis) server = await redis();
});
afterAll(() => server?.kill());
afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

function used(store: Store): Store {
  open.push(store);
  return store;
}

const inRedis = (): Store => used(createRedisStore({ url: server?.url ?? '', deadlineMs: 10_000 }));
const inMemory = (): Store => used(createMemoryStore({ bytes: 1_000_000 }));

let keys = 0;
const fresh = (): string => `test:${process.pid}:${++keys}`;

async function text(store: Store, key: string): Promise<string | undefined> {
  const entry = await store.get(key, minute);
  return entry === undefined ? undefined : Buffer.from(entry.bytes).toString();
}

describe.each([
  { kind: 'memory', made: inMemory, off: false },
  { kind: 'Redis', made: inRedis, off: withoutRedis },
  { kind: 'Redis, sealed', made: () => sealedStore(inRedis(), 'secret', () => undefined), off: withoutRedis },
])('the store in $kind', ({ made, off }) => {
  it.skipIf(off)('gives what was put, byte for byte', async () => {
    const store = made();
    const key = fresh();
    expect(await store.get(key, minute)).toBeUndefined();
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(await store.put(key, all, minute, undefined)).toBe(true);
    expect(Buffer.from((await store.get(key, minute))!.bytes).equals(all)).toBe(true);
    expect(await store.get(fresh(), minute)).toBeUndefined();
  });

  it.skipIf(off)('puts nothing over what somebody else put meanwhile', async () => {
    const store = made();
    const key = fresh();
    expect(await store.put(key, bytes('a'), minute, undefined)).toBe(true);
    const { version } = (await store.get(key, minute))!;
    expect(await store.put(key, bytes('b'), minute, undefined)).toBe(false);
    expect(await store.put(key, bytes('c'), minute, version)).toBe(true);
    expect(await store.put(key, bytes('d'), minute, version)).toBe(false);
    expect(await text(store, key)).toBe('c');
    // The same bytes again are another version.
    const again = (await store.get(key, minute))!.version;
    await store.put(key, bytes('c'), minute, again);
    expect(await store.put(key, bytes('e'), minute, again)).toBe(false);
  });

  it.skipIf(off)('loses no addition of many at once', async () => {
    const store = made();
    const key = fresh();
    const add = async (): Promise<void> => {
      for (;;) {
        const entry = await store.get(key, minute);
        const count = entry === undefined ? 0 : Number(Buffer.from(entry.bytes).toString());
        if (await store.put(key, bytes(String(count + 1)), minute, entry?.version)) return;
      }
    };
    await Promise.all(Array.from({ length: 30 }, add));
    expect(await text(store, key)).toBe('30');
  });
});

describe('memory', () => {
  it('forgets what was not used for its time, and prolongs what was', async () => {
    let now = 0;
    const store = used(createMemoryStore({ bytes: 1_000_000, now: () => now }));
    await store.put('a', bytes('1'), 1000, undefined);
    now = 999;
    expect(await store.get('a', 1000)).toBeDefined();
    now = 1998;
    expect(await store.get('a', 1000)).toBeDefined();
    now = 2998;
    expect(await store.get('a', 1000)).toBeUndefined();
    expect(await store.put('a', bytes('2'), 1000, undefined)).toBe(true);
  });

  it('lets go of what was not used for longest when it is full, and never holds more', async () => {
    const store = used(createMemoryStore({ bytes: 10 * 1210 }));
    for (let i = 0; i < 10; i++) await store.put(`key-${i}`, new Uint8Array(1000), minute, undefined);
    expect(await store.get('key-0', minute)).toBeDefined();
    await store.put('key-x', new Uint8Array(1000), minute, undefined);
    expect(await store.get('key-0', minute)).toBeDefined();
    expect(await store.get('key-1', minute)).toBeUndefined();
    await store.put('huge', new Uint8Array(100_000), minute, undefined);
    for (const key of ['key-0', 'key-x', 'huge']) expect(await store.get(key, minute)).toBeUndefined();
  });
});

describe.skipIf(withoutRedis)('Redis', () => {
  it('forgets by itself', async () => {
    const store = inRedis();
    const key = fresh();
    await store.put(key, bytes('x'), 5 * minute, undefined);
    const ttl = async (): Promise<number> => Number(/:(\d+)/.exec(await server!.ask('PTTL', key))?.[1]);
    expect(await ttl()).toBeGreaterThan(4 * minute);
    expect(await ttl()).toBeLessThanOrEqual(5 * minute);
    await store.get(key, 10 * minute);
    expect(await ttl()).toBeGreaterThan(9 * minute);
  });

  it('that refuses says so, and one that is away too', async () => {
    const store = inRedis();
    const key = fresh();
    await server!.ask('LPUSH', key, 'a list');
    await expect(store.get(key, minute)).rejects.toMatchObject({ reason: 'refused' });
    const away = used(createRedisStore({ url: 'redis://127.0.0.1:1', deadlineMs: 10_000 }));
    await expect(away.get(key, minute)).rejects.toMatchObject({ reason: 'offline' });
    await expect(away.put(key, bytes('x'), minute, undefined)).rejects.toMatchObject({ reason: 'offline' });
  });

  it('that hangs is given up after the deadline', async () => {
    const store = used(createRedisStore({ url: server!.url, deadlineMs: 50 }));
    await expect.poll(() => store.get('x', minute).then(() => 'up')).toBe('up');
    server!.signal('SIGSTOP');
    try {
      await expect(store.get('x', minute)).rejects.toMatchObject({ reason: 'deadline' });
    } finally {
      server!.signal('SIGCONT');
    }
    await expect.poll(() => store.get('x', minute).then(() => 'up', String)).toBe('up');
  });

  it('is found again after it was gone', async () => {
    const store = inRedis();
    const key = fresh();
    await store.put(key, bytes('x'), minute, undefined);
    await server!.kill();
    await expect(store.get(key, minute)).rejects.toMatchObject({ name: 'StoreFault' });
    await server!.start();
    await expect.poll(() => store.get(key, minute).then(() => 'up', String), { timeout: 15_000 }).toBe('up');
    expect(await store.get(key, minute)).toBeUndefined();
  });
});

describe('a sealed store', () => {
  it('shows nothing, and opens only what was put there', async () => {
    const store = inMemory();
    let unreadable = 0;
    const sealed = (secret = 'secret'): Store => sealedStore(store, secret, () => unreadable++);
    await sealed().put('a', bytes('ann@example.com'), minute, undefined);
    const entry = (await store.get('a', minute))!;
    expect(Buffer.from(entry.bytes).toString('latin1')).not.toContain('example');
    expect(await text(sealed(), 'a')).toBe('ann@example.com');
    expect(await text(sealed('other'), 'a')).toBe('');
    // Elsewhere, or changed in any byte, it is nothing.
    await store.put('b', entry.bytes, minute, undefined);
    expect(await text(sealed(), 'b')).toBe('');
    for (let i = 0; i < entry.bytes.length; i++) {
      const changed = Uint8Array.from(entry.bytes);
      changed[i]! ^= 1;
      await store.put(`c${i}`, changed, minute, undefined);
      expect(await text(sealed(), `c${i}`)).toBe('');
    }
    await store.put('short', bytes('x'), minute, undefined);
    expect(await text(sealed(), 'short')).toBe('');
    expect(unreadable).toBe(entry.bytes.length + 3);
  });

  it('never writes the same twice', async () => {
    const store = inMemory();
    const sealed = sealedStore(store, 'secret', () => undefined);
    const seen = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const version = (await store.get('a', minute))?.version;
      await sealed.put('a', bytes('same'), minute, version);
      seen.add(Buffer.from((await store.get('a', minute))!.bytes).toString('hex'));
    }
    expect(seen.size).toBe(20);
  });
});
