import { AsyncLocalStorage } from 'node:async_hooks';

/** What a caller says of its calls, for metrics, spans and the record. */
export interface CallFacts {
  readonly team?: string | undefined;
  readonly user?: string | undefined;
  readonly feature?: string | undefined;
}

interface Scope {
  readonly facts: CallFacts;
  /** A call is being guarded already, or the traffic is our own. */
  readonly aside: boolean;
}

/** One for the process: two copies of the package, or its bundle and its modules, must know of each other. */
const key = Symbol.for('spanguard.scope.v1');
const shared = globalThis as { [key]?: AsyncLocalStorage<Scope> };

function scopes(): AsyncLocalStorage<Scope> {
  shared[key] ??= new AsyncLocalStorage<Scope>();
  return shared[key];
}

const nothing: CallFacts = Object.freeze({});

/** Calls made by `run`, and by what it starts, are told apart by these facts. */
export function withCall<T>(facts: CallFacts, run: () => T): T {
  const outer = scopes().getStore();
  return scopes().run({ facts: { ...outer?.facts, ...facts }, aside: outer?.aside === true }, run);
}

/** What `run` sends is not looked at. */
export function aside<T>(run: () => T): T {
  return scopes().run({ facts: scopes().getStore()?.facts ?? nothing, aside: true }, run);
}

export function isAside(): boolean {
  return shared[key]?.getStore()?.aside === true;
}

/** The facts as the sidecar gets them from its callers. They never leave. */
export function factHeaders(): [name: string, value: string][] {
  const facts = shared[key]?.getStore()?.facts;
  if (facts === undefined) return [];
  const list: [string, string][] = [];
  if (facts.team !== undefined) list.push(['x-spanguard-team', facts.team]);
  if (facts.user !== undefined) list.push(['x-spanguard-user', facts.user]);
  if (facts.feature !== undefined) list.push(['x-spanguard-feature', facts.feature]);
  return list;
}
