import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Store } from './store.ts';

const nonceBytes = 12;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';
const nothing = new Uint8Array(0);

/**
 * A store that sees ciphertext only. Each entry has a key of its own, made of the secret and the name it
 * is kept under, so that none can be passed off as another. What cannot be opened is told, and is empty.
 */
export function sealedStore(store: Store, secret: string, unreadable: () => void): Store {
  const keyOf = (key: string): Buffer => Buffer.from(hkdfSync('sha256', secret, key, 'spanguard sealed entry', 32));

  function sealed(key: string, bytes: Uint8Array): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, keyOf(key), nonce);
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  function opened(key: string, bytes: Uint8Array): Uint8Array {
    const head = nonceBytes + tagBytes;
    try {
      const cipher = createDecipheriv(algorithm, keyOf(key), bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      cipher.setAuthTag(bytes.subarray(nonceBytes, head));
      return Buffer.concat([cipher.update(bytes.subarray(head)), cipher.final()]);
    } catch {
      unreadable();
      return nothing;
    }
  }

  return {
    async get(key, ttlMs) {
      const entry = await store.get(key, ttlMs);
      return entry === undefined ? undefined : { ...entry, bytes: opened(key, entry.bytes) };
    },
    put: (key, bytes, ttlMs, version) => store.put(key, sealed(key, bytes), ttlMs, version),
    close: () => store.close(),
  };
}
