import type { LoadedConfig } from '../config/load.ts';
import { createDoor } from './door.ts';
import { guardedFetch } from './surfaces/fetch.ts';

/**
 * A `fetch` whose calls to providers are guarded by this configuration, for one client instead of the whole
 * process: `new OpenAI({ fetch: wrapFetch(fetch, loadConfig()) })`.
 */
export function wrapFetch(original: typeof globalThis.fetch, loaded: LoadedConfig): typeof globalThis.fetch {
  const door = createDoor({
    guess: () => true,
    load: async () => (await import('./product.ts')).productOf(loaded, warn),
    onError: 'closed',
    warn,
  });
  return guardedFetch(original, door);
}

function warn(message: string, code: string): void {
  process.emitWarning(message, { type: 'SpanguardWarning', code });
}
