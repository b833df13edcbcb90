import Module from 'node:module';
import { isAside } from '../aside.ts';
import type { Door, Way } from '../door.ts';
import { patch } from '../patch.ts';
import { answerExchange, type Dispatch, type DispatchOptions, guardExchange } from './undici-exchange.ts';
import type { Callbacks } from './undici-receiver.ts';

/** On the options of what has been through here: a pool hands what it is asked on to a client, and so on. */
const seen = Symbol.for('spanguard.dispatched.v1');

/** How long what a pool was handed may wait for a connection before it is taken for a stranger's. */
const expectedMs = 10_000;

interface Dispatcher {
  dispatch: (this: Dispatcher, options: DispatchOptions, callbacks: Callbacks) => boolean;
}

interface Loads {
  _compile(this: { exports: unknown }, content: string, filename: string, ...rest: unknown[]): unknown;
}

/** The main file of a copy of undici, also of one that was installed under another name. */
const mainFile = /[\\/]undici[\w.-]*[\\/]index\.js$/;

/**
 * Guards the npm package `undici` once the application itself loads it, by `require` or `import`, whichever
 * version and however many copies. It is never loaded from here: that would make its dispatcher the one of the
 * built-in `fetch`.
 */
export function patchUndici(door: Door): (() => void)[] {
  const undo: (() => void)[] = [];
  const guarded = new Set<Dispatcher>();
  const guardCopy = (exported: unknown): void => {
    for (const base of basesOf(exported)) {
      if (guarded.has(base)) continue;
      guarded.add(base);
      door.layered();
      undo.push(patch(base, 'dispatch', (original) => guardedDispatch(original, door)));
    }
  };
  const cache = (Module as unknown as { _cache: Readonly<Record<string, { exports: unknown } | undefined>> })._cache;
  for (const file of Object.keys(cache)) if (mainFile.test(file)) guardCopy(cache[file]?.exports);
  const loads = Module.prototype as unknown as Loads;
  undo.push(
    patch(loads, '_compile', (original) => {
      return function compile(this: { exports: unknown }, ...given) {
        const result = Reflect.apply(original, this, given);
        // Each file that is loaded comes by: the last letters tell nearly all of them apart.
        if (given[1].endsWith('index.js') && mainFile.test(given[1])) guardCopy(this.exports);
        return result;
      };
    }),
  );
  const undoAll = (): void => {
    for (const one of undo.splice(0).reverse()) one();
  };
  return [undoAll];
}

interface Exported {
  readonly Agent?: { readonly prototype?: object };
  readonly getGlobalDispatcher?: () => object | undefined;
}

/**
 * The classes that what this copy uses inherits `dispatch` from: its own, and that of the global dispatcher,
 * which may be of the copy inside Node.
 */
function basesOf(exported: unknown): Dispatcher[] {
  const { Agent, getGlobalDispatcher } = (exported ?? {}) as Exported;
  const bases: Dispatcher[] = [];
  for (const start of [Agent?.prototype, getGlobalDispatcher?.()]) {
    let at: object | null = start ?? null;
    while (at !== null && !Object.hasOwn(at, 'dispatch')) at = Object.getPrototypeOf(at) as object | null;
    if (at !== null) bases.push(at as Dispatcher);
  }
  return bases;
}

function guardedDispatch(original: Dispatcher['dispatch'], door: Door): Dispatcher['dispatch'] {
  return function dispatch(this: Dispatcher, options, callbacks) {
    const plain = (given: DispatchOptions): boolean => Reflect.apply(original, this, [given, callbacks]) as boolean;
    if (isAside() || !isObject(options) || seen in options || !isObject(callbacks)) return plain(options);
    const url = addressOf(this, options);
    if (url === undefined || !door.concerns(url)) return plain(options);
    // Another protocol from here on: nothing of it can be held.
    if (options.method === 'CONNECT' || options.upgrade) return plain(options);
    const marked: DispatchOptions = Object.assign({ ...options }, { [seen]: true });
    const send: Dispatch = (given, told) => {
      const done = door.expect(url);
      // The request is made, or waits for a connection of the pool; either way undici has it in hand.
      setTimeout(done, expectedMs).unref();
      return Reflect.apply(original, this, [given, told]) as boolean;
    };
    const go = (way: Way): void => {
      if (way.kind === 'unguarded' || !door.concerns(url)) plain(marked);
      else if (way.kind === 'refused') answerExchange(way.reply, callbacks);
      else void guardExchange(way.product, url, send, marked, callbacks);
    };
    const way = door.way();
    if (way instanceof Promise) void way.then(go);
    else go(way);
    return true;
  };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Clients and pools go to an origin of their own, whatever they are asked; agents to the one that is asked for. */
function addressOf(dispatcher: Dispatcher, { origin, path }: DispatchOptions): URL | undefined {
  const own = Object.getOwnPropertySymbols(dispatcher).find(({ description }) => description === 'url');
  const kept = own === undefined ? undefined : (dispatcher as unknown as Readonly<Record<symbol, unknown>>)[own];
  const base = kept ?? origin;
  if (base === undefined || base === null) return undefined;
  try {
    return new URL(typeof path === 'string' && path.startsWith('/') ? path : '/', String(base));
  } catch {
    return undefined;
  }
}
