import { randomBytes } from 'node:crypto';
import { type Entry, type Store, StoreFault, type StoreReason } from './store.ts';

export interface RedisStoreOptions {
  /** `redis[s]://[user:password@]host[:port][/database]`. */
  readonly url: string;
  /** Longest time for one access. */
  readonly deadlineMs: number;
}

type Client = Awaited<ReturnType<typeof connected>>;

/** An entry begins with its version: random, so that no two writes share one. */
const versionBytes = 16;

/** Writes only where nobody else has written since. */
const putScript = `
if redis.call('GETRANGE', KEYS[1], 0, ${versionBytes - 1}) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

/** Commands that wait for an answer; past them the store is told as offline at once. */
const mostWaiting = 10_000;
const longestPauseMs = 2000;

/** In Redis 6.2 or newer, or what speaks like it. Connects by itself, and again whenever it was cut off. */
export function createRedisStore({ url, deadlineMs }: RedisStoreOptions): Store {
  let down: StoreReason | undefined;
  let closed = false;
  const connecting = connected(url, (reason) => {
    down = reason;
  });
  connecting.catch(() => undefined);

  async function ask(args: Array<string | Buffer>): Promise<unknown> {
    if (down !== undefined) throw new StoreFault(down);
    const client = await connecting;
    try {
      return await client.sendCommand(args);
    } catch (error) {
      throw new StoreFault(client.isReady && isReply(error) ? 'refused' : 'offline');
    }
  }

  function access(args: Array<string | Buffer>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new StoreFault('deadline')), deadlineMs);
      ask(args).then(
        (reply) => {
          clearTimeout(timer);
          resolve(reply);
        },
        (fault) => {
          clearTimeout(timer);
          reject(fault);
        },
      );
    });
  }

  return {
    async get(key, ttlMs) {
      const reply = await access(['GETEX', key, 'PX', String(ttlMs)]);
      return Buffer.isBuffer(reply) ? entryOf(reply) : undefined;
    },
    async put(key, bytes, ttlMs, version) {
      const before = version === undefined ? Buffer.alloc(0) : Buffer.from(version, 'base64');
      const value = Buffer.concat([randomBytes(versionBytes), bytes]);
      return (await access(['EVAL', putScript, '1', key, before, value, String(ttlMs)])) === 1;
    },
    async close() {
      if (closed) return;
      closed = true;
      down = 'offline';
      await connecting.then(
        (client: Client) => client.destroy(),
        () => undefined,
      );
    },
  };
}

/** A client that is connecting, or connected: it is told apart by `down`. Loaded only where somebody wants it. */
async function connected(url: string, down: (reason: StoreReason | undefined) => void) {
  const { createClient, RESP_TYPES } = await import('@redis/client').catch(() => {
    down('not_installed');
    throw new StoreFault('not_installed');
  });
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: mostWaiting,
    socket: {
      connectTimeout: 5000,
      reconnectStrategy: (tries) => Math.min(longestPauseMs, 50 * 2 ** Math.min(tries, 10)),
    },
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  });
  client.on('error', () => down('offline'));
  client.on('ready', () => down(undefined));
  const ready = new Promise<void>((resolve) => {
    client.once('ready', resolve);
    client.once('error', () => resolve());
  });
  // The sockets of others keep the process alive, and the deadline while somebody waits.
  client.unref();
  // It goes on trying; whoever asks meanwhile is told that it is offline.
  client.connect().catch(() => down('offline'));
  await ready;
  return client;
}

/** An error that the server said, as opposed to one of the connection. */
function isReply(error: unknown): boolean {
  return error instanceof Error && /^[A-Z]+ /.test(error.message);
}

function entryOf(reply: Buffer): Entry {
  return { version: reply.toString('base64', 0, versionBytes), bytes: reply.subarray(versionBytes) };
}
