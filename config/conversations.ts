import { randomBytes } from 'node:crypto';
import type { Conversations } from '../core/conversation.ts';
import type { Telemetry } from '../telemetry/index.ts';
import { createConversations } from '../traffic/conversations.ts';
import { createMemoryStore } from '../traffic/memory-store.ts';
import { createRedisStore } from '../traffic/redis-store.ts';
import { sealedStore } from '../traffic/sealed-store.ts';
import type { Store, StoreReason } from '../traffic/store.ts';
import type { Environment } from './load.ts';
import { lifeOf } from './policies.ts';
import type { Config } from './schema.ts';

/** A store as its settings made it; one with the same settings goes on to be used after a reload. */
export interface KeptStore {
  readonly settings: string;
  readonly store: Store;
  readonly secret: string;
  /** Who is told of the store's own faults: what it was last assembled for. */
  failed: (reason: StoreReason) => void;
}

const memoryBytes = 67_108_864;
const redisDeadlineMs = 200;

export interface Kept {
  readonly conversations: Conversations;
  readonly kept: KeptStore;
}

/** What remembers conversations; undefined where no policy wants them remembered. */
export function conversationsOf(
  config: Config,
  env: Environment,
  telemetry: Telemetry,
  before: KeptStore | undefined,
): Kept | undefined {
  const life = lifeOf(config);
  if (life === undefined) return undefined;
  const { type, onError = 'open' } = config.store;
  const failed = (reason: StoreReason): void => telemetry.storeFailed(type, onError, reason);
  const kept = keptStore(config, env, before);
  kept.failed = failed;
  const { store, secret } = kept;
  return { kept, conversations: createConversations({ store, secret, ttlMs: life * 1000, onError, failed }) };
}

function keptStore({ store }: Config, env: Environment, before: KeptStore | undefined): KeptStore {
  const { type, urlEnv, keyEnv, deadlineMs = redisDeadlineMs, bytes = memoryBytes } = store;
  const url = store.url ?? given(env, urlEnv);
  const secret = type === 'redis' ? given(env, keyEnv) : '';
  const settings = JSON.stringify([type, url, secret, deadlineMs, bytes]);
  if (before?.settings === settings) return before;
  if (type === 'memory') {
    return { settings, store: createMemoryStore({ bytes }), secret: randomBytes(32).toString('base64'), failed() {} };
  }
  const kept: KeptStore = {
    settings,
    secret,
    failed() {},
    store: sealedStore(createRedisStore({ url, deadlineMs }), secret, () => kept.failed('unreadable')),
  };
  return kept;
}

/** It was looked for when the configuration was read. */
function given(env: Environment, name: string | undefined): string {
  return name === undefined ? '' : (env[name] ?? '');
}
