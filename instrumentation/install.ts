import { debuglog } from 'node:util';
import { environment } from '../config/environment.ts';
import { findFile } from '../config/find.ts';
import { guessHosts, type HostGuess, refusesUncovered } from '../config/hosts.ts';
import { createDoor, type Door } from './door.ts';
import { createEgress } from './egress.ts';
import { patch } from './patch.ts';
import { guardedFetch } from './surfaces/fetch.ts';
import { patchHttp } from './surfaces/http.ts';
import { watchSockets } from './surfaces/sockets.ts';
import { patchUndici } from './surfaces/undici.ts';

/** What is in force in this process, whichever copy of the package put it there. */
export interface Installed {
  readonly door: Door;
  uninstall(): void;
}

const key = Symbol.for('spanguard.installed.v1');
const shared = globalThis as { [key]?: Installed };

export function installed(): Installed | undefined {
  return shared[key];
}

/** Patches the ways out of this process; once, however often it is called and by how many copies. */
export function install(): Installed {
  const before = shared[key];
  if (before !== undefined) return before;
  const env = environment();
  const file = findFile(undefined, env, process.cwd());
  const door = createDoor({
    guess: guess(file, env),
    load: async () => (await import('./product.ts')).loadProduct(warn),
    onError: env.SPANGUARD_ON_ERROR === 'open' ? 'open' : 'closed',
    warn,
  });
  const egress = createEgress({ door, refuses: refusesUncovered(file, env), warn });
  const undo = [
    patch(globalThis, 'fetch', (original) => guardedFetch(original, door)),
    ...patchHttp(door, egress),
    ...patchUndici(door),
    ...watchSockets(door, egress),
  ];
  const send = (): void => {
    void door.product?.shutdown(5000);
  };
  // Of calls that ended in the very turn of the loop in which the application left.
  const flush = (): void => door.product?.flush();
  process.once('beforeExit', send);
  process.once('exit', flush);
  debug('guards fetch, http, https and undici; configuration: %s', file ?? 'none');
  const made: Installed = {
    door,
    uninstall() {
      for (const one of undo.reverse()) one();
      process.off('beforeExit', send);
      process.off('exit', flush);
      if (shared[key] === made) delete shared[key];
    },
  };
  shared[key] = made;
  return made;
}

/** `NODE_DEBUG=spanguard`: a line at the start, and one for each call. */
const debug = debuglog('spanguard');

/** A file that cannot be read is told of at once, and again when a call meets it. */
function guess(file: string | undefined, env: ReturnType<typeof environment>): HostGuess {
  try {
    return guessHosts(file, env);
  } catch (error) {
    const { code } = error as { code?: string };
    warn(`The configuration ${file} cannot be read (${code}).`, 'SPANGUARD_UNUSABLE');
    return guessHosts(undefined, env);
  }
}

function warn(message: string, code: string): void {
  process.emitWarning(message, { type: 'SpanguardWarning', code });
}
