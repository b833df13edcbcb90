import type { JsonPath } from '../core/call.ts';
import { type Fault, faultAt } from './faults.ts';
import type { Environment } from './load.ts';
import type { Config } from './schema.ts';
import { defaultLife } from './store-schema.ts';

type Mapping = Readonly<Record<string, unknown>>;

/** Of Redis alone, and of memory alone. */
const ofRedis = ['url', 'urlEnv', 'keyEnv', 'deadlineMs', 'onError'] as const;
const leastSecret = 32;

/** What the store's settings say together; looks at the raw value, as the other rules do. */
export function storeFaults(raw: Mapping): Fault[] {
  const { store } = raw;
  const faults: Fault[] = [];
  if (isMapping(store)) {
    const { type = 'memory', url, urlEnv } = store;
    if (type === 'memory') {
      for (const key of ofRedis) {
        if (store[key] === undefined) continue;
        faults.push(faultAt(['store', key], raw, 'type: redis beside it', { keyOnly: true }));
      }
    } else if (type === 'redis') {
      if ((url === undefined) === (urlEnv === undefined)) {
        faults.push(
          faultAt(['store'], raw, 'exactly one of url and urlEnv, which say where Redis is', { keyOnly: true }),
        );
      }
      if (store.keyEnv === undefined) {
        const why = 'the name of an environment variable, since nothing is kept in Redis unencrypted';
        faults.push(faultAt(['store', 'keyEnv'], raw, why, { keyOnly: true }));
      }
      if (store.bytes !== undefined) {
        faults.push(faultAt(['store', 'bytes'], raw, 'type: memory beside it', { keyOnly: true }));
      }
    }
  }
  return [...faults, ...lifeFaults(raw)];
}

/** A conversation has one life. */
function lifeFaults(raw: Mapping): Fault[] {
  const faults: Fault[] = [];
  let first: number | undefined;
  const policies = Array.isArray(raw.policies) ? (raw.policies as readonly unknown[]) : [];
  policies.forEach((policy, index) => {
    const restore = isMapping(policy) ? policy.restore : undefined;
    if (!isMapping(restore)) return;
    const at: JsonPath = ['policies', index, 'restore', 'ttlSeconds'];
    if (restore.scope === 'call' && restore.ttlSeconds !== undefined) {
      faults.push(faultAt(at, raw, 'scope: conversation beside it', { keyOnly: true }));
    }
    const { ttlSeconds = defaultLife } = restore;
    if (restore.scope !== 'conversation' || typeof ttlSeconds !== 'number') return;
    first ??= ttlSeconds;
    if (ttlSeconds === first) return;
    faults.push(faultAt(at, raw, `${first}, as in a policy before it: a conversation has one life`));
  });
  return faults;
}

/** The secrets that the environment must have. Never tells what it has. */
export function secretFaults({ store }: Config, env: Environment): Fault[] {
  const faults: Fault[] = [];
  const fault = (key: 'urlEnv' | 'keyEnv', expected: string): void => {
    faults.push({ path: `store.${key}`, at: ['store', key], expected });
  };
  const { urlEnv, keyEnv } = store;
  if (urlEnv !== undefined && !isRedisUrl(env[urlEnv] ?? '')) {
    fault('urlEnv', `a redis:// or rediss:// URL in the variable ${urlEnv}`);
  }
  if (keyEnv !== undefined && (env[keyEnv] ?? '').length < leastSecret) {
    fault(
      'keyEnv',
      `at least ${leastSecret} characters in the variable ${keyEnv}, such as \`openssl rand -base64 32\` makes`,
    );
  }
  return faults;
}

function isRedisUrl(text: string): boolean {
  return /^rediss?:\/\/[^\s]+$/.test(text) && URL.canParse(text);
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
